import { LINES_ON_PAGE } from '../paper-road/list.ts';
import type { Both } from '../receipt/slip.ts';
import { wrap } from '../receipt/text-width.ts';
import { slipWords } from '../receipt/words.ts';
import { A4, INSIDE, MARGIN, type Page, Pen } from './sheet.ts';

/** What stands beside a voter instead of room for her signature; null: she votes here. */
export type HomeListNote =
  /** Where she is listed to vote remotely; without a station where the list does not say. */
  | { readonly kind: 'votes-at'; readonly station: string | null; readonly address: Both | null }
  /** Admitted before this list was made: its date, as people write it. */
  | { readonly kind: 'admitted'; readonly date: string };

export interface HomeListVoter {
  readonly number: number;
  readonly name: string;
  readonly year: string;
  readonly note: HomeListNote | null;
}

export interface HomeListSheet {
  readonly mark: Both | null;
  readonly election: Both;
  readonly station: string;
  readonly names: Both;
  /** Version of the list by how far it had come, and its date. */
  readonly list: Both;
  readonly version: string;
  /** Date and time at which it was made, as people write it. */
  readonly made: string;
  readonly device: string;
  /** In the order of the list. */
  readonly voters: readonly HomeListVoter[];
}

export const homeListWords = {
  title: { ky: 'Шайлоочулардын тизмеси', ru: 'Список избирателей' },
  name: { ky: 'Аты-жөнү', ru: 'ФИО' },
  year: { ky: 'Туулган ж.', ru: 'Год рожд.' },
  signature: { ky: 'Колу; башка жерде добуш берсе — кайда', ru: 'Подпись; если голосует в другом месте — где' },
  voters: { ky: 'Тизмеде', ru: 'В списке' },
  elsewhere: { ky: 'Башка жерде добуш берет', ru: 'Голосуют в другом месте' },
  votesAt: { ky: 'Аралыктан добуш берет', ru: 'Голосует дистанционно' },
  admitted: { ky: 'Жайдан тышкары өткөн', ru: 'Прошёл вне помещения' },
  page: { ky: 'Барак', ru: 'Лист' },
} as const satisfies Readonly<Record<string, Both>>;

/** Where the table begins: the same on every sheet, so that page and line name a voter. */
const TABLE = MARGIN + 92;
const HEAD = 22;
const ROW = (A4.height - MARGIN - 16 - TABLE - HEAD) / LINES_ON_PAGE;
const columns = [
  { left: 0, width: 20 },
  { left: 20, width: 34 },
  { left: 54, width: 180 },
  { left: 234, width: 40 },
  { left: 274, width: INSIDE - 274 },
] as const;
const PAD = 3;
const NAME = 10.5;
const NOTE_SIZES = [8.5, 8, 7.5, 7, 6.2, 5.6, 5, 4.5];
const LEADING = 1.15;
/** Room for the number of a station. */
const STATION = 46;

const together = ({ ky, ru }: Both): string => (ru === ky ? ky : `${ky} / ${ru}`);

/** How many sheets the list has. */
export const homeListSheets = (voters: number): number => Math.max(1, Math.ceil(voters / LINES_ON_PAGE));

/**
 * The station's voters on A4, line by line as the list on the chair's stick has them, so that page and line are the same on
 * both. Who votes elsewhere has no room to sign: station and address stand there.
 * @param from first sheet, from 1
 * @param to last sheet
 */
export function homeListPages(
  sheet: HomeListSheet,
  from = 1,
  to = homeListSheets(sheet.voters.length),
): readonly Page[] {
  const pen = new Pen();
  for (let page = from; page <= to; page += 1) {
    if (page > from) pen.newPage();
    drawHead(pen, sheet);
    const rows = sheet.voters.slice((page - 1) * LINES_ON_PAGE, page * LINES_ON_PAGE);
    for (const [line, voter] of rows.entries()) drawRow(pen, voter, line);
    drawGrid(pen, rows.length);
    const foot = `${together(homeListWords.page)} ${page} / ${homeListSheets(sheet.voters.length)}`;
    pen.at(foot, { size: 9, weight: 'bold', align: 'right' }, MARGIN, INSIDE, A4.height - MARGIN - 11);
  }
  return pen.pages;
}

function drawHead(pen: Pen, sheet: HomeListSheet): void {
  const elsewhere = sheet.voters.filter(({ note }) => note?.kind === 'votes-at').length;
  pen.y = MARGIN;
  if (sheet.mark !== null) {
    pen.box(MARGIN, pen.y, INSIDE, 16);
    const bar = { size: 9, weight: 'bold', ink: 'white', align: 'middle' } as const;
    pen.at(together(sheet.mark), bar, MARGIN, INSIDE, pen.y + 2);
  }
  pen.y += 18;
  pen.line(together(homeListWords.title), { size: 14, weight: 'bold' });
  pen.line(fitting(together(sheet.election), 9), { size: 9 });
  pen.line(fitting(`${slipWords.station.ky} № ${sheet.station} · ${together(sheet.names)}`, 9), {
    size: 9,
    weight: 'bold',
  });
  const counts = [
    `${together(homeListWords.voters)}: ${sheet.voters.length}`,
    `${together(homeListWords.elsewhere)}: ${elsewhere}`,
  ];
  pen.line(fitting(`${together(sheet.list)} ${sheet.version}`, 8), { size: 8 });
  pen.line(fitting(counts.join(' · '), 8), { size: 8, weight: 'bold' });
  pen.line(`${sheet.made} · ${sheet.device}`, { size: 7.5, ink: 'gray' });
  const names = ['', '№', homeListWords.name, homeListWords.year, homeListWords.signature].map((name) =>
    typeof name === 'string' ? [name] : [name.ky, name.ru],
  );
  for (const [place, lines] of names.entries()) {
    for (const [row, text] of lines.entries()) {
      cell(pen, place, text, { size: 7, weight: row === 0 ? 'bold' : 'regular' }, TABLE + 2 + row * 9);
    }
  }
}

function drawRow(pen: Pen, { number, name, year, note }: HomeListVoter, line: number): void {
  const top = TABLE + HEAD + line * ROW;
  if (note !== null) pen.box(MARGIN, top, INSIDE, ROW, 'pale');
  const middle = (size: number): number => top + (ROW - size * 1.25) / 2;
  cell(pen, 0, String(line + 1), { size: 7, ink: 'gray', align: 'right' }, middle(7));
  cell(pen, 1, String(number), { size: 9, weight: 'bold', align: 'right' }, middle(9));
  const size = wrap(name, NAME, 'regular', columns[2].width - 2 * PAD).length > 1 ? 8.5 : NAME;
  const names = wrap(name, size, 'regular', columns[2].width - 2 * PAD).slice(0, 2);
  const first = top + (ROW - names.length * size * 1.2) / 2;
  for (const [at, text] of names.entries()) cell(pen, 2, text, { size }, first + at * size * 1.2);
  cell(pen, 3, year, { size: 9, align: 'middle' }, middle(9));
  if (note !== null) drawNote(pen, note, top);
}

/** The station's number large, its address beside it in the largest letters that fit. */
function drawNote(pen: Pen, note: HomeListNote, top: number): void {
  const { left, width } = columns[4];
  const station = note.kind === 'votes-at' ? note.station : null;
  const text =
    note.kind === 'admitted'
      ? `${together(homeListWords.admitted)}: ${note.date}`
      : together(note.address ?? homeListWords.votesAt);
  const aside = station === null ? 0 : STATION;
  if (station !== null) {
    const style = { size: 10, weight: 'bold' } as const;
    pen.at(`№ ${station}`, style, MARGIN + left + PAD, STATION, top + (ROW - 10 * LEADING) / 2);
  }
  const inside = width - 2 * PAD - aside;
  const fits = (size: number): boolean => wrap(text, size, 'regular', inside).length * size * LEADING <= ROW - 1;
  const size = NOTE_SIZES.find(fits) ?? NOTE_SIZES[NOTE_SIZES.length - 1] ?? 5;
  const lines = wrap(text, size, 'regular', inside).slice(0, Math.floor((ROW - 1) / (size * LEADING)));
  const first = top + (ROW - lines.length * size * LEADING) / 2;
  for (const [at, line] of lines.entries()) {
    pen.at(line, { size }, MARGIN + left + PAD + aside, inside, first + at * size * LEADING);
  }
}

function drawGrid(pen: Pen, rows: number): void {
  const bottom = TABLE + HEAD + rows * ROW;
  for (const { left } of columns) pen.box(MARGIN + left, TABLE, 0.5, bottom - TABLE);
  pen.box(MARGIN + INSIDE - 0.5, TABLE, 0.5, bottom - TABLE);
  pen.box(MARGIN, TABLE, INSIDE, 0.5);
  for (let row = 0; row <= rows; row += 1) pen.box(MARGIN, TABLE + HEAD + row * ROW, INSIDE, row === 0 ? 1 : 0.5);
}

function cell(pen: Pen, place: number, text: string, style: Parameters<Pen['at']>[1], top: number): void {
  const { left, width } = columns[place] ?? columns[0];
  pen.at(text, style, MARGIN + left + PAD, width - 2 * PAD, top);
}

/** One line that stays inside; what is longer is cut with a sign that it is. */
function fitting(text: string, size: number): string {
  const [first = '', ...rest] = wrap(text, size, 'bold', INSIDE - 12);
  return rest.length === 0 ? first : `${first}…`;
}
