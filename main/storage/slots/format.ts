import { KEY_BYTES, NONCE_BYTES, requireBytes, TAG_BYTES } from '../../../core/crypto/crypto.ts';
import { utf8 } from '../../../core/crypto/encoding.ts';
import { nodeCrypto } from '../../crypto/node.ts';

/**
 * The bytes of a slot file (docs/ballot-store.md). Two cells, a block each, then the slots. Nothing in it is plain: there is
 * no header, and what is empty is random.
 */
export const BLOCK_BYTES = 4_096;
/** A disk writes a sector whole or not at all, so a cell lies in one. */
export const CELL_BYTES = 512;
export const CELLS = 2;

/** What belongs to one slot file, and is not written into it. */
export interface SlotFileSpec {
  /** Which file this is (election, mode, station, sitting, device …): sealed bytes of another one do not open here. */
  readonly identity: string;
  /** How many slots. */
  readonly slots: number;
  /** Size of a slot; whole blocks. */
  readonly slotBytes: number;
  readonly keys: SlotKeys;
}

/** Two keys of 32 bytes. That of the cells is destroyed at the close: a flash disk may keep what cells once said. */
export interface SlotKeys {
  readonly slots: Uint8Array;
  readonly cells: Uint8Array;
}

/** Bytes from outside; a cryptographic generator but in tests. */
export type RandomBytes = (count: number) => Uint8Array;

const SEAL_BYTES = NONCE_BYTES + TAG_BYTES;
const LENGTH_BYTES = 4;

/** Longest content of a slot of this size. */
export const roomIn = (slotBytes: number): number => slotBytes - SEAL_BYTES - LENGTH_BYTES;

export const fileBytes = ({ slots, slotBytes }: Pick<SlotFileSpec, 'slots' | 'slotBytes'>): number =>
  CELLS * BLOCK_BYTES + slots * slotBytes;

/** Throws for sizes and keys that no file can have. */
export function requireSpec({ slots, slotBytes, keys }: SlotFileSpec): void {
  if (!Number.isInteger(slots) || slots < 2) throw new RangeError('too few slots');
  if (slotBytes < BLOCK_BYTES || slotBytes % BLOCK_BYTES !== 0) throw new RangeError('a slot is whole blocks');
  requireBytes('key of the slots', keys.slots, KEY_BYTES);
  requireBytes('key of the cells', keys.cells, KEY_BYTES);
}

/** Where something begins, and how its bytes are sealed: nonce ‖ AES-256-GCM of length ‖ content ‖ zeros. */
interface Place {
  readonly at: number;
  readonly bytes: number;
  readonly key: Uint8Array;
  readonly aad: Uint8Array;
}

export function slotPlace(spec: SlotFileSpec, slot: number): Place {
  if (!Number.isInteger(slot) || slot < 0 || slot >= spec.slots) throw new RangeError(`no slot ${slot}`);
  return {
    at: CELLS * BLOCK_BYTES + slot * spec.slotBytes,
    bytes: spec.slotBytes,
    key: spec.keys.slots,
    aad: utf8(`taanuu/slot/1\0${spec.identity}\0${slot}`),
  };
}

export function cellPlace(spec: SlotFileSpec, cell: number): Place {
  return {
    at: cell * BLOCK_BYTES,
    bytes: CELL_BYTES,
    key: spec.keys.cells,
    aad: utf8(`taanuu/cell/1\0${spec.identity}\0${cell}`),
  };
}

/** The content as it is written to its place; every place is always written whole. */
export function sealed({ bytes, key, aad }: Place, content: Uint8Array, random: RandomBytes): Uint8Array {
  if (content.length > roomIn(bytes)) throw new RangeError(`${content.length} bytes do not fit into ${bytes}`);
  const padded = new Uint8Array(bytes - SEAL_BYTES);
  new DataView(padded.buffer).setUint32(0, content.length);
  padded.set(content, LENGTH_BYTES);
  const nonce = random(NONCE_BYTES);
  const out = new Uint8Array(bytes);
  out.set(nonce);
  out.set(nodeCrypto.seal(key, nonce, padded, aad), NONCE_BYTES);
  return out;
}

/** The content, or undefined for whatever was not sealed for this place: random bytes, half a write, another slot. */
export function opened({ key, aad }: Place, bytes: Uint8Array): Uint8Array | undefined {
  const padded = nodeCrypto.open(key, bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES), aad);
  if (!padded) return undefined;
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length > roomIn(bytes.length)) throw new RangeError('a sealed slot says a length that it cannot have');
  return padded.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
}
