import { toHex } from '../../core/crypto/encoding.ts';
import { type Trust, trustSchema } from '../../core/journal/trust.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { areWordsOf, fingerprintWords } from '../access/keys-words.ts';
import type { Manifest } from './format.ts';
import { openPackage, rootNamedIn, type SignedPackage } from './reader.ts';

/** What a journal's verifier takes from a package: the election, its mode, and its devices' public keys. */
export function trustOf(
  manifest: Pick<Manifest, 'devices'> & { readonly election: Pick<Manifest['election'], 'id' | 'mode'> },
): Trust {
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

/** What somebody knows of the commission's root key from elsewhere than the package. */
export type RootPin =
  | { readonly known: 'key' | 'device'; readonly root: Uint8Array }
  /** The eight words, as a person typed them. */
  | { readonly known: 'words'; readonly words: string };

/** Whose word a package is: the root key whose signature was found good, and how it was known to be the commission's. */
export interface Signer {
  readonly commission: string;
  /** Ed25519 public key, base64url. */
  readonly root: string;
  /** The words of the root key, which people compare. */
  readonly words: readonly string[];
  readonly demo: boolean;
  /** `package`: only the package itself says so, and nobody has compared the words yet. */
  readonly known: RootPin['known'] | 'package';
}

/**
 * Opens a package with the root key that is known from elsewhere or, without one, with the key that it names itself.
 * The caller says whose word it is (`signer`); close `signed` afterwards.
 * @returns `package.root-words-differ` where the words of the package's key are not the pinned ones
 */
export async function openSigned(
  path: string,
  pin: RootPin | null,
): Promise<Result<{ readonly signed: SignedPackage; readonly signer: Signer }, Problem>> {
  const root = pin && pin.known !== 'words' ? pin.root : ((await rootNamedIn(path)) ?? new Uint8Array(32));
  const opened = await openPackage(path, root);
  if (!opened.ok) return opened;
  const signed = opened.value;
  if (pin?.known === 'words' && !areWordsOf(pin.words, root)) {
    await signed.close();
    return err({ code: 'package.root-words-differ', params: { words: fingerprintWords(root).join(' ') } });
  }
  const { name, demo } = signed.manifest.commission;
  const encoded = Buffer.from(root).toString('base64url');
  const known = pin?.known ?? 'package';
  return ok({ signed, signer: { commission: name, root: encoded, words: fingerprintWords(root), demo, known } });
}

/** Trust for `taanuu journal verify --trust PACKAGE`: needs no device key. */
export async function trustFromPackage(
  path: string,
  pin: RootPin | null,
): Promise<Result<{ readonly trust: Trust; readonly signer: Signer }, Problem>> {
  const opened = await openSigned(path, pin);
  if (!opened.ok) return opened;
  const { signed, signer } = opened.value;
  await signed.close();
  return ok({ trust: trustOf(signed.manifest), signer });
}
