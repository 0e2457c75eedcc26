import { z } from 'zod';
import { noteKinds } from '../../passport/passport.ts';
import { entry } from './entry.ts';
import { count, hex32, id, problemCode, reason, text } from './fields.ts';

/** A number on a device's plate; never the 14 digits of a PIN. */
export const plate = z.string().regex(/^(?!\d{14}$)[A-Za-z0-9][A-Za-z0-9._:/-]{0,31}$/);

/** What a device goes through between elections, with the commission. Told in the device's own journal. */
export const kitEvents = {
  'commission.trusted': entry({
    body: z.strictObject({ name: text, root: hex32 }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'Two persons had compared the words of a commission’s root key: the device took it, once, as what it trusts.',
  }),
  'device.revoked': entry({
    body: z.strictObject({
      station: id,
      version: count,
      /** Whether the package names the device as taken out of use; otherwise it names it no more. */
      named: z.boolean(),
    }),
    disposition: 'na',
    severity: 'warning',
    cdf: 'application-status',
    description:
      'A later package of the same election and station has no key for this device: it is out of use until a later one has.',
  }),
  'passport.noted': entry({
    body: z.strictObject({
      note: id,
      kind: z.enum(noteKinds),
      peripheral: id,
      serial: plate.nullable(),
      words: reason.nullable(),
      problem: problemCode.nullable(),
      minutes: count.nullable(),
      /** Per cent of the charge that a run on battery took. */
      used: count.nullable(),
      /** Where and when it happened: another kiosk, an earlier year, where it was taken in from a file. */
      kiosk: id,
      on: z.iso.datetime(),
    }),
    disposition: 'na',
    severity: 'info',
    cdf: 'system-status',
    description:
      'Something happened to a device of the kit that its passport keeps over elections: it failed, was cleaned or replaced, or ran on battery.',
  }),
  'passport.exported': entry({
    body: z.strictObject({ sha256: hex32, notes: count }),
    disposition: 'success',
    severity: 'info',
    cdf: 'user-action',
    description: 'A technician wrote the passport of the kit to a medium; tells the hash of the file.',
  }),
  'passport.taken': entry({
    body: z.strictObject({ sha256: hex32, device: id, key: id, notes: count }),
    disposition: 'success',
    severity: 'notice',
    cdf: 'user-action',
    description:
      'A technician took a passport in from a file: its hash, the device and the key that signed it, and how many of its notes were new; each is then told by itself.',
  }),
  'kit.exported': entry({
    body: z.strictObject({ sha256: hex32 }),
    disposition: 'success',
    severity: 'info',
    cdf: 'user-action',
    description: 'The map of the kit was written to a medium as a sheet of A4; tells the hash of the file.',
  }),
  'kit.printed': entry({
    body: z.strictObject({ devices: count }),
    disposition: 'success',
    severity: 'info',
    cdf: 'user-action',
    description: 'The map of the kit was printed as a slip.',
  }),
  'passport.printed': entry({
    body: z.strictObject({ devices: count }),
    disposition: 'success',
    severity: 'info',
    cdf: 'user-action',
    description: 'The passport of the kit was printed as a slip.',
  }),
} as const;
