import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MarkZone } from '../reading.ts';
import type { SquareMeasure } from './square.ts';
import type { Strokes } from './strokes.ts';
import { type Measured, zonesOf } from './zones.ts';

const thresholds = { trace: 0.01, empty: 0.05, mark: 0.12 };
const noStrokes: Strokes = { crossings: [], trail: [], outside: 0, apart: 0, leaving: 0, streak: 0, upright: 0 };

/** A square of 5 mm in a list of one every 10 mm; `dark` of it is ink with a core. */
function square(
  row: number,
  dark: number,
  change: Partial<SquareMeasure> = {},
  strokes: Partial<Strokes> = {},
): Measured {
  const measure = { pale: dark, dark, core: dark, inside: dark * 25, outline: 4, shift: { x: 0, y: 0 }, white: 245 };
  return {
    part: 'a',
    box: { x: 100, y: row * 10, width: 5, height: 5 },
    measure: { ...measure, ...change },
    strokes: { ...noStrokes, ...strokes },
  };
}
const zones = (...squares: Measured[]): MarkZone[] => zonesOf(squares, thresholds);
/** Ink that crosses the line upwards or downwards and goes on so many millimetres. */
const goes = (way: 'up' | 'down', far: number): Partial<Strokes> => {
  const sign = way === 'up' ? -1 : 1;
  const trail = Array.from({ length: Math.ceil(far) }, (_, k) => ({ x: 0, y: sign * (2.8 + k) }));
  return { crossings: trail.slice(0, 1), trail, outside: far * 0.5 };
};

describe('empty, mark, or for persons', () => {
  it('by the share of new ink', () => {
    expect(zones(square(0, 0.04), square(1, 0.08), square(2, 0.13))).toEqual(['empty', 'adjudicate', 'mark']);
  });

  it('a bar that stands upright to the pixel is for persons, as far as no hand draws one', () => {
    const bar = (upright: number) => zones(square(0, 0.3, {}, { upright }))[0];
    expect([bar(1), bar(3)]).toEqual(['mark', 'adjudicate']);
  });

  it('more ink makes no square emptier', () => {
    const rank = { empty: 0, adjudicate: 1, mark: 2 };
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        // Beside a marked one, so that no trace is looked for.
        const of = (dark: number) => rank[zones(square(0, dark), square(5, 1))[0]!];
        expect(of(more)).toBeGreaterThanOrEqual(of(less));
      }),
    );
  });

  it('a dot alone in a part is looked at, beside a mark it is a dot', () => {
    expect(zones(square(0, 0.02), square(1, 0))).toEqual(['adjudicate', 'empty']);
    expect(zones(square(0, 0.02), square(1, 0.3))).toEqual(['empty', 'mark']);
    expect(zones(square(0, 0.005), square(1, 0))).toEqual(['empty', 'empty']);
  });

  it.each([
    ['a smudge has no core', {}, { core: 0.01 }],
    ['a pale pencil is not dark', {}, { dark: 0.03, pale: 0.3 }],
    ['of a square without its line nobody knows what was measured', {}, { outline: 2 }],
    ['a line that goes through from far to far', { leaving: 2 }, {}],
    ['a line that only ends here', { outside: 6, leaving: 1 }, {}],
    ['something written or stamped across', { apart: 2 }, {}],
    ['a line of the scanner', { streak: 0.2 }, {}],
  ] as const)('%s: never a mark, and never empty', (_, strokes, change) => {
    expect(zones(square(0, 0.3, change, strokes), square(3, 0.5))).toEqual(['adjudicate', 'mark']);
  });

  it('a tick of the square below is no mark of the one that it crosses', () => {
    const [tick, crossed] = [square(1, 0.2, {}, goes('up', 5)), square(0, 0.15, {}, goes('down', 3))];
    expect(zones(crossed, tick)).toEqual(['adjudicate', 'adjudicate']);
    // A mark that only touches another square stays one.
    expect(zones(square(0, 0.03, {}, goes('down', 3)), square(1, 0.4, {}, goes('up', 5)))).toEqual(['empty', 'mark']);
    // Two marks whose strokes do not come near to each other are two.
    expect(zones(square(0, 0.15, {}, goes('down', 1)), square(1, 0.2, {}, goes('up', 1)))).toEqual(['mark', 'mark']);
  });
});
