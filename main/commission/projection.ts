import type { ConsoleNews } from '../api/console-news.ts';
import type { ConsoleView } from '../api/console-views.ts';
import type { ConsoleZone } from './zone.ts';

/** A window is told this often at most, in milliseconds. */
const EVERY_MS = 500;

type Everything = Omit<ConsoleView, 'window' | 'stations'>;

/**
 * What the console's window is sent. It follows whoever is signed in, and what she looks at: rows, sums and alarms are of those
 * stations, and before somebody signs in there are none.
 */
export async function* watchConsole(zone: ConsoleZone, signal?: AbortSignal): AsyncGenerator<ConsoleNews> {
  let sent: Readonly<Record<string, string>> = {};
  let seen: string | undefined;
  let since = 0;
  for await (const _ of zone.changes.follow(signal)) {
    const { person, scope } = zone.desk;
    const now = JSON.stringify([person?.id, scope]);
    const whole = seen !== now;
    zone.country.settle(zone.now());
    const { changes } = zone.country;
    const stations = person ? zone.country.rows(scope, whole ? 0 : since) : [];
    const everything = viewOf(zone);
    const texts = Object.fromEntries(Object.entries(everything).map(([name, value]) => [name, JSON.stringify(value)]));
    const names = Object.keys(texts).filter((name) => whole || texts[name] !== sent[name]);
    seen = now;
    since = changes;
    sent = texts;
    if (whole || names.length > 0 || stations.length > 0) {
      const changed = Object.fromEntries(names.map((name) => [name, everything[name as keyof Everything]]));
      yield { window: 'commission', whole, changed: changed as Partial<Everything>, stations };
    }
    await pause(EVERY_MS, signal);
  }
}

function viewOf({ settings, desk, country, tree, hub, simulated, now, logs, packages }: ConsoleZone): Everything {
  const { election, people } = settings;
  const { person, scope } = desk;
  const own = person?.territory ?? settings.territory;
  const publicly = ({ id, role, name, territory }: (typeof people)[number]) => ({ id, role, name, territory });
  // Before somebody has signed in there is nothing to be seen.
  const shown = person ? country.shown(scope) : country.nothing();
  return {
    ...{ simulated, hub, ...shown },
    ...{ person: person && publicly(person), own, scope },
    people: people.map(publicly),
    election: {
      ...{ names: election.names, date: settings.date ?? election.day.date, mode: election.mode },
      ...{ id: election.id, zone: election.zone },
    },
    now: `${new Date(now()).toISOString().slice(0, 16)}Z`,
    territories: (election.territories ?? [])
      .filter(({ code }) => tree.isWithin(code, own))
      .map(({ code, kind, names, parent }) => ({ code, kind, names, parent })),
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
