import type { Manifest } from '../package/format.ts';
import { openUnsigned } from '../package/unsigned.ts';
import type { Given } from './frame.ts';
import { Refused } from './io.ts';
import { signedOf } from './named-file.ts';

/** What a package says that a command names, signed or not. */
export interface NamedPackage {
  readonly manifest: Manifest;
  readonly sha256: string;
  /** How it was signed; null: it waits for its signature. */
  readonly signer: Awaited<ReturnType<typeof signedOf>>['signer'] | null;
}

/** Reads what a package says openly, whole and, where it is signed, by its signature. */
export async function namedOrUnsigned(file: string, values: Pick<Given, 'text'>): Promise<NamedPackage> {
  const unsigned = await openUnsigned(file);
  if (unsigned.ok) {
    const { manifest, sha256 } = unsigned.value;
    const whole = await unsigned.value.verifyParts();
    await unsigned.value.close();
    if (!whole.ok) throw new Refused(whole.error);
    return { manifest, sha256, signer: null };
  }
  if (unsigned.error.code !== 'package.not-a-package') throw new Refused(unsigned.error);
  const { signed, signer } = await signedOf(file, values);
  const whole = await signed.verifyParts();
  await signed.close();
  if (!whole.ok) throw new Refused(whole.error);
  return { manifest: signed.manifest, sha256: signed.sha256, signer };
}
