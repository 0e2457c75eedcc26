import type { Chance } from '../../fingerprint/synthetic/chance.ts';

/** How a page was printed and scanned. Brightness 0–255. */
export interface Condition {
  readonly dpi: number;
  /** Degrees. */
  readonly angle: number;
  readonly ink: number;
  readonly paper: number;
  /** How much darker than the paper the lines of the ground are; 0 for none. */
  readonly guilloche: number;
  /** Opacity of the reflections, 0–1. */
  readonly glare: number;
  /** Deviation in pixels. */
  readonly blur: number;
  /** Deviation in brightness. */
  readonly noise: number;
  /** How much darker the right edge is than the left one, 0–1. */
  readonly shadow: number;
}

const plain: Condition = {
  dpi: 300,
  angle: 0,
  ink: 35,
  paper: 225,
  guilloche: 0,
  glare: 0,
  blur: 0.5,
  noise: 2,
  shadow: 0,
};
const between = (chance: Chance, least: number, most: number) => least + (most - least) * chance.next();
/** Nobody lays a page down exactly. */
const nearly = (chance: Chance) => ({ ...plain, angle: between(chance, -0.7, 0.7) });

/** The kinds of pages that are measured (bench/mrz-image.ts) and, a few of each, tested. */
export const conditions = {
  clean: nearly,
  noisy: (chance) => ({ ...nearly(chance), noise: between(chance, 8, 20) }),
  tilted: (chance) => ({ ...plain, angle: between(chance, -5, 5) }),
  guilloche: (chance) => ({ ...nearly(chance), guilloche: between(chance, 20, 50), noise: 4 }),
  pale: (chance) => ({ ...nearly(chance), ink: between(chance, 120, 170), paper: 225, noise: 4 }),
  shadow: (chance) => ({ ...nearly(chance), shadow: between(chance, 0.2, 0.6), noise: 4 }),
  blurred: (chance) => ({ ...nearly(chance), blur: between(chance, 1, 3.5) }),
  glare: (chance) => ({ ...nearly(chance), glare: between(chance, 0.4, 1), noise: 4 }),
  coarse: (chance) => ({ ...nearly(chance), dpi: 200 }),
  fine: (chance) => ({ ...nearly(chance), dpi: 400 }),
  all: (chance) => ({
    dpi: 300,
    angle: between(chance, -5, 5),
    ink: between(chance, 20, 130),
    paper: between(chance, 190, 240),
    guilloche: between(chance, 0, 40),
    glare: chance.next() < 0.5 ? between(chance, 0, 1) : 0,
    blur: between(chance, 0.5, 2.5),
    noise: between(chance, 0, 15),
    shadow: between(chance, 0, 0.4),
  }),
} as const satisfies Record<string, (chance: Chance) => Condition>;

export type ConditionName = keyof typeof conditions;
