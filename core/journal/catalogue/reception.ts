import { z } from 'zod';
import { whereKinds } from '../../election/where.ts';
import { entry } from './entry.ts';
import { approvers, count, hex32, id, problemCode } from './fields.ts';

/** The weeks before the day: people ask where they vote. */
export const receptionEvents = {
  'reception.opened': entry({
    body: z.strictObject({ reception: id, approvers }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'Before the day the kiosk was opened for people who ask or apply; those who may open the station gave the register’s key with their codes.',
  }),
  'reception.closed': entry({
    body: z.strictObject({ reception: id }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description: 'The kiosk was closed for people who ask or apply, and the register’s key forgotten.',
  }),
  'list.home-made': entry({
    body: z.strictObject({
      on: z.enum(['page', 'stick']),
      /** SHA-256 of the document that was printed or of the sealed file. */
      sha256: hex32,
      voters: count,
      /** Those of them who are marked as voting at a remote station. */
      elsewhere: count,
      /** First and last sheet that were printed; absent: the whole list. */
      sheets: z.tuple([count.min(1), count.min(1)]).optional(),
    }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'The station’s list of voters, with who votes at a remote station, was made for the page printer (written before anything is sent) or lies, sealed by six words, on a stick.',
  }),
  'lookup.answered': entry({
    body: z.strictObject({
      /** Keyed hash of the PIN, as voters are named everywhere; also of a PIN that nobody has. */
      voter: hex32,
      by: z.enum(['pin', 'document']),
      answer: z.enum(whereKinds),
    }),
    disposition: 'na',
    severity: 'info',
    cdf: 'user-action',
    description: 'Somebody asked where she votes, and was answered. Nobody is identified or admitted by it.',
  }),
  'lookup.printed': entry({
    body: z.strictObject({ voter: hex32, problem: problemCode.nullable() }),
    disposition: (body) => (body.problem === null ? 'success' : 'failure'),
    severity: 'info',
    cdf: 'user-action',
    description: 'A slip with the answer was printed for the person who asked, or could not be.',
  }),
} as const;
