import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import { type Election, precinctOf } from '../../core/election/election.ts';
import { type RegisterRecord, registerRecordSchema } from '../../core/election/register-record.ts';
import { readDate } from '../../core/person/dates.ts';
import { tidyName } from '../../core/person/names.ts';
import { typedPin } from '../../core/person/pin.ts';
import { fieldOf } from './commission.ts';
import { fromImage, fromTemplate } from './fingers.ts';

/**
 * Where the commission's list lies. Photos: `<record>.jpg|png|webp`; templates: `<record>-<finger>.iso`; where there
 * is no template, fingerprint images at 500 dpi: `<record>-<finger>.pgm`, extracted on the way.
 */
export interface VoterSource {
  /** .csv with a head line, or .ndjson with the fields of a register record. */
  readonly voters: string;
  readonly photos?: string;
  readonly templates?: string;
  readonly images?: string;
}

/** Why a row was left out. `row` counts voters from 1; the value itself is never told. */
export interface RejectedRow {
  readonly row: number;
  readonly field: string;
  readonly reason: string;
}

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
type Row = Readonly<Record<(typeof csvColumns)[number], string>>;

const PHOTO_KINDS = ['jpg', 'jpeg', 'png', 'webp'] as const;
const PHOTO_MAX = 50_000;
const FINGERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/**
 * Reads a list voter by voter, in bounded memory but for PINs and record ids, which must not come twice.
 * Rows that are not right go to `onReject` and are left out; a list without its columns is rejected as row 0.
 */
export async function* readVoters(
  source: VoterSource,
  election: Election,
  onReject: (row: RejectedRow) => void,
): AsyncGenerator<RegisterRecord> {
  const seen = { record: new Set<string>(), pin: new Set<string>(), place: new Set<string>() };
  let row = 0;
  for await (const raw of source.voters.endsWith('.csv')
    ? csvRows(source.voters, onReject)
    : ndjsonRows(source.voters)) {
    row += 1;
    const reject = (field: string, reason: string) => onReject({ row, field, reason });
    const parsed = registerRecordSchema.safeParse(await withFiles(raw, source, reject));
    if (!parsed.success) {
      const field = fieldOf(parsed.error);
      // The schema's own words for our rules; zod's words name types only, never the value.
      reject(field, parsed.error.issues[0]?.message ?? 'not allowed');
      continue;
    }
    const record = parsed.data;
    const precinct = precinctOf(election, record.precinct);
    const place = `${record.precinct}/${record.number}`;
    if (!precinct) reject('precinct', 'not in the table of precincts');
    else if (precinct.constituency !== record.constituency) reject('constituency', 'not that of the precinct');
    else if (seen.record.has(record.record)) reject('record', 'comes twice');
    else if (seen.pin.has(record.pin)) reject('pin', 'comes twice');
    else if (seen.place.has(place)) reject('number', 'comes twice in the list of its precinct');
    else {
      seen.record.add(record.record);
      seen.pin.add(record.pin);
      seen.place.add(place);
      yield record;
    }
  }
}

/** The voters of one station: those of its list, or at a remote station those listed for remote voting. */
export function belongsTo(record: RegisterRecord, election: Election, station: string): boolean {
  return precinctOf(election, station)?.kind === 'remote' ? record.remote : record.precinct === station;
}

async function* csvRows(path: string, onReject: (row: RejectedRow) => void): AsyncGenerator<unknown> {
  const parser = createReadStream(path).pipe(parse({ columns: true, bom: true, skip_empty_lines: true, trim: true }));
  let checked = false;
  for await (const row of parser as AsyncIterable<Record<string, string>>) {
    if (!checked) {
      const missing = csvColumns.filter((column) => !(column in row));
      for (const field of missing) onReject({ row: 0, field, reason: 'the column is missing' });
      if (missing.length > 0) return;
      checked = true;
    }
    yield fromRow(row as Row);
  }
}

async function* ndjsonRows(path: string): AsyncGenerator<unknown> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    try {
      yield JSON.parse(line);
    } catch {
      yield undefined;
    }
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

/** Adds photo, templates and fingerprint images from their folders to a record that brings none of its own. */
async function withFiles(
  raw: unknown,
  source: VoterSource,
  reject: (field: string, reason: string) => void,
): Promise<unknown> {
  if (typeof raw !== 'object' || raw === null || !('record' in raw) || !/^[a-z0-9-]+$/.test(String(raw.record)))
    return raw;
  const record = String(raw.record);
  const photo = source.photos ? await photoOf(source.photos, record, reject) : null;
  const fingers = source.templates || source.images ? await fingersOf(source, record, reject) : null;
  return { ...raw, ...(photo ? { photo } : {}), ...(fingers ? { fingers } : {}) };
}

async function photoOf(
  folder: string,
  record: string,
  reject: (field: string, reason: string) => void,
): Promise<string | null> {
  for (const kind of PHOTO_KINDS) {
    const photo = await readIfThere(join(folder, `${record}.${kind}`));
    if (photo && photo.length <= PHOTO_MAX) return photo.toString('base64');
    if (photo) reject('photo', `more than ${PHOTO_MAX} bytes; the voter is taken without it`);
  }
  return null;
}

async function fingersOf(
  { templates, images }: VoterSource,
  record: string,
  reject: (field: string, reason: string) => void,
) {
  const fingers: RegisterRecord['fingers'] = [];
  for (const finger of FINGERS) {
    const template = templates ? await readIfThere(join(templates, `${record}-${finger}.iso`)) : null;
    const image = images && !template ? await readIfThere(join(images, `${record}-${finger}.pgm`)) : null;
    if (!template && !image) continue;
    const enrolled = template ? fromTemplate(template, finger) : image && fromImage(image, finger);
    if (enrolled) fingers.push(enrolled);
    else
      reject(
        'fingers',
        `finger ${finger}: no ${template ? 'ISO/IEC 19794-2 template' : 'PGM image'} of it; taken without`,
      );
  }
  return fingers;
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
