import type { SittingView } from '../../../main/api/sittings-views.ts';
import type { Stage } from '../../../main/api/views.ts';

/** How the sitting stands that each stage of the station is about. */
const standing: Readonly<Record<Stage, SittingView['state']>> = {
  unprovisioned: 'next',
  ready: 'next',
  open: 'open',
  suspended: 'open',
  finishing: 'open',
  closed: 'closed',
  'handed-over': 'closed',
};

/** The sitting that a stage of the station, and its numbers, are about; null: the election names it no more. */
export function aboutSitting(list: readonly SittingView[], stage: Stage): SittingView | null {
  return list.findLast(({ state }) => state === standing[stage]) ?? null;
}

/** The closed ones before it, whose numbers are carried forward. */
export function carriedSittings(list: readonly SittingView[], stage: Stage): readonly SittingView[] {
  const about = aboutSitting(list, stage);
  return list.filter((one) => one.state === 'closed' && one !== about);
}
