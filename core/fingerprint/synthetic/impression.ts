import { type GrayImage, WORKING_DPI } from '../image.ts';
import { chanceOf } from './chance.ts';
import { ridgeAt, type SyntheticFinger } from './finger.ts';

/** How a finger meets the sensor. */
export const conditions = ['good', 'dry', 'wet', 'partial', 'smeared'] as const;
export type Condition = (typeof conditions)[number];

export interface ImpressionOptions {
  /** Each number is another touch: rotation, shift, pressure, noise and contact differ. */
  readonly capture: number;
  readonly condition: Condition;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
}

const NOISE_GRID = 24;

/** One touch of a finger as the sensor sees it: 0 = ridge … 255 = background. Deterministic. */
export function impression(finger: SyntheticFinger, options: ImpressionOptions): GrayImage {
  const { width, height, dpi, condition } = options;
  const chance = chanceOf(finger.name, 'capture', options.capture, condition);
  const scale = WORKING_DPI / dpi;
  const turn = 0.11 * chance.normal();
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const shift = { x: 9 * chance.normal(), y: 11 * chance.normal() };
  const pull = { x: 2.5 * chance.normal(), y: 2.5 * chance.normal(), twist: 0.02 * chance.normal() };
  const skin = skinOf(condition, chance.normal());
  const contact = contactOf(condition, chance, width * scale, height * scale);
  const noise = Float32Array.from({ length: NOISE_GRID * NOISE_GRID }, () => chance.normal());
  const streak = condition === 'smeared' ? 0.8 : 0;

  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const u = (column - width / 2) * scale;
      const v = (row - height / 2) * scale;
      const slow = gridAt(noise, column / width, row / height);
      const edge = ((u - contact.x) / contact.rx) ** 2 + ((v - contact.y) / contact.ry) ** 2;
      const grain = chance.next();
      if (edge > 1 + 0.12 * slow) {
        pixels[row * width + column] = 238 + 12 * grain;
        continue;
      }
      // The skin sticks in the middle of the contact and is pulled at its rim.
      const brake = Math.min(1, Math.hypot(u, v) / 150) ** 2;
      const x = cos * (u + pull.x * brake - v * pull.twist * brake) - sin * (v + pull.y * brake) + shift.x;
      const y = sin * (u + pull.x * brake) + cos * (v + pull.y * brake + u * pull.twist * brake) + shift.y;
      const ridge = ridgeAt(finger, x, y);
      const wet = skin.pressure + 0.35 * slow * skin.uneven - Math.max(0, edge - 0.7) * 1.2;
      const hole = grain < skin.holes ? -1.8 : 0;
      const smear = streak * gridAt(noise, (column / width) * 0.3, (row / height) * 3);
      const level = ridge + wet + hole + smear + (chance.next() - 0.5) * skin.grain;
      pixels[row * width + column] = Math.max(
        0,
        Math.min(255, 132 - 108 * Math.tanh(1.8 * level) + (grain - 0.5) * 14),
      );
    }
  }
  return { width, height, pixels, dpi };
}

interface Skin {
  /** Above 0 ridges widen and run together, below 0 they thin out. */
  readonly pressure: number;
  readonly uneven: number;
  readonly grain: number;
  /** Share of points at which a ridge is broken. */
  readonly holes: number;
}

function skinOf(condition: Condition, mood: number): Skin {
  switch (condition) {
    case 'good':
    case 'partial':
      return { pressure: 0.12 * mood, uneven: 0.6, grain: 0.5, holes: 0.01 };
    case 'dry':
      return { pressure: -0.55 + 0.1 * mood, uneven: 1.6, grain: 1.5, holes: 0.3 };
    case 'wet':
      return { pressure: 0.85 + 0.1 * mood, uneven: 1.5, grain: 0.6, holes: 0 };
    case 'smeared':
      return { pressure: 0.3 + 0.1 * mood, uneven: 2.2, grain: 1.1, holes: 0.05 };
  }
}

function contactOf(condition: Condition, chance: { next(): number; normal(): number }, width: number, height: number) {
  const whole = {
    x: 4 * chance.normal(),
    y: 5 * chance.normal(),
    rx: Math.min(118 + 8 * chance.normal(), width / 2 - 6),
    ry: Math.min(162 + 10 * chance.normal(), height / 2 - 6),
  };
  if (condition !== 'partial') return whole;
  const side = chance.next() < 0.5 ? -1 : 1;
  return { x: side * 62, y: 60 * chance.normal(), rx: 62, ry: 88 };
}

function gridAt(grid: Float32Array, u: number, v: number): number {
  const x = Math.min(NOISE_GRID - 1.001, Math.max(0, u * (NOISE_GRID - 1)));
  const y = Math.min(NOISE_GRID - 1.001, Math.max(0, v * (NOISE_GRID - 1)));
  const [i, j] = [Math.floor(x), Math.floor(y)];
  const [f, g] = [x - i, y - j];
  const at = j * NOISE_GRID + i;
  const top = grid[at]! * (1 - f) + grid[at + 1]! * f;
  const bottom = grid[at + NOISE_GRID]! * (1 - f) + grid[at + NOISE_GRID + 1]! * f;
  return top * (1 - g) + bottom * g;
}
