import { type Chance, chanceOf } from './chance.ts';

/**
 * A synthetic finger by the AM-FM model (Larkin & Fletcher 2007; Feng & Jain 2011): brightness is the cosine of a
 * phase, the phase a smooth part that gives the ridge flow plus one spiral ±atan2 for each minutia. The smooth part
 * is 2π/period times a distance, so ridges are equally wide everywhere: distance from a bent ray for loops, from a
 * point for whorls, from a bent line for arches. Coordinates are pixels at 500 dpi, origin in the finger's middle,
 * y downwards. Nothing is stored: any point of any finger can be computed at once.
 */
export interface SyntheticFinger {
  readonly name: string;
  readonly pattern: 'arch' | 'left-loop' | 'right-loop' | 'whorl';
  /** Ridge period in pixels at 500 dpi. */
  readonly period: number;
  /** Minutiae: where, and which way the spiral turns. */
  readonly spirals: readonly { readonly x: number; readonly y: number; readonly turn: 1 | -1 }[];
  /** Slow waves that bend the flow, so that two fingers of one pattern differ. */
  readonly waves: readonly Wave[];
  readonly core: { readonly x: number; readonly y: number };
  readonly lean: number;
  readonly stretch: number;
}

interface Wave {
  readonly fx: number;
  readonly fy: number;
  readonly phase: number;
  readonly dx: number;
  readonly dy: number;
}

/** Half width and half height of the area in which minutiae lie. */
const REACH = { x: 150, y: 200 } as const;
const SPIRALS = { fewest: 42, most: 62 } as const;
/** Two minutiae are not nearer than this: about two and a half ridges. */
const APART = 23;

/** The finger of that name: the same for ever. `voter` and `finger` are any text or number. */
export function syntheticFinger(of: {
  readonly seed: string | number;
  readonly voter: string | number;
  readonly finger: number;
}): SyntheticFinger {
  const name = `${of.seed}/${of.voter}/${of.finger}`;
  const chance = chanceOf(name);
  // Natural frequencies: arches 6.6 % (tented ones with them), left loops 33.8, right loops 31.7, whorls 27.9.
  const kind = chance.next() * 100;
  const pattern = kind < 6.6 ? 'arch' : kind < 40.4 ? 'left-loop' : kind < 72.1 ? 'right-loop' : 'whorl';
  return {
    name,
    pattern,
    period: 9 + 0.35 * chance.normal(),
    core: { x: 10 * chance.normal(), y: -25 + 12 * chance.normal() },
    lean: 0.28 + 0.12 * chance.next(),
    stretch: 1.15 + 0.25 * chance.next(),
    waves: Array.from({ length: 5 }, () => ({
      fx: 0.018 * chance.normal(),
      fy: 0.018 * chance.normal(),
      phase: 2 * Math.PI * chance.next(),
      dx: 4 * chance.normal(),
      dy: 4 * chance.normal(),
    })),
    spirals: scatter(chance),
  };
}

function scatter(chance: Chance): SyntheticFinger['spirals'] {
  const wanted = SPIRALS.fewest + Math.floor(chance.next() * (SPIRALS.most - SPIRALS.fewest));
  const spirals: { x: number; y: number; turn: 1 | -1 }[] = [];
  for (let tries = 0; tries < 2000 && spirals.length < wanted; tries += 1) {
    const x = (chance.next() * 2 - 1) * REACH.x;
    const y = (chance.next() * 2 - 1) * REACH.y;
    const turn = chance.next() < 0.5 ? 1 : -1;
    if (spirals.every((one) => (one.x - x) ** 2 + (one.y - y) ** 2 > APART ** 2)) spirals.push({ x, y, turn });
  }
  return spirals;
}

/** Cosine of the finger's phase at a point: 1 in the middle of a ridge, −1 in the middle of a valley. */
export function ridgeAt(finger: SyntheticFinger, x: number, y: number): number {
  let px = x;
  let py = y;
  for (const wave of finger.waves) {
    const s = Math.sin(wave.fx * x + wave.fy * y + wave.phase);
    px += wave.dx * s;
    py += wave.dy * s;
  }
  const smooth = (2 * Math.PI * distance(finger, px, py)) / finger.period;
  // The spirals' angles are summed by multiplying complex numbers: no arctangent for each of them.
  let re = Math.cos(smooth);
  let im = Math.sin(smooth);
  for (const { x: sx, y: sy, turn } of finger.spirals) {
    const dx = (x - sx) * 0.02;
    const dy = (y - sy) * 0.02 * turn;
    const next = re * dx - im * dy;
    im = re * dy + im * dx;
    re = next;
  }
  const size = Math.hypot(re, im);
  return size > 0 ? re / size : 0;
}

function distance(finger: SyntheticFinger, x: number, y: number): number {
  const { core, pattern, lean, stretch } = finger;
  const cx = x - core.x;
  const cy = y - core.y;
  switch (pattern) {
    case 'whorl':
      return Math.hypot(cx * stretch, cy);
    case 'arch':
      return cy - 46 * Math.exp(-((cx / 75) ** 2) - (cy / 170) ** 2);
    case 'left-loop':
      return rayDistance(cx, cy, lean);
    case 'right-loop':
      return rayDistance(-cx, cy, lean);
  }
}

/** Distance from a ray that starts in the core and leans and bends on its way down: ridges close round its end. */
function rayDistance(x: number, y: number, lean: number): number {
  const [cos, sin] = [Math.cos(lean), Math.sin(lean)];
  const across = cos * x + sin * y;
  const along = cos * y - sin * x;
  // The bend starts flat, so that there is no seam where the ray begins.
  return along <= 0 ? Math.hypot(across, along) : Math.abs(across + 0.0009 * along * along);
}
