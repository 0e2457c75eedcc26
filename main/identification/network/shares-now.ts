import { inUse, placeOf } from '../../../core/election/station.ts';
import type { JournalEvent } from '../../../core/journal/event.ts';
import { ownerOf, type Shares, takerOf } from '../../../core/network/shares.ts';
import type { Database } from '../../storage/open.ts';
import type { InForce } from '../kiosk.ts';

/** Of the station's devices those that serve it by the signed package, in the order of their places. */
export function stationDevices({ devices, precinct }: Pick<InForce, 'devices' | 'precinct'>): readonly string[] {
  return devices
    .filter((one) => inUse(one) && one.station === precinct.number)
    .map(({ device }) => ({ device, place: placeOf(devices, device) }))
    .sort((a, b) => a.place - b.place)
    .map(({ device }) => device);
}

/** Who serves whom while the kiosks are apart, as it follows from package and journals. */
export class SharesNow {
  readonly #db: Database;
  #taken: ReadonlyMap<string, string>;

  constructor(db: Database) {
    this.#db = db;
    this.#taken = takenIn(db);
  }

  /** Events were written here or came from another kiosk. */
  heard(events: readonly Pick<JournalEvent, 'type'>[]): void {
    if (events.some(({ type }) => type === 'share.taken' || type === 'copy.continued')) this.#taken = takenIn(this.#db);
  }

  shares(force: InForce): Shares {
    return {
      devices: stationDevices(force),
      last: force.register.lastNumber(force.precinct.number) ?? 0,
      taken: this.#taken,
    };
  }

  ownerOf(force: InForce, number: number | null): string | null {
    return ownerOf(this.shares(force), number);
  }

  /** Devices that serve the station now: each once, after all that was taken over. */
  serving(force: InForce): readonly string[] {
    return [...new Set(stationDevices(force).map((device) => takerOf(this.#taken, device)))];
  }
}

/** The one taken over, and by whom: the last decision counts, by the clocks of the events that say it. */
function takenIn(db: Database): ReadonlyMap<string, string> {
  const types = "('share.taken', 'copy.continued')";
  const lines = db
    .prepare<[], string>(
      `select line from whole_journal where type in ${types}
       union select line from peer_event where type in ${types}`,
    )
    .pluck()
    .all();
  const events = lines
    .map((line) => JSON.parse(line) as JournalEvent)
    .sort((a, b) => (a.hlc === b.hlc ? (a.device < b.device ? -1 : 1) : a.hlc < b.hlc ? -1 : 1));
  const taken = new Map<string, string>();
  for (const event of events) {
    if (event.type !== 'share.taken' && event.type !== 'copy.continued') continue;
    taken.set(event.body.device, event.device);
    // Whoever takes a share over serves: nobody else has its own.
    taken.delete(event.device);
  }
  return taken;
}
