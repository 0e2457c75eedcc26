import { assign } from 'xstate';
import { chart } from '../chart.ts';
import type { AttemptRecord } from '../ports.ts';

const tried = (result: 'match' | 'no-match' | 'failed', tryNumber: number): AttemptRecord => ({
  kind: 'biometric',
  modality: 'face',
  finger: null,
  result,
  tryNumber,
});

/** The face against the photo on record, by a machine. Every comparison is a try, also one that failed. */
export const face = chart.createStateConfig({
  initial: 'comparing',
  states: {
    comparing: {
      invoke: {
        src: 'compareFace',
        onDone: [
          {
            guard: ({ context: { modality }, event: { output } }) =>
              output.ok &&
              modality?.kind === 'face' &&
              output.quality >= modality.minimumQuality &&
              output.score >= modality.threshold,
            target: '#identified',
            actions: [
              assign({ established: 'face' }),
              { type: 'record', params: ({ context }) => tried('match', context.used + 1) },
            ],
          },
          {
            target: 'missed',
            actions: [
              assign(({ context }) => ({ used: context.used + 1, missed: true })),
              {
                type: 'record',
                params: ({ context, event }) => tried(event.output.ok ? 'no-match' : 'failed', context.used),
              },
            ],
          },
        ],
      },
    },
    missed: { always: [{ guard: 'moreFaceTries', target: 'comparing' }, { target: '#nextModality' }] },
  },
});
