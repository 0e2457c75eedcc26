import { verify } from 'node:crypto';
import type { Crypto } from '../../core/crypto/crypto.ts';
import { toHex } from '../../core/crypto/encoding.ts';
import { publicKeyObject } from './node.ts';

/** A signature that will be asked for soon. */
export interface ExpectedSignature {
  readonly signature: Uint8Array;
  readonly message: Uint8Array;
  readonly publicKey: Uint8Array;
}

const idOf = ({ signature, message, publicKey }: ExpectedSignature) =>
  `${toHex(signature)}${toHex(message)}${toHex(publicKey)}`;

/**
 * Checks signatures on the other cores before they are asked for. `crypto.ed25519Verify` then answers from what was
 * checked, for exactly the same bytes, and checks anything else itself: a wrong guess costs time, never truth.
 */
export function signaturesAhead(crypto: Crypto): {
  readonly crypto: Crypto;
  /** Checks these; the answers of the batch before are forgotten. */
  readonly expect: (signatures: readonly ExpectedSignature[]) => Promise<void>;
} {
  let good = new Set<string>();
  return {
    crypto: {
      ...crypto,
      ed25519Verify: (signature, message, publicKey) =>
        good.has(idOf({ signature, message, publicKey })) || crypto.ed25519Verify(signature, message, publicKey),
    },
    async expect(signatures) {
      const checked = await Promise.all(signatures.map(async (one) => ((await verifyElsewhere(one)) ? idOf(one) : '')));
      good = new Set(checked);
      good.delete('');
    },
  };
}

function verifyElsewhere({ signature, message, publicKey }: ExpectedSignature): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const key = publicKeyObject(publicKey);
      verify(null, message, key, signature, (error, answer) => resolve(error === null && answer));
    } catch {
      // A key that cannot be read: the sync check will say so where it is asked.
      resolve(false);
    }
  });
}
