import type { OutOfLink } from '../../../core/network/link.ts';
import { shareRanges, takerOf } from '../../../core/network/shares.ts';
import type { StationOpening } from '../../../core/receipt/opening-sum-slip.ts';
import type { StationSum } from '../../../core/receipt/sum-slip.ts';
import {
  DOUBLED_SENT,
  type InvitationView,
  type KioskNetworkView,
  type KiosksTodayView,
  type LinkView,
  type OtherKioskView,
} from '../../api/network-views.ts';
import type { KioskConfig } from '../config.ts';
import { called, type InForce, type Kiosk } from '../kiosk.ts';
import { admittedAtPeers, openAtPeers } from '../state/elsewhere.ts';
import { isContested, unconfirmedAdmissions, unconfirmedNow } from '../state/national-lock.ts';
import { type OpeningRow, type SumRow, stationGroups } from '../state/station-sum.ts';
import { elsewhereNow } from '../state/voted-elsewhere.ts';
import type { Kiosks } from './kiosks.ts';
import { stationDevices } from './shares-now.ts';

type Network = Extract<OutOfLink, { link: 'network' }>;

/** This kiosk among the others, as the screens are told. */
export interface ShownAround {
  readonly kiosk: Pick<Kiosk, 'db' | 'now'>;
  readonly kiosks: Pick<Kiosks, 'sight' | 'shares' | 'doubled' | 'refusals' | 'upstream' | 'locks'>;
  readonly force: InForce;
  /** This kiosk's device. */
  readonly device: string;
  /** Which of the station's kiosks a device is. */
  readonly place: (device: string) => string;
  /** Null: this kiosk has no network. */
  readonly config: NonNullable<KioskConfig['network']> | null;
  /** As the link last said it; null while it says nothing. */
  readonly network: Network | null;
}

/** Null where the station has one kiosk by the package, and no network. */
export function networkView({ kiosk, kiosks, force, ...around }: ShownAround): KioskNetworkView | null {
  const { device: own, place, config, network } = around;
  const { sight, shares, doubled } = kiosks;
  const known = [...new Set([...stationDevices(force), ...shares.serving(force), ...sight.devices])];
  if (config === null && known.length <= 1) return null;
  const now = shares.shares(force);
  const ranges = shareRanges(now);
  const rangesOf = (device: string) =>
    ranges.filter((one) => takerOf(now.taken, one.device) === device).map(({ from, to }) => ({ from, to }));
  const others = known
    .filter((device) => device !== own)
    .map((device): OtherKioskView => {
      const taker = takerOf(now.taken, device);
      return {
        ...{ device, place: place(device), seen: sight.of(device) !== null, shares: rangesOf(device) },
        since: new Date(kiosk.now().getTime() - sight.lasts(device)).toISOString(),
        takenBy: taker === device ? null : place(taker),
      };
    });
  return {
    ...{ apart: force.policy.kiosks.apart, place: place(own), shares: rangesOf(own), others },
    link: config === null ? 'none' : (network?.state ?? 'off'),
    ...{ doubled: doubled.all().length, unconfirmed: 0, contested: 0, ...unconfirmedNow(kiosk.db) },
  };
}

/** What the chair is told besides: whom the others admitted, as far as it is known here, and who stands at two. */
export function todayView({ kiosk, kiosks, force, place }: ShownAround): KiosksTodayView {
  return {
    admitted: Object.fromEntries(admittedAtPeers(kiosk.db)),
    elsewhere: elsewhereNow(kiosk.db),
    contested: unconfirmedAdmissions(kiosk.db)
      .filter(isContested)
      .slice(0, DOUBLED_SENT)
      .map(({ voter, at, refused }) => ({
        ...{ number: force.register.byPseudonym(voter)?.number ?? null, at },
        ...{ station: refused?.by?.station ?? '', otherAt: refused?.by?.at ?? at },
      })),
    doubled: kiosks.doubled
      .all()
      .slice(0, DOUBLED_SENT)
      .map(({ voter, device, at, otherAt }) => {
        // Nothing but her number leaves the register; while it is locked not even that.
        return { number: force.register.byPseudonym(voter)?.number ?? null, at, place: place(device), otherAt };
      }),
    open: openAtPeers(kiosk.db)
      .filter(({ device }) => kiosks.sight.of(device) === null)
      .slice(0, DOUBLED_SENT)
      .map(({ admission, device, voter, at }) => {
        return { admission, device, number: force.register.byPseudonym(voter)?.number ?? null, at };
      }),
  };
}

/** What the technician is told of the link; null where this kiosk has no network. */
export function linkView({
  config,
  network,
  place,
  paired,
  invitation,
}: Pick<ShownAround, 'config' | 'network' | 'place'> & {
  readonly paired: readonly string[];
  readonly invitation: InvitationView | null;
}): LinkView | null {
  if (config === null) return null;
  const { listen, peers, discover } = config;
  return {
    ...{ listen, discover, invitation, peers: [...new Set([...peers, ...paired])] },
    state: network?.state ?? 'off',
    own: network?.own ?? [],
    joined: (network?.joined ?? []).map((device) => ({ device, place: place(device) })),
    found: (network?.found ?? []).map(({ device, at }) => ({ device, place: place(device), at })),
  };
}

/** The sum of a sitting, as the chair and its slip have it. */
export function sumView(
  rows: readonly SumRow[],
  sitting: string,
  { kiosk, kiosks, place }: { readonly kiosk: Kiosk } & Pick<ShownAround, 'kiosks' | 'place'>,
): StationSum {
  return {
    sitting,
    kiosks: rows.map(({ device, state, admitted, head }) => {
      return { place: place(device), serial: called(kiosk, device), state, admitted, head: head?.hash ?? null };
    }),
    admitted: rows.reduce((sum, { admitted }) => sum + admitted, 0),
    doubled: kiosks.doubled.all().length,
    ...stationGroups(kiosk.db, sitting),
  };
}

/** How the kiosks opened a sitting, as the chair and its slip have it. */
export function openingView(
  rows: readonly OpeningRow[],
  sitting: string,
  { kiosk, place }: { readonly kiosk: Kiosk } & Pick<ShownAround, 'place'>,
): StationOpening {
  const kiosks = rows.map(({ device, ...row }) => ({ ...row, place: place(device), serial: called(kiosk, device) }));
  return { sitting, kiosks };
}
