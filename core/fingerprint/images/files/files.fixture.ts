import { zlibSync } from 'fflate';
import { crc32 } from '../../../crypto/crc32.ts';
import type { GrayImage } from '../../image.ts';
import { ByteWriter } from '../../records/bytes.ts';

/** Writers of plain files, for the tests. */

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

export function encodePgm({ width, height, pixels }: GrayImage): Uint8Array {
  return new ByteWriter()
    .put(text(`P5\n# drawn\n${width} ${height}\n255\n`))
    .put(pixels)
    .bytes();
}

const chunk = (name: string, data: Uint8Array): Uint8Array => {
  const named = new ByteWriter().put(text(name)).put(data).bytes();
  return new ByteWriter().u32(data.length).put(named).u32(crc32(named)).bytes();
};

export interface PngOptions {
  readonly colour?: 0 | 2 | 3 | 4 | 6;
  readonly depth?: number;
  /** Pixels per metre. */
  readonly rate?: readonly [number, number];
  /** Samples as they stand in a row before filtering; the image's pixels where there are none. */
  readonly rows?: readonly (readonly number[])[];
  /** Row filters, one after the other. */
  readonly filters?: readonly number[];
  readonly palette?: readonly number[];
}

/** Filters a row (ISO/IEC 15948 §9.2) of samples of one byte, `step` of them to a pixel. */
function filtered(row: readonly number[], above: readonly number[], filter: number, step: number): readonly number[] {
  return row.map((value, at) => {
    const [left, up, corner] = [row[at - step] ?? 0, above[at] ?? 0, above[at - step] ?? 0];
    const nearest = [left, up, corner].reduce((best, one) =>
      Math.abs(left + up - corner - one) < Math.abs(left + up - corner - best) ? one : best,
    );
    const guess = [0, left, up, (left + up) >> 1, nearest][filter] ?? 0;
    return (value - guess) & 0xff;
  });
}

export function encodePng(image: GrayImage, options: PngOptions = {}): Uint8Array {
  const { colour = 0, depth = 8, rate, filters = [0], palette } = options;
  const { width, height, pixels } = image;
  const rows =
    options.rows ?? Array.from({ length: height }, (_, y) => [...pixels.subarray(y * width, (y + 1) * width)]);
  const step = Math.max(1, ({ 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colour] * depth) >> 3);
  const raw = rows.flatMap((row, y) => {
    const filter = filters[y % filters.length]!;
    return [filter, ...filtered(row, rows[y - 1] ?? [], filter, step)];
  });
  const out = new ByteWriter().put([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const head = new ByteWriter().u32(width).u32(height).u8(depth).u8(colour).u8(0).u8(0).u8(0);
  out.put(chunk('IHDR', head.bytes()));
  if (rate) out.put(chunk('pHYs', new ByteWriter().u32(rate[0]).u32(rate[1]).u8(1).bytes()));
  if (palette) out.put(chunk('PLTE', Uint8Array.from(palette)));
  const data = zlibSync(Uint8Array.from(raw));
  // In two pieces, as large images come.
  const half = data.length >> 1;
  out.put(chunk('IDAT', data.subarray(0, half))).put(chunk('IDAT', data.subarray(half)));
  return out.put(chunk('IEND', new Uint8Array())).bytes();
}

const little = (value: number, bytes: number): readonly number[] =>
  Array.from({ length: bytes }, (_, at) => (value >> (8 * at)) & 0xff);

/** @param rate pixels per metre */
export function encodeBmp(image: GrayImage, { depth = 8, rate = 0, topDown = false } = {}): Uint8Array {
  const { width, height, pixels } = image;
  const step = depth / 8;
  const row = Math.ceil((width * step) / 4) * 4;
  const start = 54 + (depth === 8 ? 1024 : 0);
  const out = new Uint8Array(start + row * height);
  out.set([0x42, 0x4d, ...little(out.length, 4), 0, 0, 0, 0, ...little(start, 4), ...little(40, 4)]);
  out.set([...little(width, 4), ...little(topDown ? -height : height, 4), 1, 0, depth, 0, 0, 0, 0, 0], 18);
  out.set([0, 0, 0, 0, ...little(rate, 4), ...little(rate, 4)], 34);
  if (depth === 8) for (let gray = 0; gray < 256; gray += 1) out.set([gray, gray, gray, 0], 54 + 4 * gray);
  for (let y = 0; y < height; y += 1) {
    const from = start + row * (topDown ? y : height - 1 - y);
    for (let x = 0; x < width; x += 1) out.fill(pixels[y * width + x]!, from + x * step, from + (x + 1) * step);
  }
  return out;
}

/** Two strips; resolution per inch, little-endian. */
export function encodeTiff(image: GrayImage, { inverted = false, dpi = 0 } = {}): Uint8Array {
  const { width, height, pixels } = image;
  const upper = Math.ceil(height / 2) * width;
  const entry = (tag: number, type: number, count: number, value: number) =>
    [tag, type].flatMap((one) => little(one, 2)).concat(little(count, 4), little(value, 4));
  const [tables, count] = [8 + 2 + 12 * 11 + 4, 11];
  const start = tables + 8 + 8 + 8;
  const entries = [
    entry(256, 4, 1, width),
    entry(257, 4, 1, height),
    entry(258, 3, 1, 8),
    entry(259, 3, 1, 1),
    entry(262, 3, 1, inverted ? 0 : 1),
    entry(273, 4, 2, tables),
    entry(277, 3, 1, 1),
    entry(279, 4, 2, tables + 8),
    entry(282, 5, 1, tables + 16),
    entry(283, 5, 1, tables + 16),
    entry(296, 3, 1, 2),
  ];
  const head = [0x49, 0x49, 42, 0, ...little(8, 4), ...little(count, 2), ...entries.flat(), 0, 0, 0, 0];
  const values = [start, start + upper, upper, pixels.length - upper, dpi, 1].flatMap((value) => little(value, 4));
  return Uint8Array.from([...head, ...values, ...pixels.map((value) => (inverted ? 255 - value : value))]);
}
