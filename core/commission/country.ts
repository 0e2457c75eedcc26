import { TerritoryTree } from '../election/territory-tree.ts';
import type { KeptAlarm } from '../hub/alarm.ts';
import type { DeviceState } from '../hub/device-state.ts';
import type { StationResults } from '../hub/results-state.ts';
import { type ResultsSum, sumResults } from '../hub/results-sum.ts';
import { type Alarming, byUrgency, raised } from './alarms.ts';
import { type DeviceKnown, deviceRow, type HeardHealth, isOfDay } from './device.ts';
import { momentOf, type StationPlace, stationPlaces } from './places.ts';
import type { AlarmRow, ReportRow, ResultsState, StationDetail, StationRow, TurnoutSum } from './rows.ts';
import type { ConsoleSettings } from './settings.ts';
import { type StationNow, stationNow } from './station.ts';
import { admittedBefore, type Contribution, Sum } from './sums.ts';

/** News of the hub. What stood before under the same name holds no more. */
export type CountryNews =
  | { readonly of: 'device'; readonly station: string; readonly device: string; readonly state: DeviceState | null }
  | { readonly of: 'health'; readonly station: string; readonly device: string; readonly health: HeardHealth | null }
  | { readonly of: 'alarm'; readonly key: string; readonly alarm: KeptAlarm | null }
  | {
      readonly of: 'results';
      readonly station: string;
      /** Those of other days' sittings are not shown. */
      readonly sitting: string;
      readonly results: { readonly state: ResultsState; readonly since: string } | null;
      /** All that the hub has of them; null where a simulated country has no more. */
      readonly kept: StationResults | null;
    };

/** All stations of the country or of one territory, as they are shown. */
export interface CountryShown {
  readonly turnout: TurnoutSum;
  readonly reports: readonly ReportRow[];
  readonly alarms: readonly AlarmRow[];
  readonly alarmsInAll: number;
}

interface Standing {
  readonly place: StationPlace;
  readonly devices: Map<string, DeviceKnown>;
  readonly raised: Set<string>;
  results: { readonly state: ResultsState; readonly since: string } | null;
  kept: StationResults | null;
  now: StationNow | null;
  /** The count of changes at which its row became what it is. */
  changed: number;
}

/** Alarms that a view has; the others are counted. */
export const ALARMS_SHOWN = 200;

/**
 * The country as a fold over what the hub keeps of 7,000 devices. News only marks its station; `settle` makes those rows
 * anew which are marked, or which time has made others, and moves the sums by what they were before. So the work of a look
 * follows what has happened since the last one, and not how large the country is.
 */
export class Country {
  readonly #settings: ConsoleSettings;
  readonly #date: string;
  readonly #tree: TerritoryTree;
  readonly #stations = new Map<string, Standing>();
  readonly #touched = new Set<string>();
  readonly #kept = new Map<string, Alarming>();
  /** The country's under null, and each territory's, with what lies in it. */
  readonly #sums = new Map<string | null, Sum>();
  #alarms: readonly Alarming[] | null = null;
  #changes = 0;
  #now = 0;

  /** @param devices those that the commission has registered; a spare (`station` null) is shown where it turns up */
  constructor(
    settings: ConsoleSettings,
    devices: readonly { readonly station: string | null; readonly device: string }[],
  ) {
    this.#settings = settings;
    this.#date = settings.date ?? settings.election.day.date;
    this.#tree = new TerritoryTree(settings.election);
    for (const place of stationPlaces(settings)) {
      const { number } = place.precinct;
      const own = new Map<string, DeviceKnown>();
      this.#stations.set(number, {
        ...{ place, devices: own, raised: new Set(), results: null, kept: null, now: null },
        changed: 0,
      });
      this.#touched.add(number);
    }
    for (const { station, device } of devices) {
      if (station === null) continue;
      this.#stations.get(station)?.devices.set(device, { station, device, state: null, health: null });
    }
    const codes = (settings.election.territories ?? []).map(({ code }) => code);
    for (const territory of [null, ...codes]) this.#sums.set(territory, new Sum());
  }

  /** Rises whenever a row has become another one: `rows` tells those that have changed since. */
  get changes(): number {
    return this.#changes;
  }

  /** Takes news. Of a station that the settings do not have nothing is kept. */
  tell(news: CountryNews): void {
    switch (news.of) {
      case 'device':
        this.#device(news.station, news.device, { state: news.state });
        return;
      case 'health':
        this.#device(news.station, news.device, { health: news.health });
        return;
      case 'results': {
        const at = this.#stations.get(news.station);
        if (!at || !isOfDay(news.sitting, this.#date)) return;
        at.results = news.results;
        at.kept = news.kept;
        this.#touched.add(news.station);
        return;
      }
      case 'alarm':
        this.#alarm(news.key, news.alarm);
    }
  }

  #device(station: string, device: string, told: Partial<Pick<DeviceKnown, 'state' | 'health'>>): void {
    const at = this.#stations.get(station);
    if (!at) return;
    const before = at.devices.get(device) ?? { station, device, state: null, health: null };
    at.devices.set(device, { ...before, ...told });
    this.#touched.add(station);
  }

  #alarm(key: string, alarm: KeptAlarm | null): void {
    const before = this.#kept.get(key);
    if (alarm) this.#kept.set(key, raised(alarm));
    else this.#kept.delete(key);
    for (const { stations } of [before, this.#kept.get(key)].filter((one) => one !== undefined)) {
      for (const station of stations) {
        const at = this.#stations.get(station);
        if (!at) continue;
        if (alarm && this.#kept.get(key)?.stations.includes(station)) at.raised.add(key);
        else at.raised.delete(key);
        this.#touched.add(station);
      }
    }
    this.#alarms = null;
  }

  /** What the hub has raised about a station; a conflict that two journals tell of is one. */
  #raisedAt({ raised: keys }: Standing): readonly Alarming[] {
    const byId = new Map<string, Alarming>();
    for (const key of keys) {
      const one = this.#kept.get(key);
      if (one) byId.set(one.row.id, one);
    }
    return [...byId.values()];
  }

  /** Makes anew what has become other. @param now milliseconds since 1970 */
  settle(now: number): void {
    this.#now = now;
    for (const [station, at] of this.#stations) {
      if (at.now && at.now.until <= now) this.#touched.add(station);
    }
    for (const station of this.#touched) {
      const at = this.#stations.get(station);
      if (at) this.#remake(at, now);
    }
    this.#touched.clear();
  }

  #remake(at: Standing, now: number): void {
    const { bounds, round, expectedPercent } = this.#settings;
    const before = at.now;
    const next = stationNow({
      ...{ now, bounds, round, expectedPercent, date: this.#date, place: at.place, results: at.results },
      ...{ devices: [...at.devices.values()], raised: this.#raisedAt(at), before: before?.alarms ?? [] },
    });
    at.now = next;
    if (!before || !isSame(before.row, next.row)) {
      this.#changes += 1;
      at.changed = this.#changes;
    }
    if (!before || !isSame(before.alarms, next.alarms)) this.#alarms = null;
    for (const territory of [null, ...this.#tree.upwards(at.place.territory)]) {
      const sum = this.#sums.get(territory);
      if (before) sum?.take(before.contribution, -1);
      sum?.take(next.contribution, 1);
    }
  }

  /** Whether a station lies in this territory; null: in the country. */
  isIn(station: string, territory: string | null): boolean {
    const at = this.#stations.get(station);
    return at !== undefined && this.#tree.isWithin(at.place.territory, territory);
  }

  /** Rows of a territory that have changed since; 0: all. In the order of the election. */
  rows(territory: string | null, since = 0): readonly StationRow[] {
    const found: StationRow[] = [];
    for (const { place, now, changed } of this.#stations.values()) {
      if (now && changed > since && this.#tree.isWithin(place.territory, territory)) found.push(now.row);
    }
    return found;
  }

  shown(territory: string | null): CountryShown {
    const alarms = this.#allAlarms().filter(({ stations }) => stations.some((one) => this.isIn(one, territory)));
    const sum = this.#sums.get(territory)?.value() ?? new Sum().value();
    return {
      ...{ turnout: turnoutOf(sum), reports: this.#reports(sum) },
      alarms: alarms.slice(0, ALARMS_SHOWN).map(({ row }) => row),
      alarmsInAll: alarms.length,
    };
  }

  /** What is shown to nobody in particular. */
  nothing(): CountryShown {
    const sum = new Sum().value();
    return { turnout: turnoutOf(sum), reports: [], alarms: [], alarmsInAll: 0 };
  }

  #allAlarms(): readonly Alarming[] {
    if (this.#alarms) return this.#alarms;
    const own = [...this.#stations.values()].flatMap(({ now, place }) =>
      (now?.alarms ?? []).map((row) => ({ row, stations: [place.precinct.number] })),
    );
    const kept = new Map([...this.#kept.values()].map((one) => [one.row.id, one]));
    this.#alarms = [...own, ...kept.values()].sort((a, b) => byUrgency(a.row, b.row));
    return this.#alarms;
  }

  #reports(sum: Contribution): readonly ReportRow[] {
    const due = this.due();
    return this.#settings.reports.map((time) => ({
      time,
      admitted: due.includes(time) ? admittedBefore(sum.byReport, time) : null,
    }));
  }

  /** Times of the commission's reports that have come. */
  due(): readonly string[] {
    const { reports, election } = this.#settings;
    return reports.filter((time) => this.#now >= momentOf(this.#date, time, election.zone));
  }

  /** One station with its devices; null: there is none of that number. */
  detail(station: string): StationDetail | null {
    const at = this.#stations.get(station);
    if (!at?.now) return null;
    const { row, contribution, alarms } = at.now;
    return {
      ...{ row, address: at.place.precinct.address, turnout: turnoutOf(contribution) },
      reports: this.#reports(contribution),
      devices: [...at.devices.values()]
        .sort((a, b) => (a.device < b.device ? -1 : 1))
        .map((known) => deviceRow(known, this.#date, this.#settings.round)),
      alarms: [...alarms, ...this.#raisedAt(at).map((one) => one.row)].sort(byUrgency),
    };
  }

  /** What the hub has of a station's results; null: nothing. */
  resultsOf(station: string): StationResults | null {
    return this.#stations.get(station)?.kept ?? null;
  }

  /** Hashes of the results files that count of these stations. */
  filesInForce(territory: string | null): readonly string[] {
    return [...this.#stations.values()].flatMap(({ place, kept }) =>
      kept?.inForce && this.#tree.isWithin(place.territory, territory) ? [kept.inForce] : [],
    );
  }

  /** The protocols of a territory, or of the country, added up. */
  resultsSums(territory: string | null): readonly ResultsSum[] {
    const { election, results: how } = this.#settings;
    const own = [...this.#stations.values()].filter(({ place }) => this.#tree.isWithin(place.territory, territory));
    return sumResults({
      ...{ election, form: how.form, smallCount: how.smallCount, precincts: own.map(({ place }) => place.precinct) },
      results: new Map(own.flatMap(({ place, kept }) => (kept ? [[place.precinct.number, kept] as const] : []))),
    });
  }

  /** Devices, and the last event that each says it has; null: it has said nothing. */
  lastEvents(): readonly { readonly station: string; readonly device: string; readonly last: number | null }[] {
    return [...this.#stations.values()].flatMap(({ devices }) =>
      [...devices.values()].map(({ station, device, health }) => ({ station, device, last: health?.last ?? null })),
    );
  }

  /** Its stations as the settings have them. */
  places(): readonly StationPlace[] {
    return [...this.#stations.values()].map(({ place }) => place);
  }

  /** Sums of the stations as they are told to the public, by what groups them. */
  contributions(): readonly { readonly place: StationPlace; readonly contribution: Contribution }[] {
    return [...this.#stations.values()].flatMap(({ place, now }) =>
      now ? [{ place, contribution: now.contribution }] : [],
    );
  }
}

function turnoutOf({ byReport: _, ...sum }: Contribution): TurnoutSum {
  return sum;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
