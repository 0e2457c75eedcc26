import { z } from 'zod';
import { isIsoDate } from '../person/dates.ts';

/** Small parts that every signed configuration is made of. Schemas are strict: an unknown field is refused. */

/** Text in the three languages of the house. */
export const wordsSchema = z.strictObject({
  ky: z.string().min(1).max(500),
  ru: z.string().min(1).max(500),
  en: z.string().min(1).max(500),
});
export type Words = z.infer<typeof wordsSchema>;

export const languageSchema = z.enum(['ky', 'ru', 'en']);

/** What a sitting counts for. Part of key derivation and of every event, slip and sheet. */
export const modeSchema = z.enum(['training', 'laboratory', 'public-test', 'official']);
export type Mode = z.infer<typeof modeSchema>;

/** Who a signed-in person is. Officer = identification operator; member, chair and secretary = of the station's commission. */
export const roleSchema = z.enum(['officer', 'member', 'chair', 'secretary', 'technician', 'administrator']);
export type Role = z.infer<typeof roleSchema>;

/** ISO date of a day that exists. */
export const dateSchema = z.string().refine(isIsoDate, 'not an ISO date');

/** Local wall time hh:mm. */
export const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time hh:mm');

/** Name of a thing in configuration and file names: lower-case letters, digits and hyphens. */
export const idSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'not an id');

/** Precinct (station) number as the commission writes it, leading zeros kept. */
export const precinctNumberSchema = z.string().regex(/^\d{1,6}$/, 'not a precinct number');

/**
 * Bytes as unpadded base64url, exactly `bytes` long, in the one spelling that they have: the bits of the last letter that
 * say nothing are zero (RFC 4648, 3.5). Otherwise one signature could be written in sixteen ways.
 */
export function bytesSchema(bytes: number) {
  const letters = Math.ceil((bytes * 4) / 3);
  const last = ['[A-Za-z0-9_-]', '[AQgw]', '[AEIMQUYcgkosw048]'][bytes % 3];
  return z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${letters - 1}}${last}$`), `not ${bytes} bytes of base64url`);
}

/** A certificate (X.509, DER) as unpadded base64url. */
export const certificateDerSchema = z.string().regex(/^MI[A-Za-z0-9_-]{100,4000}$/, 'not a certificate');

/** Finger position of ISO/IEC 19794-2: 1–5 right thumb … little, 6–10 left thumb … little. */
export const fingerPositionSchema = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
  z.literal(8),
  z.literal(9),
  z.literal(10),
]);
