import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { approvers } from './credential.ts';
import type { PrintedPageView } from './views.ts';

const nothing = z.object({}).strict();
const done = type<Result<null, Problem>>();

/** What the weeks before need of the identification zone; part of its contract. */
export const receptionContract = {
  reception: {
    /** Before the day: those who may open the station give the register's key, and people are received. */
    open: oc.input(z.object({ approvers }).strict()).output(done),
    /** Nobody is received any more; the register's key is forgotten. */
    close: oc.input(nothing).output(done),
  },
  list: {
    /** What the list changes since the one before it, on paper. */
    print: oc.input(nothing).output(done),
    /** The list of voters on A4, so many sheets at a time: which part, from 0. */
    printHome: oc
      .input(z.object({ part: z.int().min(0).max(1_000) }).strict())
      .output(type<Result<PrintedPageView, Problem>>()),
    /** The same as one sealed page to one of `station.logTargets`; its six words are printed first. */
    saveHome: oc
      .input(z.object({ target: z.string().max(500) }).strict())
      .output(type<Result<{ readonly file: string; readonly sha256: string }, Problem>>()),
  },
  lookup: {
    /** On the day: from the queue's screen to somebody who only asks. Documents are hers from now on. */
    begin: oc.input(nothing).output(done),
    /** Where does the person of this PIN vote? The answer stands in the view. */
    find: oc.input(z.object({ pin: z.string().trim().min(1).max(40) }).strict()).output(done),
    /** The answer on paper, for her. */
    print: oc.input(nothing).output(done),
    /** The answer was read: the next one who asks. */
    next: oc.input(nothing).output(done),
    /** Back to the queue. */
    leave: oc.input(nothing).output(done),
  },
};
