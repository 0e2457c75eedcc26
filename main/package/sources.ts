import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ZodError } from 'zod';
import type { FingerPosition } from '../../core/admission/facts.ts';
import { type Election, precinctOf } from '../../core/election/election.ts';
import { type RegisterRecord, registerRecordSchema, votesAtTrouble } from '../../core/election/register-record.ts';
import { IMAGE_LIMITS } from '../../core/fingerprint/fingerprint.ts';
import { err, type Result } from '../../core/problem/result.ts';
import { fieldOf } from './commission.ts';
import { type FingerImageFault, fromImage, fromTemplate } from './fingers.ts';
import { rowsOf, type SourceRow } from './rows.ts';

/**
 * Where the commission's list lies. Photos: `<record>.jpg|png|webp`; templates: `<record>-<finger>.iso`; where there
 * is no template, fingerprint images: `<record>-<finger>.` and one of `IMAGE_KINDS`, extracted on the way.
 */
export interface VoterSource {
  /** .csv with a head line, or .ndjson with the fields of a register record. */
  readonly voters: string;
  readonly photos?: string;
  readonly templates?: string;
  readonly images?: string;
}

/** What was left out and why. `row` counts voters from 1, 0 is the head line; the value itself is never told. */
export interface LeftOut {
  readonly row: number;
  readonly field: string;
  readonly reason: string;
  /** The voter was taken without this photo or finger; false: the whole row was left out. */
  readonly taken: boolean;
}

const PHOTO_KINDS = ['jpg', 'jpeg', 'png', 'webp'] as const;
const PHOTO_MAX = 50_000;
/** Names only: what a file is, its first bytes tell. `fir` is a record of ISO/IEC 19794-4. */
const IMAGE_KINDS = ['fir', 'wsq', 'png', 'pgm', 'bmp', 'tif', 'tiff', 'jp2', 'j2k', 'jpg', 'jpeg'] as const;
const FINGERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/**
 * Reads a list voter by voter, in bounded memory but for PINs and record ids, which must not come twice.
 * Rows that are not right are left out and told; so are photos and fingers, whose voter is taken without them. Of a list
 * whose head line is not right nothing is taken: it is told as row 0.
 */
export async function* readVoters(
  source: VoterSource,
  election: Election,
  onLeftOut: (what: LeftOut) => void,
): AsyncGenerator<RegisterRecord> {
  const accepted = rowsAccepted(election, onLeftOut);
  for await (const read of rowsOf(source.voters)) {
    const row = accepted.next(read);
    if (row === null) continue;
    const without: LeftOut[] = [];
    const raw = await withFiles(row.raw, source, (field, reason) =>
      without.push({ row: row.row, field, reason, taken: true }),
    );
    const record = accepted.record(raw, row.row);
    if (record === null) continue;
    without.forEach(onLeftOut);
    yield record;
  }
}

/** Looks at the rows of one list, in their order. */
export function rowsAccepted(election: Election, onLeftOut: (what: LeftOut) => void) {
  const refusal = refusals(election);
  let row = 0;
  return {
    /** What stands in a row, and which it is; null: it cannot be read, and that was told. */
    next(read: SourceRow): { readonly raw: unknown; readonly row: number } | null {
      if ('raw' in read) {
        row += 1;
        return { raw: read.raw, row };
      }
      if (!read.head) row += 1;
      onLeftOut({ row: read.head ? 0 : row, field: read.field, reason: read.reason, taken: false });
      return null;
    },
    /** The record of a row; null: it is left out, and that was told. */
    record(raw: unknown, of: number): RegisterRecord | null {
      const parsed = registerRecordSchema.safeParse(raw);
      const refused = parsed.success ? refusal(parsed.data) : schemaRefusal(parsed.error);
      if (refused) onLeftOut({ row: of, ...refused, taken: false });
      return refused === null && parsed.data ? parsed.data : null;
    },
  };
}

/** The schema's own words for our rules; zod's words name types only, never the value. */
export const schemaRefusal = (error: ZodError): { field: string; reason: string } => ({
  field: fieldOf(error),
  reason: error.issues[0]?.message ?? 'not allowed',
});

/** Why a record of the right form cannot be taken: it points nowhere, or takes what an earlier one has. */
function refusals(election: Election): (record: RegisterRecord) => { field: string; reason: string } | null {
  const seen = { record: new Set<string>(), pin: new Set<string>(), place: new Set<string>() };
  return (record) => {
    const precinct = precinctOf(election, record.precinct);
    const place = `${record.precinct}/${record.number}`;
    if (!precinct) return { field: 'precinct', reason: 'not in the table of precincts' };
    if (precinct.constituency !== record.constituency) {
      return { field: 'constituency', reason: 'not that of the precinct' };
    }
    const away = votesAtTrouble(record, election);
    if (away) return { field: 'votesAt', reason: away };
    if (seen.record.has(record.record)) return { field: 'record', reason: 'comes twice' };
    if (seen.pin.has(record.pin)) return { field: 'pin', reason: 'comes twice' };
    if (seen.place.has(place)) return { field: 'number', reason: 'comes twice in the list of its precinct' };
    seen.record.add(record.record);
    seen.pin.add(record.pin);
    seen.place.add(place);
    return null;
  };
}

/** The voters of one station: those of its list, or at a remote station those listed for remote voting. */
export function belongsTo(
  record: Pick<RegisterRecord, 'precinct' | 'remote' | 'votesAt'>,
  election: Election,
  station: string,
): boolean {
  if (record.precinct === station || record.votesAt === station) return true;
  // A list that does not say where they vote is for every remote station.
  return precinctOf(election, station)?.kind === 'remote' && record.remote && record.votesAt === null;
}

/** Adds photo, templates and fingerprint images from their folders to a record that brings none of its own. */
export async function withFiles(
  raw: unknown,
  source: Omit<VoterSource, 'voters'>,
  without: (field: string, reason: string) => void,
): Promise<unknown> {
  if (typeof raw !== 'object' || raw === null || !('record' in raw) || !/^[a-z0-9-]+$/.test(String(raw.record)))
    return raw;
  const record = String(raw.record);
  const photo = source.photos ? await photoOf(source.photos, record, without) : null;
  const fingers = source.templates || source.images ? await fingersOf(source, record, without) : null;
  return { ...raw, ...(photo ? { photo } : {}), ...(fingers ? { fingers } : {}) };
}

async function photoOf(
  folder: string,
  record: string,
  without: (field: string, reason: string) => void,
): Promise<string | null> {
  for (const kind of PHOTO_KINDS) {
    const photo = await readIfThere(join(folder, `${record}.${kind}`));
    if (photo && photo.length <= PHOTO_MAX) return photo.toString('base64');
    if (photo) without('photo', `more than ${PHOTO_MAX} bytes; taken without`);
  }
  return null;
}

async function fingersOf(
  { templates, images }: Omit<VoterSource, 'voters'>,
  record: string,
  without: (field: string, reason: string) => void,
) {
  const fingers: RegisterRecord['fingers'] = [];
  for (const finger of FINGERS) {
    const template = templates ? await readIfThere(join(templates, `${record}-${finger}.iso`)) : null;
    if (template) {
      const enrolled = fromTemplate(template, finger);
      if (enrolled) fingers.push(enrolled);
      else without('fingers', `finger ${finger}: no ISO/IEC 19794-2 template of it; taken without`);
      continue;
    }
    const enrolled = images ? await imageOf(join(images, `${record}-${finger}`), finger) : null;
    if (enrolled?.ok) fingers.push(enrolled.value);
    else if (enrolled) without('fingers', `finger ${finger}: ${imageReasons[enrolled.error]}; taken without`);
  }
  return fingers;
}

/** The first of the kinds that is there, as a template; null where there is none. */
async function imageOf(
  path: string,
  finger: FingerPosition,
): Promise<Result<RegisterRecord['fingers'][number], FingerImageFault> | null> {
  for (const kind of IMAGE_KINDS) {
    const file = `${path}.${kind}`;
    // Before it is read: nobody knows what lies in that folder.
    if ((await sizeIfThere(file)) > IMAGE_LIMITS.bytes) return err('too-long');
    const image = await readIfThere(file);
    if (image) return fromImage(image, finger);
  }
  return null;
}

const { side, bytes } = IMAGE_LIMITS;
const imageReasons: Readonly<Record<FingerImageFault, string>> = {
  'not-an-image': 'its image is of no kind that is read',
  truncated: 'its image ends too soon',
  'too-long': `its image has more than ${bytes} bytes`,
  size: `its image has a side of more than ${side} pixels, or of none`,
  unsupported: 'its image is written in a way that is not read',
  damaged: 'its image is damaged',
  'no-view': 'its record holds no image',
  resolution: 'its image tells a resolution that cannot be',
  'no-decoder': 'its image is of no kind that is read',
  'another-finger': 'its record holds no image of that finger',
};

async function sizeIfThere(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
