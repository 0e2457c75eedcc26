import type { Trouble } from '../../../core/hub/sender.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
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
  { kiosks, force, device, place, network }: ShownAround,
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
  return [
    ...(count > 0 ? [{ code: 'kiosks.doubled', params: { count } } as const] : []),
    ...(network?.problem ? [network.problem] : []),
    ...(linked && !force.certificates.has(device) ? [{ code: 'network.no-certificates' } as const] : []),
    ...unseen.map((one) => ({ code: unseenCodes[force.policy.kiosks.apart], params: { device: place(one) } })),
    ...(seen.some(({ list }) => list !== force.election.list.version) ? [{ code: 'kiosks.other-list' } as const] : []),
    ...clocks,
    ...(trouble === null ? [] : [troubleProblem(trouble)]),
    ...(refusals.count > 0 ? [{ code: 'kiosks.refused', params: { count: refusals.count } } as const] : []),
  ];
}

const troubleProblem = (trouble: Trouble): Problem =>
  trouble.why === 'refused'
    ? { code: 'kiosks.hub-refused', params: { seq: trouble.seq, cause: trouble.cause } }
    : { code: 'kiosks.hub-differs', params: { seq: trouble.seq } };
