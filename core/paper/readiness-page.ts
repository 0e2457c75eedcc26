import { qrCode } from '../qr/qr.ts';
import { A4, heightOf, INSIDE, type Ink, MARGIN, type Page, Pen, type Style } from './sheet.ts';

/** One thing that was looked at, in words. */
export interface ReadinessItem {
  readonly state: 'bad' | 'warn' | 'good';
  readonly name: string;
  /** What is wrong, and what to do; null where nothing is. */
  readonly happened: string | null;
  readonly todo: string | null;
  readonly detail: string | null;
}

/** The readiness report on A4, every text in the one language of whoever signs it. */
export interface ReadinessSheet {
  /** White on black above everything: training and the like. */
  readonly mark: string | null;
  readonly title: string;
  /** What election and station it is about; empty before the first package. */
  readonly about: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** How each state is called. */
  readonly states: Readonly<Record<ReadinessItem['state'], string>>;
  /** Worst first. */
  readonly items: readonly ReadinessItem[];
  readonly nothingWrong: string;
  /** Under which the device signed, and how it is checked. */
  readonly proof: {
    readonly words: string;
    readonly hash: string;
    readonly signature: string;
    readonly how: string;
    /** What the code says. */
    readonly code: string;
  };
  readonly signatures: readonly string[];
  /** `{{page}}` and `{{pages}}` are filled in. */
  readonly pageOf: string;
}

/** Sizes of the list: the largest with which everything stands on one sheet. */
const SIZES = [10, 9, 8, 7.2] as const;
const inks: Readonly<Record<ReadinessItem['state'], Ink>> = { bad: 'red', warn: 'amber', good: 'green' };
const states = ['bad', 'warn', 'good'] as const;

/** Columns of a line: what it is, a box to tick, what is wrong and what to do. */
const NAME_WIDTH = 132;
const TICK = 9;
const TEXT_LEFT = MARGIN + 12 + NAME_WIDTH + 10 + TICK + 6;
const TEXT_WIDTH = MARGIN + INSIDE - TEXT_LEFT;
/** Room of the proof and of who signs, at the foot of the last sheet. */
const FOOT = 158;
const CODE = 92;

/** Lays the report out, red first. */
export function readinessPages(sheet: ReadinessSheet): readonly Page[] {
  for (const size of SIZES) {
    const pages = laidOut(sheet, size);
    if (pages.length === 1) return pages;
  }
  // Where one sheet is not enough, the letters need not be small.
  return laidOut(sheet, SIZES[0]);
}

function laidOut(sheet: ReadinessSheet, size: number): readonly Page[] {
  const pen = new Pen();
  head(pen, sheet);
  const wrong = sheet.items.filter(({ state }) => state !== 'good');
  if (wrong.length === 0) pen.line(sheet.nothingWrong, { size: size + 1, weight: 'bold' });
  for (const [i, item] of wrong.entries()) {
    const first = wrong[i - 1]?.state !== item.state;
    const heading: Style = { size: size + 1, weight: 'bold', ink: inks[item.state] };
    if (pen.room < itemHeight(item, size) + (first ? 2 * size + 2 : 0)) pen.newPage();
    if (first) {
      pen.line(sheet.states[item.state], heading);
      pen.y += 2;
    }
    drawItem(pen, item, size);
  }
  const well = sheet.items.filter(({ state }) => state === 'good').map(({ name }) => name);
  if (well.length > 0) {
    const [heading, style]: [Style, Style] = [{ size: size + 1, weight: 'bold', ink: inks.good }, { size }];
    const text = well.join(' · ');
    if (pen.room < heightOf(text, style, INSIDE) + 2 * size) pen.newPage();
    pen.line(sheet.states.good, heading);
    pen.lines(text, style);
  }
  if (pen.room < FOOT) pen.newPage();
  foot(pen, sheet);
  numbered(pen, sheet.pageOf);
  return pen.pages;
}

function head(pen: Pen, { mark, title, about, facts, states: names, items }: ReadinessSheet): void {
  if (mark !== null) {
    pen.box(MARGIN, pen.y, INSIDE, 20);
    pen.at(mark, { size: 11, weight: 'bold', ink: 'white', align: 'middle' }, MARGIN, INSIDE, pen.y + 3);
    pen.y += 28;
  }
  pen.line(title, { size: 22, weight: 'bold' });
  pen.lines(about, { size: 10 });
  pen.y += 6;
  // How many of each, large: what one looks at first.
  const width = INSIDE / states.length;
  for (const [i, state] of states.entries()) {
    const left = MARGIN + i * width;
    const many = items.filter((item) => item.state === state).length;
    pen.box(left, pen.y, 4, 30, inks[state]);
    pen.at(String(many), { size: 24, weight: 'bold', ink: inks[state] }, left + 12, 60, pen.y - 1);
    pen.at(names[state], { size: 11 }, left + (many > 9 ? 48 : 34), width - 40, pen.y + 10);
  }
  pen.y += 40;
  const top = pen.y;
  const half = Math.ceil(facts.length / 2);
  for (const [i, [name, value]] of facts.entries()) {
    const left = MARGIN + (i < half ? 0 : INSIDE / 2 + 8);
    const y = top + (i % half) * 13;
    pen.at(name, { size: 8, ink: 'gray' }, left, 80, y + 1);
    pen.at(value, { size: 9, weight: 'bold' }, left + 94, INSIDE / 2 - 100, y);
  }
  pen.y = top + half * 13;
  pen.rule();
}

const heightOfName = ({ name, detail }: ReadinessItem, size: number): number =>
  heightOf(name, { size, weight: 'bold' }, NAME_WIDTH) +
  (detail === null ? 0 : heightOf(cut(detail, size), { size: size - 2 }, NAME_WIDTH));

const heightOfText = ({ happened, todo }: ReadinessItem, size: number): number =>
  [happened, todo].reduce((sum, one) => sum + (one === null ? 0 : heightOf(one, { size }, TEXT_WIDTH)), 0);

const itemHeight = (item: ReadinessItem, size: number): number =>
  Math.max(heightOfName(item, size), heightOfText(item, size)) + size * 0.6;

/** What it is and where, and beside it what is wrong and what to do, with a box to tick when it is done. */
function drawItem(pen: Pen, item: ReadinessItem, size: number): void {
  const { state, name, detail, happened, todo } = item;
  const top = pen.y;
  const height = itemHeight(item, size);
  pen.box(MARGIN, top + 1, 4, height - size * 0.6, inks[state]);
  pen.lines(name, { size, weight: 'bold' }, MARGIN + 12, NAME_WIDTH);
  if (detail !== null) pen.lines(cut(detail, size), { size: size - 2, ink: 'gray' }, MARGIN + 12, NAME_WIDTH);
  pen.y = top;
  if (happened !== null) pen.lines(happened, { size }, TEXT_LEFT, TEXT_WIDTH);
  if (todo !== null) {
    const left = TEXT_LEFT - TICK - 6;
    const middle = pen.y + size * 0.65 - TICK / 2;
    pen.box(left, middle, TICK, TICK);
    pen.box(left + 0.8, middle + 0.8, TICK - 1.6, TICK - 1.6, 'white');
    pen.lines(todo, { size }, TEXT_LEFT, TEXT_WIDTH);
  }
  pen.y = top + height;
}

/** A place as one line; what tells twins apart stands at its end. */
function cut(detail: string, size: number): string {
  const fits = (text: string) => heightOf(text, { size: size - 2 }, NAME_WIDTH) <= (size - 2) * 1.25;
  if (fits(detail)) return detail;
  for (let from = detail.length - 1; from > 12; from--) {
    const text = `${detail.slice(0, from >> 1)}…${detail.slice(detail.length - (from >> 1))}`;
    if (fits(text)) return text;
  }
  return detail.slice(0, 12);
}

/** The device's signature with what it takes to check it, and the lines to sign on; at the foot of the sheet. */
function foot(pen: Pen, { proof, signatures }: ReadinessSheet): void {
  pen.y = A4.height - MARGIN - FOOT;
  pen.rule();
  const top = pen.y;
  pen.code(qrCode(proof.code), MARGIN - 8, top - 6, CODE + 8);
  const [left, width] = [MARGIN + CODE + 8, INSIDE - CODE - 8];
  const small: Style = { size: 7.5 };
  pen.lines(proof.words, { size: 9.5, weight: 'bold' }, left, width);
  pen.lines(proof.hash, small, left, width);
  pen.lines(proof.signature, small, left, width);
  pen.y += 2;
  pen.lines(proof.how, { ...small, ink: 'gray' }, left, width);
  const each = (INSIDE - 20 * (signatures.length - 1)) / signatures.length;
  const line = A4.height - MARGIN - 26;
  for (const [i, who] of signatures.entries()) {
    const at = MARGIN + i * (each + 20);
    pen.box(at, line, each, 0.75);
    pen.at(who, { size: 8, ink: 'gray' }, at, each, line + 3);
  }
}

function numbered(pen: Pen, pageOf: string): void {
  pen.everyPage((page, of) => {
    const text = pageOf.replace('{{page}}', String(page)).replace('{{pages}}', String(of));
    pen.at(text, { size: 7.5, ink: 'gray', align: 'right' }, MARGIN, INSIDE, A4.height - MARGIN + 6);
  });
}
