import { z } from 'zod';
import { idSchema, modeSchema, precinctNumberSchema, wordsSchema } from '../../election/common.ts';
import { canonical } from '../../journal/canonical.ts';
import { hex32, type Signature, signatureSchema } from './file.ts';
import { hash } from './frame.ts';

/** What of an election with electronic ballots is fixed before the day: `manifest.json` of docs/verification.md. */

const count = z.int().min(1).max(1_000);
const members = z.int().min(1).max(99);

const partSchema = z.strictObject({
  id: idSchema,
  min: z.int().min(0).max(1),
  max: count,
  options: z
    .array(z.strictObject({ id: idSchema, names: wordsSchema }))
    .min(1)
    .max(1_000),
});
/** What is chosen among on a ballot: the fewest and the most marks, and the options in the order of the ballot. */
export type Part = z.infer<typeof partSchema>;

const styleSchema = z.strictObject({
  ...{ id: idSchema, ballot: idSchema, constituency: idSchema, titles: wordsSchema },
  parts: z.array(partSchema).min(1).max(20),
});
/** A ballot style: what a voter of one constituency chooses among. */
export type Style = z.infer<typeof styleSchema>;

/** A Schnorr proof: challenge and answer, hex. */
export const proofSchema = z.strictObject({ c: hex32, z: hex32 });
export type Proof = z.infer<typeof proofSchema>;

export const trusteeSchema = z.strictObject({
  index: members,
  name: z.string().min(1).max(120),
  commitments: z.array(hex32).min(1).max(99),
  proofs: z.array(proofSchema).min(1).max(99),
});
/** What is known of a trustee: commitments to the coefficients of the secret polynomial, and that each is known to its maker. */
export type Trustee = z.infer<typeof trusteeSchema>;

export const trusteesSchema = z.strictObject({
  threshold: z.int().min(2).max(99),
  members: z.array(trusteeSchema).min(2).max(99),
});
export type Trustees = z.infer<typeof trusteesSchema>;

const contentSchema = z.strictObject({
  format: z.literal('taanuu/manifest/1'),
  ...{ election: idSchema, mode: modeSchema },
  minimum: z.int().min(2).max(1_000),
  stations: z
    .array(
      z.strictObject({
        number: precinctNumberSchema,
        panels: z.array(z.strictObject({ device: idSchema, key: hex32 })).max(1_000),
      }),
    )
    .max(10_000),
  styles: z.array(styleSchema).min(1).max(10_000),
  trustees: trusteesSchema,
  key: hex32,
});
/** A manifest before the commission has signed it. */
export type ManifestContent = z.infer<typeof contentSchema>;

export const manifestSchema = contentSchema.extend({ signature: signatureSchema });
export type Manifest = ManifestContent & { readonly signature: Signature };

/** M: the name of a manifest in everything that follows from it, 32 bytes. Whoever signed it does not change it. */
export function manifestHash(manifest: ManifestContent | Manifest): Uint8Array {
  const { signature: _, ...content } = manifest as Manifest;
  return hash('taanuu/manifest/1', canonical(content));
}

/** What is wrong with the order or the numbers of a manifest, beyond the shape of its fields. */
export type ManifestFault = 'order' | 'twice' | 'max' | 'threshold';

/** The first thing that is wrong with a manifest of the right shape; null: nothing. Signature and trustees are looked at elsewhere. */
export function manifestFault(manifest: ManifestContent): ManifestFault | null {
  const { stations, styles, trustees } = manifest;
  const devices = stations.map(({ panels }) => panels.map(({ device }) => device));
  const ordered = [stations.map(({ number }) => number), styles.map(({ id }) => id), ...devices];
  if (!ordered.every(isSorted)) return 'order';
  const parts = styles.flatMap((style) => style.parts);
  const named = [
    ...styles.map((style) => style.parts.map(({ id }) => id)),
    ...parts.map(({ options }) => options.map(({ id }) => id)),
    stations.flatMap(({ panels }) => panels.map(({ key }) => key)),
    devices.flat(),
  ];
  if (named.some((ids) => new Set(ids).size !== ids.length)) return 'twice';
  if (parts.some(({ max, options }) => max > options.length)) return 'max';
  const { threshold, members: all } = trustees;
  const isWhole = all.every(
    ({ commitments, proofs }) => commitments.length === threshold && proofs.length === threshold,
  );
  const inOrder = all.every(({ index }, at) => index === at + 1);
  return isWhole && inOrder && threshold <= all.length ? null : 'threshold';
}

/** Whether texts rise, none twice. All that is sorted here is ASCII: units of code sort as bytes do. */
export function isSorted(texts: readonly string[]): boolean {
  return texts.every((text, at) => at === 0 || (texts[at - 1] ?? '') < text);
}
