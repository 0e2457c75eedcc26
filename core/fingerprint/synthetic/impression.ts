import { type GrayImage, WORKING_DPI } from '../image.ts';
import { chanceOf } from './chance.ts';
import type { SyntheticFinger } from './finger.ts';
import { ridgesOver, type Sheet } from './ridges.ts';
import { type Condition, type Touch, touchOf } from './touch.ts';

export { type Condition, conditions } from './touch.ts';

export interface ImpressionOptions {
  /** Each number is another touch: rotation, shift, pressure, noise and contact differ. */
  readonly capture: number;
  readonly condition: Condition;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
}

/** Points of the noise that differs over millimetres, and of the one that differs from ridge to ridge. */
const COARSE = 24;
const FINE = 72;

/** One touch of a finger as the sensor sees it: 0 = ridge … 255 = background. Deterministic. */
export function impression(finger: SyntheticFinger, options: ImpressionOptions): GrayImage {
  const { width, height, dpi, condition } = options;
  const chance = chanceOf(finger.name, 'capture', options.capture, condition);
  const scale = WORKING_DPI / dpi;
  const touch = touchOf(condition, chance, width * scale, height * scale);
  const coarse = noiseOf(COARSE, chance.normal);
  // Many points: what is even between two bounds is enough.
  const fine = noiseOf(FINE, () => 3.4 * (chance.next() - 0.5));
  const ridges = ridgesOver(finger, sheetOf(touch, width, height, scale, 0));
  const slides = touch.slid.x !== 0 || touch.slid.y !== 0;
  const trail = slides ? ridgesOver(finger, sheetOf(touch, width, height, scale, 1)) : null;

  const { contact, contrast } = touch;
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const v = (row - height / 2) * scale;
    for (let column = 0; column < width; column += 1) {
      const i = row * width + column;
      const u = (column - width / 2) * scale;
      const slow = noiseAt(coarse, column / width, row / height);
      const edge = edgeAt(contact, u, v);
      const grain = chance.next();
      if (edge > 1 + 0.12 * slow) {
        pixels[i] = 238 + 12 * grain;
        continue;
      }
      const quick = noiseAt(fine, column / width, row / height);
      const wet = touch.pressure + 0.35 * slow * touch.uneven + quick * touch.patchy - Math.max(0, edge - 0.7) * 1.2;
      const hole = grain < touch.holes ? -1.8 : 0;
      const ridge = trail ? 0.55 * ridges[i]! + 0.55 * trail[i]! : ridges[i]!;
      const level = ridge + wet + hole + (chance.next() - 0.5) * touch.grain;
      pixels[i] = Math.max(0, Math.min(255, 132 - contrast * soft(1.8 * level) + (grain - 0.5) * 14));
    }
  }
  return { width, height, pixels, dpi };
}

/** How the sensor's plane lies on the finger; `slid` 0 at the beginning of the touch, 1 at its end. */
function sheetOf(touch: Touch, width: number, height: number, scale: number, slid: number): Sheet {
  const { pull, shift } = touch;
  // The rim is ragged, and a block is larger than its middle.
  const contact = { ...touch.contact, rx: touch.contact.rx + 11, ry: touch.contact.ry + 11 };
  const [cos, sin] = [Math.cos(touch.turn), Math.sin(touch.turn)];
  return {
    width,
    height,
    place: (column, row) => {
      const u = (column - width / 2) * scale + slid * touch.slid.x;
      const v = (row - height / 2) * scale + slid * touch.slid.y;
      // The skin sticks in the middle of the contact and is pulled at its rim.
      const brake = Math.min(1, Math.sqrt(u * u + v * v) / 150) ** 2;
      const x = u + (pull.x - v * pull.twist) * brake;
      const y = v + (pull.y + u * pull.twist) * brake;
      return [cos * x - sin * y + shift.x, sin * x + cos * y + shift.y];
    },
    wanted: (column, row) => edgeAt(contact, (column - width / 2) * scale, (row - height / 2) * scale) < 1.45,
  };
}

/** Below 1 inside the contact. */
function edgeAt({ x, y, rx, ry }: Touch['contact'], u: number, v: number): number {
  return ((u - x) / rx) ** 2 + ((v - y) / ry) ** 2;
}

/** Nearly the hyperbolic tangent, of basic operations alone (Padé 3/2, held at ±1). */
function soft(x: number): number {
  const square = x * x;
  return x > 3 ? 1 : x < -3 ? -1 : (x * (27 + square)) / (27 + 9 * square);
}

interface Noise {
  readonly side: number;
  readonly values: Float32Array;
}

function noiseOf(side: number, draw: () => number): Noise {
  return { side, values: Float32Array.from({ length: side * side }, draw) };
}

/** The noise at a place of the image, 0 to 1 across and down, straight between its points. */
function noiseAt({ side, values }: Noise, u: number, v: number): number {
  const x = Math.min(side - 1.001, Math.max(0, u * (side - 1)));
  const y = Math.min(side - 1.001, Math.max(0, v * (side - 1)));
  const i = Math.floor(x);
  const j = Math.floor(y);
  const f = x - i;
  const g = y - j;
  const at = j * side + i;
  const top = values[at]! * (1 - f) + values[at + 1]! * f;
  const bottom = values[at + side]! * (1 - f) + values[at + side + 1]! * f;
  return top * (1 - g) + bottom * g;
}
