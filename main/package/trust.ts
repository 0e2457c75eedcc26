import { toHex } from '../../core/crypto/encoding.ts';
import { type Trust, trustSchema } from '../../core/journal/trust.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { areWordsOf, fingerprintWords } from '../access/keys-words.ts';
import { type Difference, openDifference, rootNamedInDifference } from './difference/read.ts';
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
  const root = await rootOf(pin, () => rootNamedIn(path));
  const opened = await openPackage(path, root);
  if (!opened.ok) return opened;
  const signed = opened.value;
  const signer = signerOf(signed.manifest, root, pin);
  if (signer.ok) return ok({ signed, signer: signer.value });
  await signed.close();
  return signer;
}

/** The same of a difference: whose word the package is that it leads to. Close `difference` afterwards. */
export async function openSignedDifference(
  path: string,
  pin: RootPin | null,
): Promise<Result<{ readonly difference: Difference; readonly signer: Signer }, Problem>> {
  const root = await rootOf(pin, () => rootNamedInDifference(path));
  const opened = await openDifference(path, root);
  if (!opened.ok) return opened;
  const difference = opened.value;
  const signer = signerOf(difference.manifest, root, pin);
  if (signer.ok) return ok({ difference, signer: signer.value });
  await difference.close();
  return signer;
}

/** The key that is known from elsewhere, or the one that the file names. */
async function rootOf(pin: RootPin | null, named: () => Promise<Uint8Array | undefined>): Promise<Uint8Array> {
  return pin && pin.known !== 'words' ? pin.root : ((await named()) ?? new Uint8Array(32));
}

function signerOf(manifest: Manifest, root: Uint8Array, pin: RootPin | null): Result<Signer, Problem> {
  if (pin?.known === 'words' && !areWordsOf(pin.words, root)) {
    return err({ code: 'package.root-words-differ', params: { words: fingerprintWords(root).join(' ') } });
  }
  const { name, demo } = manifest.commission;
  const encoded = Buffer.from(root).toString('base64url');
  const known = pin?.known ?? 'package';
  return ok({ commission: name, root: encoded, words: fingerprintWords(root), demo, known });
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
