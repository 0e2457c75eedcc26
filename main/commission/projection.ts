import type { ConsoleNews } from '../api/console-news.ts';
import type { ConsoleView } from '../api/console-views.ts';
import type { ConsoleZone } from './zone.ts';

/** A window is told this often at most, in milliseconds. */
const EVERY_MS = 500;

type Everything = Omit<ConsoleView, 'window' | 'stations'>;

/**
 * What the console's window is sent. It follows whoever is signed in: rows, sums and alarms are of her stations, and before
 * somebody signs in there are none.
 */
export async function* watchConsole(zone: ConsoleZone, signal?: AbortSignal): AsyncGenerator<ConsoleNews> {
  let sent: Readonly<Record<string, string>> = {};
  let person: string | null | undefined;
  let since = 0;
  for await (const _ of zone.changes.follow(signal)) {
    const at = zone.desk.person;
    const whole = person === undefined || person !== (at?.id ?? null);
    zone.country.settle(zone.now());
    const { changes } = zone.country;
    const stations = at ? zone.country.rows(at.territory, whole ? 0 : since) : [];
    const everything = viewOf(zone);
    const texts = Object.fromEntries(Object.entries(everything).map(([name, value]) => [name, JSON.stringify(value)]));
    const names = Object.keys(texts).filter((name) => whole || texts[name] !== sent[name]);
    person = at?.id ?? null;
    since = changes;
    sent = texts;
    if (whole || names.length > 0 || stations.length > 0) {
      const changed = Object.fromEntries(names.map((name) => [name, everything[name as keyof Everything]]));
      yield { window: 'commission', whole, changed: changed as Partial<Everything>, stations };
    }
    await pause(EVERY_MS, signal);
  }
}

function viewOf({ settings, desk, country, hub, simulated, now, logs, packages }: ConsoleZone): Everything {
  const { election, people, territories } = settings;
  const { person } = desk;
  const publicly = ({ id, role, name, territory }: (typeof people)[number]) => ({ id, role, name, territory });
  // Before somebody has signed in there is nothing to be seen.
  const shown = person ? country.shown(person.territory) : country.nothing();
  return {
    ...{ simulated, hub, ...shown },
    person: person && publicly(person),
    people: people.map(publicly),
    election: {
      ...{ names: election.names, date: settings.date ?? election.day.date, mode: election.mode },
      ...{ id: election.id, zone: election.zone },
    },
    now: `${new Date(now()).toISOString().slice(0, 16)}Z`,
    territories: territories.map(({ id, names }) => ({ id, names })),
    constituencies: election.constituencies.map(({ id, names }) => ({ id, names })),
    downloads: person ? logs.runs(person.territory) : [],
    packages: person?.role === 'central' ? packages.view() : null,
  };
}

const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
  });
