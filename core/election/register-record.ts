import { z } from 'zod';
import { isPin } from '../person/pin.ts';
import { dateSchema, fingerPositionSchema, idSchema, precinctNumberSchema } from './common.ts';
import { type Election, precinctOf } from './election.ts';

/**
 * One voter as the commission's package carries him to a station: everything that is needed to decide offline.
 * `photo` and `template` are base64; the photo is JPEG, PNG or WebP, a template ISO/IEC 19794-2.
 */
const name = z.string().min(1).max(120);
const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/, 'not base64');

export const registerRecordSchema = z.strictObject({
  /** Id of the record within the list; not the PIN, and without meaning. */
  record: idSchema,
  /** Number in the precinct's list. */
  number: z.int().min(1).max(100_000),
  surname: name,
  given: name,
  /** Often missing, never required. */
  patronymic: name.nullable(),
  sex: z.enum(['female', 'male']),
  birthDate: dateSchema,
  pin: z.string().refine(isPin, 'not a PIN'),
  documents: z
    .array(z.strictObject({ number: z.string().regex(/^[A-Z0-9]{3,14}$/), expires: dateSchema.nullable() }))
    .max(8),
  address: z.string().min(1).max(300),
  precinct: precinctNumberSchema,
  constituency: idSchema,
  /** Listed for remote voting: votes at a remote station, not at home. */
  remote: z.boolean(),
  /**
   * Number of the station where a voter who is listed for remote voting votes; null for everybody else, and where the
   * list does not say. Lists of before there was this field say it of nobody.
   */
  votesAt: precinctNumberSchema.nullable().default(null),
  /** Admitted before this list was made: outside the room the day before. Null for nearly everybody. */
  admitted: z.strictObject({ how: z.literal('outside'), date: dateSchema, station: precinctNumberSchema }).nullable(),
  photo: base64.max(70_000).nullable(),
  /** Enrolled fingers; empty: no biometrics on record. */
  fingers: z
    .array(
      z.strictObject({
        finger: fingerPositionSchema,
        quality: z.int().min(0).max(100),
        template: base64.min(1).max(12_000),
      }),
    )
    .max(10),
});
export type RegisterRecord = z.infer<typeof registerRecordSchema>;

/** Why the station where a remote voter is to vote cannot be that; null where it can. */
export function votesAtTrouble({ remote, precinct, votesAt }: RegisterRecord, election: Election): string | null {
  if (votesAt === null) return null;
  if (!remote) return 'not listed for remote voting';
  if (votesAt === precinct) return 'the own precinct';
  return precinctOf(election, votesAt) ? null : 'not in the table of precincts';
}
