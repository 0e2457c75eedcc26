import { type FileHandle, open } from 'node:fs/promises';
import type { Election } from '../../core/election/election.ts';
import { type RegisterRecord, registerRecordSchema } from '../../core/election/register-record.ts';
import { type LinePlace, type LineReader, rowsOf } from './rows.ts';
import { belongsTo, type LeftOut, rowsAccepted, schemaRefusal, type VoterSource, withFiles } from './sources.ts';

/** A voter of a list: where the line stands, and which row it is. */
interface PlacedVoter extends LinePlace {
  readonly row: number;
}

/**
 * A list that was read once: whose line stands where. Voters of one station are then read again without the rest, so that the
 * packages of a whole country cost one look at its list, and no copy of anybody's data lies anywhere.
 */
export interface VoterList {
  readonly voters: string;
  /** Rows that were taken, of all stations. */
  readonly taken: number;
  /** Rows that are not right, in their order; row 0 is the head line. */
  readonly leftOut: readonly LeftOut[];
  /** Stations that have voters. */
  readonly stations: readonly string[];
  /** Voters of a station by their constituency. */
  readonly byConstituency: (station: string) => Readonly<Record<string, number>>;
  /** Voters of a station in the order of the list, each with the files that belong to her. */
  readonly read: (
    station: string,
    folders: Omit<VoterSource, 'voters'>,
    onLeftOut: (what: LeftOut) => void,
  ) => AsyncGenerator<RegisterRecord>;
}

/** How often it is told how far one is, in rows. */
const TOLD_EVERY = 1_000;

/**
 * Reads a list once, in memory only for what tells voters from one another and where they stand.
 * @param onRow told now and then how many rows were read
 */
export async function readVoterList(
  voters: string,
  election: Election,
  onRow: (rows: number) => void = () => {},
): Promise<VoterList> {
  const leftOut: LeftOut[] = [];
  const accepted = rowsAccepted(election, (what) => leftOut.push(what));
  const places = new Map<string, PlacedVoter[]>();
  const counts = new Map<string, Record<string, number>>();
  const remote = election.precincts.filter(({ kind }) => kind === 'remote').map(({ number }) => number);
  let reader: LineReader = () => ({ field: '(whole)', reason: 'there is no line' });
  let taken = 0;
  const rows = rowsOf(voters, (own) => {
    reader = own;
  });
  for await (const { place, ...read } of rows) {
    const row = accepted.next(read);
    if (row === null) continue;
    if (row.row % TOLD_EVERY === 0) onRow(row.row);
    const record = accepted.record(row.raw, row.row);
    if (record === null) continue;
    taken += 1;
    const near = [record.precinct, ...(record.votesAt === null ? remote : [record.votesAt])];
    for (const station of new Set(near.filter((one) => belongsTo(record, election, one)))) {
      const own = places.get(station) ?? [];
      own.push({ ...place, row: row.row });
      places.set(station, own);
      const count = counts.get(station) ?? {};
      count[record.constituency] = (count[record.constituency] ?? 0) + 1;
      counts.set(station, count);
    }
  }
  return {
    ...{ voters, taken, leftOut },
    stations: election.precincts.map(({ number }) => number).filter((number) => places.has(number)),
    byConstituency: (station) => counts.get(station) ?? {},
    read: (station, folders, onLeftOut) => readAgain(voters, places.get(station) ?? [], reader, folders, onLeftOut),
  };
}

async function* readAgain(
  voters: string,
  places: readonly PlacedVoter[],
  reader: LineReader,
  folders: Omit<VoterSource, 'voters'>,
  onLeftOut: (what: LeftOut) => void,
): AsyncGenerator<RegisterRecord> {
  const file = await open(voters, 'r');
  try {
    for (const place of places) {
      const read = reader(await lineAt(file, place));
      const without: LeftOut[] = [];
      const raw = await withFiles('raw' in read ? read.raw : null, folders, (field, reason) =>
        without.push({ row: place.row, field, reason, taken: true }),
      );
      const parsed = registerRecordSchema.safeParse(raw);
      // A list that somebody changed meanwhile, or a stick that was pulled out: what stands there now is told.
      if (!parsed.success) {
        onLeftOut({ row: place.row, ...schemaRefusal(parsed.error), taken: false });
        continue;
      }
      without.forEach(onLeftOut);
      yield parsed.data;
    }
  } finally {
    await file.close();
  }
}

async function lineAt(file: FileHandle, { at, bytes }: LinePlace): Promise<string> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, at);
  return buffer.subarray(0, bytesRead).toString('utf8');
}
