import { err, ok, type Result } from '../../../problem/result.ts';
import { ByteReader, ByteWriter } from '../../records/bytes.ts';
import { fingerOf } from '../../records/views.ts';
import type { ImageFault } from '../image-fault.ts';
import {
  compressionCodes,
  type ImageRecord,
  type ImageView,
  MAGIC_2011,
  MOST_VIEWS,
  NO_QUALITY,
  unitCode,
  unitOf,
} from './image-record.ts';

/** ISO/IEC 19794-4:2011: a header of 16 bytes, and a whole one before each image. */
const HEADER = 16;
/** Of a representation: length, time, technology, maker, device, and the number of quality blocks. */
const TIME = 9;
/** “No time is told”. */
const NO_TIME = 0xff;

function readView(
  from: ByteReader,
  certified: boolean,
  end: number,
): Result<ImageView & { device: number }, ImageFault> {
  // Time of capture, technology, maker.
  from.skip(TIME + 1 + 2);
  const device = from.u16();
  const scores = Array.from({ length: from.u8() }, () => {
    const score = from.u8();
    from.skip(4);
    return score;
  });
  if (certified) from.skip(3 * from.u8());
  const [position, view, unit] = [from.u8(), from.u8(), unitOf(from.u8())];
  const [scan, image] = [[from.u16(), from.u16()] as const, [from.u16(), from.u16()] as const];
  const [depth, compression] = [from.u8(), compressionCodes['iso-2011'][from.u8()]];
  const [impression, width, height, length] = [from.u8(), from.u16(), from.u16(), from.u32()];
  if (from.short || from.at + length > end) return err('truncated');
  if (!unit) return err('damaged');
  if (!compression) return err('unsupported');
  const scale = { unit, scan, image };
  const [finger, quality, data] = [fingerOf(position), scores[0] ?? NO_QUALITY, from.take(length)];
  return ok({ finger, position, view, quality, impression, width, height, depth, compression, scale, data, device });
}

export function decode2011(bytes: Uint8Array): Result<ImageRecord, ImageFault> {
  const from = new ByteReader(bytes, MAGIC_2011.length);
  const [total, count, certified] = [from.u32(), from.u16(), from.u8() !== 0];
  from.skip(1);
  if (from.short || total > bytes.length) return err('truncated');
  if (total < HEADER) return err('damaged');
  if (count === 0) return err('no-view');
  const views: ImageView[] = [];
  let device = 0;
  for (let index = 0; index < Math.min(count, MOST_VIEWS); index += 1) {
    const end = from.at + from.u32();
    if (from.short || end > total) return err('truncated');
    const read = readView(from, certified, end);
    if (!read.ok) return read;
    const { device: own, ...view } = read.value;
    device = own;
    views.push(view);
    // Segmentation, annotation and comments may follow the image.
    from.skip(end - from.at);
  }
  return ok({ format: 'iso-2011', device, level: 0, views });
}

export function encode2011({ device, views }: ImageRecord): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (const one of views) {
    const head = new ByteWriter().put(new Uint8Array(TIME).fill(NO_TIME)).u8(0).u16(0).u16(device);
    if (one.quality <= 100) head.u8(1).u8(one.quality).u16(0).u16(0);
    else head.u8(0);
    head.u8(one.position).u8(one.view).u8(unitCode(one.scale.unit));
    for (const rate of [...one.scale.scan, ...one.scale.image]) head.u16(rate);
    head.u8(one.depth).u8(compressionCodes['iso-2011'].indexOf(one.compression)).u8(one.impression);
    head.u16(one.width).u16(one.height).u32(one.data.length);
    parts.push(new ByteWriter().u32(4 + head.length + one.data.length).bytes(), head.bytes(), one.data);
  }
  const total = parts.reduce((sum, { length }) => sum + length, HEADER);
  const positions = new Set(views.map(({ position }) => position)).size;
  return [new ByteWriter().put(MAGIC_2011).u32(total).u16(views.length).u8(0).u8(positions).bytes(), ...parts];
}
