import type { Problem } from '../../core/problem/catalogue.ts';
import { err, type Result } from '../../core/problem/result.ts';
import { MAGIC, type Manifest, PACKAGE_SIGNATURE_BYTES } from './format.ts';
import { type SignedStatement, signedManifest } from './reader.ts';

/**
 * The head of a package: the manifest and its signature, as they stand at the beginning of the file. Nothing in it is secret.
 * Whoever has it knows the devices of a station with their certificates, and the hub: enough to join them and to fetch the
 * rest.
 */

/** A head as bytes. */
export function headBytes({ manifest, signature }: Pick<SignedStatement, 'manifest' | 'signature'>): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(manifest.length);
  return Buffer.concat([MAGIC, length, manifest, signature]);
}

/** Reads a head. @param root the commission's Ed25519 public key, as this device knows it */
export function readHead(
  bytes: Uint8Array,
  root: Uint8Array,
): Result<{ readonly manifest: Manifest; readonly sha256: string }, Problem> {
  const all = Buffer.from(bytes);
  const at = MAGIC.length + 4;
  if (!all.subarray(0, MAGIC.length).equals(MAGIC)) return err({ code: 'package.not-a-package' });
  const end = all.length < at ? 0 : at + all.readUInt32BE(MAGIC.length);
  if (end === 0 || all.length !== end + PACKAGE_SIGNATURE_BYTES)
    return err({ code: 'package.truncated', params: { part: 'manifest' } });
  return signedManifest({ manifest: all.subarray(at, end), signature: all.subarray(end), root });
}
