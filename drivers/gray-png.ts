import { crc32, deflateSync } from 'node:zlib';

/** A PNG tells its resolution by the metre. */
const INCHES_OF_METRE = 1 / 0.0254;

/** Gray pixels of 8 bits as a PNG (ISO/IEC 15948), not filtered; it tells its resolution where it is known. */
export function grayPng(image: {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  readonly dpi?: number;
}): Buffer {
  const { width, height, pixels, dpi } = image;
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    ...(dpi === undefined ? [] : [chunk('pHYs', resolution(dpi))]),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function resolution(dpi: number): Buffer {
  const data = Buffer.alloc(9);
  for (const at of [0, 4]) data.writeUInt32BE(Math.round(dpi * INCHES_OF_METRE), at);
  // The unit is the metre.
  data[8] = 1;
  return data;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
