import { type ListChanges, numberRanges } from '../../core/election/list-changes.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { ListChangesView, ListView } from '../api/reception-views.ts';
import type { Role } from '../api/views.ts';
import type { DeviceClient } from './devices/client.ts';
import type { Kiosk } from './kiosk.ts';
import type { HomeList } from './reception/home-list.ts';
import type { Slips } from './slips.ts';

/** Characters of numbers that a screen and a slip have room for, of each kind of change. */
const NUMBERS_MAX = 400;
/** Whose entries changed is the commission's business; the technician is told how many. */
const seesNumbers: readonly Role[] = ['chair', 'secretary'];

/** The list of voters in force, and what it changes since the one before: both are known before the list is opened. */
export class VoterList {
  readonly #kiosk: Kiosk;
  readonly #devices: Pick<DeviceClient, 'print'>;
  readonly #slips: Pick<Slips, 'list'>;
  readonly #home: Pick<HomeList, 'view'>;
  #drawn: { readonly register: string; readonly changes: ListChangesView | null } | null = null;

  constructor(
    kiosk: Kiosk,
    devices: Pick<DeviceClient, 'print'>,
    slips: Pick<Slips, 'list'>,
    home: Pick<HomeList, 'view'>,
  ) {
    this.#kiosk = kiosk;
    this.#devices = devices;
    this.#slips = slips;
    this.#home = home;
  }

  /** As this role may see it; null where there is no list. */
  view(role: Role): ListView | null {
    const force = this.#kiosk.inForce();
    if (!force) return null;
    const { register, election } = force;
    const { stage, version, date } = election.list;
    if (this.#drawn?.register !== register.name) {
      const { changes } = register.package;
      this.#drawn = { register: register.name, changes: changes && changesView(changes) };
    }
    const { changes } = this.#drawn;
    return {
      ...{ stage, version, date },
      package: register.package.version,
      voters: register.count(),
      changes: changes && (seesNumbers.includes(role) ? changes : withoutNumbers(changes)),
      home: seesNumbers.includes(role) ? this.#home.view() : null,
    };
  }

  /** Prints what changed, as this role may see it. */
  async print(role: Role): Promise<Result<null, Problem>> {
    const view = this.view(role);
    if (!view?.changes) return err({ code: 'station.nothing-to-do' });
    const printed = await this.#devices.print(this.#slips.list(view, view.changes, this.#kiosk.head()));
    return printed.ok ? ok(null) : err(printed.error.problem);
  }
}

function changesView({ since, added, removed, changed, renumbered }: ListChanges): ListChangesView {
  const shown = (numbers: readonly number[]) => ({ count: numbers.length, ...numberRanges(numbers, NUMBERS_MAX) });
  const fields: Record<string, number> = {};
  for (const field of changed.flatMap((one) => one.fields)) fields[field] = (fields[field] ?? 0) + 1;
  return {
    since: since.version,
    list: since.list,
    former: since.voters,
    added: shown(added),
    removed: shown(removed),
    changed: shown(changed.map(({ number }) => number)),
    renumbered,
    fields,
  };
}

function withoutNumbers(changes: ListChangesView): ListChangesView {
  const bare = ({ count }: ListChangesView['added']) => ({ count, text: '', left: count });
  const { added, removed, changed } = changes;
  return { ...changes, added: bare(added), removed: bare(removed), changed: bare(changed) };
}
