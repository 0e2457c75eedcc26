import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import type { BallotStyle } from '../../core/ballot/definition.ts';

/** The ballot box of the playground: paper, pens, hands at a slot. Nothing of it is part of the product. */

/** Where the next sheet sticks; none: it does not. */
export const snags = ['none', 'front', 'middle', 'gate', 'back'] as const;
export type WorldSnag = (typeof snags)[number];

/** Sheets that somebody may put in although they are no ballot of this station. */
export const strayPapers = ['back', 'other-paper'] as const;
export type StrayPaper = (typeof strayPapers)[number];

export interface WorldBallotBox {
  readonly plugged: boolean;
  readonly cover: 'open' | 'closed';
  readonly snag: WorldSnag;
  /** Where the sheet is that was put in last: out of the slot it can be pulled, out of the path only with the cover open. */
  readonly sheet: 'none' | 'slot' | 'path';
  /** Sheets that lie in the box's compartments. */
  readonly valid: number;
  readonly invalid: number;
  /** The pack of test ballots: how many of it were put in. */
  readonly pack: { readonly fed: number; readonly of: number };
}

const done = type<null>();
const name = z.string().min(1).max(64);

export const ballotBoxContract = {
  /** Styles of the station's ballots. */
  styles: oc.input(z.object({}).strict()).output(type<readonly BallotStyle[]>()),
  /** Puts a ballot into the slot, filled in with a pen. */
  putBallot: oc
    .input(
      z.strictObject({
        style: name,
        test: z.boolean(),
        /** By part, the options that are marked. */
        marked: z.record(name, z.array(name).max(1_000)),
      }),
    )
    .output(done),
  /** Puts the next sheet of the test pack into the slot; after the last the first comes again. */
  putTestSheet: oc.input(z.object({}).strict()).output(done),
  putPaper: oc.input(z.strictObject({ paper: z.enum(strayPapers) })).output(done),
  /** Pulls at what stands out of the slot, or takes out what lies under the open cover. */
  take: oc.input(z.object({}).strict()).output(done),
  /** Empties both compartments. */
  empty: oc.input(z.object({}).strict()).output(done),
  plug: oc.input(z.strictObject({ plugged: z.boolean() })).output(done),
  cover: oc.input(z.strictObject({ open: z.boolean() })).output(done),
  snag: oc.input(z.strictObject({ at: z.enum(snags) })).output(done),
};
