import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mark, POINTS_OF_MM } from '../paper/sheet.ts';
import { textWidth } from '../receipt/text-width.ts';
import { type BallotStyle, ballotStyleSchema } from './definition.ts';
import { denseStyle, facts, laidOut, layouts, listStyle, partyStyle } from './examples.fixture.ts';
import { type Box, SHEET } from './geometry.ts';
import { type LaidOut, layOut } from './layout.ts';
import { layoutSchema } from './layout-data.ts';

const styles = [listStyle(1), listStyle(8), listStyle(20, 'list-long'), partyStyle, denseStyle(1000)];
const named = styles.map((style) => [style.id, style] as const);

type Text = Extract<Mark, { mark: 'text' }>;
const textsOf = ({ page }: LaidOut): readonly Text[] => page.filter((mark): mark is Text => mark.mark === 'text');

/** What a text takes on the paper, from its capitals to its baseline. */
function boxOf({ x, y, size, weight, text }: Text): Box {
  const height = 0.71 * size;
  const [left, top, width] = [x, y - height, textWidth(text, size, weight)].map((value) => value / POINTS_OF_MM);
  return { x: left ?? 0, y: top ?? 0, width: width ?? 0, height: height / POINTS_OF_MM };
}

/** How far two boxes are from one another; nothing or less when they touch. */
const apart = (a: Box, b: Box): number =>
  Math.max(a.x - b.x - b.width, b.x - a.x - a.width, a.y - b.y - b.height, b.y - a.y - a.height);

function timingBoxes({ geometry: { timing } }: LaidOut): readonly Box[] {
  const { width, height } = timing;
  return [...timing.top, ...timing.bottom, ...timing.left, ...timing.right].map(({ x, y }) => ({
    ...{ x: x - width / 2, y: y - height / 2, width, height },
  }));
}

/** Everything that a sheet must hold to, whatever stands on it. */
function expectSound(style: BallotStyle, sheet: LaidOut): void {
  const { squares, code } = sheet.geometry;
  const wanted = style.parts.flatMap((part) => part.options.map((option) => [part.id, option.id]));
  expect(squares.map(({ part, option }) => [part, option])).toEqual(wanted);
  const boxes = squares.map(({ box }) => box);
  const texts = textsOf(sheet).map(boxOf);
  const timing = timingBoxes(sheet);
  const inside = timing.reduce((most, mark) => Math.min(most, mark.x, mark.y, SHEET.width - mark.x - mark.width), 99);
  expect(inside).toBeGreaterThanOrEqual(4);
  for (const [i, box] of boxes.entries()) {
    expect(Math.min(...boxes.slice(i + 1).map((other) => apart(box, other)))).toBeGreaterThanOrEqual(0.99);
    expect(Math.min(...texts.map((text) => apart(box, text)))).toBeGreaterThan(0.5);
    expect(apart(box, code)).toBeGreaterThanOrEqual(2);
    expect(Math.min(...timing.map((mark) => apart(box, mark)))).toBeGreaterThan(2);
  }
  for (const text of texts) {
    expect(Math.min(...timing.map((mark) => apart(text, mark)))).toBeGreaterThan(1);
    expect(apart(text, code)).toBeGreaterThan(0);
    expect(text.x + text.width).toBeLessThan(SHEET.width - 10);
  }
  expect(Math.min(...timing.map((mark) => apart(code, mark)))).toBeGreaterThanOrEqual(2);
}

describe('a ballot on its sheet', () => {
  it.each(named)('%s has every square in the order of the definition, and room around each', (_, style) => {
    expect(ballotStyleSchema.parse(style)).toEqual(style);
    expectSound(style, laidOut(style));
  });

  it.each(named)('%s says every word of its style, in Kyrgyz and Russian', (_, style) => {
    const said = textsOf(laidOut(style))
      .map(({ text }) => text)
      .join(' ')
      .split(' ');
    const words = [style.title, style.explanation, facts.election, facts.constituency];
    for (const part of style.parts) {
      words.push(...(part.title ? [part.title] : []));
      for (const { names, notes } of part.options) words.push(names, ...(notes ? [notes] : []));
    }
    const wanted = words.flatMap(({ ky, ru }) => `${ky} ${ru}`.split(' '));
    expect(wanted.filter((word) => !said.includes(word))).toEqual([]);
  });

  it('treats every line alike: one height, one square, one type', () => {
    const sheet = laidOut(listStyle(8));
    const boxes = sheet.geometry.squares.map(({ box }) => box);
    expect(new Set(boxes.map(({ x, width, height }) => `${x} ${width} ${height}`)).size).toBe(1);
    const steps = boxes.slice(1).map((box, i) => Math.round((box.y - (boxes[i]?.y ?? 0)) * 100));
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(1);
    const names = textsOf(sheet).filter(({ text }) => /Айгүл|Баарына/.test(text));
    expect(names).toHaveLength(9);
    expect(new Set(names.map(({ size, weight }) => `${size} ${weight}`)).size).toBe(1);
  });

  it.each(named)('%s has one geometry, be it for the day, for tests or of any mode', (_, style) => {
    const official = laidOut(style);
    const code = { ...facts.code, test: true };
    for (const changed of [{ code }, { mode: 'laboratory' }, { mode: 'training', code }] as const) {
      const other = laidOut(style, changed);
      expect(other.geometry).toEqual(official.geometry);
      const more = textsOf(other)
        .filter(({ ink }) => ink === 'white')
        .map(({ text }) => text)
        .join(' ');
      expect(more.includes('ДЛЯ ПРОВЕРКИ')).toBe('code' in changed);
      expect(more.includes('НЕ НАСТОЯЩИЙ')).toBe('mode' in changed);
      expectSound(style, other);
    }
    expect(textsOf(official).some(({ ink }) => ink === 'white')).toBe(false);
  });

  it('says by how much it has no room, and is never made smaller', () => {
    const over = (candidates: number): number => {
      const made = layOut(listStyle(candidates, 'list-long'), layouts['list-long'], facts);
      if (made.ok) return 0;
      expect(made.error).toMatchObject({
        code: 'ballot.too-long',
        params: { style: `list-${candidates}`, layout: 'list-long' },
      });
      return Number(made.error.params?.over);
    };
    expect(over(20)).toBe(0);
    expect(over(21)).toBeGreaterThan(0);
    // Each further line lacks the least height of a line.
    expect(over(31) - over(21)).toBeCloseTo(10 * (over(22) - over(21)), 0);
    expect(over(22) - over(21)).toBeGreaterThan(layouts['list-long'].list.row);
  });

  it('says what is too wide', () => {
    const wide = { ...layouts.dense, grid: { ...layouts.dense.grid, columns: 28 } };
    expect(layOut(denseStyle(420), wide, facts)).toEqual({
      ok: false,
      error: { code: 'ballot.too-wide', params: { style: 'dense-420', layout: 'dense', part: 'squares', over: 14 } },
    });
    const large = { ...layouts.dense, grid: { ...layouts.dense.grid, number: 12 } };
    expect(layOut(denseStyle(420), large, facts)).toMatchObject({ error: { code: 'ballot.too-wide' } });
  });

  it('is sound or refused, whatever its words and lines are', () => {
    const words = fc
      .array(fc.constantFrom('Ө', 'шайлоо', 'бюллетени', 'Жаңырткандыктарыңыздан', '«Ү»', '№', 'W'.repeat(40)), {
        minLength: 1,
        maxLength: 12,
      })
      .map((some) => some.join(' '));
    const both = fc.record({ ky: words, ru: words, en: words });
    const some = fc.record({
      candidates: fc.integer({ min: 1, max: 30 }),
      layout: fc.constantFrom('list', 'list-long', 'party-grid'),
      ...{ title: both, explanation: both, names: both, notes: fc.option(both) },
    });
    fc.assert(
      fc.property(some, ({ candidates, layout, title, explanation, names, notes }) => {
        const { parts, ...rest } = listStyle(candidates, layout);
        const style: BallotStyle = {
          ...{ ...rest, title, explanation },
          parts: parts.map((part) => ({
            ...part,
            options: part.options.map((option, i) => (i % 2 ? option : { ...option, names, notes })),
          })),
        };
        const made = layOut(style, layouts[layout], facts);
        if (made.ok) expectSound(style, made.value);
        else expect(made.error.code).toBe('ballot.too-long');
      }),
      { numRuns: 60 },
    );
  });
});

describe('a layout', () => {
  it.each([
    ['its timing marks would touch', { timing: { width: 5, height: 2, across: 40, down: 21 } }],
    ['its timing marks would touch at the sides', { timing: { width: 5, height: 3, across: 15, down: 60 } }],
    ['its squares would touch', { list: { ...layouts.list.list, square: 13.5 } }],
    ['its lines are higher than they may be', { list: { ...layouts.list.list, most: 10 } }],
    ['its squares have no inside', { list: { ...layouts.list.list, square: 4, line: 1.5 } }],
    ['its numbers have no room', { grid: { ...layouts.list.grid, square: 12 } }],
    ['it has a field that nobody knows', { colour: 'red' }],
  ])('is refused where %s', (_, change) => {
    expect(layoutSchema.safeParse({ ...layouts.list, ...change }).success).toBe(false);
  });

  it.each(Object.entries(layouts))('%s is called so', (name, { id }) => {
    expect(id).toBe(name);
  });
});
