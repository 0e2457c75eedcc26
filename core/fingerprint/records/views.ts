import type { FingerPosition } from '../../admission/facts.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';
import { ByteReader as Reader } from './bytes.ts';
import type { ExtendedBlock, MinutiaeRecord, RecordMinutia } from './record.ts';

/** What the four formats with a header share: minutiae of five or six bytes, and the extended blocks after them. */

/** Finger positions above the ten are palms and the like: nothing that is compared here. */
export function fingerOf(code: number): FingerPosition | 0 {
  return code <= 10 ? (code as FingerPosition | 0) : 0;
}

export function readMinutiae(from: ByteReader, count: number, withQuality: boolean): readonly RecordMinutia[] {
  const minutiae: RecordMinutia[] = [];
  for (let index = 0; index < count && !from.short; index += 1) {
    const x = from.u16();
    const y = from.u16() & 0x3fff;
    minutiae.push({ type: x >> 14, x: x & 0x3fff, y, angle: from.u8(), quality: withQuality ? from.u8() : 254 });
  }
  return minutiae;
}

export function writeMinutiae(to: ByteWriter, minutiae: readonly RecordMinutia[]): void {
  for (const { type, x, y, angle, quality } of minutiae)
    to.u16((type << 14) | x)
      .u16(y)
      .u8(angle)
      .u8(quality);
}

type BlockLength = MinutiaeRecord['blockLength'];

/** The blocks if their lengths, so counted, fill exactly what was announced; null otherwise. */
function parted(bytes: Uint8Array, counted: BlockLength): readonly ExtendedBlock[] | null {
  const from = new Reader(bytes);
  const blocks: ExtendedBlock[] = [];
  while (from.left > 0) {
    const type = from.u16();
    const length = from.u16() - (counted === 'with-header' ? 4 : 0);
    if (from.short || length < 0) return null;
    blocks.push({ type, data: from.take(length) });
    if (from.short) return null;
  }
  return blocks;
}

/**
 * Extended data of one view. Writers disagree on what its lengths count, so both readings are tried, the format's own
 * first; where neither fits, the data says nothing and is left out: the minutiae are good all the same.
 */
export function readBlocks(
  from: ByteReader,
  own: BlockLength,
): { readonly blocks: readonly ExtendedBlock[]; readonly counted: BlockLength } {
  // Records that end with their last minutia are common.
  const length = from.left >= 2 ? from.u16() : 0;
  const bytes = from.take(Math.min(length, from.left));
  const other: BlockLength = own === 'data' ? 'with-header' : 'data';
  for (const counted of [own, other]) {
    const blocks = parted(bytes, counted);
    if (blocks !== null) return { blocks, counted: blocks.length > 0 ? counted : own };
  }
  return { blocks: [], counted: own };
}

export function writeBlocks(to: ByteWriter, blocks: readonly ExtendedBlock[], counted: BlockLength): void {
  to.u16(blocks.reduce((sum, { data }) => sum + 4 + data.length, 0));
  for (const { type, data } of blocks) {
    to.u16(type)
      .u16(data.length + (counted === 'with-header' ? 4 : 0))
      .put(data);
  }
}
