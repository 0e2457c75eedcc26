import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
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

/** Rows of a list: `.csv` with a head line, or else JSON lines. Empty lines are no rows. */
export async function* rowsOf(path: string): AsyncGenerator<SourceRow> {
  if (path.endsWith('.csv')) yield* csvRows(path);
  else for await (const line of linesOf(path)) yield jsonRow(line);
}

async function* csvRows(path: string): AsyncGenerator<SourceRow> {
  let head: readonly string[] | null = null;
  for await (const line of linesOf(path)) {
    const cells = cellsOf(line);
    if (head === null) {
      const wrong = headTrouble(cells);
      for (const trouble of wrong) yield { head: true, ...trouble };
      if (wrong.length > 0) return;
      head = cells as readonly string[];
    } else if (typeof cells === 'string') {
      yield { field: 'quotes', reason: cells };
    } else if (cells.length !== head.length) {
      yield { field: 'columns', reason: `${cells.length} columns where the head line has ${head.length}` };
    } else {
      yield { raw: fromRow(Object.fromEntries(head.map((column, i) => [column, cells[i]])) as Row) };
    }
  }
  if (head === null) yield { head: true, field: 'columns', reason: 'there is no head line' };
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

/** Lines that hold anything, without the mark that some programs put before the first one. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let first = true;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const text: string = first ? line.replace(/^\ufeff/, '') : line;
    first = false;
    if (text.trim() !== '') yield text;
  }
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
