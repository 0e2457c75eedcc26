import type { SheetGeometry, Square } from '../../../core/ballot/geometry.ts';
import type { GrayPage } from '../../../core/ballot/reading.ts';
import { type Chance, chanceOf } from '../../../core/fingerprint/synthetic/chance.ts';
import { between, type Condition, type ConditionName, conditions, pick, type Truth, within } from './conditions.ts';
import { drawSpecks } from './damage.ts';
import { pens } from './ink.ts';
import { drawMark, markKinds } from './marks.ts';
import { TONES } from './print.ts';
import { type Scan, STRAIGHT, scanSheet } from './scan.ts';

/** A sheet as it comes from the printer, and where its squares are. */
export interface Blank {
  readonly image: GrayPage;
  readonly geometry: SheetGeometry;
}

/** One sheet that was filled in, spoiled and scanned. */
export interface SimulatedPage {
  readonly page: GrayPage;
  /** In the order of the geometry's squares. */
  readonly truth: readonly Truth[];
}

/** How squares are chosen: as voters do, mostly one of each part, or many of them, to measure many positions at once. */
export type Pattern = 'voters' | 'dense';

/** One sheet, filled in and scanned under a condition: the same for the same seed. */
export function simulatePage(blank: Blank, name: ConditionName, pattern: Pattern, seed: number): SimulatedPage {
  const chance = chanceOf('ballot-page', name, pattern, seed);
  const condition: Condition = conditions[name];
  const { squares } = blank.geometry;
  const image = condition.ink === undefined ? blank.image : printedPaler(blank, condition.ink);
  const sheet: GrayPage = { ...image, pixels: image.pixels.slice() };
  const pen = pick(chance, condition.pens ?? [pens.felt, pens.gel, pens.ballpoint]);
  const kinds = condition.kinds ?? markKinds.filter((kind) => kind !== 'over');
  const truth: Truth[] = squares.map(() => 'none');
  for (const at of chosen(squares, pattern, chance)) {
    drawMark(sheet, squares[at]!.box, pick(chance, kinds), pen, chance);
    truth[at] = 'mark';
  }
  drawSpecks(sheet, 20, 0.3, chance);
  condition.spoil?.({ sheet, squares, truth, blank: blank.image, pen, chance });
  const page = scanSheet(sheet, { ...ordinary(chance), ...condition.scan?.(chance) }, chance);
  condition.after?.(page, chance);
  return { page, truth };
}

const paler = new WeakMap<Blank, GrayPage>();
/** The same sheet from an old cartridge; made once. */
function printedPaler(blank: Blank, ink: number): GrayPage {
  const known = paler.get(blank);
  if (known) return known;
  const { pixels } = blank.image;
  const darkest = pixels.reduce((least, value) => Math.min(least, value), 255);
  const share = (TONES.paper - ink) / (TONES.paper - darkest);
  const image = {
    ...blank.image,
    pixels: pixels.map((value) => Math.round(TONES.paper - (TONES.paper - value) * share)),
  };
  paler.set(blank, image);
  return image;
}

/** An ordinary scan: nothing is ever quite straight. */
function ordinary(chance: Chance): Scan {
  return {
    ...STRAIGHT,
    skew: chance.normal() * 0.3,
    shift: { x: within(chance, 1.5), y: within(chance, 1.5) },
    stretch: { x: 1 + within(chance, 0.002), y: 1 + within(chance, 0.004) },
    uneven: { by: 0.1 * chance.next(), waves: 3 },
    noise: between(chance, 2, 5),
  };
}

/** How likely a square of a dense sheet is marked; of voters, how likely a part has no mark, and more than one. */
const DENSE = 0.04;
const NONE = 0.04;
const TWO = 0.06;

function chosen(squares: readonly Square[], pattern: Pattern, chance: Chance): readonly number[] {
  if (pattern === 'dense') return squares.flatMap((_, at) => (chance.next() < DENSE ? [at] : []));
  const parts = Map.groupBy(squares.keys(), (at) => squares[at]!.part);
  return [...parts.values()].flatMap((of) => {
    const drawn = chance.next();
    const count = drawn < NONE ? 0 : drawn < NONE + TWO ? 2 : 1;
    return [...new Set(Array.from({ length: count }, () => pick(chance, of)))];
  });
}
