import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import { readDate } from '../../core/person/dates.ts';
import { tidyName } from '../../core/person/names.ts';
import { typedPin } from '../../core/person/pin.ts';

/**
 * The lines of the commission's list. One line is one voter, in CSV too: a quote that is never closed then spoils its
 * own line and not the rest of the list, and every line that cannot be read is told with its number.
 */
export type SourceRow =
  | { readonly raw: unknown }
  /** What is wrong with a line that cannot be read as a row; `head` if that is the line with the columns' names. */
  | { readonly head?: true; readonly field: string; readonly reason: string };

/** Where a line stands in its file, in bytes, without what ends it. */
export interface LinePlace {
  readonly at: number;
  readonly bytes: number;
}

/** A row with the place of its line. */
export type PlacedRow = SourceRow & { readonly place: LinePlace };

/** How the lines of one list are read: by the columns of its head line, or as JSON. */
export type LineReader = (line: string) => SourceRow;

/** Columns of a CSV list; docs/election-package.md describes each. */
export const csvColumns = [
  'record',
  'number',
  'surname',
  'given',
  'patronymic',
  'sex',
  'birth_date',
  'pin',
  'documents',
  'address',
  'precinct',
  'constituency',
  'remote',
  'admitted_outside',
] as const;
/** Columns that a list may do without. */
export const csvOptional = ['votes_at'] as const;
type Row = Readonly<Record<(typeof csvColumns)[number], string>> &
  Readonly<Partial<Record<(typeof csvOptional)[number], string>>>;

/**
 * Rows of a list: `.csv` with a head line, or else JSON lines. Empty lines are no rows.
 * @param onReader told how its lines are read, as soon as that is known: single ones can be read again
 */
export async function* rowsOf(
  path: string,
  onReader: (reader: LineReader) => void = () => {},
): AsyncGenerator<PlacedRow> {
  let reader = path.endsWith('.csv') ? null : jsonRow;
  if (reader) onReader(reader);
  let empty = true;
  for await (const { text, ...place } of linesOf(path)) {
    empty = false;
    if (reader) {
      yield { ...reader(text), place };
      continue;
    }
    const cells = cellsOf(text);
    const wrong = headTrouble(cells);
    for (const trouble of wrong) yield { head: true, ...trouble, place };
    if (wrong.length > 0) return;
    reader = (line) => csvRow(line, cells as readonly string[]);
    onReader(reader);
  }
  if (empty && path.endsWith('.csv')) {
    yield { head: true, field: 'columns', reason: 'there is no head line', place: { at: 0, bytes: 0 } };
  }
}

function csvRow(line: string, head: readonly string[]): SourceRow {
  const cells = cellsOf(line);
  if (typeof cells === 'string') return { field: 'quotes', reason: cells };
  if (cells.length !== head.length) {
    return { field: 'columns', reason: `${cells.length} columns where the head line has ${head.length}` };
  }
  return { raw: fromRow(Object.fromEntries(head.map((column, i) => [column, cells[i]])) as Row) };
}

/** What is wrong with the head line; empty when each of our columns stands in it once. Other columns are not read. */
function headTrouble(cells: readonly string[] | string): readonly { field: string; reason: string }[] {
  if (typeof cells === 'string') return [{ field: 'quotes', reason: cells }];
  return [...csvColumns, ...csvOptional].flatMap((field) => {
    const times = cells.filter((cell) => cell === field).length;
    const mayMiss = times === 0 && csvOptional.some((one) => one === field);
    return times === 1 || mayMiss
      ? []
      : [{ field, reason: times === 0 ? 'the column is missing' : 'the column comes twice' }];
  });
}

/** Why a quote is wrong, in words; the parser's own words repeat what stands in the line. */
const quoteTroubles: Readonly<Partial<Record<CsvError['code'], string>>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is not closed in its line',
  CSV_INVALID_CLOSING_QUOTE: 'something stands between a closing quote and the comma',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'something stands between a closing quote and the comma',
  INVALID_OPENING_QUOTE: 'a quote stands inside a value that does not begin with one',
};

/** The cells of a line, or what is wrong with its quotes. */
function cellsOf(line: string): readonly string[] | string {
  try {
    const [cells = []] = parse(line, { trim: true });
    return cells;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return quoteTroubles[error.code] ?? 'the line cannot be read';
  }
}

function jsonRow(line: string): SourceRow {
  try {
    return { raw: JSON.parse(line) };
  } catch {
    return { field: '(whole)', reason: 'not JSON' };
  }
}

const LINE_FEED = 10;
const RETURN = 13;
/** The mark that some programs put before the first line. */
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Lines that hold anything, each with its place, without the mark before the first one. */
async function* linesOf(path: string): AsyncGenerator<LinePlace & { readonly text: string }> {
  let pieces: Buffer[] = [];
  let at = 0;
  const ended = function* (last: Buffer): Generator<LinePlace & { readonly text: string }> {
    const whole = pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
    const from = at === 0 && whole.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0;
    const line = whole.subarray(from, whole.at(-1) === RETURN ? -1 : undefined);
    const text = line.toString('utf8');
    if (text.trim() !== '') yield { text, at: at + from, bytes: line.length };
    at += whole.length + 1;
    pieces = [];
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      yield* ended(chunk.subarray(from, end));
      from = end + 1;
    }
    pieces.push(chunk.subarray(from));
  }
  yield* ended(Buffer.alloc(0));
}

/** A row of text as a record; what cannot be read stays text, so that the schema names the field. */
function fromRow(row: Row): unknown {
  return {
    record: row.record,
    number: /^\d+$/.test(row.number) ? Number(row.number) : row.number,
    surname: tidyName(row.surname),
    given: tidyName(row.given),
    patronymic: tidyName(row.patronymic) || null,
    sex: row.sex,
    birthDate: readDate(row.birth_date) ?? row.birth_date,
    pin: typedPin(row.pin),
    documents: row.documents
      .split(/[\s;]+/)
      .filter(Boolean)
      .map(documentOf),
    address: tidyName(row.address),
    precinct: row.precinct,
    constituency: row.constituency,
    remote: row.remote === 'yes' ? true : row.remote === 'no' || row.remote === '' ? false : row.remote,
    votesAt: row.votes_at || null,
    admitted:
      row.admitted_outside === ''
        ? null
        : { how: 'outside', date: readDate(row.admitted_outside) ?? row.admitted_outside, station: row.precinct },
    photo: null,
    fingers: [],
  };
}

/** `ID0000001/2030-01-01`, or a number alone where the document has no date of expiry. */
function documentOf(text: string): unknown {
  const [number, expires] = text.split('/');
  return { number, expires: expires === undefined ? null : (readDate(expires) ?? expires) };
}
