import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { approvers } from './credential.ts';

const done = type<Result<null, Problem>>();
const id = z.string().max(64);
const of = z.object({ admission: id }).strict();

/** The most sheets that are put into a printer at a time: two packs. */
const SHEETS_MOST = 1_000;
/** More than any printer holds. */
const BLANK_MOST = 10_000;

/** Ballots that the kiosk prints for the voter at the desk; a part of the identification zone's contract. */
export const sheetContract = {
  /** An open reservation whose receipts are out comes back to the desk; nothing is printed by it. */
  takeUp: oc.input(of).output(done),
  /** Prints her ballot: the first, or another after what became of the one before was told. */
  print: oc.input(of).output(done),
  /** The ballot lies whole in the tray. */
  isOut: oc.input(of).output(done),
  /** She has it in her hand. */
  delivered: oc.input(of).output(done),
  /** Two persons put the sheet into the spoiled envelope, or have found that none came out. */
  cancel: oc
    .input(
      z
        .object({
          admission: id,
          ballot: id,
          found: z.enum(['spoiled', 'none']),
          reason: z.string().trim().min(3).max(250),
          approvers,
        })
        .strict(),
    )
    .output(done),
  /**
   * A printed ballot of an admission that stands came back: two persons put it into the spoiled envelope, and the voter is at
   * the desk again for another.
   */
  exchange: oc
    .input(z.object({ receipt: z.string().max(32), reason: z.string().trim().min(3).max(250), approvers }).strict())
    .output(done),
  /** So many blank sheets were counted and put into the printer of the ballots. */
  load: oc.input(z.object({ sheets: z.int().min(1).max(SHEETS_MOST) }).strict()).output(done),
  /** Two persons counted the blank sheets in the printer, where a load was mistyped or paper was taken out. */
  count: oc
    .input(
      z
        .object({ blank: z.int().min(0).max(BLANK_MOST), reason: z.string().trim().min(3).max(250), approvers })
        .strict(),
    )
    .output(done),
};
