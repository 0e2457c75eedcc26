import type { ProblemCode } from '../../problem/catalogue.ts';
import type { BallotDay, BallotPhase } from './day.ts';

/** What the ballot zone knows besides its journal. */
export interface Surroundings {
  /** The reader is there and nothing stands in its way. */
  readonly reader: boolean;
  /** The policy wants a test before the opening. */
  readonly testNeeded: boolean;
  /** Sheets whose marks persons have to decide about; null before the close. */
  readonly toDecide: number | null;
  readonly protocols: { readonly signed: number; readonly all: number };
}

/** The steps of the ballot zone in their order. */
export const ballotSteps = [
  'package',
  'reader',
  'box',
  'test',
  'zero',
  'open',
  'close',
  'mobile',
  'adjudicate',
  'count',
  'protocol',
] as const;
export type BallotStepName = (typeof ballotSteps)[number];

/** recorded: done, and not as it should have been, which is on record. */
export type StepState = 'done' | 'now' | 'later' | 'recorded';

const phases: readonly BallotPhase[] = [
  'unproved',
  'testing',
  'tested',
  'zero',
  'open',
  'paused',
  'closed',
  'mobile',
  'counted',
];
const reached = (phase: BallotPhase, at: BallotPhase): boolean => phases.indexOf(phase) >= phases.indexOf(at);

/** How each step stands: what is done stays done, the first that is not is what comes now. */
export function stepsOf(
  day: BallotDay,
  around: Surroundings,
): readonly { readonly step: BallotStepName; readonly state: StepState }[] {
  const { phase } = day;
  const over = reached(phase, 'closed');
  const done: Readonly<Record<BallotStepName, boolean>> = {
    package: day.package !== null,
    reader: around.reader || over,
    box: day.box !== null,
    test: !around.testNeeded || reached(phase, 'tested'),
    zero: reached(phase, 'zero'),
    open: reached(phase, 'open'),
    close: over,
    mobile: over && phase !== 'mobile' && (day.counted !== null || around.toDecide !== null),
    adjudicate: over && phase !== 'mobile' && around.toDecide === 0,
    count: day.counted !== null,
    protocol: around.protocols.all > 0 && around.protocols.signed === around.protocols.all,
  };
  const now = ballotSteps.find((step) => !done[step]);
  return ballotSteps.map((step) => {
    if (done[step]) return { step, state: step === 'test' && day.test?.matches === false ? 'recorded' : 'done' };
    return { step, state: step === now ? 'now' : 'later' };
  });
}

/** What the human must do before the zone is ready for the stage that it was told; null: it is ready. */
export function needsOf(day: BallotDay, around: Surroundings): ProblemCode | null {
  const { phase, station } = day;
  if (station.stage === 'unprovisioned' || station.stage === 'wiped') return null;
  if (day.package === null) return 'ballot-zone.no-package';
  switch (station.stage) {
    case 'ready':
    case 'open':
    case 'suspended':
    case 'finishing':
      if (day.tooMany) return 'ballot-zone.too-many-sheets';
      if (!around.reader) return 'ballot-zone.reader-missing';
      if (day.box === null) return 'ballot-zone.box-unassigned';
      if (around.testNeeded && !reached(phase, 'tested')) {
        return day.test?.matches === false ? 'ballot-zone.test-differs' : 'ballot-zone.test-due';
      }
      return reached(phase, 'zero') ? null : 'ballot-zone.zero-due';
    case 'closed':
    case 'handed-over':
      // The box closes once its last sheet is settled.
      if (phase === 'zero' || phase === 'open' || phase === 'paused') return 'ballot-zone.sheet-in-path';
      if (day.tooMany) return 'ballot-zone.too-many-sheets';
      if (around.toDecide !== null && around.toDecide > 0) return 'ballot-zone.to-decide';
      return around.protocols.signed === around.protocols.all && around.protocols.all > 0
        ? null
        : 'ballot-zone.protocol-unfinished';
  }
}
