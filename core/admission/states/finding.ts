import { assign } from 'xstate';
import { chart } from '../chart.ts';
import { present } from '../context.ts';
import { findingByFinger } from './finding-by-finger.ts';

/** Document → record: a scan, a PIN, a number in the list, a name or a finger leads to one record, or to "not here". */
export const finding = chart.createStateConfig({
  initial: 'begin',
  states: {
    begin: { always: [{ guard: 'documentWithoutPin', target: 'enterPin' }, { target: 'lookingUp' }] },
    enterPin: {
      id: 'enterPin',
      exit: assign({ problem: null }),
      on: {
        'search.began': { guard: 'mayLook', target: 'byFinger' },
        'pin.entered': {
          target: 'lookingUp',
          actions: assign(({ event }) => ({ query: { by: 'pin', text: event.pin } })),
        },
        // Laid down again, it could be read: nobody need press anything first.
        'document.read': {
          target: 'lookingUp',
          actions: assign(({ event }) => ({ query: { by: 'document', pin: event.pin } })),
        },
      },
    },
    byFinger: findingByFinger,
    lookingUp: {
      id: 'lookingUp',
      invoke: {
        src: 'lookUp',
        input: ({ context }) => present(context.query, 'query'),
        onDone: [
          {
            guard: ({ event }) => event.output.kind === 'many',
            target: 'choosing',
            actions: assign(({ event: { output } }) =>
              output.kind === 'many' ? { candidates: output.candidates, more: output.more } : {},
            ),
          },
          {
            guard: ({ event }) => event.output.kind === 'one',
            target: 'found',
            actions: assign(({ event: { output } }) => (output.kind === 'one' ? { facts: output.facts } : {})),
          },
          {
            target: '#refused',
            actions: assign(({ event: { output } }) => {
              const precinct = output.kind === 'none' ? output.precinct : null;
              return { refusal: precinct ? { reason: 'other-precinct', precinct } : { reason: 'not-in-list' } };
            }),
          },
        ],
      },
    },
    choosing: {
      exit: assign({ problem: null }),
      on: {
        'document.of-none': { actions: assign({ problem: { code: 'station.document-of-none' } as const }) },
        'candidate.chosen': {
          guard: ({ context, event }) => context.candidates.some((one) => one.record === event.record),
          target: 'lookingUp',
          actions: assign(({ event }) => ({ query: { by: 'record', record: event.record } })),
        },
        // It tells namesakes apart better than the officer's eye: nobody need press anything.
        'document.read': {
          target: 'lookingUp',
          actions: assign(({ event }) => ({ query: { by: 'document', pin: event.pin } })),
        },
      },
    },
    found: { type: 'final' },
  },
});
