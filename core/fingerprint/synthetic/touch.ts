import type { Chance } from './chance.ts';

/** How a finger meets the sensor. */
export const conditions = ['good', 'dry', 'wet', 'partial', 'smeared'] as const;
export type Condition = (typeof conditions)[number];

/** One touch: where the finger lies, how skin and glass meet, and what the sensor makes of it. Pixels at 500 dpi. */
export interface Touch {
  /** How far the finger is turned, radians, and shifted. */
  readonly turn: number;
  readonly shift: { readonly x: number; readonly y: number };
  /** How the skin is pulled at the rim of the contact, and twisted there, radians. */
  readonly pull: { readonly x: number; readonly y: number; readonly twist: number };
  /** The contact: an ellipse. */
  readonly contact: { readonly x: number; readonly y: number; readonly rx: number; readonly ry: number };
  /** Above 0 ridges widen and run together, below 0 they thin out. */
  readonly pressure: number;
  /** How much that differs from place to place: over millimetres, and from ridge to ridge. */
  readonly uneven: number;
  readonly patchy: number;
  readonly grain: number;
  /** Share of points at which a ridge is broken. */
  readonly holes: number;
  /** How far the finger slid while it was taken: what it left on the way is seen as well. */
  readonly slid: { readonly x: number; readonly y: number };
  /** Gray levels between ridge and valley, half. */
  readonly contrast: number;
}

/**
 * A touch of this condition on a sensor of this size. Spreads of turn, shift, size and pull are such that good touches
 * match each other as well, and as differently, as good touches of the FVC sets do (bench/fingerprint-drawn.ts).
 */
export function touchOf(condition: Condition, chance: Chance, width: number, height: number): Touch {
  const n = () => chance.normal();
  const size = Math.max(0.6, Math.min(1.08, 0.97 + 0.11 * n()));
  const whole = {
    x: 7 * n(),
    y: 9 * n(),
    rx: Math.min((143 + 9 * n()) * size, width / 2 - 6),
    ry: Math.min((173 + 10 * n()) * size, height / 2 - 6),
  };
  const mood = n();
  // Now and then a finger is put down without care; those touches make the lower tail of genuine comparisons.
  const care = chance.next() < 0.12 ? 1.8 : 1;
  const touch: Touch = {
    turn: 0.17 * care * n(),
    shift: { x: 15 * care * n(), y: 20 * care * n() },
    pull: { x: 5.5 * care * n(), y: 5.5 * care * n(), twist: 0.04 * care * n() },
    contact: whole,
    pressure: 0.25 * mood,
    uneven: 0.6 + 0.5 * chance.next(),
    patchy: (0.3 + 0.4 * chance.next()) * care,
    grain: 0.5 + 0.4 * chance.next(),
    holes: 0.01 + 0.03 * chance.next(),
    slid: { x: 0, y: 0 },
    contrast: 84 + 24 * chance.next(),
  };
  // How far gone it is differs from touch to touch: some are nearly good.
  const bad = chance.next();
  switch (condition) {
    case 'good':
      return touch;
    case 'partial': {
      const side = chance.next() < 0.5 ? -1 : 1;
      const [rx, ry] = [85 - 38 * bad, 119 - 52 * bad];
      return { ...touch, contact: { x: side * (125 - rx), y: 40 * n(), rx, ry } };
    }
    case 'dry':
      return {
        ...touch,
        pressure: -0.38 - 0.45 * bad + 0.1 * mood,
        uneven: 0.8 + 0.7 * bad,
        patchy: 0.5 + 0.9 * bad,
        grain: 1.2,
        holes: 0.08 + 0.22 * bad,
      };
    case 'wet':
      return { ...touch, pressure: 0.55 + 0.5 * bad + 0.1 * mood, uneven: 1.2 + 1.6 * bad, holes: 0 };
    case 'smeared': {
      const [angle, far] = [2 * Math.PI * chance.next(), 1.5 + 2.5 * bad];
      const slid = { x: far * Math.cos(angle), y: far * Math.sin(angle) };
      return { ...touch, slid, pressure: 0.3 + 0.1 * mood, uneven: 1 + 1.2 * bad, grain: 1, holes: 0.05 };
    }
  }
}
