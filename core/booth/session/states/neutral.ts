import { assign } from 'xstate';
import { chart, UNREADABLE } from '../chart.ts';
import { endable, fault, notKept } from './shared.ts';

/** Between sessions, and after every start. */
export const neutral = {
  /** What the disk says. What the box settles meanwhile changes it: then it is asked anew. */
  restoring: chart.createStateConfig({
    entry: ['forgetSession', 'forgetAttempt'],
    on: {
      'record.passed': { target: 'restoring', reenter: true },
      'record.returned': { target: 'restoring', reenter: true },
    },
    invoke: {
      src: 'standing',
      onDone: [
        { guard: ({ event: { output } }) => !output.ok, ...notKept },
        { guard: ({ event: { output } }) => output.ok && output.flight, target: 'settling' },
        {
          guard: ({ event: { output } }) => output.ok && output.open !== null,
          target: 'interrupted',
          actions: assign(({ event: { output } }) =>
            output.ok && output.open?.papers ? { papers: 'interrupted' } : {},
          ),
        },
        { target: 'neutral' },
      ],
      onError: notKept,
    },
  }),
  /** A record was on its way into the box when the panel stopped: its path finds out what became of it. */
  settling: chart.createStateConfig({
    on: { 'record.passed': 'accepted', 'record.returned': 'restoring' },
  }),
  neutral: chart.createStateConfig({
    entry: ['forgetSession', 'forgetAttempt'],
    always: { guard: 'isClosed', target: 'closed' },
    on: { 'token.read': { target: 'admitting', actions: 'hear' }, 'voter.set': { actions: 'set' } },
  }),
  closed: chart.createStateConfig({
    entry: ['forgetSession', 'forgetAttempt'],
    always: { guard: 'isOpen', target: 'neutral' },
  }),
  admitting: chart.createStateConfig({
    invoke: {
      src: 'admit',
      input: ({ context }) => ({ text: context.text ?? '' }),
      onDone: [
        {
          guard: ({ event: { output } }) => output.ok && output.papers,
          target: 'voidPapers',
          actions: [
            assign(({ event: { output } }) =>
              output.ok ? { text: null, style: output.style, challenged: output.challenged } : {},
            ),
            { type: 'voidPapers', params: { why: 'interrupted' } },
          ],
        },
        {
          guard: ({ event: { output } }) => output.ok,
          target: 'choosing',
          actions: [
            assign(({ event: { output } }) =>
              output.ok ? { text: null, style: output.style, challenged: output.challenged } : {},
            ),
            'beginAnew',
          ],
        },
        { target: 'refused', actions: [assign({ text: null }), { type: 'note', params: { otherwise: UNREADABLE } }] },
      ],
      onError: notKept,
    },
  }),
  /** Why a token is not taken. The next one may be read at once. */
  refused: chart.createStateConfig({
    on: { 'token.read': { guard: 'isOpen', target: 'admitting', actions: ['clearProblem', 'hear'] } },
    after: { refused: 'restoring' },
  }),
  /** A session has not ended: its token takes it up, or persons end it. After the closing hour too. */
  interrupted: chart.createStateConfig({
    on: { ...endable, 'token.read': { target: 'admitting', actions: 'hear' }, 'voter.set': { actions: 'set' } },
  }),
  trouble: chart.createStateConfig({ entry: [fault], on: { 'try.again': 'restoring' } }),
  abandoning: chart.createStateConfig({
    invoke: {
      src: 'abandon',
      onDone: [{ guard: ({ event }) => event.output.ok, target: 'restoring' }, notKept],
      onError: notKept,
    },
  }),
} as const;
