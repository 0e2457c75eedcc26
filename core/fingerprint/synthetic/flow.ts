import type { Chance } from './chance.ts';

/**
 * The way ridges run before minutiae disturb them, as a distance: ridges are where it is a whole number of periods, so
 * they are equally wide everywhere. A loop is the distance from a ray, which ridges close round (the core), and from a
 * branch of it: where the branch leaves, three ways meet (the delta). A tented arch is a ray that stands on a line,
 * a whorl a short line above another one, an arch a bump. Coordinates relative to the core, pixels at 500 dpi, y down.
 */
export interface Flow {
  readonly pattern: Pattern;
  /** Cosine and sine of the ray's lean from straight down, and how it bends on its way, one over pixels. */
  readonly ray: { readonly cos: number; readonly sin: number; readonly bend: number };
  /** How pointed ridges close round a core: 1 is a circle. */
  readonly stretch: number;
  /** Length of a whorl's inner line. */
  readonly inner: number;
  /** How far below the core the delta or the base line is; where the delta is, and how steep its branch falls. */
  readonly below: number;
  readonly branch: { readonly x: number; readonly y: number; readonly cos: number; readonly sin: number };
  /** Height and half width of an arch. */
  readonly bump: { readonly height: number; readonly width: number };
  /** Ridges are a little wider in some places than in others: how much, how often, where. */
  readonly breath: { readonly by: number; readonly every: number; readonly phase: number };
}
export type Pattern = 'arch' | 'tented-arch' | 'left-loop' | 'right-loop' | 'whorl';

/** Natural frequencies in percent (as in SFinGe; Cappelli et al. 2000); what is left are whorls, 27.9. */
const frequencies: readonly (readonly [pattern: Pattern, percent: number])[] = [
  ['arch', 3.7],
  ['tented-arch', 2.9],
  ['left-loop', 33.8],
  ['right-loop', 31.7],
];

export function patternOf(chance: Chance): Pattern {
  let rest = chance.next() * 100;
  for (const [pattern, percent] of frequencies) {
    if (rest < percent) return pattern;
    rest -= percent;
  }
  return 'whorl';
}

export function flowOf(pattern: Pattern, chance: Chance): Flow {
  const between = (least: number, most: number) => least + (most - least) * chance.next();
  const tented = pattern === 'tented-arch';
  const lean = tented ? 0.08 * chance.normal() : between(0.22, 0.54);
  const ray = { cos: Math.cos(lean), sin: Math.sin(lean), bend: tented ? 0 : between(0.0003, 0.0016) };
  const stretch = between(0.9, 1.25);
  const inner = Math.max(0, between(-15, 40));
  // Mostly at the rim of what a touch shows, or beyond it, as in prints of people.
  const below = Math.max(110, 390 + 85 * chance.normal());
  const fall = between(-0.1, 0.5);
  const across = -ray.bend * below * below;
  return {
    pattern,
    ray,
    stretch,
    inner,
    below,
    branch: {
      x: ray.cos * across - ray.sin * below,
      y: ray.sin * across + ray.cos * below,
      cos: Math.cos(fall),
      sin: Math.sin(fall),
    },
    bump: { height: between(22, 58), width: between(62, 95) },
    breath: { by: between(0.02, 0.13), every: between(60, 150), phase: 2 * Math.PI * chance.next() },
  };
}

/** Distance whose whole periods are ridges. */
export function distanceAt(flow: Flow, x: number, y: number): number {
  const plain = plainDistance(flow, flow.pattern === 'right-loop' ? -x : x, y);
  const { by, every, phase } = flow.breath;
  return plain + ((by * every) / (2 * Math.PI)) * Math.sin((2 * Math.PI * plain) / every + phase);
}

function plainDistance(flow: Flow, x: number, y: number): number {
  const { below, stretch, bump } = flow;
  switch (flow.pattern) {
    case 'arch':
      return y - bump.height * Math.exp(-((x / bump.width) ** 2) - (y / 170) ** 2);
    case 'whorl': {
      // Outwards from a short upright line; below, ridges run flat along the base.
      const beyond = Math.abs(y) < flow.inner ? 0 : Math.abs(y) - flow.inner;
      const round = Math.sqrt((x * stretch) ** 2 + beyond ** 2);
      return nearer(round, Math.abs(y - below - flow.inner + 0.0012 * x * x));
    }
    case 'tented-arch':
      return nearer(rayDistance(flow, x, y), Math.abs(y - below + 0.0008 * x * x));
    case 'left-loop':
    case 'right-loop':
      return nearer(rayDistance(flow, x, y), branchDistance(flow, x, y));
  }
}

/** Distance from a ray that starts in the core and leans and bends on its way down. */
function rayDistance({ ray, stretch }: Flow, x: number, y: number): number {
  const across = ray.cos * x + ray.sin * y;
  const along = ray.cos * y - ray.sin * x;
  // The bend starts flat, so that there is no seam where the ray begins.
  return along <= 0 ? Math.sqrt(across * across + (stretch * along) ** 2) : Math.abs(across + ray.bend * along * along);
}

/** Distance from the branch that leaves the ray, away from where it leans. */
function branchDistance({ branch }: Flow, x: number, y: number): number {
  const dx = x - branch.x;
  const dy = y - branch.y;
  const out = branch.cos * dx + branch.sin * dy;
  const off = branch.cos * dy - branch.sin * dx;
  return out <= 0 ? Math.sqrt(out * out + off * off) : Math.abs(off);
}

/** Pixels over which two ways of ridges grow into each other. */
const SOFT = 10;

/** The nearer of two distances, without a corner where they are alike. */
function nearer(a: number, b: number): number {
  const apart = Math.abs(a - b);
  const least = Math.min(a, b);
  return apart > 5 * SOFT ? least : least - SOFT * Math.log1p(Math.exp(-apart / SOFT));
}
