import { z } from 'zod';
import { fromHex } from '../crypto/encoding.ts';
import { id } from './catalogue/fields.ts';
import { modes } from './event.ts';

/**
 * What a verifier takes from the signed election package (or from paper), never from the journal itself:
 * the election and the public keys of its devices.
 */
export const trustSchema = z.object({
  election: id,
  /** If given, events of another mode are refused. */
  mode: z.enum(modes).optional(),
  devices: z
    .array(
      z.object({
        device: id,
        /** Name of the key as events say it. */
        key: id,
        algorithm: z.literal('Ed25519'),
        /** 32 bytes, lower-case hex. */
        publicKey: z.string().refine((text) => fromHex(text)?.length === 32),
        /** If given, events of another station are refused. Absent for spare devices. */
        station: id.optional(),
      }),
    )
    .min(1),
  /** Checkpoints known from elsewhere: printed on start and final slips, or kept by the commission. */
  checkpoints: z
    .array(
      z.object({
        device: id,
        seq: z.int().min(1),
        /** Hash of event `seq`, or its first 16 digits or more (as slips print it). */
        hash: z.string().regex(/^[0-9a-f]{16,64}$/),
      }),
    )
    .optional(),
});
export type Trust = z.infer<typeof trustSchema>;
export type TrustedDevice = Trust['devices'][number];
export type TrustedCheckpoint = NonNullable<Trust['checkpoints']>[number];

/** Reads a trust list from the text of a JSON file; undefined if it is not one. */
export function readTrust(text: string): Trust | undefined {
  try {
    const read = trustSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
