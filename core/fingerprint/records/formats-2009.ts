import { err, ok, type Result } from '../../problem/result.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { type MinutiaeRecord, MOST_VIEWS, type RecordFault, type View } from './record.ts';
import { fingerOf, readBlocks, readMinutiae, writeBlocks, writeMinutiae } from './views.ts';

/**
 * ISO/IEC 19794-2:2011 and ANSI INCITS 378-2009: again one magic for both, and a whole header for each view.
 * What is an ISO record tells its representations' lengths, and they fill it exactly; nothing else does by chance.
 */
export const MAGIC_2009 = [0x46, 0x4d, 0x52, 0x00, 0x30, 0x33, 0x30, 0x00] as const;
/** Amendment 1 of ANSI INCITS 378-2009 writes "035" over an unchanged layout. */
export const MAGIC_2009_AM1 = [0x46, 0x4d, 0x52, 0x00, 0x30, 0x33, 0x35, 0x00] as const;
const ISO_HEADER = 15;
/** A representation without quality blocks, minutiae and extended data. */
const LEAST_REPRESENTATION = 34;
/** “No time is told”, “not reported”. */
const NO_TIME = 0xff;
const NOT_REPORTED = 254;
/** A minutia of six bytes, whose ending stands at the fork of the valley's skeleton. */
const MINUTIA_KIND = 0x60;

function isIso(bytes: Uint8Array): boolean {
  const from = new ByteReader(bytes, MAGIC_2009.length);
  const total = from.u32();
  const count = from.u16();
  from.skip(1);
  let sum = ISO_HEADER;
  for (let index = 0; index < count; index += 1) {
    const length = from.u32();
    if (from.short || length < LEAST_REPRESENTATION) return false;
    sum += length;
    if (sum > total) return false;
    from.skip(length - 4);
  }
  return sum === total;
}

export function decode2009(bytes: Uint8Array): Result<MinutiaeRecord, RecordFault> {
  return isIso(bytes) ? decodeIso(bytes) : decodeAnsi(bytes);
}

function decodeIso(bytes: Uint8Array): Result<MinutiaeRecord, RecordFault> {
  const from = new ByteReader(bytes, MAGIC_2009.length + 4);
  const count = from.u16();
  const certified = from.u8() !== 0;
  if (count === 0) return err('no-view');
  const views: View[] = [];
  let blockLength: MinutiaeRecord['blockLength'] = 'data';
  let device = 0;
  for (let index = 0; index < Math.min(count, MOST_VIEWS); index += 1) {
    const end = from.at + from.u32();
    // Time of capture, technology, maker.
    from.skip(9 + 1 + 2);
    device = from.u16();
    const scores = Array.from({ length: from.u8() }, () => {
      const score = from.u8();
      from.skip(4);
      return score;
    });
    if (certified) from.skip(3 * from.u8());
    const [finger, view, xRate, yRate] = [fingerOf(from.u8()), from.u8(), from.u16(), from.u16()];
    const [impression, width, height] = [from.u8(), from.u16(), from.u16()];
    const withQuality = from.u8() >> 4 !== 5;
    const minutiae = readMinutiae(from, from.u8(), withQuality);
    if (from.short || end > bytes.length) return err('truncated');
    const { blocks, counted } = readBlocks(from, blockLength);
    blockLength = counted;
    // What it holds must not reach into the next one.
    if (from.at > end) return err('truncated');
    const quality = scores[0] ?? NOT_REPORTED;
    views.push({ finger, view, impression, quality, width, height, xRate, yRate, minutiae, blocks });
    from.skip(end - from.at);
  }
  return ok({ format: 'iso-2011', device, owner: 0, product: 0, blockLength, views });
}

function decodeAnsi(bytes: Uint8Array): Result<MinutiaeRecord, RecordFault> {
  const from = new ByteReader(bytes, MAGIC_2009.length);
  const total = from.u32();
  const [owner, product] = [from.u16(), from.u16()];
  const certified = from.u8() & 0x80;
  const device = from.u16();
  const count = from.u8();
  from.skip(1);
  if (from.short || total > bytes.length) return err('truncated');
  if (count === 0) return err('no-view');
  const views: View[] = [];
  let blockLength: MinutiaeRecord['blockLength'] = 'with-header';
  for (let index = 0; index < Math.min(count, MOST_VIEWS); index += 1) {
    const [finger, view, impression, quality] = [fingerOf(from.u8()), from.u8(), from.u8(), from.u8()];
    // Whose quality it is.
    from.skip(4);
    const [width, height, xRate, yRate] = [from.u16(), from.u16(), from.u16(), from.u16()];
    const minutiae = readMinutiae(from, from.u8(), true);
    if (from.short) return err('truncated');
    const { blocks, counted } = readBlocks(from, blockLength);
    blockLength = counted;
    views.push({ finger, view, impression, quality, width, height, xRate, yRate, minutiae, blocks });
  }
  return ok({ format: 'ansi-2009', device: device | (certified << 8), owner, product, blockLength, views });
}

export function encode2009(record: MinutiaeRecord): Uint8Array {
  return record.format === 'iso-2011' ? encodeIso(record) : encodeAnsi(record);
}

function encodeIso({ device, blockLength, views }: MinutiaeRecord): Uint8Array {
  const out = new ByteWriter().put(MAGIC_2009).u32(0).u16(views.length).u8(0);
  for (const { finger, view, impression, quality, width, height, xRate, yRate, minutiae, blocks } of views) {
    const start = out.length;
    out
      .u32(0)
      .put(new Uint8Array(9).fill(NO_TIME))
      .u8(0)
      .u16(0)
      .u16(device & 0xffff);
    if (quality <= 100) out.u8(1).u8(quality).u16(0).u16(0);
    else out.u8(0);
    out.u8(finger).u8(view).u16(xRate).u16(yRate).u8(impression).u16(width).u16(height);
    out.u8(MINUTIA_KIND).u8(minutiae.length);
    writeMinutiae(out, minutiae);
    writeBlocks(out, blocks, blockLength);
    out.setU32(start, out.length - start);
  }
  return out.setU32(MAGIC_2009.length, out.length).bytes();
}

function encodeAnsi({ device, owner, product, blockLength, views }: MinutiaeRecord): Uint8Array {
  const out = new ByteWriter().put(MAGIC_2009).u32(0).u16(owner).u16(product);
  out
    .u8((device >> 8) & 0x80)
    .u16(device & 0x0fff)
    .u8(views.length)
    .u8(0);
  for (const { finger, view, impression, quality, width, height, xRate, yRate, minutiae, blocks } of views) {
    out.u8(finger).u8(view).u8(impression).u8(quality).u16(0).u16(0);
    out.u16(width).u16(height).u16(xRate).u16(yRate).u8(minutiae.length);
    writeMinutiae(out, minutiae);
    writeBlocks(out, blocks, blockLength);
  }
  return out.setU32(MAGIC_2009.length, out.length).bytes();
}
