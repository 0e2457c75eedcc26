import { oc, type } from '@orpc/contract';
import { z } from 'zod';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { PassportFileView, PassportView } from './passport-views.ts';

const nothing = z.object({}).strict();
const path = z.string().max(500);
const done = type<Result<null, Problem>>();

/** The passport of the kit: what failed, was cleaned, was replaced. Part of the identification zone's contract. */
export const passportContract = {
  look: oc.input(nothing).output(type<PassportView>()),
  /** A technician notes what happened to a device. */
  note: oc
    .input(
      z
        .object({
          kind: z.enum(['failure', 'cleaned', 'replaced']),
          peripheral: z.string().max(32),
          serial: z.string().trim().max(64),
          words: z.string().trim().max(250),
        })
        .strict(),
    )
    .output(done),
  /** Writes the passport, signed, to one of `station.logTargets`. */
  save: oc
    .input(z.object({ target: path }).strict())
    .output(type<Result<{ readonly file: string; readonly sha256: string }, Problem>>()),
  /** Whose passport a file is, and what of it is new here; nothing is taken. */
  inspect: oc.input(z.object({ path }).strict()).output(type<Result<PassportFileView, Problem>>()),
  /** Takes in what was looked at: the very file. */
  take: oc.input(z.object({ path, sha256: z.string().length(64) }).strict()).output(done),
  print: oc.input(nothing).output(done),
};
