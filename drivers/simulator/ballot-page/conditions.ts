import { type Box, SHEET, type Square } from '../../../core/ballot/geometry.ts';
import type { GrayPage } from '../../../core/ballot/reading.ts';
import type { Chance } from '../../../core/fingerprint/synthetic/chance.ts';
import { drawFold, drawSmudge, drawSpecks, drawStamp, drawStreak, showThrough, stall, tearCorner } from './damage.ts';
import { drawLine, type Pen, pens } from './ink.ts';
import { drawDot, drawLongTick, drawMark, type MarkKind, markKinds } from './marks.ts';
import type { Scan } from './scan.ts';

/**
 * What a square holds. mark: whoever filled the sheet in marked it, and reading it as empty is wrong. none: nobody marked
 * it, and reading it as marked is wrong. open: a dot, or something of which people would not agree.
 */
export type Truth = 'mark' | 'none' | 'open';

/** A sheet that is being spoiled. */
export interface Work {
  readonly sheet: GrayPage;
  readonly squares: readonly Square[];
  readonly truth: Truth[];
  readonly blank: GrayPage;
  readonly pen: Pen;
  readonly chance: Chance;
}

/** What one condition does: to the marks, to the sheet, to how it is scanned, and to the page that comes. */
export interface Condition {
  /** clean: ordinary; light: a little askew or noisy; hard: whatever else happens to paper. */
  readonly level: 'clean' | 'light' | 'hard';
  /** Gray of the print, where it is not that of an ordinary one. */
  readonly ink?: number;
  readonly pens?: readonly Pen[];
  readonly kinds?: readonly MarkKind[];
  readonly spoil?: (work: Work) => void;
  readonly scan?: (chance: Chance) => Partial<Scan>;
  readonly after?: (page: GrayPage, chance: Chance) => void;
}

export const within = (chance: Chance, most: number): number => (chance.next() * 2 - 1) * most;
export const between = (chance: Chance, least: number, most: number): number => least + chance.next() * (most - least);
export const pick = <T>(chance: Chance, from: readonly T[]): T => from[Math.floor(chance.next() * from.length)]!;
const middleOf = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 });
const corners = ['top-left', 'top-right', 'bottom-right', 'bottom-left'] as const;
/** Pixels of A4 at 200 dpi from which a streak may start. */
const someColumn = (page: GrayPage, chance: Chance): number => Math.floor(between(chance, 0.06, 0.94) * page.width);

export const conditions = {
  clean: { level: 'clean' },
  skew: { level: 'light', scan: (chance) => ({ skew: within(chance, 2), noise: 6 }) },
  noise: { level: 'light', scan: (chance) => ({ noise: between(chance, 8, 12), blur: chance.next() < 0.3 }) },
  'skew-hard': {
    level: 'hard',
    scan: (chance) => ({ skew: within(chance, 3), shift: { x: within(chance, 4), y: within(chance, 4) }, noise: 8 }),
  },
  'noise-hard': { level: 'hard', scan: (chance) => ({ noise: between(chance, 15, 25) }) },
  stretch: {
    level: 'hard',
    scan: (chance) => ({ stretch: { x: 1 + within(chance, 0.013), y: 1 + within(chance, 0.015) } }),
  },
  'uneven-feed': {
    level: 'hard',
    scan: (chance) => ({
      // Slipping on its whole way, or a roller that is not round.
      uneven:
        chance.next() < 0.5
          ? { by: between(chance, 0.3, 1.5), waves: between(chance, 0.2, 1.2) }
          : { by: between(chance, 0.1, 0.3), waves: between(chance, 3, 6) },
      skew: within(chance, 1),
    }),
  },
  shade: {
    level: 'hard',
    scan: (chance) => ({
      light: {
        left: between(chance, 0.7, 1),
        right: between(chance, 0.7, 1),
        top: between(chance, 0.75, 1),
        bottom: between(chance, 0.75, 1),
      },
    }),
  },
  blur: { level: 'hard', scan: () => ({ blur: true, noise: 4 }) },
  'upside-down': { level: 'light', scan: (chance) => ({ upsideDown: true, skew: within(chance, 1) }) },
  'black-bed': {
    level: 'hard',
    scan: (chance) => ({ bed: 8, skew: within(chance, 2), shift: { x: within(chance, 4), y: within(chance, 4) } }),
  },
  streak: {
    level: 'hard',
    after: (page, chance) =>
      drawStreak(page, {
        left: someColumn(page, chance),
        columns: 1 + Math.floor(chance.next() * 8),
        gray: between(chance, 20, 120),
      }),
  },
  'streak-light': {
    level: 'hard',
    after: (page, chance) =>
      drawStreak(page, { left: someColumn(page, chance), columns: 1 + Math.floor(chance.next() * 6), gray: 255 }),
  },
  'streak-part': {
    level: 'hard',
    after: (page, chance) => {
      const from = Math.floor(between(chance, 0, 0.8) * page.height);
      const to = chance.next() < 0.5 ? page.height : Math.floor(between(chance, from / page.height, 1) * page.height);
      const columns = 1 + Math.floor(chance.next() * 10);
      drawStreak(page, { left: someColumn(page, chance), columns, gray: between(chance, 20, 120), from, to });
    },
  },
  smudge: {
    level: 'hard',
    spoil: ({ sheet, squares, chance }) => {
      for (let k = 0; k < 4; k += 1) {
        const at = middleOf(pick(chance, squares).box);
        const place = { x: at.x + within(chance, 8), y: at.y + within(chance, 8) };
        drawSmudge(sheet, place, between(chance, 4, 25), between(chance, 0.1, 0.45), chance);
      }
    },
  },
  'fold-dark': {
    level: 'hard',
    spoil: ({ sheet, chance }) => {
      for (let k = 0; k < 2; k += 1) drawFold(sheet, 'dark', between(chance, 0.1, 0.6), chance);
    },
  },
  'fold-light': {
    level: 'hard',
    spoil: ({ sheet, chance }) => {
      for (let k = 0; k < 2; k += 1) drawFold(sheet, 'light', between(chance, 0.4, 1), chance);
    },
  },
  'torn-corner': {
    level: 'hard',
    spoil: ({ sheet, chance }) => tearCorner(sheet, pick(chance, corners), between(chance, 8, 32), 245),
    scan: (chance) => ({ skew: within(chance, 1) }),
  },
  'show-through': {
    level: 'hard',
    spoil: ({ sheet, blank, chance }) => showThrough(sheet, blank, between(chance, 0.05, 0.13)),
  },
  specks: { level: 'hard', spoil: ({ sheet, chance }) => drawSpecks(sheet, 400, 0.5, chance) },
  'thin-pen': { level: 'hard', pens: [pens.thin] },
  blue: { level: 'hard', pens: [pens.blue] },
  pencil: { level: 'hard', pens: [pens.pencil] },
  'pale-pencil': { level: 'hard', pens: [pens.palePencil] },
  over: { level: 'hard', kinds: ['over'] },
  dots: {
    level: 'hard',
    spoil: ({ sheet, squares, truth, pen, chance }) => {
      for (const at of somewhere(squares, truth, chance)) {
        drawDot(sheet, squares[at]!.box, between(chance, 0.4, 1.8), pen, chance);
        truth[at] = 'open';
      }
    },
  },
  'long-tick': {
    level: 'hard',
    spoil: ({ sheet, squares, truth, pen, chance }) => {
      for (const [at, { box }] of squares.entries()) {
        const above = squares.find((other) => isJustAbove(other.box, box));
        if (above === undefined || truth[at] !== 'none' || chance.next() > 8 / squares.length) continue;
        const over = squares.indexOf(above);
        if (truth[over] !== 'none') continue;
        drawLongTick(sheet, box, above.box, pen, chance);
        truth[at] = 'mark';
      }
    },
  },
  'set-off': {
    level: 'hard',
    spoil: ({ sheet, squares, truth, chance }) => {
      for (const at of somewhere(squares, truth, chance)) {
        const gray = Math.round(245 - 205 * between(chance, 0.1, 0.45));
        drawMark(sheet, squares[at]!.box, pick(chance, markKinds), { width: 0.7, gray, gaps: 0.15 }, chance);
      }
    },
  },
  'pale-print': { level: 'hard', ink: 120 },
  stamp: {
    level: 'hard',
    spoil: ({ sheet, squares, chance }) => {
      const at = middleOf(pick(chance, squares).box);
      const place = { x: at.x + within(chance, 25), y: at.y + within(chance, 25) };
      drawStamp(sheet, place, between(chance, 28, 42), chance);
    },
  },
  // Around what stands left of a square: people circle a number.
  circled: {
    level: 'hard',
    spoil: ({ sheet, squares, truth, pen, chance }) => {
      for (const at of somewhere(squares, truth, chance)) {
        const { box } = squares[at]!;
        const radius = between(chance, 2.5, 5);
        const middle = { x: box.x - between(chance, 2, 4), y: box.y + box.height / 2 + within(chance, 1) };
        const ring = Array.from({ length: 25 }, (_, k) => {
          const turn = (k / 24) * 2.05 * Math.PI;
          return {
            x: middle.x + radius * Math.cos(turn) + within(chance, 0.15),
            y: middle.y + radius * Math.sin(turn),
          };
        });
        drawLine(sheet, ring, pen, chance);
        truth[at] = 'open';
      }
    },
  },
  // Somebody writes across the sheet what he thinks, without lifting the pen.
  scrawl: {
    level: 'hard',
    spoil: ({ sheet, squares, truth, pen, chance }) => {
      const { x, y } = middleOf(pick(chance, squares).box);
      const [length, high] = [between(chance, 40, 120), between(chance, 2, 5)];
      const from = { x: x - length * between(chance, 0.3, 0.9), y: y + within(chance, 4) };
      const letters = Array.from({ length: Math.round(length / 0.7) }, (_, k) => ({
        x: from.x + k * 0.7 + within(chance, 0.4),
        y: from.y + high * Math.sin(k * 1.1) * (0.6 + 0.4 * chance.next()) + 0.05 * k,
      }));
      drawLine(sheet, letters, pen, chance);
      for (const [at, one] of truth.entries()) if (one === 'mark') truth[at] = 'open';
    },
  },
  stall: {
    level: 'hard',
    after: (page, chance) => {
      const rows = Math.round(between(chance, 3, 20)) * (chance.next() < 0.5 ? 1 : -1);
      stall(page, Math.floor(between(chance, 0.1, 0.9) * page.height), rows);
    },
  },
  struck: {
    level: 'hard',
    spoil: ({ sheet, truth, pen, chance }) => {
      // Whoever strikes the whole sheet through marks nothing.
      const corner = (x: number, y: number) => ({
        x: x * SHEET.width + within(chance, 20),
        y: y * SHEET.height + within(chance, 30),
      });
      drawLine(sheet, [corner(0.15, 0.15), corner(0.85, 0.85)], pen, chance);
      drawLine(sheet, [corner(0.85, 0.15), corner(0.15, 0.85)], pen, chance);
      for (const [at, one] of truth.entries()) if (one === 'mark') truth[at] = 'open';
    },
  },
} as const satisfies Readonly<Record<string, Condition>>;
export type ConditionName = keyof typeof conditions;
export const conditionNames = Object.keys(conditions) as ConditionName[];

/** Up to three squares that nobody marked. */
function somewhere(squares: readonly Square[], truth: readonly Truth[], chance: Chance): readonly number[] {
  const free = squares.flatMap((_, at) => (truth[at] === 'none' ? [at] : []));
  return [...new Set([pick(chance, free), pick(chance, free), pick(chance, free)])].filter((at) => at !== undefined);
}

function isJustAbove(one: Box, other: Box): boolean {
  const gap = other.y - one.y - one.height;
  return Math.abs(one.x - other.x) < 0.5 && gap >= 0 && gap < other.height * 1.6;
}
