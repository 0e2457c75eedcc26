import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import { outsideReasons } from '../../core/election/policy-applications.ts';
import { notMetReasons } from '../../core/election/sittings.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { approvers } from './credential.ts';

const sitting = z.string().max(64);
const reason = z.string().trim().min(3).max(250);
const ballots = z.int().min(0).max(100_000);
const path = z.string().max(500);
const nothing = z.object({}).strict();
const done = type<Result<null, Problem>>();

/** A file that lies on a stick or in one of the kiosk's folders. */
export interface OfferedFile {
  readonly path: string;
  readonly name: string;
}

/** What a screen may ask about the several sittings of one election. */
export const sittingsContract = {
  /** This sitting is made ready to be opened: after a close, or with approvers instead of the one that the clock proposes. */
  prepare: oc.input(z.object({ sitting, approvers: approvers.default([]) }).strict()).output(done),

  /** Outside the room: what is taken along, with the numbers of the seals on the boxes. */
  takeBallots: oc
    .input(
      z
        .object({
          taken: ballots,
          boxes: z.array(z.string().trim().max(40)).min(1).max(10),
        })
        .strict(),
    )
    .output(done),
  /** What came back; a reason where it differs from what was taken or from the receipts. */
  returnBallots: oc
    .input(
      z
        .object({ handedOut: ballots, spoiled: ballots, broughtBack: ballots, reason: reason.nullable(), approvers })
        .strict(),
    )
    .output(done),
  /** Lists of applicants that lie on sticks and in the kiosk's folders. */
  lists: oc.input(nothing).output(type<readonly OfferedFile[]>()),
  takeList: oc.input(z.object({ path, approvers }).strict()).output(done),
  /** One applicant, typed by two persons: PIN or number in the list, and why. */
  addApplicant: oc
    .input(z.object({ voter: z.string().max(20), reason: z.enum(outsideReasons), approvers }).strict())
    .output(done),
  /** Those whose applications were granted, in one act of two persons. */
  takeGranted: oc.input(z.object({ approvers }).strict()).output(done),
  /** The officer: a voter was visited and not met. */
  notMet: oc.input(z.object({ record: z.string().max(64), reason: z.enum(notMetReasons) }).strict()).output(done),

  /** Writes the sitting outside the room to one of `station.logTargets`, for the station's other kiosks. */
  writeAdmissions: oc
    .input(z.object({ target: path }).strict())
    .output(type<Result<{ readonly file: string; readonly sha256: string }, Problem>>()),
  /** Such files that lie on sticks and in the kiosk's folders. */
  arrivals: oc.input(nothing).output(type<readonly OfferedFile[]>()),
  takeAdmissions: oc
    .input(z.object({ path }).strict())
    .output(type<Result<{ readonly admissions: number }, Problem>>()),
  /** The day opens without them. */
  notAwait: oc.input(z.object({ reason, approvers }).strict()).output(done),

  /** Mobile boxes of a sitting at a kiosk are counted apart, or no longer. */
  excludeBatch: oc
    .input(z.object({ batch: sitting, device: z.string().max(64), excluded: z.boolean(), reason, approvers }).strict())
    .output(done),
};
