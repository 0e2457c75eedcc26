import { assign } from 'xstate';
import { chart } from '../chart.ts';
import { ballotsFor } from '../context.ts';

/** One identification, one receipt per ballot: with several ballots on the day the voter says which are taken. */
export const takingBallots = chart.createStateConfig({
  initial: 'asking',
  states: {
    asking: {
      always: {
        guard: 'oneBallot',
        target: 'taken',
        actions: assign(({ context }) => ({ ballots: ballotsFor(context).map((rule) => rule.ballot) })),
      },
      on: {
        'ballots.taken': {
          guard: ({ context, event: { ballots } }) =>
            ballots.length > 0 &&
            ballotsFor(context).every((rule) => rule.mayBeDeclined || ballots.includes(rule.ballot)) &&
            ballots.every((ballot) => ballotsFor(context).some((rule) => rule.ballot === ballot)),
          target: 'taken',
          actions: assign(({ context, event }) => ({
            ballots: ballotsFor(context)
              .map((rule) => rule.ballot)
              .filter((ballot) => event.ballots.includes(ballot)),
          })),
        },
      },
    },
    taken: { type: 'final' },
  },
});
