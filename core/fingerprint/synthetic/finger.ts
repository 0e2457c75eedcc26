import { type Chance, chanceOf } from './chance.ts';
import { type Flow, flowOf, type Pattern, patternOf } from './flow.ts';

/**
 * A synthetic finger by the AM-FM model (Larkin & Fletcher 2007; Feng & Jain 2011): brightness is the cosine of a
 * phase, the phase a smooth part that gives the ridge flow (flow.ts) plus one spiral ±atan2 for each minutia.
 * Coordinates are pixels at 500 dpi, origin in the finger's middle, y downwards. Nothing is stored: any point of any
 * finger can be computed at once (ridges.ts).
 */
export interface SyntheticFinger {
  readonly name: string;
  readonly pattern: Pattern;
  /** Ridge period in pixels at 500 dpi. */
  readonly period: number;
  /** Minutiae: where, and which way the spiral turns. */
  readonly spirals: readonly Spiral[];
  /** Slow waves that bend the flow, so that two fingers of one pattern differ. */
  readonly waves: readonly Wave[];
  readonly core: Point;
  readonly flow: Flow;
  /** Lines across the ridges that no ridge passes: folds and scars of the skin. */
  readonly creases: readonly Crease[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Spiral extends Point {
  readonly turn: 1 | -1;
}

export interface Crease {
  readonly from: Point;
  readonly to: Point;
  /** Half its width in pixels. */
  readonly half: number;
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
/** Real prints of good quality show 0.40 to 0.62 minutiae on 1,000 square pixels: so many on this area. */
const SPIRALS = { fewest: 40, most: 88 } as const;
/** Two minutiae are not nearer than this: about two ridges. */
const APART = 18;
/** Share of the minutiae that gather round a place, as they do at core and delta, and how near to it. */
const GATHERED = { share: 0.3, within: 45 } as const;

/** The finger of that name: the same for ever. `voter` and `finger` are any text or number. */
export function syntheticFinger(of: {
  readonly seed: string | number;
  readonly voter: string | number;
  readonly finger: number;
}): SyntheticFinger {
  const name = `${of.seed}/${of.voter}/${of.finger}`;
  const chance = chanceOf(name);
  const pattern = patternOf(chance);
  const core = { x: 10 * chance.normal(), y: -25 + 12 * chance.normal() };
  return {
    name,
    pattern,
    period: 9 + 0.5 * chance.normal(),
    core,
    flow: flowOf(pattern, chance),
    waves: Array.from({ length: 5 }, () => ({
      fx: 0.018 * chance.normal(),
      fy: 0.018 * chance.normal(),
      phase: 2 * Math.PI * chance.next(),
      dx: 1.9 * chance.normal(),
      dy: 1.9 * chance.normal(),
    })),
    spirals: scatter(chance, core),
    creases: creasesOf(chance),
  };
}

function scatter(chance: Chance, core: Point): SyntheticFinger['spirals'] {
  const wanted = SPIRALS.fewest + Math.floor(chance.next() * (SPIRALS.most - SPIRALS.fewest));
  const anywhere = () => ({ x: (chance.next() * 2 - 1) * REACH.x, y: (chance.next() * 2 - 1) * REACH.y });
  const places = [core, anywhere(), anywhere()];
  const spirals: Spiral[] = [];
  const polar = { fx: 0.02 * chance.normal(), fy: 0.02 * chance.normal(), phase: 2 * Math.PI * chance.next() };
  for (let tries = 0; tries < 2000 && spirals.length < wanted; tries += 1) {
    const place = chance.next() < GATHERED.share ? places[Math.floor(chance.next() * places.length)] : undefined;
    const { x, y } = place
      ? { x: place.x + GATHERED.within * chance.normal(), y: place.y + GATHERED.within * chance.normal() }
      : anywhere();
    const turn = Math.sin(polar.fx * x + polar.fy * y + polar.phase) + chance.next() * 2 - 1 > 0 ? 1 : -1;
    if (spirals.every((one) => (one.x - x) ** 2 + (one.y - y) ** 2 > APART ** 2)) spirals.push({ x, y, turn });
  }
  return spirals;
}

/** Half of all fingers have some, mostly one or two, across the finger more than along it. */
function creasesOf(chance: Chance): readonly Crease[] {
  const many = Math.max(0, Math.floor(chance.next() * 6) - 2);
  return Array.from({ length: many }, () => {
    const from = { x: (chance.next() * 2 - 1) * 100, y: (chance.next() * 2 - 1) * 140 };
    const [angle, length] = [0.5 * chance.normal(), 25 + 85 * chance.next()];
    const to = { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle) };
    return { from, to, half: 0.8 + 1.2 * chance.next() };
  });
}
