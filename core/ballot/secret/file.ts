import { z } from 'zod';
import { fromHex, toHex, utf8 } from '../../crypto/encoding.ts';
import { canonical, readCanonical } from '../../journal/canonical.ts';
import { ELEMENT_BYTES, type Group, type Point, readScalar, type Scalar } from './group.ts';

/** The largest file of a board that is read, in bytes: a batch of 20,000 ballots with 21 options. */
export const FILE_LIMIT = 256 * 1024 ** 2;

/** Bytes of a fixed number as lower-case hex. */
export const hexSchema = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`), 'not hex');
/** A point, a scalar or a hash: 32 bytes of hex. Whether it is a point is for the group to say. */
export const hex32 = hexSchema(32);

export const signatureSchema = z.strictObject({ key: hex32, value: hexSchema(64) });
export type Signature = z.infer<typeof signatureSchema>;

/** Who signs: a public Ed25519 key, and what makes a signature of 64 bytes by it. */
export interface Signer {
  readonly key: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** Whether a signature of 64 bytes over a message is by this key: `Crypto.ed25519Verify`. */
export type VerifySignature = (signature: Uint8Array, message: Uint8Array, key: Uint8Array) => boolean;

/** A file of a board: canonical JSON and a line feed. */
export function writeFileOf(value: unknown): Uint8Array {
  return utf8(`${canonical(value)}\n`);
}

/** The value of a file of a board, if these are the one spelling of it and it has this shape; undefined otherwise. */
export function readFileOf<T>(bytes: Uint8Array, schema: z.ZodType<T>): T | undefined {
  if (bytes.length > FILE_LIMIT || bytes.at(-1) !== 0x0a) return undefined;
  const read = schema.safeParse(readCanonical(bytes.subarray(0, -1), FILE_LIMIT));
  return read.success ? read.data : undefined;
}

interface Formatted {
  readonly format: string;
}

const signedText = (content: Formatted): Uint8Array => utf8(`${content.format}\n${canonical(content)}`);

/** The same with a signature over it. */
export function signed<T extends Formatted>(content: T, signer: Signer): T & { readonly signature: Signature } {
  return { ...content, signature: { key: toHex(signer.key), value: toHex(signer.sign(signedText(content))) } };
}

/** Whether the signature is by the key that it names; whose key that is, is not looked at. */
export function isSigned<T extends Formatted & { readonly signature: Signature }>(
  { signature, ...content }: T,
  verify: VerifySignature,
): boolean {
  return verify(bytesOf(signature.value), signedText(content), bytesOf(signature.key));
}

/** Bytes of hex that a schema has let through. */
export function bytesOf(hex: string): Uint8Array {
  const bytes = fromHex(hex);
  if (bytes === undefined) throw new RangeError('not hex');
  return bytes;
}

/** The point of hex, or undefined. */
export function pointOf(group: Group, hex: string): Point | undefined {
  return group.decode(bytesOf(hex));
}

/** The scalar of hex, or undefined. */
export function scalarOf(hex: string): Scalar | undefined {
  const bytes = bytesOf(hex);
  return bytes.length === ELEMENT_BYTES ? readScalar(bytes) : undefined;
}
