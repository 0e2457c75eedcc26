import { assign } from 'xstate';
import { chart } from '../chart.ts';
import { endable, fault, notKept, notPrinted, settings } from './shared.ts';

const challengedPapers = { type: 'voidPapers', params: { why: 'challenged' } } as const;

/** The papers are out: cast, challenge or reject. */
export const deciding = {
  checking: chart.createStateConfig({
    on: {
      ...endable,
      ...settings,
      'voter.casts': 'casting',
      'voter.challenges': { guard: 'mayChallenge', target: 'challenging' },
      'voter.rejects': { target: 'voidPapers', actions: { type: 'voidPapers', params: { why: 'rejected' } } },
    },
  }),
  /** The box is open. Until it has the record in its hands she may come back; from then on the box decides. */
  casting: chart.createStateConfig({
    initial: 'awaited',
    states: {
      awaited: {
        on: { ...endable, ...settings, 'voter.stops': '#booth.way.checking', 'record.held': 'held' },
      },
      held: { on: { 'record.passed': '#booth.way.accepted', 'record.returned': 'awaited' } },
    },
  }),
  /** Her ballot counts. Nothing is left of it here; how she had the panel stays until she has read this. */
  accepted: chart.createStateConfig({
    entry: ['forgetChoices', 'forgetAttempt'],
    on: { 'token.read': { guard: 'isOpen', target: 'admitting', actions: ['forgetSession', 'hear'] } },
    after: { accepted: 'neutral' },
  }),
  challenging: chart.createStateConfig({
    invoke: {
      src: 'challenge',
      onDone: [
        {
          guard: ({ event }) => event.output.ok,
          target: 'voidPapers',
          actions: ['countChallenge', challengedPapers],
        },
        {
          // It is written down, and the attempt is given up: what opens it can be printed again.
          guard: ({ event: { output } }) => !output.ok && output.written,
          target: 'challengeStuck',
          actions: ['countChallenge', challengedPapers, notPrinted],
        },
        notKept,
      ],
      onError: notKept,
    },
  }),
  printingChallenge: chart.createStateConfig({
    invoke: {
      src: 'printChallenge',
      onDone: [
        { guard: ({ event }) => event.output.ok, target: 'voidPapers' },
        { target: 'challengeStuck', actions: notPrinted },
      ],
      onError: { target: 'challengeStuck', actions: notPrinted },
    },
  }),
  /** What opens the ballot did not come out. It is printed again, or she goes on without. */
  challengeStuck: chart.createStateConfig({
    entry: [fault],
    on: {
      ...endable,
      'try.again': { target: 'printingChallenge', actions: 'clearProblem' },
      'papers.taken': { target: 'takingPapers', actions: 'clearProblem' },
    },
  }),
  /** Papers are out that count for nothing: she gives them to the commission. */
  voidPapers: chart.createStateConfig({
    entry: ['forgetAttempt'],
    on: { ...endable, ...settings, 'papers.taken': 'takingPapers' },
  }),
  takingPapers: chart.createStateConfig({
    invoke: {
      src: 'papersTaken',
      onDone: [
        // The printer was at fault, not she: what she has chosen stands.
        {
          guard: ({ context, event }) => event.output.ok && context.papers === 'printer',
          target: 'choosing.review',
          actions: assign({ papers: null }),
        },
        {
          guard: ({ event }) => event.output.ok,
          target: 'choosing',
          actions: [assign({ papers: null }), 'beginAnew'],
        },
        notKept,
      ],
      onError: notKept,
    },
  }),
} as const;
