import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { CopyFileView, PaperEntered, PaperVoterView } from './copy-views.ts';
import { approvers } from './credential.ts';

const done = type<Result<null, Problem>>();

const place = z.object({ page: z.int().min(1).max(999), line: z.int().min(1).max(99) }).strict();

/** The chair's stick: the copy of the journal. */
export const copyContract = {
  /** Names one of `station.logTargets` as the chair's stick: a copy begins on it, or goes on. */
  begin: oc.input(z.object({ target: z.string().max(500) }).strict()).output(done),
  /** Prints the six words for the chair's sealed envelope; once more with a reason and those who may open the station. */
  printPhrase: oc
    .input(z.object({ reason: z.string().trim().max(250).default(''), approvers: approvers.default([]) }).strict())
    .output(done),
  /** Who stands at this page and line of the printed list. */
  paperVoter: oc.input(place).output(type<Result<PaperVoterView, Problem>>()),
  /** Enters voters who were admitted by the paper list. */
  enterPaper: oc
    .input(z.object({ places: z.array(place).min(1).max(25), approvers }).strict())
    .output(type<Result<PaperEntered, Problem>>()),
  /** Undoes such an entry: a wrong line. */
  undoPaper: oc.input(place.extend({ reason: z.string().trim().min(3).max(250), approvers })).output(done),
  /** The papers of this kiosk and of the one that served beside it were held against each other. */
  reconcile: oc.input(z.object({ reason: z.string().trim().min(3).max(250), approvers }).strict()).output(done),
  /** Copies of other kiosks of this station; none where this one is not blank. */
  predecessors: oc.input(z.object({}).strict()).output(type<readonly CopyFileView[]>()),
  /** A blank kiosk goes on from one of `predecessors`, with the codes of those who may open the station. */
  continue: oc.input(z.object({ file: z.string().max(1000), approvers }).strict()).output(done),
};
