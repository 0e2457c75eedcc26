import { assign } from 'xstate';
import { chart } from '../chart.ts';

/** One identification, one receipt per ballot: with several ballots on the day the voter says which are taken. */
export const takingBallots = chart.createStateConfig({
  initial: 'asking',
  states: {
    asking: {
      always: {
        guard: 'oneBallot',
        target: 'taken',
        actions: assign(({ context }) => ({ ballots: context.rules.ballots.map((rule) => rule.ballot) })),
      },
      on: {
        'ballots.taken': {
          guard: ({ context: { rules }, event: { ballots } }) =>
            ballots.length > 0 &&
            rules.ballots.every((rule) => rule.mayBeDeclined || ballots.includes(rule.ballot)) &&
            ballots.every((ballot) => rules.ballots.some((rule) => rule.ballot === ballot)),
          target: 'taken',
          actions: assign(({ context, event }) => ({
            ballots: context.rules.ballots
              .map((rule) => rule.ballot)
              .filter((ballot) => event.ballots.includes(ballot)),
          })),
        },
      },
    },
    taken: { type: 'final' },
  },
});
