import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Mode } from '../../../core/election/common.ts';
import { instantStamp } from '../../../core/media/file-name.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { fingerprintWords } from '../../access/keys-words.ts';
import type { Changes } from '../../api/changes.ts';
import type { DrawnProof, MakingRows, PackageDetail, PackagesPlace, PackagesView } from '../../api/console-packages.ts';
import { mediaNow } from '../../identification/media.ts';
import { changesSince } from '../../package/changes.ts';
import { signsHere } from '../../package/maker.ts';
import { isSourceFolder } from '../../package/source-folder.ts';
import { openUnsigned } from '../../package/unsigned.ts';
import type { Language } from '../../problem-words.ts';
import { makePrivateFolder } from '../../storage/folder.ts';
import { ActsLog, type PackageAct } from './acts.ts';
import { keepMaking, lastMaking, type Making, newMaking, packageRows, reportOf, viewOf } from './making.ts';
import { readMemory } from './pending.ts';
import { filesOf, type PackagesNews, type PackagesWork } from './protocol.ts';
import type { PackagesSettings } from './settings.ts';
import { sendOut, signAll, takeSigned } from './signing.ts';

export interface PackagesRoomOptions {
  /** The console's. */
  readonly folder: string;
  /** Null: no packages are made at this console. */
  readonly settings: PackagesSettings | null;
  readonly election: { readonly id: string; readonly mode: Mode };
  /** What people are called. */
  readonly nameOf: (person: string) => string;
  readonly changes: Changes;
  readonly now: () => number;
}

/** Rows of a report that a window is sent; the file has all of them. */
const ROWS_MOST = 500;
/** Acts that a window is sent. */
const ACTS_MOST = 40;

/** The room in which packages are made, proved, signed, and sent out. One making at a time. */
export class PackagesRoom {
  readonly #options: PackagesRoomOptions;
  readonly #folder: string;
  readonly #log: ActsLog;
  #making: Making | null;
  #worker: Worker | null = null;
  #ending: Promise<void> = Promise.resolve();
  #proof: { readonly of: string; readonly pages: readonly string[] } | null = null;

  constructor(options: PackagesRoomOptions) {
    this.#options = options;
    this.#folder = join(options.folder, 'packages');
    if (options.settings) makePrivateFolder(this.#folder);
    this.#log = new ActsLog(join(this.#folder, 'acts.ndjson'));
    this.#making = lastMaking(this.#folder);
  }

  /** Null: no packages are made at this console. */
  view(): PackagesView | null {
    const { settings, nameOf } = this.#options;
    if (!settings) return null;
    return {
      signs: signsHere(settings.maker) ? 'here' : 'elsewhere',
      making: this.#making && viewOf(this.#making),
      acts: this.#log.acts
        .slice(0, ACTS_MOST)
        .map(({ n, at, who, act, about, sha256 }) => ({ n, at, who: who.map(nameOf), act, about, sha256 })),
    };
  }

  /** Folders that are configured and sticks that are plugged in, as far as packages could be made of them. */
  sources(): readonly PackagesPlace[] {
    return this.#places(this.#options.settings?.sources ?? []).filter(({ path }) => isSourceFolder(path));
  }

  targets(): readonly PackagesPlace[] {
    return this.#places(this.#options.settings?.targets ?? []);
  }

  #places(folders: readonly string[]): readonly PackagesPlace[] {
    return mediaNow(folders).map(({ path, name, removable }) => ({ path, name, stick: removable }));
  }

  /** Makes the packages of a folder. @param station null: of all its stations @param who asks */
  begin(path: string, station: string | null, who: string): Result<null, Problem> {
    const { settings, election, now } = this.#options;
    if (!settings) return err({ code: 'console.packages-not-set' });
    if (this.#worker) return err({ code: 'console.packages-running' });
    const source = this.sources().find((one) => one.path === path);
    if (!source) return err({ code: 'console.packages-no-place' });
    const at = new Date(now());
    const before = readdirSync(this.#folder).filter((name) => name.startsWith(instantStamp(at))).length;
    const id = `${instantStamp(at)}-${String(before + 1).padStart(3, '0')}`;
    const folder = join(this.#folder, id);
    makePrivateFolder(folder);
    const making = newMaking(id, folder, source.name);
    this.#making = making;
    this.#proof = null;
    this.#note(who, 'began', station === null ? source.name : `${source.name}, ${station}`);
    const { maker } = settings;
    this.#run({ work: 'import', source: path, maker, station, folder, election, at: at.toISOString() }, (news) => {
      this.#heard(making, news, who);
    });
    return ok(null);
  }

  #run(work: PackagesWork, heard: (news: PackagesNews) => void): void {
    const worker = new Worker(new URL('./work.ts', import.meta.url), { workerData: work });
    this.#worker = worker;
    let ended = false;
    worker.on('message', (news: PackagesNews) => {
      ended ||= news.news === 'end';
      // What it has said last it has done: whoever hears of it may ask for the next thing.
      if (ended && this.#worker === worker) this.#worker = null;
      heard(news);
      this.#options.changes.changed();
    });
    this.#ending = new Promise((resolve) => {
      worker.on('error', () => {});
      worker.on('exit', () => {
        if (this.#worker === worker) this.#worker = null;
        if (!ended) heard({ news: 'end', problem: { code: 'console.packages-ended' } });
        this.#options.changes.changed();
        resolve();
      });
    });
    this.#options.changes.changed();
  }

  #heard(making: Making, news: PackagesNews, who: string): void {
    switch (news.news) {
      case 'rows':
        making.rows = news.rows;
        return;
      case 'list':
        Object.assign(making, { taken: news.taken, stations: news.stations, voters: news.voters });
        return;
      case 'left-out':
        making.leftOut = [...making.leftOut, ...news.leftOut].toSorted((a, b) => a.row - b.row);
        return;
      case 'station':
        making.now = { station: news.station, voters: news.voters };
        return;
      case 'made':
        making.made = [...making.made, news.row];
        this.#note(who, 'made', `${news.row.station}, ${news.row.version}`, news.row.sha256);
        return;
      case 'failed':
        making.failed = [...making.failed, { station: news.station, problem: news.problem }];
        this.#note(who, 'failed', news.station);
        return;
      case 'end':
        making.now = null;
        making.problem = news.problem;
        if (making.state === 'running') making.state = news.problem ? 'failed' : 'made';
        if (news.problem && making.state === 'failed') this.#note(who, 'failed', making.source);
        keepMaking(making);
        return;
      case 'proof':
        return;
    }
  }

  /** Ends what is being made; what was made until then stays. */
  async stop(who: string): Promise<void> {
    const making = this.#making;
    if (!this.#worker || making?.state !== 'running') return;
    making.state = 'stopped';
    this.#note(who, 'stopped', making.source);
    await this.#worker.terminate();
    // The thread was ended on purpose: that is no problem of it.
    making.problem = null;
    keepMaking(making);
  }

  rows(): MakingRows | null {
    const making = this.#making;
    if (!making) return null;
    const { id, leftOut } = making;
    return { id, packages: packageRows(making), leftOut: leftOut.slice(0, ROWS_MOST), report: reportOf(making) };
  }

  /** A package that was made. */
  async detail(station: string, language: Language): Promise<Result<PackageDetail, Problem>> {
    const { settings } = this.#options;
    const making = this.#making;
    const row = making && packageRows(making).find((one) => one.station === station && one.state !== 'failed');
    if (!settings || !making || !row) return err({ code: 'console.packages-none' });
    const opened = await openUnsigned(join(making.folder, filesOf(station).unsigned));
    if (!opened.ok) return opened;
    const { manifest, sha256 } = opened.value;
    await opened.value.close();
    const { made, listChanges } = readMemory(making.folder, station);
    const sealed = { people: made.people, list: listChanges };
    return ok({
      ...{ row, sha256, words: fingerprintWords(Buffer.from(manifest.commission.root, 'base64url')) },
      parts: manifest.parts.map(({ name, count, sha256: hash }) => {
        return { name, count, sha256: Buffer.from(hash, 'base64url').toString('hex') };
      }),
      changes: await changesSince(settings.maker, { manifest, sha256, sealed }, language),
    });
  }

  /** Draws the proof of a package, as a PDF and sheet by sheet. */
  async proof(station: string, language: Language, who: string): Promise<Result<DrawnProof, Problem>> {
    const { settings } = this.#options;
    const making = this.#making;
    const row = making?.made.find((one) => one.station === station);
    if (!settings || !making || !row) return err({ code: 'console.packages-none' });
    if (this.#worker) return err({ code: 'console.packages-running' });
    const drawn: { proof: Extract<PackagesNews, { news: 'proof' }> | null; problem: Problem | null } = {
      ...{ proof: null, problem: null },
    };
    const leftOut = making.leftOut.filter(({ taken }) => !taken).length;
    const { folder, voters } = making;
    this.#run({ work: 'proof', maker: settings.maker, folder, station, leftOut, voters, language }, (news) => {
      if (news.news === 'proof') drawn.proof = news;
      if (news.news === 'end') drawn.problem = news.problem;
    });
    await this.#ending;
    if (drawn.problem || !drawn.proof) return err(drawn.problem ?? { code: 'console.packages-ended' });
    const { pages, file } = drawn.proof;
    this.#proof = { of: `${making.id}/${station}`, pages };
    this.#note(who, 'proof', station, row.sha256);
    return ok({ pages: pages.length, file });
  }

  /** A sheet of the proof that was drawn last, as an SVG; null: there is none. @param n from 1 */
  page(n: number): string | null {
    return this.#proof?.pages[n - 1] ?? null;
  }

  /** Signs all that were made. @param who have typed their codes */
  async sign(who: readonly string[]): Promise<Result<{ readonly signed: number }, Problem>> {
    const { settings, election } = this.#options;
    const making = this.#making;
    if (!settings || !making || making.made.length === 0) return err({ code: 'console.packages-none' });
    if (this.#worker) return err({ code: 'console.packages-running' });
    const signed = await signAll(making, settings.maker, election, ({ station, sha256 }) =>
      this.#note(who, 'signed', station, sha256),
    );
    this.#options.changes.changed();
    return signed;
  }

  /** Copies what there is to a stick or a folder: signed packages; or what is to be signed, with its proofs. */
  async out(path: string, who: string): Promise<Result<{ readonly files: readonly string[] }, Problem>> {
    const making = this.#making;
    if (!making) return err({ code: 'console.packages-none' });
    if (this.#worker) return err({ code: 'console.packages-running' });
    const target = this.targets().find((one) => one.path === path);
    if (!target) return err({ code: 'console.packages-no-place' });
    const sent = await sendOut(making, target.path, this.#options.election);
    if (sent.ok) this.#note(who, 'out', `${target.name}: ${sent.value.files.length}`);
    return sent;
  }

  /** Takes back what was signed on another machine. */
  async take(path: string, who: string): Promise<Result<{ readonly signed: number }, Problem>> {
    const { settings } = this.#options;
    const making = this.#making;
    if (!settings || !making) return err({ code: 'console.packages-none' });
    if (this.#worker) return err({ code: 'console.packages-running' });
    const from = this.targets().find((one) => one.path === path);
    if (!from) return err({ code: 'console.packages-no-place' });
    const taken = await takeSigned(making, settings.maker, from.path, ({ station, sha256 }) =>
      this.#note(who, 'took', station, sha256),
    );
    this.#options.changes.changed();
    return taken;
  }

  #note(who: string | readonly string[], act: PackageAct, about: string, sha256: string | null = null): void {
    const at = new Date(this.#options.now()).toISOString();
    this.#log.note({ at, who: typeof who === 'string' ? [who] : [...who], act, about, sha256 });
    this.#options.changes.changed();
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
    await this.#ending;
  }
}
