import { afterEach } from 'vitest';
import type { JournalEvent } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';
import { peerTables } from './schema.ts';
import { type KioskStation, kioskStation, type StationKiosk } from './station.fixture.ts';

/** Makes a station for a test, and clears it away behind it. */
export function stations(): (...given: Parameters<typeof kioskStation>) => Promise<KioskStation> {
  let station: KioskStation | null = null;
  afterEach(async () => {
    await station?.close();
    station = null;
  });
  return async (...given) => {
    station = await kioskStation(...given);
    return station;
  };
}

/** Events of a type in a kiosk's own journal. */
export const events = ({ zone }: StationKiosk, type: string): readonly JournalEvent[] =>
  zone.kiosk.db
    .prepare<[string], string>('select line from journal where type = ? order by seq')
    .pluck()
    .all(type)
    .map((line) => JSON.parse(line));

/** Every journal as this kiosk has it, its own too. */
export const journals = ({ zone, device }: StationKiosk): ReadonlyMap<string, readonly string[]> => {
  const rows = (sql: string, ...given: string[]) =>
    zone.kiosk.db.prepare<string[], { device: string; line: string }>(sql).all(...given);
  const all = [
    ...rows('select ? as device, line from journal order by seq', device),
    ...rows('select device, line from peer_event order by device, seq'),
  ];
  const found = new Map<string, string[]>();
  for (const { device: of, line } of all) found.set(of, [...(found.get(of) ?? []), line]);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** What is told of the kiosks on its screens. */
export const codes = ({ zone }: StationKiosk): readonly string[] =>
  zone.kiosks
    .problems()
    .map(({ code }) => code)
    .sort();

/** The tables that are a fold of the peers' events. */
export const rowsOf = (db: Database) =>
  peerTables.map((table) =>
    db
      .prepare(`select * from ${table}`)
      .all()
      .map((row) => JSON.stringify(row))
      .sort(),
  );
