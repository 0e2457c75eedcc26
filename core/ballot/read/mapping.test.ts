import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laidOut, listStyle } from '../examples.fixture.ts';
import { type Point, SHEET } from '../geometry.ts';
import { mappingOf, turnedMapping } from './mapping.ts';
import { pairRows } from './pairing.ts';
import { lineThrough } from './row-line.ts';
import { frameOf, type RowLines, turnedTiming } from './rows.ts';
import type { Mark } from './timing-marks.ts';

const DPI = 200;
const PPM = DPI / 25.4;
const { timing } = laidOut(listStyle(9)).geometry;

/** How a sheet was pulled: askew, aside, larger or smaller, and unevenly along its way. */
interface Pull {
  readonly skew: number;
  readonly shift: Point;
  readonly across: number;
  readonly down: number;
  readonly drift: number;
  readonly waves: number;
}

/** Where a place of the sheet comes to lie on the page, in pixels. */
const pulled =
  ({ skew, shift, across, down, drift, waves }: Pull) =>
  ({ x, y }: Point): Mark => {
    const turn = (skew * Math.PI) / 180;
    const [dx, dy] = [x - SHEET.width / 2, y - SHEET.height / 2];
    const px = (Math.cos(turn) * dx - Math.sin(turn) * dy) * across + SHEET.width / 2 + shift.x;
    const py = (Math.sin(turn) * dx + Math.cos(turn) * dy) * down + SHEET.height / 2 + shift.y;
    return { x: px * PPM, y: (py + drift * Math.sin((waves * 2 * Math.PI * py) / SHEET.height)) * PPM };
  };

const pulls: fc.Arbitrary<Pull> = fc.record({
  skew: fc.double({ min: -3, max: 3, noNaN: true }),
  shift: fc.record({ x: fc.double({ min: -4, max: 4, noNaN: true }), y: fc.double({ min: -4, max: 4, noNaN: true }) }),
  across: fc.double({ min: 0.985, max: 1.015, noNaN: true }),
  down: fc.double({ min: 0.985, max: 1.015, noNaN: true }),
  drift: fc.double({ min: 0, max: 1, noNaN: true }),
  waves: fc.double({ min: 0.2, max: 1.5, noNaN: true }),
});

/** The lines that are found when every mark is found, but for those that `lost` names. */
function linesOf(pull: Pull, lost: (at: number) => boolean = () => false, turned = false): RowLines {
  const lies = turned ? turnedTiming(timing) : timing;
  let at = 0;
  const line = (points: readonly Point[], direction: 'row' | 'column') => {
    const marks = points.filter(() => !lost(at++)).map(pulled(pull));
    const found = lineThrough(marks, direction, 0.6 * PPM);
    if (!found) throw new Error('no line');
    return found;
  };
  return {
    ...{ top: line(lies.top, 'row'), right: line(lies.right, 'column') },
    ...{ bottom: line(lies.bottom, 'row'), left: line(lies.left, 'column'), doubled: false, marks: at },
  };
}

const places: readonly Point[] = [20, 60, 105, 150, 190].flatMap((x) => [20, 80, 150, 220, 277].map((y) => ({ x, y })));

/** How far the mapping is off at places all over the sheet, in millimetres, at most. */
function errorOf(pull: Pull, lost?: (at: number) => boolean): number {
  const frame = frameOf(linesOf(pull, lost), timing, DPI);
  const paired = frame && pairRows(frame, timing, DPI);
  if (!paired) return Number.POSITIVE_INFINITY;
  const mapping = mappingOf(timing, paired);
  return Math.max(
    ...places.map((place) => {
      const [is, should] = [mapping(place.x, place.y), pulled(pull)(place)];
      return Math.hypot(is.x - should.x, is.y - should.y) / PPM;
    }),
  );
}

describe('from the sheet to the page', () => {
  it('follows paper that lies askew and was pulled unevenly, to a tenth of a millimetre', () => {
    fc.assert(
      fc.property(pulls, (pull) => {
        expect(errorOf(pull)).toBeLessThan(0.1);
      }),
    );
  });

  it('a fifth of the marks may be missing, and squares are still found', () => {
    fc.assert(
      fc.property(pulls, fc.integer({ min: 0, max: 4 }), (pull, first) => {
        expect(errorOf(pull, (at) => at % 5 === first)).toBeLessThan(0.4);
      }),
    );
  });

  it('where a row is mostly missing nothing is guessed', () => {
    const straight: Pull = { skew: 0, shift: { x: 0, y: 0 }, across: 1, down: 1, drift: 0, waves: 1 };
    // Of the upper row, nine marks in its middle.
    expect(errorOf(straight, (at) => at >= 3 && at < 12)).toBe(Number.POSITIVE_INFINITY);
    expect(errorOf(straight)).toBeLessThan(0.001);
  });

  it('a sheet that lies upside down is followed in its own places', () => {
    const pull: Pull = { skew: 1, shift: { x: 2, y: -1 }, across: 1.01, down: 0.99, drift: 0.5, waves: 1 };
    const lies = turnedTiming(timing);
    const frame = frameOf(linesOf(pull, undefined, true), lies, DPI)!;
    const mapping = turnedMapping(mappingOf(lies, pairRows(frame, lies, DPI)!));
    const there = mapping(30, 40);
    const should = pulled(pull)({ x: SHEET.width - 30, y: SHEET.height - 40 });
    expect(Math.hypot(there.x - should.x, there.y - should.y) / PPM).toBeLessThan(0.1);
  });

  it('tells the size of the print across and down', () => {
    const pull: Pull = { skew: 2, shift: { x: 0, y: 0 }, across: 0.97, down: 1.02, drift: 0, waves: 1 };
    const frame = frameOf(linesOf(pull), timing, DPI)!;
    expect(frame.across).toBeCloseTo(0.97, 2);
    expect(frame.down).toBeCloseTo(1.02, 2);
  });
});
