import { assign } from 'xstate';
import { can, chart } from '../chart.ts';
import { face } from './face.ts';
import { finger } from './finger.ts';
import { override, photo } from './persons.ts';

/** Biometric 1:1, then face, photo, persons: modality after modality, in the order that the signed policy gives. */
export const identifying = chart.createStateConfig({
  initial: 'nextModality',
  states: {
    /** A modality taken without success comes back here; with nothing left the road ends in "not identified". */
    nextModality: {
      id: 'nextModality',
      entry: 'advance',
      always: [
        { guard: ({ context }) => context.modality?.kind === 'finger', target: 'finger' },
        { guard: ({ context }) => context.modality?.kind === 'face', target: 'face' },
        { guard: ({ context }) => context.modality?.kind === 'photo', target: 'photo' },
        { guard: ({ context }) => context.modality?.kind === 'override', target: 'override' },
        {
          target: '#refused',
          actions: assign(({ context }) => {
            const { fingers, photo } = can(context);
            return { refusal: { reason: fingers || photo ? 'not-identified' : 'no-biometrics' } };
          }),
        },
      ],
    },
    finger,
    face,
    photo,
    override,
    identified: { id: 'identified', type: 'final' },
  },
});
