import { A4, heightOf, INSIDE, MARGIN, type Page, Pen, type Style } from '../paper/sheet.ts';
import { qrCode } from '../qr/qr.ts';
import { hashGroups } from '../receipt/slip.ts';
import { slipWords } from '../receipt/words.ts';
import { pageMark } from './page-mark.ts';
import type { ProtocolSheet, SheetRecount, SheetRow, SheetSaid } from './protocol-sheet.ts';
import { fewerWords, resultsWords, signerWords, together } from './words.ts';

/** Which copy a paper is. */
export interface Copy {
  readonly number: number;
  /** The highest number that was given out with it. */
  readonly of: number;
}

/**
 * a4: every number beside the other, to be signed and filed. enlarged: for the wall, with the numbers of the protocol in
 * letters that are read from three metres. It is made of sheets of A4 hung below each other, because a station's printer
 * takes no larger paper and none of the kit can print A3; whoever has a larger printer enlarges it without loss.
 */
export type ProtocolForm = 'a4' | 'enlarged';

/** Sizes of letters of a form, and the columns of its numbers from the right, in points. */
interface Look {
  readonly title: number;
  readonly head: number;
  readonly label: number;
  readonly second: number;
  readonly digits: number;
  readonly small: number;
  readonly number: number;
  readonly columns: readonly {
    readonly of: 'machine' | 'hand' | 'value';
    readonly width: number;
    readonly size: number;
  }[];
}

const looks: Readonly<Record<ProtocolForm, Look>> = {
  a4: {
    ...{ title: 14, head: 9, label: 9, second: 7.5, digits: 11, small: 8, number: 26 },
    columns: [
      { of: 'machine', width: 58, size: 10 },
      { of: 'hand', width: 58, size: 10 },
      { of: 'value', width: 66, size: 12 },
    ],
  },
  enlarged: {
    ...{ title: 24, head: 14, label: 16, second: 12, digits: 34, small: 11, number: 46 },
    columns: [{ of: 'value', width: 130, size: 34 }],
  },
};

const PAD = 3;
const CODE = 128;
const SIGN_ROW = 40;
/** Side of the code by which an image of a page is known, with its quiet zone: 14 mm. */
const PAGE_CODE = 40;
/** Room at the foot of a sheet for its number, and of one that is signed for its code. */
const FOOT = PAGE_CODE;

/** A protocol on A4, in Kyrgyz and Russian. @param copy null for the file, which is no numbered copy */
export const protocolPages = (sheet: ProtocolSheet, form: ProtocolForm, copy: Copy | null): readonly Page[] =>
  drawn(sheet, form, copy).pages;

/** A protocol's paper, and on which of its pages (from 1) each row of its table stands. */
interface Drawn {
  readonly pages: readonly Page[];
  readonly rows: readonly number[];
}

/** How many pages a protocol takes on A4, and on which of them (from 1) each of its rows stands. */
export function pagesOfRows(sheet: ProtocolSheet): { readonly pages: number; readonly rows: readonly number[] } {
  const { pages, rows } = drawn(sheet, 'a4', null);
  return { pages: pages.length, rows };
}

function drawn(sheet: ProtocolSheet, form: ProtocolForm, copy: Copy | null): Drawn {
  const look = looks[form];
  const pen = new Pen();
  drawHead(pen, sheet, look, form);
  if (sheet.fewerThan !== null) {
    const { ky, ru } = fewerWords(sheet.fewerThan);
    pen.lines(ky, { size: look.label, weight: 'bold' });
    pen.lines(ru, { size: look.label });
    pen.y += 8;
  }
  const rows = sheet.rows.length > 0 ? drawTable(pen, sheet.rows, look) : [];
  drawRatios(pen, sheet, look);
  drawSaid(pen, sheet, look);
  drawSignatures(pen, sheet, look);
  drawProof(pen, sheet, look);
  pen.everyPage((page, of) => drawFoot(pen, sheet, { form, copy, page, of }));
  return { pages: pen.pages, rows };
}

function room(pen: Pen, height: number): boolean {
  if (pen.room - FOOT >= height) return true;
  pen.newPage();
  return false;
}

function drawHead(pen: Pen, sheet: ProtocolSheet, look: Look, form: ProtocolForm): void {
  if (sheet.mark !== null) {
    pen.box(MARGIN, pen.y, INSIDE, 18);
    const bar: Style = { size: 10, weight: 'bold', ink: 'white', align: 'middle' };
    pen.at(together(sheet.mark), bar, MARGIN, INSIDE, pen.y + 2);
    pen.y += 24;
  }
  if (form === 'enlarged') pen.line(together(resultsWords.enlarged), { size: look.head, weight: 'bold' });
  pen.lines(sheet.title.ky, { size: look.title, weight: 'bold' });
  pen.lines(sheet.title.ru, { size: look.title * 0.75 });
  pen.y += 2;
  const strong: Style = { size: look.head, weight: 'bold' };
  pen.lines(together(sheet.election), strong);
  pen.lines(`${together(slipWords.station)} № ${sheet.station} · ${together(sheet.stationNames)}`, strong);
  pen.lines(`${together(sheet.constituency)} · ${together(sheet.ballot)}`, strong);
  const [date = '', time = ''] = sheet.at.split('T');
  const when = `${date.split('-').reverse().join('.')} ${time.slice(0, 5)}`;
  const plain: Style = { size: look.small, ink: 'gray' };
  pen.lines(`${when} · ${together(resultsWords.sitting)} ${sheet.sitting}`, plain);
  pen.lines(versionOf(sheet), strong);
  if (sheet.corrects !== null) {
    const { version, hash, said } = sheet.corrects;
    const before = `${together(resultsWords.corrects)} ${version} (${hashGroups(hash, 4).toUpperCase()})`;
    pen.lines(before, { size: look.head });
    drawWords(pen, together(resultsWords.why), said, look);
  }
  pen.lines(`${sheet.basis.ky} ${sheet.basis.ru}`, plain);
  pen.y += 4;
}

const versionOf = ({ version }: ProtocolSheet): string => `${together(resultsWords.version)} № ${version}`;

const widthOf = ({ columns }: Look): number => columns.reduce((sum, { width }) => sum + width, 0);

/** @returns the page of each row */
function drawTable(pen: Pen, rows: readonly SheetRow[], look: Look): readonly number[] {
  const labels = INSIDE - look.number - widthOf(look);
  const heading = (): void => {
    const top = pen.y;
    let left = MARGIN + look.number + labels;
    for (const { of, width } of look.columns) {
      const style: Style = { size: look.small * 0.9, weight: 'bold', align: 'right' };
      pen.at(resultsWords[of].ky, style, left, width - PAD, top);
      pen.at(resultsWords[of].ru, { ...style, weight: 'regular' }, left, width - PAD, top + look.small);
      left += width;
    }
    pen.y = top + look.small * 2.2 + 2;
    pen.box(MARGIN, pen.y, INSIDE, 1);
    pen.y += 2;
  };
  room(pen, 120);
  heading();
  const pages = rows.map((row) => {
    const height = rowHeight(row, look, labels);
    if (!room(pen, height)) heading();
    drawRow(pen, row, look, labels, height);
    return pen.pages.length;
  });
  pen.y += 4;
  return pages;
}

/** An option stands a little to the right, below its line. */
const indent = ({ number }: SheetRow): number => (number === '' ? 12 : 0);

const namesOf = (row: SheetRow, look: Look): readonly (readonly [string, Style])[] => [
  [row.label.ky, { size: look.label, weight: row.number === '' ? 'regular' : 'bold' }],
  ...(row.label.ru === row.label.ky ? [] : [[row.label.ru, { size: look.second, ink: 'gray' }] as const]),
];

function rowHeight(row: SheetRow, look: Look, labels: number): number {
  const width = labels - indent(row) - 2 * PAD;
  const names = namesOf(row, look).reduce((sum, [text, style]) => sum + heightOf(text, style, width), 0);
  return Math.max(names, look.digits * 1.25) + 2 * PAD;
}

function drawRow(pen: Pen, row: SheetRow, look: Look, labels: number, height: number): void {
  const top = pen.y;
  pen.at(row.number, { size: look.label, weight: 'bold' }, MARGIN + PAD, look.number, top + PAD);
  pen.y = top + PAD;
  const left = MARGIN + look.number + indent(row) + PAD;
  for (const [text, style] of namesOf(row, look)) pen.lines(text, style, left, labels - indent(row) - 2 * PAD);
  let at = MARGIN + look.number + labels;
  for (const { of, width, size } of look.columns) {
    const style: Style = { size, weight: of === 'value' ? 'bold' : 'regular', align: 'right' };
    pen.at(row[of], style, at, width - PAD, top + (height - size * 1.36) / 2);
    at += width;
  }
  pen.box(MARGIN, top + height - 0.5, INSIDE, 0.5, 'gray');
  pen.y = top + height;
}

/** Those that hold in one line each; those that do not with what persons say of it. */
function drawRatios(pen: Pen, { ratios }: ProtocolSheet, look: Look): void {
  if (ratios.length === 0) return;
  room(pen, look.label * 6);
  pen.line(together(resultsWords.ratios), { size: look.label, weight: 'bold' });
  for (const { label, by, said } of ratios) {
    const state = by === null ? together(resultsWords.holds) : `${together(resultsWords.broken)}: ${by}`;
    const style: Style = { size: look.small, weight: by === null ? 'regular' : 'bold' };
    const text = `${together(label)} — ${state}`;
    room(pen, heightOf(text, style, INSIDE));
    pen.lines(text, style);
    if (said) drawWords(pen, together(resultsWords.why), said, look);
  }
  pen.y += 4;
}

function drawWords(pen: Pen, name: string, { words, names }: SheetSaid, look: Look): void {
  const text = `${name}: ${words} (${together(resultsWords.decidedBy)}: ${names.join(', ')})`;
  room(pen, heightOf(text, { size: look.small }, INSIDE - 12));
  pen.lines(text, { size: look.small }, MARGIN + 12, INSIDE - 12);
}

/** Whether the scanner came to the same once more, and where not. */
function drawRecount(pen: Pen, { sheets, counted, aside, matches, differences, said }: SheetRecount, look: Look): void {
  const lines = (text: string, indent: number): void => {
    room(pen, heightOf(text, { size: look.small }, INSIDE - indent));
    pen.lines(text, { size: look.small }, MARGIN + indent, INSIDE - indent);
  };
  const { rereadMatches, rereadDiffers, rereadAside, rereadLine, why } = resultsWords;
  lines(`${together(matches ? rereadMatches : rereadDiffers)}: ${sheets} / ${counted}`, 0);
  if (aside > 0) lines(`${together(rereadAside)}: ${aside}`, 12);
  for (const one of differences) {
    lines(`${together(one.label)} (${together(rereadLine)}): ${one.counted} / ${one.again}`, 12);
  }
  if (said) drawWords(pen, together(why), said, look);
}

function drawSaid(pen: Pen, { counts, recounts, dissents }: ProtocolSheet, look: Look): void {
  if (counts) drawWords(pen, together(resultsWords[counts.how]), counts, look);
  for (const one of recounts) drawRecount(pen, one, look);
  if (dissents.length === 0) return;
  room(pen, look.label * 4);
  pen.line(together(resultsWords.dissents), { size: look.label, weight: 'bold' });
  for (const { name, reason, afterwards } of dissents) {
    const when = afterwards ? ` (${together(resultsWords.afterwards)})` : '';
    const text = `${name}${when}: ${reason}`;
    room(pen, heightOf(text, { size: look.small }, INSIDE));
    pen.lines(text, { size: look.small });
  }
  pen.y += 4;
}

/** Two beside one another: role and name, and a line for the hand. */
function drawSignatures(pen: Pen, { signers }: ProtocolSheet, look: Look): void {
  const rows = Math.ceil(signers.length / 2);
  room(pen, Math.min(rows, 3) * SIGN_ROW + look.label * 2);
  pen.line(together(resultsWords.signed), { size: look.label, weight: 'bold' });
  const each = (INSIDE - 20) / 2;
  for (let row = 0; row < rows; row++) {
    room(pen, SIGN_ROW);
    const top = pen.y;
    for (const [place, { role, name }] of signers.slice(row * 2, row * 2 + 2).entries()) {
      const left = MARGIN + place * (each + 20);
      pen.at(name, { size: 9, weight: 'bold' }, left, each, top + 3);
      pen.box(left, top + 28, each, 0.75);
      pen.at(together(signerWords[role]), { size: 7, ink: 'gray' }, left, each, top + 29);
    }
    pen.y = top + SIGN_ROW;
  }
}

function drawProof(pen: Pen, { hash, code }: ProtocolSheet, look: Look): void {
  room(pen, CODE + 8);
  const top = pen.y + 4;
  pen.code(qrCode(code), MARGIN + INSIDE - CODE, top, CODE);
  pen.y = top + 6;
  const width = INSIDE - CODE - 12;
  pen.lines(together(resultsWords.hash), { size: look.small, ink: 'gray' }, MARGIN, width);
  pen.lines(hashGroups(hash, 16).toUpperCase(), { size: 10, weight: 'bold' }, MARGIN, width);
  pen.y = top + CODE;
}

function drawFoot(
  pen: Pen,
  sheet: ProtocolSheet,
  {
    form,
    copy,
    page,
    of,
  }: { readonly form: ProtocolForm; readonly copy: Copy | null; readonly page: number; readonly of: number },
): void {
  const y = A4.height - MARGIN - 2;
  const style: Style = { size: 8.5, weight: 'bold' };
  if (copy === null) pen.at(together(resultsWords.electronic), style, MARGIN, INSIDE, y);
  else {
    pen.at(`${together(resultsWords.copy)} № ${copy.number} / ${copy.of}`, style, MARGIN, INSIDE, y);
    pen.at(`${together(resultsWords.copyFor)}: ${'_'.repeat(30)}`, { size: 8.5 }, MARGIN + 130, 280, y);
  }
  // The sheets that hang on the wall are not signed, and nobody scans them.
  const isSigned = form === 'a4';
  if (isSigned)
    pen.code(qrCode(pageMark(sheet.hash, page, of)), MARGIN + INSIDE - PAGE_CODE, y - PAGE_CODE + 16, PAGE_CODE);
  pen.at(`${page} / ${of}`, { size: 8.5, align: 'right' }, MARGIN, INSIDE - (isSigned ? PAGE_CODE : 0), y);
  const mark = `${hashGroups(sheet.hash, 4).toUpperCase()} · № ${sheet.station} · ${versionOf(sheet)}`;
  pen.at(mark, { size: 7, ink: 'gray' }, MARGIN, INSIDE, y + 11);
}
