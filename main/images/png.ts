import { crc32, deflateSync } from 'node:zlib';

/**
 * RGBA pixels as an opaque 8-bit RGB PNG (ISO/IEC 15948). Flat drawings pack a third smaller this way than from the
 * renderer's own quick encoder, and the package carries one per voter.
 */
export function encodePng(width: number, height: number, rgba: Uint8Array): Buffer {
  const stride = 1 + width * 3;
  // Each row begins with its filter type: 0, none.
  const rows = Buffer.alloc(stride * height);
  for (let y = 0, from = 0; y < height; y++) {
    for (let to = y * stride + 1; to < (y + 1) * stride; to += 3, from += 4) {
      rows[to] = rgba[from] ?? 0;
      rows[to + 1] = rgba[from + 1] ?? 0;
      rows[to + 2] = rgba[from + 2] ?? 0;
    }
  }
  return png(width, height, RGB, rows);
}

/** Gray pixels of 8 bits as a PNG. */
export function encodeGrayPng(image: {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}): Buffer {
  const { width, height, pixels } = image;
  const rows = Buffer.alloc((1 + width) * height);
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (1 + width) + 1);
  return png(width, height, GRAY, rows);
}

/** Colour types. */
const [GRAY, RGB] = [0, 2];

function png(width: number, height: number, colours: number, rows: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // 8 bits, deflate, adaptive filters, not interlaced.
  head.set([8, colours, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  // The last level packs a fiftieth smaller, in twice the time.
  const data = deflateSync(rows, { level: 8 });
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
