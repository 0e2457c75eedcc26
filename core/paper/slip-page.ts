import { qrCode } from '../qr/qr.ts';
import type { Both, Slip, SlipLine } from '../receipt/slip.ts';
import { textWidth, wrap } from '../receipt/text-width.ts';
import { drawColumns, type Item } from './columns.ts';
import { A4, heightOf, INSIDE, MARGIN, type Page, Pen, type Style } from './sheet.ts';

/** The largest scale with which the slip stands on one sheet is taken. */
const SCALES = [1.2, 1.1, 1, 0.92, 0.85, 0.78, 0.72] as const;
/** Between columns, in points. */
const GAP = 18;
/** From so many pairs on a part has three columns. */
const MANY = 9;
const QR = 96;
/** Dotted lines to write on, and the room above each: a hand needs 8 mm. */
const WRITE_ROWS = 2;
const WRITE_ROW = 23;
/** Signatures beside one another, and the room of a row above the last. */
const SIGNS = 3;
const SIGN_ROW = 62;

type LineOf<K extends SlipLine['line']> = Extract<SlipLine, { line: K }>;

/**
 * A slip of the station laid out for A4: what is counted large, what is signed with room for hands and seal. What stands on
 * it is what stands on the slip, line for line, and the number of the sheet: observers are given numbered ones.
 * @param sheet what the number of the sheet is called, and which it is
 */
export function slipPages(slip: Slip, sheet: { readonly name: Both; readonly number: number }): readonly Page[] {
  for (const scale of SCALES) {
    const pages = laidOut(slip, sheet, scale);
    if (pages.length === 1) return pages;
  }
  return laidOut(slip, sheet, 1);
}

function laidOut(slip: Slip, sheet: { readonly name: Both; readonly number: number }, scale: number): readonly Page[] {
  const pen = new Pen();
  const marks = slip.lines.filter((line): line is LineOf<'mark'> => line.line === 'mark');
  // On a strip of paper a mark stands at both ends; a sheet bears its marks above and is seen whole.
  for (const text of new Set(marks.map(({ text }) => together(text)))) bar(pen, text);
  for (const part of partsOf(slip.lines)) drawPart(pen, part, scale);
  drawProof(pen, slip, scale);
  drawSignatures(pen, slip, scale);
  pen.everyPage((page, of) => {
    const number = `${together(sheet.name)} № ${sheet.number}`;
    const y = A4.height - MARGIN + 4;
    pen.at(number, { size: 9, weight: 'bold' }, MARGIN, INSIDE, y);
    if (of > 1) pen.at(`${page} / ${of}`, { size: 9, align: 'right' }, MARGIN, INSIDE, y);
  });
  return pen.pages;
}

/** What stands between two rules of the slip; marks, hashes and signatures have places of their own. */
function partsOf(lines: readonly SlipLine[]): readonly (readonly SlipLine[])[] {
  const parts: SlipLine[][] = [[]];
  for (const line of lines) {
    if (line.line === 'rule') parts.push([]);
    else if (line.line !== 'mark' && line.line !== 'hash' && line.line !== 'sign') parts.at(-1)?.push(line);
  }
  return parts.filter((part) => part.length > 0);
}

function bar(pen: Pen, text: string): void {
  pen.box(MARGIN, pen.y, INSIDE, 22);
  pen.at(text, { size: 12, weight: 'bold', ink: 'white', align: 'middle' }, MARGIN, INSIDE, pen.y + 3);
  pen.y += 30;
}

/** In the order of the slip; the pairs between two others stand in columns. */
function drawPart(pen: Pen, part: readonly SlipLine[], scale: number): void {
  const heading = part.some(({ line }) => line === 'title');
  let items: Item[] = [];
  const pairs = part.filter(({ line }) => line === 'pair').length;
  const columns = pairs >= MANY ? 3 : 2;
  const flush = (): void => {
    drawColumns(pen, items, { columns, gap: GAP });
    items = [];
  };
  if (!heading && pen.room > 40) pen.rule();
  for (const line of part) {
    switch (line.line) {
      case 'title':
        both(pen, line.text, { size: 28 * scale, weight: 'bold', align: 'middle' }, 15 * scale);
        break;
      case 'number':
        flush();
        number(pen, line, scale);
        break;
      case 'text':
        // Above a list it is the list's heading and goes with it; elsewhere it is running text.
        if (pairs > 0 && !heading) items.push(subheading(line.text, scale));
        else both(pen, line.text, { size: 12 * scale, weight: 'bold', align: 'middle' }, 10.5 * scale);
        break;
      case 'pair':
        items.push(pair(line, scale, (INSIDE - GAP * (columns - 1)) / columns));
        break;
      case 'write':
        flush();
        write(pen, line, scale);
        break;
      default:
        break;
    }
  }
  flush();
}

function both(pen: Pen, text: Both, style: Style, second: number): void {
  pen.lines(text.ky, style);
  if (text.ru !== '' && text.ru !== text.ky) pen.lines(text.ru, { ...style, size: second, weight: 'regular' });
  pen.y += 4;
}

/** The one number that people read aloud, to be read from across the room. */
function number(pen: Pen, { name, value }: LineOf<'number'>, scale: number): void {
  const size = Math.min(64 * scale, (64 * scale * INSIDE) / textWidth(value, 64 * scale, 'bold'));
  const height = size * 1.3 + 30 * scale;
  if (pen.room < height) pen.newPage();
  const top = pen.y + 4;
  pen.box(MARGIN, top, INSIDE, height, 'pale');
  pen.y = top + 2 * scale;
  pen.line(value, { size, weight: 'bold', align: 'middle' });
  pen.line(together(name), { size: 12 * scale, weight: 'bold', align: 'middle' });
  pen.y = top + height + 8;
}

/** Room for handwriting across the sheet. */
function write(pen: Pen, { name }: LineOf<'write'>, scale: number): void {
  const height = 14 * scale + WRITE_ROWS * WRITE_ROW;
  if (pen.room < height) pen.newPage();
  pen.line(together(name), { size: 9.5 * scale, ink: 'gray' });
  for (let row = 0; row < WRITE_ROWS; row++) {
    pen.y += WRITE_ROW;
    for (let x = MARGIN; x < MARGIN + INSIDE; x += 4) pen.box(x, pen.y, 1, 0.75, 'gray');
  }
  pen.y += 6;
}

function subheading(text: Both, scale: number): Item {
  const style: Style = { size: 9.5 * scale, weight: 'bold' };
  return {
    heading: true,
    height: (width) => wrap(together(text), style.size, 'bold', width).length * style.size * 1.25 + 4 * scale,
    draw: (pen, left, width) => pen.lines(together(text), style, left, width),
  };
}

/** A value that would leave its name no room, however small: it stands below the name, in as many lines as it needs. */
function longPair({ name, value }: LineOf<'pair'>, scale: number): Item {
  const [small, style]: [Style, Style] = [
    { size: 9 * scale, ink: 'gray' },
    { size: 10.5 * scale, weight: 'bold' },
  ];
  const rows = (width: number): number => heightOf(together(name), small, width) + heightOf(value, style, width);
  return {
    heading: false,
    height: (width) => rows(width) + 6 * scale,
    draw: (pen, left, width) => {
      const top = pen.y;
      pen.lines(together(name), small, left, width);
      pen.lines(value, style, left, width);
      pen.box(left, top + rows(width) + 3 * scale, width, 0.4, 'gray');
    },
  };
}

/** Name in both languages at the left, the value large at the right, and a thin line below. */
function pair(line: LineOf<'pair'>, scale: number, width: number): Item {
  if (textWidth(line.value, 8 * scale, 'bold') > width * 0.6) return longPair(line, scale);
  return shortPair(line, scale);
}

function shortPair({ name, value }: LineOf<'pair'>, scale: number): Item {
  const [first, second]: [Style, Style] = [{ size: 9.5 * scale }, { size: 8 * scale, ink: 'gray' }];
  const valueSize = (width: number): number => {
    const natural = textWidth(value, 15 * scale, 'bold');
    return natural <= width / 2 ? 15 * scale : Math.max(8 * scale, (15 * scale * (width / 2)) / natural);
  };
  const room = (width: number): number => width - textWidth(value, valueSize(width), 'bold') - 8;
  const names = (width: number) => [
    ...wrap(name.ky, first.size, 'regular', room(width)).map((text) => ({ text, style: first })),
    ...(name.ru === name.ky || name.ru === ''
      ? []
      : wrap(name.ru, second.size, 'regular', room(width)).map((text) => ({ text, style: second }))),
  ];
  const height = (width: number): number => {
    const lines = names(width).reduce((sum, { style }) => sum + style.size * 1.25, 0);
    return Math.max(lines, valueSize(width) * 1.25) + 4 * scale;
  };
  return {
    heading: false,
    height,
    draw: (pen, left, width) => {
      const top = pen.y;
      for (const { text, style } of names(width)) pen.line(text, style, left, width);
      const size = valueSize(width);
      pen.at(
        value,
        { size, weight: 'bold', align: 'right' },
        left,
        width,
        top + (height(width) - 5 * scale - size * 1.36) / 2,
      );
      pen.box(left, top + height(width) - 2.5 * scale, width, 0.4, 'gray');
    },
  };
}

/** Hashes in full, and the code that holds them beside them. */
function drawProof(pen: Pen, { lines, qr }: Slip, scale: number): void {
  const hashes = lines.filter((line): line is LineOf<'hash'> => line.line === 'hash');
  if (hashes.length === 0 && qr === null) return;
  const side = qr === null ? 0 : QR * scale + 8;
  const [name, value]: [Style, Style] = [
    { size: 8 * scale, ink: 'gray' },
    { size: 9.5 * scale, weight: 'bold' },
  ];
  const width = INSIDE - side - (side > 0 ? 10 : 0);
  const height = Math.max(side, hashes.length * 46 * scale);
  if (pen.room < height + 14) pen.newPage();
  pen.rule();
  const top = pen.y;
  for (const hash of hashes) {
    const text = hash.value.toUpperCase();
    // In one line: two people compare it group by group.
    const size = Math.min(value.size, (value.size * (width - 1)) / textWidth(text, value.size, 'bold'));
    pen.lines(together(hash.name), name, MARGIN, width);
    pen.lines(text, { ...value, size }, MARGIN, width);
    pen.y += 4;
  }
  if (qr !== null) pen.code(qrCode(qr), MARGIN + INSIDE - side + 4, top - 4, side);
  pen.y = Math.max(pen.y, top + height);
}

/** Everybody who signs at the foot of the sheet, at most three beside one another. */
function drawSignatures(pen: Pen, { lines }: Slip, scale: number): void {
  const signs = lines.filter((line): line is LineOf<'sign'> => line.line === 'sign');
  if (signs.length === 0) return;
  const rows = Math.ceil(signs.length / SIGNS);
  const height = (96 + (rows - 1) * SIGN_ROW) * scale;
  if (pen.room < height) pen.newPage();
  const beside = Math.min(signs.length, SIGNS);
  const each = (INSIDE - GAP * (beside - 1)) / beside;
  for (const [i, { name }] of signs.entries()) {
    const left = MARGIN + (i % beside) * (each + GAP);
    const line = A4.height - MARGIN - 24 - (rows - 1 - Math.floor(i / beside)) * SIGN_ROW * scale;
    const label = together(name);
    const size = Math.min(9, (9 * each) / textWidth(label, 9, 'regular'));
    pen.box(left, line, each, 0.75);
    pen.at(label, { size, ink: 'gray' }, left, each, line + 3);
  }
  pen.y = A4.height - MARGIN;
}

const together = ({ ky, ru }: Both): string => (ru === '' || ru === ky ? ky : `${ky} / ${ru}`);
