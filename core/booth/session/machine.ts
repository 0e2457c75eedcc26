import { not, or, stateIn } from 'xstate';
import { chart } from './chart.ts';
import { contextOf } from './context.ts';
import { choosing } from './states/choosing.ts';
import { deciding } from './states/deciding.ts';
import { neutral } from './states/neutral.ts';

export type { BoothEvent } from './chart.ts';
export type { BoothInput } from './context.ts';

/** Somebody is expected to do something, so that it can be noticed that nobody does. */
const attended = or([
  ...['choosing', 'stuck', 'checking', 'challengeStuck', 'voidPapers', 'casting.awaited'].map((state) =>
    stateIn(`#booth.way.${state}`),
  ),
]);
const unattended = { guard: not(attended), target: 'present' } as const;
/** Whatever somebody does at the panel. */
const signs = ['voter.*', 'token.read', 'papers.taken', 'try.again', 'record.returned'] as const;
const backHere = Object.fromEntries(
  signs.map((sign) => [sign, { target: 'present', reenter: true }] as const),
) as Record<(typeof signs)[number], { readonly target: 'present'; readonly reenter: true }>;

/**
 * One voter after the other at the panel of a remote station:
 *
 *     neutral ─► admitting ─► choosing ─► encrypting ─► printing ─► checking ─► casting ─► accepted ─► neutral
 *                                ▲                                     │ challenging, or she rejects
 *                                └──────── takingPapers ◄─ voidPapers ◄┘
 *
 * A token is in one of three states on the disk: unspent, open (its session was begun), or spent. It becomes spent when the
 * box has passed the record that the session has printed last, or when two persons end the session; by nothing else. Whatever
 * stops the panel in between, the start finds the session open (`interrupted`) and the same token takes it up: with nothing
 * chosen, since nothing of a choice outlives a stop. Papers of before are void then.
 *
 * The paper path of the box (core/ballot/path) is a chart of its own, which decides by itself what became of a sheet. This one
 * is the arbiter of whether a record is due: the path asks with `record.held`, and the ballot may be kept only if this chart
 * is `held` afterwards (`boxMayKeep`). From there on nothing but the path's answer leads on, so no ballot that was opened or
 * given up is ever kept.
 *
 * Pure: what touches printer, disk or secrets is an actor (ports.ts) that the ballot zone provides.
 */
export const boothMachine = chart.createMachine({
  id: 'booth',
  context: ({ input }) => contextOf(input),
  type: 'parallel',
  on: { 'box.shows': { actions: 'see' }, opened: { actions: 'open' }, closed: { actions: 'close' } },
  states: {
    way: { initial: 'restoring', states: { ...neutral, ...choosing, ...deciding } },
    /** Whether anybody is there: asked after a while; without an answer the commission is called, and decides. */
    attention: {
      initial: 'present',
      states: {
        present: {
          on: backHere,
          after: {
            idle: [
              { guard: attended, target: 'asked' },
              { target: 'present', reenter: true },
            ],
          },
        },
        asked: { always: unattended, on: backHere, after: { answer: 'called' } },
        called: { always: unattended, on: backHere },
      },
    },
  },
});
