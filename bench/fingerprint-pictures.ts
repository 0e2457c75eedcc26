import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { GRID_STEP } from '../core/fingerprint/extract/grid.ts';
import { minutiaeOf } from '../core/fingerprint/extract/minutiae.ts';
import { ridgesOf } from '../core/fingerprint/extract/ridges.ts';
import { conditions, impression, syntheticFinger } from '../core/fingerprint/fingerprint.ts';

/** Draws the stages of extraction for docs/fingerprint.md, of drawn fingers only: `node bench/fingerprint-pictures.ts`. */
const folder = join(import.meta.dirname, '../docs/fingerprint');
mkdirSync(folder, { recursive: true });

type Colour = readonly [number, number, number];

/** An RGB picture that is drawn on point by point. */
class Picture {
  readonly width: number;
  readonly height: number;
  readonly #points: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#points = new Uint8Array(width * height * 3).fill(255);
  }

  put(x: number, y: number, colour: Colour): void {
    const [column, row] = [Math.round(x), Math.round(y)];
    if (column < 0 || row < 0 || column >= this.width || row >= this.height) return;
    this.#points.set(colour, 3 * (row * this.width + column));
  }

  line(x: number, y: number, angle: number, length: number, colour: Colour): void {
    for (let t = 0; t <= length; t += 0.5) this.put(x + t * Math.cos(angle), y - t * Math.sin(angle), colour);
  }

  save(name: string): void {
    const rows = Buffer.alloc(this.height * (3 * this.width + 1));
    for (let y = 0; y < this.height; y += 1) {
      rows.set(this.#points.subarray(3 * y * this.width, 3 * (y + 1) * this.width), y * (3 * this.width + 1) + 1);
    }
    const head = Buffer.alloc(13);
    head.writeUInt32BE(this.width, 0);
    head.writeUInt32BE(this.height, 4);
    head.set([8, 2], 8);
    const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
    const chunks = [chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
    writeFileSync(join(folder, name), Buffer.concat([signature, ...chunks]));
  }
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

const gray = (value: number): Colour => [value, value, value];
const [RED, BLUE, GREEN]: readonly Colour[] = [
  [200, 0, 0],
  [0, 70, 220],
  [0, 130, 60],
];

for (const [voter, condition] of conditions.entries()) {
  const finger = syntheticFinger({ seed: 'pictures', voter, finger: 2 });
  const image = impression(finger, { width: 300, height: 360, dpi: 500, capture: 1, condition });
  const ridges = ridgesOf(image, 1);
  if (!ridges) throw new Error('too small');
  const { width, height } = image;
  const gap = 8;
  const sheet = new Picture(4 * width + 3 * gap, height);
  const tile = (number: number) => number * (width + gap);
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    sheet.put(tile(0) + x, y, gray(image.pixels[at]!));
    sheet.put(tile(1) + x, y, gray(255 - (255 - image.pixels[at]!) / 3));
    sheet.put(tile(3) + x, y, gray(ridges.skeleton[at] === 1 ? 0 : 255));
  }
  for (let row = 0; row < ridges.rows; row += 1) {
    for (let column = 0; column < ridges.columns; column += 1) {
      const at = row * ridges.columns + column;
      const shade = gray(Math.max(0, 255 - 5 * ridges.clarity[at]!));
      for (let dy = 0; dy < GRID_STEP; dy += 1) {
        for (let dx = 0; dx < GRID_STEP; dx += 1) {
          const x = column * GRID_STEP + dx;
          if (x < width) sheet.put(tile(2) + x, row * GRID_STEP + dy, ridges.mask[at] === 1 ? shade : [255, 230, 200]);
        }
      }
      if (row % 3 === 1 && column % 3 === 1 && ridges.mask[at] === 1) {
        const [x, y] = [tile(1) + column * GRID_STEP, row * GRID_STEP];
        // y grows downwards in the map of directions.
        sheet.line(x, y, -ridges.direction[at]!, 5, GREEN!);
        sheet.line(x, y, Math.PI - ridges.direction[at]!, 5, GREEN!);
      }
    }
  }
  for (const { x, y, angle, type } of minutiaeOf(ridges)) {
    const colour = type === 'ending' ? RED! : BLUE!;
    for (const at of [tile(0), tile(3)]) {
      sheet.line(at + x, y, angle, 11, colour);
      for (let turn = 0; turn < 2 * Math.PI; turn += 0.2) {
        sheet.put(at + x + 3 * Math.cos(turn), y + 3 * Math.sin(turn), colour);
      }
    }
  }
  sheet.save(`stages-${condition}.png`);
}
