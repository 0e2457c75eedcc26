import type { Mode, Stage } from '../../../main/api/views.ts';

/** Keys that a screen puts together from a word of ours and a value of the zone: one for each value there can be. */
export type Families = Readonly<Record<string, readonly string[]>>;

/** All values of a kind, complete because the compiler asks for each. */
export const all = <T extends string>(values: Readonly<Record<T, true>>): readonly string[] => Object.keys(values);

export const stages = all<Stage>({
  unprovisioned: true,
  ready: true,
  open: true,
  suspended: true,
  finishing: true,
  closed: true,
  'handed-over': true,
});
export const trialModes = all<Exclude<Mode, 'official'>>({ training: true, laboratory: true, 'public-test': true });
