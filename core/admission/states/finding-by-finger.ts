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

const searchFailed = { type: 'record', params: { kind: 'search-failed' } } as const;

/**
 * Finger → candidates → record, where the signed policy has it and a document could not be read. It finds, and never
 * admits: persons choose among candidates with their codes, and the road goes on as from a typed PIN, with a finger
 * compared 1:1 as ever.
 */
export const findingByFinger = chart.createStateConfig({
  initial: 'capturing',
  entry: 'forgetSearch',
  on: {
    'search.left': { target: '#enterPin', actions: 'leaveSearch' },
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
      entry: assign(({ context }) => ({ looks: context.looks + 1 })),
      invoke: {
        src: 'searchFinger',
        onDone: [
          { guard: ({ event }) => !event.output.ok, target: '#enterPin', actions: ['breakSearch', searchFailed] },
          {
            target: 'looked',
            actions: [
              assign(({ event: { output } }) => (output.ok ? { alike: output.candidates } : {})),
              {
                type: 'record',
                params: ({ event: { output } }) => {
                  const found = output.ok ? output.candidates : [];
                  return { kind: 'finger-search', found: found.length, level: levelOf(found[0]?.score ?? 0) };
                },
              },
            ],
          },
        ],
        onError: { target: '#enterPin', actions: ['breakSearch', searchFailed] },
      },
    },
    looked: {
      always: [
        { guard: ({ context }) => context.alike.length > 0, target: 'choosing' },
        { guard: 'mayLook', target: 'capturing', actions: assign({ missed: true }) },
        { target: '#enterPin', actions: 'leaveSearch' },
      ],
    },
    choosing: {
      on: {
        'search.again': { guard: 'mayLook', target: 'capturing', actions: assign({ alike: [] }) },
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
