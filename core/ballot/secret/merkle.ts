import { sha256 } from '@noble/hashes/sha2.js';
import { joined } from './frame.ts';

/** Root of the Merkle tree over these leaves, in this order (RFC 6962, 2.1): 32 bytes. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return sha256(new Uint8Array());
  if (leaves.length === 1) return sha256(joined([Uint8Array.of(0), first]));
  // The largest power of two that leaves something for the right side.
  let left = 1;
  while (2 * left < leaves.length) left *= 2;
  return sha256(joined([Uint8Array.of(1), merkleRoot(leaves.slice(0, left)), merkleRoot(leaves.slice(left))]));
}
