import { assign } from 'xstate';
import { chart } from '../chart.ts';
import { type AdmissionContext, present } from '../context.ts';
import type { FingerPosition } from '../facts.ts';
import type { AttemptRecord } from '../ports.ts';
import { tooPoor } from '../rules.ts';

const wanted = ({ fingers, fingerAt }: AdmissionContext): FingerPosition => present(fingers[fingerAt], 'finger');

const rule = ({ modality }: AdmissionContext) => (modality?.kind === 'finger' ? modality : undefined);

const tried = (
  context: AdmissionContext,
  result: 'match' | 'no-match' | 'low-quality',
  tryNumber: number,
): AttemptRecord => ({ kind: 'biometric', modality: 'finger', finger: wanted(context), result, tryNumber });

/**
 * Finger after finger, best enrolled quality first. A poor capture is guidance and uses up no try; a sensor that is
 * away is waited for.
 */
export const finger = chart.createStateConfig({
  initial: 'capturing',
  on: {
    'finger.unreadable': { target: '#nextModality' },
    'finger.next': [
      { guard: 'moreFingers', target: '.capturing', reenter: true, actions: 'nextFinger' },
      { target: '#nextModality' },
    ],
  },
  states: {
    capturing: {
      entry: assign({ progress: null }),
      on: { 'capture.progress': { actions: assign(({ event }) => ({ progress: event.progress })) } },
      invoke: {
        src: 'captureFinger',
        input: ({ context }) => ({ finger: wanted(context) }),
        onDone: [
          {
            guard: ({ event }) => !event.output.ok,
            target: 'deviceTrouble',
            actions: assign(({ event: { output } }) => (output.ok ? {} : { problem: output.problem })),
          },
          {
            guard: ({ context, event: { output } }) =>
              output.ok && tooPoor(rule(context) ?? { minimumQuality: 0 }, output.quality),
            target: 'capturing',
            reenter: true,
            actions: [
              assign(({ event: { output } }) => (output.ok ? { hint: output.why, missed: false, moved: false } : {})),
              { type: 'record', params: ({ context }) => tried(context, 'low-quality', context.used) },
            ],
          },
          { target: 'comparing', actions: assign({ hint: [], moved: false }) },
        ],
      },
    },
    comparing: {
      invoke: {
        src: 'compareFinger',
        input: ({ context }) => ({ finger: wanted(context) }),
        onDone: [
          {
            guard: ({ context, event }) => event.output.score >= (rule(context)?.threshold ?? Number.POSITIVE_INFINITY),
            target: '#identified',
            actions: [
              assign({ established: 'finger' }),
              { type: 'record', params: ({ context }) => tried(context, 'match', context.used + 1) },
            ],
          },
          {
            target: 'missed',
            actions: [
              assign(({ context }) => ({ used: context.used + 1, missed: true })),
              { type: 'record', params: ({ context }) => tried(context, 'no-match', context.used) },
            ],
          },
        ],
      },
    },
    missed: {
      always: [
        { guard: 'moreTries', target: 'capturing' },
        { guard: 'moreFingers', target: 'capturing', actions: 'moveToNextFinger' },
        { target: '#nextModality' },
      ],
    },
    deviceTrouble: {
      on: { 'device.up': { target: 'capturing', actions: assign({ problem: null }) } },
    },
  },
});
