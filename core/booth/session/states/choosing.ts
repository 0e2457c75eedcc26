import { assign } from 'xstate';
import { chart, NOT_ENCRYPTED, presentMarks } from '../chart.ts';
import { endable, fault, notPrinted, settings } from './shared.ts';

const notEncrypted = { type: 'note', params: { otherwise: NOT_ENCRYPTED } } as const;

/** From the first line to the papers. */
export const choosing = {
  choosing: chart.createStateConfig({
    initial: 'part',
    on: endable,
    states: {
      part: {
        on: {
          ...settings,
          'voter.touched': { actions: 'touch' },
          'voter.touched-blank': { actions: 'touchBlank' },
          'voter.turned': [
            { guard: 'turnsToPart', actions: 'turn' },
            { guard: 'turnsToReview', target: 'review' },
          ],
        },
      },
      review: {
        on: {
          ...settings,
          'voter.turned': { guard: 'turnsToPart', target: 'part', actions: 'turn' },
          'voter.prints': { guard: 'isComplete', target: '#booth.way.encrypting' },
        },
      },
    },
  }),
  encrypting: chart.createStateConfig({
    invoke: {
      src: 'encrypt',
      input: ({ context }) => ({ marks: presentMarks(context) }),
      onDone: [
        { guard: ({ event }) => event.output.ok, target: 'printing' },
        { target: 'stuck', actions: notEncrypted },
      ],
      onError: { target: 'stuck', actions: notEncrypted },
    },
  }),
  printing: chart.createStateConfig({
    invoke: {
      src: 'print',
      input: ({ context }) => ({ marks: presentMarks(context) }),
      onDone: [
        { guard: ({ event }) => event.output.ok, target: 'checking' },
        {
          target: 'stuck',
          actions: [
            notPrinted,
            assign(({ event: { output } }) => ({ papers: !output.ok && output.out ? ('printer' as const) : null })),
          ],
        },
      ],
      onError: {
        target: 'stuck',
        actions: [notPrinted, { type: 'voidPapers', params: { why: 'printer' } }],
      },
    },
  }),
  /** A person is called; what she has chosen waits. */
  stuck: chart.createStateConfig({
    entry: [fault],
    on: {
      ...endable,
      'try.again': [
        { guard: 'papersAreVoid', target: 'voidPapers', actions: 'clearProblem' },
        { target: 'choosing.review', actions: 'clearProblem' },
      ],
    },
  }),
} as const;
