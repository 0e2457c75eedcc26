import { lockRule } from '../../../core/admission/lock.ts';
import type { Trouble } from '../../../core/hub/sender.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { InForce } from '../kiosk.ts';
import { unconfirmedNow } from '../state/national-lock.ts';
import type { NationalLocks } from './national-locks.ts';
import type { ShownAround } from './shown.ts';

/** What is told of a kiosk that is not seen, by what the policy lets be done meanwhile. */
const unseenCodes = {
  share: 'kiosks.unseen-share',
  all: 'kiosks.unseen-all',
  wait: 'kiosks.unseen-wait',
} as const;

/**
 * What is wrong among the kiosks of a station.
 * @param linked whether this kiosk has a network
 * @param underWay whether a sitting is: before and after it nobody misses another kiosk
 */
export function kioskProblems(
  { kiosk, kiosks, force, device, place, network }: ShownAround,
  { linked, underWay }: { readonly linked: boolean; readonly underWay: boolean },
): readonly Problem[] {
  const { sight, doubled, refusals, shares, upstream } = kiosks;
  const { driftSeconds } = force.policy.clock;
  const seen = sight.devices.flatMap((one) => sight.of(one) ?? []);
  // Kiosks that were never joined and serve all alike miss nobody.
  const misses = underWay && (linked || force.policy.kiosks.apart !== 'all');
  const unseen = misses ? shares.serving(force).filter((one) => one !== device && sight.of(one) === null) : [];
  const clocks = sight.devices.flatMap((one): Problem[] => {
    const seconds = Math.round((sight.of(one)?.ahead ?? 0) / 1_000);
    if (Math.abs(seconds) <= driftSeconds) return [];
    return [{ code: 'kiosks.clock-apart', params: { device: place(one), seconds } }];
  });
  const count = doubled.all().length;
  const trouble = upstream?.stands().trouble ?? null;
  const { unconfirmed = 0, contested = 0 } = unconfirmedNow(kiosk.db);
  const away = underWay ? withoutLock(force, kiosks.locks, unconfirmed) : [];
  return [
    ...(count > 0 ? [{ code: 'kiosks.doubled', params: { count } } as const] : []),
    ...(contested > 0 ? [{ code: 'kiosks.contested', params: { count: contested } } as const] : []),
    ...(network?.problem ? [network.problem] : []),
    ...(linked && !force.certificates.has(device) ? [{ code: 'network.no-certificates' } as const] : []),
    ...unseen.map((one) => ({ code: unseenCodes[force.policy.kiosks.apart], params: { device: place(one) } })),
    ...away,
    // That one tells how many they are.
    ...(unconfirmed > 0 && !away.some(({ code }) => code.endsWith('-unconfirmed'))
      ? [{ code: 'kiosks.unconfirmed', params: { count: unconfirmed } } as const]
      : []),
    ...(seen.some(({ list }) => list !== force.election.list.version) ? [{ code: 'kiosks.other-list' } as const] : []),
    ...clocks,
    ...(trouble === null ? [] : [troubleProblem(trouble)]),
    ...(refusals.count > 0 ? [{ code: 'kiosks.refused', params: { count: refusals.count } } as const] : []),
  ];
}

/** What is told while there is no link to the hub, or no answer: nothing, where nobody would be asked for. */
function withoutLock(
  { policy, hub, precinct }: InForce,
  locks: Pick<NationalLocks, 'stands'> | null,
  count: number,
): readonly Problem[] {
  const stands = locks?.stands ?? 'away';
  if (hub === null || stands === 'there') return [];
  const lock = { ...policy.lock, home: policy.offline.home, hub: stands, outside: false } as const;
  const category = precinct.kind === 'remote' ? 'remote' : 'home';
  const rule = lockRule({ category, listedElsewhere: false }, { lock, basis: policy.remote.basis });
  if (!rule.ask || rule.without === 'safe') return [];
  const isSilent = stands === 'silent';
  if (rule.without === 'wait') return [{ code: isSilent ? 'kiosks.hub-silent-wait' : 'kiosks.no-lock-wait' }];
  return [{ code: isSilent ? 'kiosks.hub-silent-unconfirmed' : 'kiosks.no-lock-unconfirmed', params: { count } }];
}

const troubleProblem = (trouble: Trouble): Problem =>
  trouble.why === 'refused'
    ? { code: 'kiosks.hub-refused', params: { seq: trouble.seq, cause: trouble.cause } }
    : { code: 'kiosks.hub-differs', params: { seq: trouble.seq } };
