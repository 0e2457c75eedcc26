import { err, ok, type Result } from '../../problem/result.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { type MinutiaeRecord, MOST_VIEWS, type RecordFault, type View } from './record.ts';
import { fingerOf, readBlocks, readMinutiae, writeBlocks, writeMinutiae } from './views.ts';

/**
 * ISO/IEC 19794-2:2005 and ANSI INCITS 378-2004: the same magic, one header for the record, a short one for each view.
 * They are told apart by what stands where ANSI has its length: two bytes, or none when it is 64 K and more.
 */
export const MAGIC_2004 = [0x46, 0x4d, 0x52, 0x00, 0x20, 0x32, 0x30, 0x00] as const;
const ISO_HEADER = 24;
const ANSI_HEADER = 26;

const isAnsi = (bytes: Uint8Array): boolean => {
  const [first, second] = [((bytes[8] ?? 0) << 8) | (bytes[9] ?? 0), ((bytes[10] ?? 0) << 8) | (bytes[11] ?? 0)];
  return first >= ANSI_HEADER || (first === 0 && second < ISO_HEADER);
};

export function decode2004(bytes: Uint8Array): Result<MinutiaeRecord, RecordFault> {
  const ansi = isAnsi(bytes);
  const from = new ByteReader(bytes, MAGIC_2004.length);
  const shortLength = ansi ? from.u16() : 0;
  const total = ansi && shortLength > 0 ? shortLength : from.u32();
  const [owner, product] = ansi ? [from.u16(), from.u16()] : [0, 0];
  const device = from.u16();
  const [width, height, xRate, yRate] = [from.u16(), from.u16(), from.u16(), from.u16()];
  const count = from.u8();
  from.skip(1);
  // The worked example of ISO's Annex C is one byte longer than it says; more than there is cannot be meant.
  if (from.short || total > bytes.length) return err('truncated');
  if (count === 0) return err('no-view');
  const views: View[] = [];
  let blockLength: MinutiaeRecord['blockLength'] = ansi ? 'with-header' : 'data';
  for (let index = 0; index < Math.min(count, MOST_VIEWS); index += 1) {
    const finger = fingerOf(from.u8());
    const kind = from.u8();
    const quality = from.u8();
    const minutiae = readMinutiae(from, from.u8(), true);
    if (from.short) return err('truncated');
    const { blocks, counted } = readBlocks(from, blockLength);
    blockLength = counted;
    const [view, impression] = [kind >> 4, kind & 0x0f];
    views.push({ finger, view, impression, quality, width, height, xRate, yRate, minutiae, blocks });
  }
  return ok({ format: ansi ? 'ansi-2004' : 'iso-2005', device, owner, product, blockLength, views });
}

export function encode2004(record: MinutiaeRecord): Uint8Array {
  const ansi = record.format === 'ansi-2004';
  const body = new ByteWriter();
  const [first] = record.views;
  body
    .u16(record.device)
    .u16(first?.width ?? 0)
    .u16(first?.height ?? 0);
  body.u16(first?.xRate ?? 0).u16(first?.yRate ?? 0);
  body.u8(record.views.length).u8(0);
  for (const { finger, view, impression, quality, minutiae, blocks } of record.views) {
    body
      .u8(finger)
      .u8((view << 4) | impression)
      .u8(quality)
      .u8(minutiae.length);
    writeMinutiae(body, minutiae);
    writeBlocks(body, blocks, record.blockLength);
  }
  const out = new ByteWriter().put(MAGIC_2004);
  if (!ansi)
    return out
      .u32(out.length + 4 + body.length)
      .put(body.bytes())
      .bytes();
  const short = out.length + 6 + body.length;
  if (short < 0x1_0000) out.u16(short);
  else out.u16(0).u32(short + 4);
  return out.u16(record.owner).u16(record.product).put(body.bytes()).bytes();
}
