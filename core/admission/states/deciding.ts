import { assign } from 'xstate';
import { chart } from '../chart.ts';
import { type AdmissionContext, present } from '../context.ts';
import { eligibility } from '../eligibility.ts';
import { homecoming } from './homecoming.ts';

const verdict = ({ facts, here }: AdmissionContext) => eligibility(present(facts, 'record'), here);

/** Record → eligibility: who may not be identified here is refused; a disagreement of papers is shown first. */
export const deciding = chart.createStateConfig({
  initial: 'weighing',
  states: {
    weighing: {
      always: [
        {
          guard: ({ context }) => verdict(context).road === 'refuse',
          target: '#refused',
          actions: assign(({ context }) => {
            const weighed = verdict(context);
            return weighed.road === 'refuse' ? { refusal: weighed.refusal } : {};
          }),
        },
        {
          target: 'placed',
          actions: assign(({ context }) => {
            const weighed = verdict(context);
            if (weighed.road !== 'identify') return {};
            const { category, warnings, homecoming: listed } = weighed;
            return { category, warnings, homecoming: listed };
          }),
        },
      ],
    },
    placed: {
      always: [{ guard: ({ context }) => context.homecoming !== null, target: 'homecoming' }, { target: 'warned' }],
    },
    homecoming,
    warned: {
      always: { guard: 'noWarnings', target: 'eligible' },
      on: { 'warning.accepted': { target: 'eligible' } },
    },
    eligible: { type: 'final' },
  },
});
