import { z } from 'zod';
import { idSchema, modeSchema } from '../../../election/common.ts';
import { canonical } from '../../../journal/canonical.ts';
import { hex32, hexSchema, type Signature, signatureSchema } from '../file.ts';
import { hash, u32 } from '../frame.ts';
import { proofSchema } from '../manifest.ts';

/**
 * What trustees lay on the table during a ceremony. Each says first, under a hash, what it will contribute, and shows it only
 * when all have done so: nobody chooses knowing what the others chose.
 */

const index = z.int().min(1).max(99);

/** What the ceremony is for, and who takes part: `members[i]` has the index i + 1. The nonce makes each ceremony its own. */
export const ceremonySchema = z.strictObject({
  format: z.literal('taanuu/trustees-ceremony/1'),
  ...{ election: idSchema, mode: modeSchema, threshold: z.int().min(2).max(99) },
  members: z.array(z.string().min(1).max(120)).min(2).max(99),
  nonce: hex32,
});
export type Ceremony = z.infer<typeof ceremonySchema>;

/** First round: the key by which this trustee signs, the key to which its shares are sealed, and the hash of what it will show. */
export const commitSchema = z.strictObject({
  format: z.literal('taanuu/trustees-commit/1'),
  /** Hash of the ceremony. */
  ceremony: hex32,
  index,
  /** A point of P-256, uncompressed, for HPKE. */
  transport: hexSchema(65),
  commitment: hex32,
  signature: signatureSchema,
});
export type Commit = z.infer<typeof commitSchema>;

/** Second round: what was hashed, and every other trustee's share, sealed to it. */
export const revealSchema = z.strictObject({
  format: z.literal('taanuu/trustees-reveal/1'),
  ...{ ceremony: hex32, commits: hex32, index, salt: hex32 },
  commitments: z.array(hex32).min(2).max(99),
  proofs: z.array(proofSchema).min(2).max(99),
  shares: z.array(z.strictObject({ to: index, enc: hexSchema(65), sealed: hexSchema(48) })).max(98),
  signature: signatureSchema,
});
export type Reveal = z.infer<typeof revealSchema>;

/** Third round: every share fitted; the joint key, and the public key of this trustee's share. */
export const confirmSchema = z.strictObject({
  format: z.literal('taanuu/trustees-confirm/1'),
  ...{ ceremony: hex32, reveals: hex32, index, key: hex32, share: hex32 },
  signature: signatureSchema,
});
export type Confirm = z.infer<typeof confirmSchema>;

/**
 * Instead of the third round: a share does not fit. The seed of the complainer's transport key lets anybody open what was
 * sealed to it and see who is right. The ceremony is over then, so that the seed is worth nothing else.
 */
export const complaintSchema = z.strictObject({
  format: z.literal('taanuu/trustees-complaint/1'),
  ...{ ceremony: hex32, reveals: hex32, index, against: index, seed: hex32 },
  signature: signatureSchema,
});
export type Complaint = z.infer<typeof complaintSchema>;

/** Names a ceremony in all its messages. */
export function ceremonyName(ceremony: Ceremony): Uint8Array {
  return hash('taanuu/trustees-ceremony/1', canonical(ceremony));
}

/** Names a whole round: what people compare before the next one. @param messages of all trustees, in order of index */
export function roundName(messages: readonly { readonly signature: Signature }[]): Uint8Array {
  return hash('taanuu/trustees-round/1', ...messages.map((message) => canonical(message)));
}

/** The hash under which a trustee hides its contribution until all have theirs. */
export function hiddenCommitments(
  ceremony: Uint8Array,
  trustee: number,
  salt: Uint8Array,
  commitments: readonly Uint8Array[],
): Uint8Array {
  return hash('taanuu/trustees-commitment/1', ceremony, u32(trustee), salt, ...commitments);
}

/** To what a sealed share is bound: it opens for this trustee, from this one, in this round of this ceremony, and nowhere else. */
export function shareBinding(ceremony: Uint8Array, commits: Uint8Array, from: number, to: number): Uint8Array {
  return hash('taanuu/trustees-share/1', ceremony, commits, u32(from), u32(to));
}
