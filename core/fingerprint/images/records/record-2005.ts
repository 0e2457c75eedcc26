import { err, ok, type Result } from '../../../problem/result.ts';
import { ByteReader, ByteWriter } from '../../records/bytes.ts';
import { fingerOf } from '../../records/views.ts';
import type { ImageFault } from '../image-fault.ts';
import {
  compressionCodes,
  type ImageRecord,
  type ImageView,
  MAGIC_2005,
  MOST_VIEWS,
  type Scale,
  unitCode,
  unitOf,
} from './image-record.ts';

/** ISO/IEC 19794-4:2005: a header of 32 bytes, and 14 before each image. */
const HEADER = 32;
const VIEW_HEADER = 14;

export function decode2005(bytes: Uint8Array): Result<ImageRecord, ImageFault> {
  const from = new ByteReader(bytes, MAGIC_2005.length);
  // Six bytes of length, of which no record needs the first two.
  const beyond = from.u16();
  const total = from.u32();
  const [device, level, count, unit] = [from.u16(), from.u16(), from.u8(), unitOf(from.u8())];
  const [scan, image] = [[from.u16(), from.u16()] as const, [from.u16(), from.u16()] as const];
  const [depth, compression] = [from.u8(), compressionCodes['iso-2005'][from.u8()]];
  from.skip(2);
  if (from.short || beyond > 0 || total > bytes.length) return err('truncated');
  if (total < HEADER || !unit) return err('damaged');
  if (!compression) return err('unsupported');
  const scale: Scale = { unit, scan, image };
  const views: ImageView[] = [];
  // `count` counts fingers, each of which may have several views: they go on to the end of the record.
  while (from.at < total && views.length < MOST_VIEWS) {
    const length = from.u32();
    const [position, , view, quality] = [from.u8(), from.u8(), from.u8(), from.u8()];
    const [impression, width, height] = [from.u8(), from.u16(), from.u16()];
    from.skip(1);
    if (from.short || length < VIEW_HEADER || from.at + length - VIEW_HEADER > total) return err('truncated');
    const data = from.take(length - VIEW_HEADER);
    const finger = fingerOf(position);
    views.push({ finger, position, view, quality, impression, width, height, depth, compression, scale, data });
  }
  return count === 0 || views.length === 0 ? err('no-view') : ok({ format: 'iso-2005', device, level, views });
}

/** What the record's header holds once is taken from the first view. */
export function encode2005({ device, level, views }: ImageRecord): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (const { position, view, quality, impression, width, height, data } of views) {
    const same = views.filter((one) => one.position === position).length;
    const head = new ByteWriter().u32(VIEW_HEADER + data.length).u8(position);
    head.u8(same).u8(view).u8(quality).u8(impression).u16(width).u16(height).u8(0);
    parts.push(head.bytes(), data);
  }
  const total = parts.reduce((sum, { length }) => sum + length, HEADER);
  const [first] = views;
  const head = new ByteWriter().put(MAGIC_2005).u16(0).u32(total).u16(device).u16(level);
  head.u8(new Set(views.map(({ position }) => position)).size).u8(unitCode(first?.scale.unit ?? 'inch'));
  for (const rate of [...(first?.scale.scan ?? [0, 0]), ...(first?.scale.image ?? [0, 0])]) head.u16(rate);
  head
    .u8(first?.depth ?? 8)
    .u8(compressionCodes['iso-2005'].indexOf(first?.compression ?? 'none'))
    .u16(0);
  return [head.bytes(), ...parts];
}
