import type { Slip } from '../receipt/slip.ts';
import { A4, heightOf, INSIDE, MARGIN, type Page, Pen, type Style } from './sheet.ts';
import { placed, STRIP_WIDTH, stripOf } from './strip.ts';

/**
 * A proof: what is to be signed, laid out on A4 so that people can read it and put their hands under it. Words are those of one
 * language; what is signed in three stands there in three.
 */
export type ProofPart =
  /** Begins a section, on a sheet of its own. */
  | { readonly part: 'section'; readonly title: string; readonly about?: string }
  | { readonly part: 'heading'; readonly text: string }
  | { readonly part: 'text'; readonly text: string; readonly bold?: boolean }
  | ProofTable
  /** A sheet as it is printed, smaller, so that it can be taken for none. */
  | { readonly part: 'sheet'; readonly caption: string; readonly page: Page }
  | { readonly part: 'slips'; readonly slips: readonly { readonly caption: string; readonly slip: Slip }[] }
  /** Lines to sign on, at the foot of the sheet. */
  | { readonly part: 'signatures'; readonly who: readonly string[] };

export interface ProofTable {
  readonly part: 'table';
  /** Widths are shares of the sheet's and sum up to 1. */
  readonly columns: readonly { readonly title: string; readonly share: number }[];
  /** A row that is marked has a sign before it and stands in bold: it is what one looks for. */
  readonly rows: readonly { readonly cells: readonly string[]; readonly marked?: boolean }[];
}

export interface ProofSheet {
  /** The band of every mode in which nobody votes; null: there is none. */
  readonly mark: string | null;
  /** At the foot of every sheet. */
  readonly foot: string;
  /** `{{page}}` and `{{pages}}` are filled in. */
  readonly pageOf: string;
  readonly parts: readonly ProofPart[];
}

const FOOT = 18;
const CELL: Style = { size: 8 };
const PAD = 3;
const MARKED = '» ';
/** Of its size, so that no reader of ballots and no eye takes it for one. */
const SHEET_SCALE = 0.78;
const GAP = 20;
const SIGN_ROOM = 90;

/** Lays a proof out. */
export function proofPages(sheet: ProofSheet): readonly Page[] {
  const pen = new Pen();
  const drawn: (readonly [page: number, marks: Page])[] = [];
  const add = (marks: Page): void => void drawn.push([pen.pages.length - 1, marks]);
  for (const [at, part] of sheet.parts.entries()) {
    switch (part.part) {
      case 'section':
        if (at > 0) pen.newPage();
        if (sheet.mark !== null) band(pen, sheet.mark);
        pen.lines(part.title, { size: 20, weight: 'bold' });
        if (part.about !== undefined) pen.lines(part.about, { size: 10, ink: 'gray' });
        pen.y += 8;
        break;
      case 'heading':
        fit(pen, 44);
        pen.y += 6;
        pen.lines(part.text, { size: 12, weight: 'bold' });
        break;
      case 'text':
        fit(pen, heightOf(part.text, { size: 10 }, INSIDE));
        pen.lines(part.text, { size: 10, weight: part.bold ? 'bold' : 'regular' });
        pen.y += 3;
        break;
      case 'table':
        table(pen, part);
        break;
      case 'sheet':
        pen.newPage();
        if (sheet.mark !== null) band(pen, sheet.mark);
        pen.lines(part.caption, { size: 12, weight: 'bold' });
        add(framed(part.page, pen.y + 6));
        pen.y = A4.height - MARGIN;
        break;
      case 'slips':
        slips(pen, part.slips, add);
        break;
      case 'signatures':
        signatures(pen, part.who);
        break;
    }
  }
  pen.everyPage((page, of) => {
    const text = sheet.pageOf.replace('{{page}}', String(page)).replace('{{pages}}', String(of));
    pen.at(sheet.foot, { size: 7.5, ink: 'gray' }, MARGIN, INSIDE, A4.height - MARGIN + 6);
    pen.at(text, { size: 7.5, ink: 'gray', align: 'right' }, MARGIN, INSIDE, A4.height - MARGIN + 6);
  });
  return pen.pages.map((page, at) => [...page, ...drawn.flatMap(([on, marks]) => (on === at ? marks : []))]);
}

function band(pen: Pen, text: string): void {
  pen.box(MARGIN, pen.y, INSIDE, 18);
  pen.at(text, { size: 10, weight: 'bold', ink: 'white', align: 'middle' }, MARGIN, INSIDE, pen.y + 2);
  pen.y += 24;
}

/** Goes on with a new sheet where this one has not that much room. */
function fit(pen: Pen, height: number): void {
  if (pen.room - FOOT < height) pen.newPage();
}

function table(pen: Pen, { columns, rows }: ProofTable): void {
  const widths = columns.map(({ share }) => share * INSIDE);
  const lefts = widths.map((_, at) => MARGIN + widths.slice(0, at).reduce((sum, width) => sum + width, 0));
  const head = (): void => {
    const bold: Style = { size: 8, weight: 'bold' };
    row(
      pen,
      columns.map(({ title }) => title),
      bold,
      lefts,
      widths,
    );
    pen.box(MARGIN, pen.y - 1, INSIDE, 1);
  };
  fit(pen, 60);
  head();
  for (const { cells, marked } of rows) {
    const style: Style = marked ? { ...CELL, weight: 'bold' } : CELL;
    const texts = marked ? [`${MARKED}${cells[0] ?? ''}`, ...cells.slice(1)] : cells;
    const height = Math.max(...texts.map((text, at) => cellHeight(text, style, (widths[at] ?? 0) - 2 * PAD))) + 4;
    // A text that is longer than a sheet goes on over its foot rather than away.
    if (pen.room - FOOT < height && pen.y > MARGIN + 40) {
      pen.newPage();
      head();
    }
    row(pen, texts, style, lefts, widths);
    pen.box(MARGIN, pen.y - 1.5, INSIDE, 0.3, 'gray');
  }
  pen.y += 6;
}

/** Of a text whose own lines begin anew. */
const cellHeight = (text: string, style: Style, width: number): number =>
  text.split('\n').reduce((sum, line) => sum + heightOf(line, style, width), 0);

function row(
  pen: Pen,
  texts: readonly string[],
  style: Style,
  lefts: readonly number[],
  widths: readonly number[],
): void {
  const top = pen.y;
  let below = top;
  for (const [at, text] of texts.entries()) {
    pen.y = top + 1;
    for (const line of text.split('\n')) {
      pen.lines(line, style, (lefts[at] ?? MARGIN) + PAD, (widths[at] ?? INSIDE) - 2 * PAD);
    }
    below = Math.max(below, pen.y);
  }
  pen.y = below + 3;
}

/** A sheet in a frame, smaller than it is. */
function framed(page: Page, top: number): Page {
  const [width, height] = [A4.width * SHEET_SCALE, A4.height * SHEET_SCALE];
  const left = (A4.width - width) / 2;
  const edge = (x: number, y: number, wide: number, high: number) =>
    ({ mark: 'box', x, y, width: wide, height: high, ink: 'gray' }) as const;
  return [
    edge(left, top, width, 0.5),
    edge(left, top + height, width, 0.5),
    edge(left, top, 0.5, height),
    edge(left + width, top, 0.5, height),
    ...placed(page, left, top, SHEET_SCALE),
  ];
}

/** Strips beside one another, each as large as the sheet lets it be. */
function slips(pen: Pen, all: Extract<ProofPart, { part: 'slips' }>['slips'], add: (marks: Page) => void): void {
  const across = Math.floor((INSIDE + GAP) / (STRIP_WIDTH + GAP));
  for (const [at, { caption, slip }] of all.entries()) {
    if (at > 0 && at % across === 0) pen.newPage();
    const left = MARGIN + (at % across) * (STRIP_WIDTH + GAP);
    const top = pen.y;
    pen.at(caption, { size: 10, weight: 'bold' }, left, STRIP_WIDTH, top);
    const { marks, height } = stripOf(slip);
    const room = A4.height - MARGIN - FOOT - top - 20;
    const scale = Math.min(1, room / height);
    const edge = { mark: 'box', width: STRIP_WIDTH * scale, height: 0.5, x: left, ink: 'gray' } as const;
    add([{ ...edge, y: top + 17 }, { ...edge, y: top + 18 + height * scale }, ...placed(marks, left, top + 18, scale)]);
  }
  pen.y = A4.height - MARGIN;
}

function signatures(pen: Pen, who: readonly string[]): void {
  fit(pen, SIGN_ROOM);
  const each = (INSIDE - GAP * (who.length - 1)) / who.length;
  const line = A4.height - MARGIN - FOOT - 18;
  for (const [at, name] of who.entries()) {
    const left = MARGIN + at * (each + GAP);
    pen.box(left, line, each, 0.75);
    pen.at(name, { size: 8, ink: 'gray' }, left, each, line + 3);
  }
  pen.y = A4.height - MARGIN;
}
