import { isOlderList } from '../../../core/election/list-changes.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import type { Database } from '../../storage/open.ts';

type Told = BodyOf<'package.imported'>;

/** The newest that a device ever held of an election at a station, also before it was emptied of it. */
export interface Held {
  readonly version: number;
  readonly sha256: string;
  /** Null: nobody told which list it was. */
  readonly list: Pick<NonNullable<Told['list']>, 'stage' | 'version'> | null;
  /** The place under which it came into this election: its receipts bear it. Null: nobody told it. */
  readonly place: number | null;
}

/** @returns null where the device's own journal tells of no package of this election, mode and station */
export function heldOf(own: Database, { election, mode, station }: NonNullable<Told['of']>): Held | null {
  const lines = own
    .prepare<[string, string, string], string>(
      `select line from journal where type = 'package.imported' and json_extract(line, '$.body.of.election') = ?
         and json_extract(line, '$.body.of.mode') = ? and json_extract(line, '$.body.of.station') = ? order by seq`,
    )
    .pluck()
    .all(election, mode, station);
  return lines.map((line) => heldIn(JSON.parse(line).body)).reduce(newest, null);
}

const heldIn = ({ version, sha256, list, place }: Told): Held => ({
  ...{ version, sha256, list: list ?? null, place: place ?? null },
});

/** The later version, the later list of both, and the first place. */
function newest(before: Held | null, next: Held): Held {
  if (before === null) return next;
  const later = next.version >= before.version ? next : before;
  const list = before.list && next.list && isOlderList(next.list, before.list) ? before.list : next.list;
  return { ...later, list: list ?? before.list, place: before.place ?? next.place };
}
