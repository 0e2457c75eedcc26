import { z } from 'zod';
import type { ProblemCode } from '../../problem/catalogue.ts';

/**
 * The fields that bodies are made of. None of them can carry a name, a PIN, a template, an image or a score:
 * identifiers are ours, numbers are whole, and free text is limited to what an officer gives as a reason.
 */

/** Identifier of ours: ASCII, no spaces, and never the 14 digits of a PIN. */
export const id = z.string().regex(/^(?!\d{14}$)[A-Za-z0-9][A-Za-z0-9._:+@/-]{0,63}$/);

/**
 * A code of core/problem: whoever writes an event can name no other (`makeEvent` looks too). Read is any that has the
 * shape, because the catalogue of another version may have it.
 */
export const problemCode = z.custom<ProblemCode>(
  (code) => typeof code === 'string' && code.length <= 64 && /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(code),
);

/** 32 bytes in lower-case hex: a hash, a pseudonym, a public key. */
export const hex32 = z.string().regex(/^[0-9a-f]{64}$/);

/** Name of a file that this program has made, without its folder. */
export const fileName = z.string().regex(/^(?!\d{14}$)[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/);

/** A count, or another whole number that is not negative. */
export const count = z.int().min(0);

// A second escaping or a second normal form of the same text would be a second spelling of one event.
const printable = (text: string) => /^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u.test(text) && text.normalize('NFC') === text;

/** Short text without control characters, in NFC, without a PIN: a product name, an age group, a version. */
export const text = z
  .string()
  .min(1)
  .max(100)
  .refine((value) => printable(value) && !/\d{14}/.test(value));

/** The 14 digits of a PIN, whatever stands between them that is no letter: in groups, behind one another on two lines. */
const PIN_IN_GROUPS = /\p{Nd}(?:[^\p{L}\p{Nd}]*\p{Nd}){13}/u;

/** Short text that a person typed and that is no reason: a name of a commission, a serial number. Not even in groups a PIN. */
export const typed = text.refine((value) => !PIN_IN_GROUPS.test(value), {
  error: 'what is typed must not hold a personal number',
});

/** A paragraph of the package's own words, one line in NFC, without a PIN. */
export const paragraph = z
  .string()
  .min(1)
  .max(500)
  .refine((value) => printable(value) && !PIN_IN_GROUPS.test(value), {
    error: 'one paragraph in NFC, without a personal number',
  });

/** PIN, passport number, telephone: seven digits or more, however they are spaced. */
const LONG_NUMBER = /(?:\p{Nd}[\s.\-–/]*){7}/u;

/**
 * A reason that a person typed, 3 to 250 characters without spaces around it. A run of seven or more digits is refused, and
 * so are fourteen with anything but letters between them, because a PIN or a document number must not get into the journal
 * this way; whoever asks for a reason checks it with this schema.
 */
export const reason = z
  .string()
  .min(3)
  .max(250)
  .refine((value) => printable(value) && value.trim() === value)
  .refine((value) => !LONG_NUMBER.test(value) && !PIN_IN_GROUPS.test(value), {
    error: 'a reason must not hold a personal number',
  });

/** The people (by id) who approved, each once. */
export const approvers = z
  .array(id)
  .max(5)
  .refine((people) => new Set(people).size === people.length);

/** Counts by a short key, for example by modality or by age group. */
export const counts = z.record(text, count);

export const sex = z.enum(['male', 'female']);
export const role = z.enum(['system', 'officer', 'member', 'chair', 'secretary', 'technician', 'administrator']);
/** ISO/IEC 19794-2 finger position. */
export const finger = z.int().min(1).max(10);
/** Number of a receipt as printed. */
export const receipt = id;
