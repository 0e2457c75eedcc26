import { toHex } from '../../core/crypto/encoding.ts';
import { type Trust, trustSchema } from '../../core/journal/trust.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { ok, type Result } from '../../core/problem/result.ts';
import type { Manifest } from './format.ts';
import { openPackage } from './reader.ts';

/** What a journal's verifier takes from a package: the election, its mode, and its devices' public keys. */
export function trustOf(manifest: Manifest): Trust {
  return trustSchema.parse({
    election: manifest.election.id,
    mode: manifest.election.mode,
    devices: manifest.devices.map(({ device, key, signing, station }) => ({
      device,
      key,
      algorithm: 'Ed25519',
      publicKey: toHex(Buffer.from(signing, 'base64url')),
      // A spare may have stood in for any station.
      ...(station === null ? {} : { station }),
    })),
  });
}

/**
 * Trust for `taanuu journal verify --trust PACKAGE`: needs no device key, only the commission's root.
 * @param root the commission's Ed25519 public key, 32 bytes
 */
export async function trustFromPackage(path: string, root: Uint8Array): Promise<Result<Trust, Problem>> {
  const opened = await openPackage(path, root);
  if (!opened.ok) return opened;
  await opened.value.close();
  return ok(trustOf(opened.value.manifest));
}
