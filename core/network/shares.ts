import type { KiosksPolicy } from '../election/policy-kiosks.ts';
import type { ClaimStands } from './claims.ts';

/**
 * Whose share of the list a voter is in. The shares of the kiosks of a station follow from the signed package alone: in
 * the order of their places each has the next part of the numbers, as even as can be, so that whatever a cut has parted,
 * all say the same. A voter without a number on the list, or with one that is not on it, is in the first one's.
 */
export interface Shares {
  /** The station's devices in use, in the order of their places. */
  readonly devices: readonly string[];
  /** The last number of the list. */
  readonly last: number;
  /** Who has taken over whose share by persons' decision, or has gone on with its sitting: the one taken over, and by whom. */
  readonly taken: ReadonlyMap<string, string>;
}

/** Numbers of one kiosk's share, both included; null where there are more kiosks than voters. */
export interface NumberRange {
  readonly device: string;
  readonly from: number;
  readonly to: number;
}

/** The shares as they follow from the package, before anything was taken over. */
export function shareRanges({ devices, last }: Pick<Shares, 'devices' | 'last'>): readonly NumberRange[] {
  const ends = devices.map((_, i) => Math.floor(((i + 1) * last) / devices.length));
  return devices.flatMap((device, i) => {
    const [from, to] = [(ends[i - 1] ?? 0) + 1, ends[i] ?? 0];
    return from <= to ? [{ device, from, to }] : [];
  });
}

/** Who serves this number while the kiosks are apart; null where no device of the station is in use. */
export function ownerOf(shares: Shares, number: number | null): string | null {
  const ranges = shareRanges(shares);
  const found = number === null ? undefined : ranges.find(({ from, to }) => from <= number && number <= to);
  const first = found?.device ?? ranges[0]?.device ?? shares.devices[0];
  return first === undefined ? null : takerOf(shares.taken, first);
}

/** Who serves now what a device served: through all that was taken over, however often. */
export function takerOf(taken: ReadonlyMap<string, string>, device: string): string {
  const passed = new Set<string>();
  let at = device;
  for (let next = taken.get(at); next !== undefined && !passed.has(at); next = taken.get(at)) {
    passed.add(at);
    at = next;
  }
  return at;
}

/** Who may be served here now. */
export type Serves =
  | { readonly may: true }
  /** She is being served at another kiosk, or was admitted there. */
  | { readonly may: false; readonly why: 'claimed'; readonly by: string }
  | { readonly may: false; readonly why: 'admitted' }
  /** The kiosks are apart, and she is in another one's share. */
  | { readonly may: false; readonly why: 'other-share'; readonly owner: string }
  /** The kiosks are apart, and policy lets nobody serve. */
  | { readonly may: false; readonly why: 'apart'; readonly unseen: readonly string[] };

/** How the kiosks of the station stand as one of them is about to serve a voter. */
export interface Standing {
  readonly me: string;
  /** Whose share she is in. */
  readonly owner: string | null;
  /** Devices that serve this station now: those of the shares, after all that was taken over. */
  readonly station: readonly string[];
  /** Those of them that are seen. */
  readonly seen: readonly string[];
  readonly apart: KiosksPolicy['apart'];
}

/**
 * Whom to ask for her. Her owner alone decides where it is seen: it promises her to one kiosk at a time, so that of those
 * who ask at the same moment exactly one goes on. Where it is not, and policy lets all serve, all that are seen are asked.
 */
export function toAsk({ me, owner, seen, apart }: Omit<Standing, 'station'>): readonly string[] {
  if (owner === me) return [];
  if (owner !== null && seen.includes(owner)) return [owner];
  return apart === 'all' ? seen : [];
}

/**
 * What a claim that is waiting for nobody any more comes to. Under `share` and `wait` her owner's promise is needed; as it
 * never forgets one, no cut makes two serve her.
 */
export function servesBy(
  stands: Exclude<ClaimStands, 'waiting'>,
  { me, owner, station, seen, apart }: Standing,
): Serves {
  if (stands.why === 'claimed') return { may: false, why: 'claimed', by: stands.by };
  if (stands.why === 'admitted') return { may: false, why: 'admitted' };
  const unseen = station.filter((one) => one !== me && !seen.includes(one));
  if (apart === 'wait' && unseen.length > 0) return { may: false, why: 'apart', unseen };
  if (apart === 'all' || owner === null || owner === me || stands.by.has(owner)) return { may: true };
  return { may: false, why: 'other-share', owner };
}
