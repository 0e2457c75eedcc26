import { eventIterator, oc, type } from '@orpc/contract';
import { z } from 'zod';
import { copyReceivers } from '../../core/journal/catalogue/ballot.ts';
import { paragraph, reason } from '../../core/journal/catalogue/fields.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { BallotDeskView, BoxView, UndecidedSheet } from './ballot-views.ts';
import { approvers, credential } from './credential.ts';

/**
 * The ballot zone's contract: everything the voter's screen at the box and the commission's desk beside it may ask. Each
 * method has one row in main/access/ballot-table.ts.
 */
const nothing = z.object({}).strict();
const done = type<Result<null, Problem>>();
const name = z.string().min(1).max(64);
const number = z.int().min(0).max(100_000);
const protocol = { protocol: name };

export const ballotContract = {
  watch: oc.input(nothing).output(eventIterator(type<BoxView | BallotDeskView>())),

  access: {
    signIn: oc.input(credential).output(done),
    signOut: oc.input(nothing).output(done),
  },

  voter: {
    /** The voter puts in her sheet as it is, where the policy lets her. */
    insist: oc.input(nothing).output(done),
    /** She takes it back. */
    takeBack: oc.input(nothing).output(done),
  },

  box: {
    /** Which box stands under the reader, and its seal. */
    assign: oc.input(z.strictObject({ box: name, seal: name.nullable(), approvers })).output(done),
    /** A person has looked: the path was cleared, the cover is closed, the sheet was taken out. */
    cleared: oc.input(nothing).output(done),
    /** Persons have looked where the last sheet is, which the box cannot know. */
    located: oc.input(z.strictObject({ where: z.enum(['in-box', 'in-hand']), approvers })).output(done),
    replace: oc.input(z.strictObject({ box: name, seal: name.nullable(), reason, approvers })).output(done),
  },

  test: {
    begin: oc.input(nothing).output(done),
    end: oc.input(nothing).output(done),
    /** The test did not come out as expected, and persons go on. */
    accept: oc.input(z.strictObject({ reason, approvers })).output(done),
  },

  zero: {
    /** Looks through the store and prints the zero slip. */
    prove: oc.input(nothing).output(done),
  },

  mobile: {
    begin: oc.input(z.strictObject({ box: name, approvers })).output(done),
    /** Feeds what is left of it through the scanner. `sheets`: all of this box, as they were counted. */
    feed: oc.input(z.strictObject({ sheets: number })).output(done),
    stop: oc.input(nothing).output(done),
    end: oc.input(nothing).output(done),
  },

  adjudication: {
    /** The next sheet that is to be decided, by chance; null: none is left. */
    next: oc.input(nothing).output(type<Result<UndecidedSheet | null, Problem>>()),
    decide: oc
      .input(
        z.strictObject({
          ticket: name,
          /** By part: the options that count as marked. */
          marked: z
            .array(z.strictObject({ part: name, options: z.array(name).max(1_000) }))
            .min(1)
            .max(8),
          approvers,
        }),
      )
      .output(done),
  },

  results: {
    /** `reason`: why ballots are counted although the store has lost some. */
    count: oc.input(z.strictObject({ approvers, reason: reason.optional() })).output(done),
    type: oc.input(z.strictObject({ ...protocol, line: name, value: number.nullable() })).output(done),
    /** `line`, or `part/option` for a line that has a number for each option. */
    byHand: oc.input(z.strictObject({ ...protocol, key: z.string().max(140), value: number.nullable() })).output(done),
    discrepancy: oc.input(z.strictObject({ ...protocol, ratio: name, words: paragraph, approvers })).output(done),
    explain: oc
      .input(z.strictObject({ ...protocol, how: z.enum(['explained', 'recounted']), words: paragraph, approvers }))
      .output(done),
    dissent: oc.input(z.strictObject({ ...protocol, by: credential, words: paragraph })).output(done),
    /** `seen`: the numbers that those who sign saw (core/results/protocol.ts, `numbersText`). */
    sign: oc
      .input(
        z.strictObject({
          ...protocol,
          by: z.array(credential).min(1).max(20),
          seen: z.string().max(200_000).optional(),
        }),
      )
      .output(done),
    /** A signed protocol gets another version, `words`: why. */
    correct: oc.input(z.strictObject({ ...protocol, words: paragraph, approvers })).output(done),
    /** The correction is given up before it is signed. */
    dropCorrection: oc.input(z.strictObject(protocol)).output(done),
    print: oc
      .input(
        z.strictObject({
          ...{ ...protocol, form: z.enum(['a4', 'enlarged']), copies: z.int().min(1).max(50) },
          whom: z.enum(copyReceivers),
        }),
      )
      .output(done),
    export: oc.input(nothing).output(type<Result<{ readonly files: readonly string[] }, Problem>>()),
  },

  papers: {
    /** Prints a paper of the box's day once more, as it was made. */
    again: oc.input(z.strictObject({ file: z.string().min(1).max(200) })).output(done),
  },

  /** Pages of signed protocols, and stamped slips of the box, through the scanner: for the results file. */
  pages: {
    begin: oc.input(nothing).output(done),
    stop: oc.input(nothing).output(done),
  },

  /** All ballots once more through the scanner, after the count. */
  recount: {
    /** From the first sheet on; what was read before is nothing any more. */
    begin: oc.input(nothing).output(done),
    /** Goes on. `aside`: the sheet that was not taken was set aside, and is not in the feeder again. */
    feed: oc.input(z.strictObject({ aside: z.boolean() })).output(done),
    stop: oc.input(nothing).output(done),
    /** No sheet comes any more: it is held against the count. */
    end: oc.input(nothing).output(done),
    /** It is given up before that. */
    drop: oc.input(nothing).output(done),
    /** What came of it is put on record. `reason`: why the numbers differ; null where they match. */
    record: oc.input(z.strictObject({ reason: paragraph.nullable(), approvers })).output(done),
  },

  proof: {
    /** A style as it is printed: PNG as data: URL. For the commission, before the day. */
    page: oc
      .input(z.strictObject({ style: name, test: z.boolean() }))
      .output(type<Result<{ readonly picture: string }, Problem>>()),
  },
};

export type BallotContract = typeof ballotContract;
