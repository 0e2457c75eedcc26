import { assign } from 'xstate';
import { chart } from '../chart.ts';
import type { AttemptRecord } from '../ports.ts';
import { tooPoor } from '../rules.ts';
import { levelOf } from '../same-finger.ts';

const poor: AttemptRecord = {
  kind: 'biometric',
  modality: 'finger',
  finger: null,
  result: 'low-quality',
  tryNumber: 0,
};

/**
 * Finger → candidates → record, where the signed policy has it and a document could not be read. It finds, and never
 * admits: persons choose among candidates with their codes, and the road goes on as from a typed PIN, with a finger
 * compared 1:1 as ever.
 */
export const findingByFinger = chart.createStateConfig({
  initial: 'capturing',
  entry: 'forgetSearch',
  on: {
    'search.left': { target: '#enterPin', actions: 'forgetSearch' },
    // Laid down again, the document could be read after all.
    'document.read': {
      target: '#lookingUp',
      actions: ['forgetSearch', assign(({ event }) => ({ query: { by: 'document', pin: event.pin } }))],
    },
  },
  states: {
    capturing: {
      entry: assign({ progress: null }),
      on: { 'capture.progress': { actions: assign(({ event }) => ({ progress: event.progress })) } },
      invoke: {
        src: 'captureFinger',
        input: { finger: null },
        onDone: [
          {
            guard: ({ event }) => !event.output.ok,
            target: 'deviceTrouble',
            actions: assign(({ event: { output } }) => (output.ok ? {} : { problem: output.problem })),
          },
          {
            guard: ({ context, event: { output } }) =>
              output.ok && tooPoor(context.rules.findByFinger ?? { minimumQuality: 0 }, output.quality),
            target: 'capturing',
            reenter: true,
            actions: [
              assign(({ event: { output } }) => (output.ok ? { hint: output.why, missed: false } : {})),
              { type: 'record', params: poor },
            ],
          },
          { target: 'searching', actions: assign({ hint: [], missed: false }) },
        ],
      },
    },
    searching: {
      invoke: {
        src: 'searchFinger',
        onDone: [
          {
            guard: ({ event }) => event.output.candidates.length > 0,
            target: 'choosing',
            actions: [
              assign(({ event }) => ({ alike: event.output.candidates })),
              {
                type: 'record',
                params: ({ event: { output } }) => ({
                  kind: 'finger-search',
                  found: output.candidates.length,
                  level: levelOf(output.candidates[0]?.score ?? 0),
                }),
              },
            ],
          },
          {
            target: 'capturing',
            actions: [
              assign({ missed: true }),
              { type: 'record', params: { kind: 'finger-search', found: 0, level: 0 } },
            ],
          },
        ],
      },
    },
    choosing: {
      on: {
        'search.again': { target: 'capturing', actions: assign({ alike: [] }) },
        'candidate.confirmed': {
          guard: ({ context, event }) => context.alike.some((one) => one.record === event.record),
          target: '#lookingUp',
          actions: [
            {
              type: 'record',
              params: ({ context, event }) => {
                const at = context.alike.findIndex((one) => one.record === event.record);
                return {
                  kind: 'candidate-chosen',
                  place: at + 1,
                  level: levelOf(context.alike[at]?.score ?? 0),
                  approvers: event.approvers,
                };
              },
            },
            // Those who were not chosen are forgotten.
            assign(({ event }) => ({ query: { by: 'record', record: event.record }, alike: [] })),
          ],
        },
      },
    },
    deviceTrouble: {
      on: { 'device.up': { target: 'capturing', actions: assign({ problem: null }) } },
    },
  },
});
