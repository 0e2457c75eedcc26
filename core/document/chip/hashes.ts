import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { toHex } from '../../crypto/encoding.ts';

/** Hash functions that documents may be signed with (9303-12 §4.4). SHA-1 is not among them: it is refused. */
export type HashName = 'sha224' | 'sha256' | 'sha384' | 'sha512';

export const hashes = { sha224, sha256, sha384, sha512 } as const;

const byOid: Readonly<Record<string, HashName>> = {
  '608648016503040204': 'sha224',
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};

/** The hash function of an object identifier's bytes; null for any other. */
export function hashOf(oid: Uint8Array): HashName | null {
  return byOid[toHex(oid)] ?? null;
}

/** The identifier's bytes in hex. */
export function hashOid(name: HashName): string {
  return Object.keys(byOid).find((oid) => byOid[oid] === name) as string;
}
