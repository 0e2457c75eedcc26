import { join } from 'node:path';
import { Country } from '../../core/commission/country.ts';
import { resultsWords } from '../../core/commission/results-words.ts';
import type { StationDetail } from '../../core/commission/rows.ts';
import type { ConsoleSettings } from '../../core/commission/settings.ts';
import { TerritoryTree } from '../../core/election/territory-tree.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { linesOnPage } from '../../core/results/page-lines.ts';
import { Changes } from '../api/changes.ts';
import type { ConsoleView, ScanShown, StationResultsShown, SumsShown } from '../api/console-views.ts';
import { ConsoleDesk } from './desk.ts';
import type { Feed } from './feed.ts';
import { type LogsBehind, LogsRoom } from './logs/room.ts';
import { PackagesRoom } from './packages/room.ts';
import type { PackagesSettings } from './packages/settings.ts';
import { Publications } from './publications.ts';
import { KeptFiles } from './scans/kept-files.ts';
import { type ScansBehind, ScansRoom } from './scans/room.ts';
import { type PublishedByAll, SharedPublications } from './shared-publications.ts';
import { writeSums } from './sums-files.ts';

export interface ConsoleOptions {
  /** Where the console keeps what is its own. */
  readonly folder: string;
  readonly settings: ConsoleSettings;
  /** Devices that the commission has registered. */
  readonly devices: readonly { readonly station: string | null; readonly device: string }[];
  readonly feed: Feed;
  /** All that it shows is invented. */
  readonly simulated: boolean;
  /** What logs are held against; null: nothing stands behind a simulated country. */
  readonly logs: LogsBehind | null;
  /** Where images of signed pages are fetched from; null: nothing stands behind a simulated country. */
  readonly scans: ScansBehind | null;
  /** What all consoles of the hub have published; null: nothing stands behind a simulated country. */
  readonly published: PublishedByAll | null;
  /** Where packages are made from and go to; null: none are made at this console. */
  readonly packages: PackagesSettings | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Milliseconds between looks at what only time changes. */
const TICK_MS = 1_000;

/** The commission's console: what it knows of the country, and who looks. It writes nothing into the hub. */
export class ConsoleZone {
  readonly settings: ConsoleSettings;
  readonly changes = new Changes();
  readonly desk: ConsoleDesk;
  readonly country: Country;
  readonly tree: TerritoryTree;
  readonly logs: LogsRoom;
  readonly publications: Publications | SharedPublications;
  readonly packages: PackagesRoom;
  readonly scans: ScansRoom;
  readonly simulated: boolean;
  readonly now: () => number;
  readonly #feed: Feed;
  readonly #folder: string;
  #hub: ConsoleView['hub'] = { connected: false, heard: null };
  #stopFeed: (() => Promise<void>) | null = null;
  #tick: NodeJS.Timeout | undefined;

  constructor({ folder, settings, devices, feed, simulated, now, logs, scans, packages, published }: ConsoleOptions) {
    this.settings = settings;
    this.simulated = simulated;
    this.now = now;
    this.#feed = feed;
    this.#folder = folder;
    this.desk = new ConsoleDesk(folder, settings, this.changes, now);
    this.country = new Country(settings, devices);
    this.tree = new TerritoryTree(settings.election);
    const { election } = settings;
    const own = new Publications({
      ...{ folder, settings, now, places: this.country.places() },
      stations: () => {
        this.country.settle(now());
        return this.country.contributions();
      },
    });
    const date = settings.date ?? election.day.date;
    const day = { election: election.id, mode: election.mode, date, round: settings.round };
    this.publications = published === null ? own : new SharedPublications(own, published, day);
    this.logs = new LogsRoom({
      ...{ folder, behind: logs, changes: this.changes, now },
      of: { election: settings.election.id, mode: settings.election.mode },
      isIn: (station, territory) => this.country.isIn(station, territory),
      isWithin: (territory, other) => this.tree.isWithin(territory, other),
      devices: () => this.country.lastEvents(),
    });
    this.scans = new ScansRoom(scans, new KeptFiles(join(folder, 'results')), () => this.#hub.connected);
    this.packages = new PackagesRoom({
      ...{ folder, settings: packages, changes: this.changes, now },
      election: { id: settings.election.id, mode: settings.election.mode },
      nameOf: (person) => settings.people.find(({ id }) => id === person)?.name ?? person,
    });
  }

  get hub(): ConsoleView['hub'] {
    return this.#hub;
  }

  start(): void {
    this.#stopFeed = this.#feed.start(
      (news) => {
        this.country.tell(news);
        this.#hub = { ...this.#hub, heard: `${new Date(this.now()).toISOString().slice(0, 19)}Z` };
        this.changes.changed();
      },
      (connected) => {
        this.#hub = { ...this.#hub, connected };
        this.changes.changed();
      },
    );
    this.#tick = setInterval(() => {
      this.desk.expire();
      this.changes.changed();
    }, TICK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#tick);
    this.logs.close();
    await this.packages.close();
    await this.#stopFeed?.();
  }

  /** What came of a station's results, if whoever is signed in may see it. */
  results(station: string): Result<StationResultsShown | null, Problem> {
    const { person } = this.desk;
    if (!person || !this.country.isIn(station, person.territory)) {
      return err({ code: 'console.no-station', params: { station } });
    }
    const results = this.country.resultsOf(station);
    const protocols = (results?.said?.protocols ?? []).map(({ protocol }) => protocol);
    return ok(results && { results, words: resultsWords(this.settings, protocols) });
  }

  /** An image of a signed page or a stamped slip of a station, if whoever is signed in may see its results. */
  async scan(station: string, sha256: string): Promise<Result<ScanShown, Problem>> {
    const { person } = this.desk;
    const shown = this.results(station);
    if (!shown.ok) return shown;
    const results = shown.value?.results;
    const file = results?.files.find((one) => one.sha256 === results.inForce);
    const image = results?.said?.images.find((one) => one.sha256 === sha256);
    if (!results || !file || !image) return err({ code: 'console.no-scan' });
    const bytes = await this.scans.image({ of: results, file, sha256 });
    // Whoever has asked may have left meanwhile.
    if (this.desk.person !== person) return err({ code: 'access.not-allowed' });
    if (!bytes.ok) return bytes;
    const { what } = image;
    const content =
      what.of === 'protocol'
        ? results.said?.protocols
            .find(({ protocol }) => protocol === what.protocol)
            ?.versions.find(({ version }) => version === what.version)
        : undefined;
    const { election, results: how } = this.settings;
    return ok({
      url: `data:image/png;base64,${Buffer.from(bytes.value).toString('base64')}`,
      lines: content ? linesOnPage(content, { election, form: how.form }, image) : null,
    });
  }

  /** Keeps the results files of a stick that are in force, of the stations of whoever is signed in. */
  async takeResults(path: string): Promise<Result<{ readonly files: number }, Problem>> {
    const { person } = this.desk;
    if (!person) return err({ code: 'access.not-allowed' });
    const wanted = new Set(this.country.filesInForce(person.territory));
    return this.scans.take(path, (sha256) => wanted.has(sha256));
  }

  /** The protocols of the stations that are looked at, added up. */
  sums(): SumsShown {
    const { person, scope } = this.desk;
    const sums = person ? this.country.resultsSums(scope) : [];
    const protocols = sums.map(({ protocol }) => protocol);
    return { sums, words: resultsWords(this.settings, protocols) };
  }

  /** Writes those sums that may be published. @returns the names of the files */
  exportSums(note: string): Result<{ readonly files: readonly string[] }, Problem> {
    const { person, scope: territory } = this.desk;
    if (!person) return err({ code: 'access.not-allowed' });
    const sums = this.country.resultsSums(territory);
    const { settings } = this;
    return writeSums({
      ...{ folder: this.#folder, settings, territory, by: person.name, note, sums, now: this.now() },
    });
  }

  /** Whoever is signed in looks at a territory, as far as she may: at one that lies in her own, or (central) in the country. */
  lookAt(territory: string | null): Result<null, Problem> {
    const { person } = this.desk;
    const isThere = territory === null || this.tree.has(territory);
    if (!person || !isThere || !this.tree.isWithin(territory, person.territory)) {
      return err({ code: 'console.no-territory', params: { territory: territory ?? '' } });
    }
    this.desk.lookAt(territory);
    return ok(null);
  }

  /** A station as it is now, if whoever is signed in may see it. */
  look(station: string): Result<StationDetail, Problem> {
    const { person } = this.desk;
    this.country.settle(this.now());
    const found = person && this.country.isIn(station, person.territory) ? this.country.detail(station) : null;
    return found ? ok(found) : err({ code: 'console.no-station', params: { station } });
  }
}
