import type { KV } from '@nats-io/kv';
import { toBase64url, toHex } from '../../core/crypto/encoding.ts';
import type { Saying } from '../../core/hub/answers.ts';
import { type JournalName, tokenSchema } from '../../core/hub/names.ts';
import {
  type HubTrust,
  judgeResults,
  mayChange,
  neighbours,
  withArrival,
  type ZoneKey,
} from '../../core/hub/results-arrival.ts';
import { PART_BYTES, partsOf, readPart } from '../../core/hub/results-part.ts';
import {
  ARRIVALS,
  awaitedResults,
  type ResultsArrival,
  type ResultsName,
  resultsKey,
} from '../../core/hub/results-state.ts';
import type { EventOf } from '../../core/journal/event.ts';
import { RESULTS_LIMITS, type ResultsFile, readResultsHead } from '../../core/results/results-file.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { HUB } from '../network/certificates.ts';
import { raise } from './alarms.ts';
import { changed, standing } from './buckets.ts';
import { type KeptResults, readResults, replaceResults } from './results-bucket.ts';
import { type CameBy, firstParts, type ResultsStore, type StationName } from './results-store.ts';
import type { HubTrusts } from './results-trust.ts';

export interface ResultsDeskOptions {
  readonly store: ResultsStore;
  readonly buckets: Readonly<Record<'results' | 'zone' | 'alarm', KV>>;
  readonly trusts: () => HubTrusts;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A file that may be whole, and how it came; `at`: when, ISO. */
type Came = CameBy & { readonly sha256: string; readonly at: string };
type Known = Pick<ResultsArrival, 'standing' | 'verdict'>;

/** Parts of one station that are kept: two files of the largest size. */
const STATION_PARTS = 2 * partsOf(RESULTS_LIMITS.whole);
/** How long a station waits whose files are more than that, in milliseconds. */
const NO_ROOM_MS = 600_000;
/** It is looked whether there is room at the first part that a collector sees of a file, and at every so many. */
const LOOK_PARTS = 64;
/** Files of which that is remembered. */
const REMEMBERED = 4_096;

/**
 * Takes results files in parts, looks at each that is whole, and keeps what people are shown of each station. It keeps nothing
 * of its own: what it says of a file follows from the file, the signed package and the stored journals, and any collector
 * comes to the same.
 */
export class ResultsDesk {
  readonly #options: ResultsDeskOptions;
  /** Files are large: one after the other. */
  #before: Promise<unknown> = Promise.resolve();
  /** Files for which there was room. */
  readonly #admitted = new Set<string>();

  constructor(options: ResultsDeskOptions) {
    this.#options = options;
  }

  /** Takes a part, or the question what is there. @returns null: it is no message of this protocol */
  async take(sender: JournalName, text: string): Promise<Saying | null> {
    const part = readPart(text);
    if (!part) return null;
    const { store, now } = this.#options;
    const of = stationOf(sender);
    const { sha256, bytes, sitting, device } = part;
    const all = partsOf(bytes);
    const came = { sitting, bytes, ...wayOf(sender.device, device) };
    const told = (parts: number): Saying => ({ ...of, device, answer: 'results-parts', sha256, parts });
    const known = `${stationKey(of)}.${sha256}`;
    // Whoever begins in the middle of a file takes room too.
    if (part.part === null || part.part % LOOK_PARTS === 0 || !this.#admitted.has(known)) {
      const has = await this.#room(of, sha256, all);
      if (has === null) return { ...of, device, answer: 'busy', after: NO_ROOM_MS };
      if (this.#admitted.size >= REMEMBERED) this.#admitted.clear();
      this.#admitted.add(known);
      if (part.part === null && has < all) return told(has);
    }
    if (part.part !== null) {
      await store.add(of, sha256, part.part, part.data, came);
      // Whoever sends a part was told that those before it are here; whether that is so is seen with the last one.
      if (part.part + 1 < all) return told(part.part + 1);
    }
    const said = await this.#whole(of, { ...came, sha256, at: new Date(now()).toISOString() });
    if (said) return { ...of, device, answer: 'results', sha256, standing: said.standing, verdict: said.verdict };
    return told(firstParts((await this.#kept(of, sha256))?.parts ?? new Set()));
  }

  /** A verified event of a station's journal names its ballot zone. @returns whether it was not known before */
  async paired(name: JournalName, { body }: EventOf<'ballot-zone.paired'>): Promise<boolean> {
    const { device, key, signing } = body;
    const zone = { device, key, station: name.station, signing: toBase64url(Buffer.from(signing, 'hex')) };
    let isNew = false;
    await changed<readonly ZoneKey[]>(this.#options.buckets.zone, stationKey(name), [], (all) => {
      isNew = all.every((one) => one.device !== device || one.key !== key || one.signing !== zone.signing);
      return isNew ? [...all, zone] : all;
    });
    return isNew;
  }

  /**
   * Looks at the files of a station (null: of all) that are whole, and of which nothing is said or may be said otherwise; or
   * of which a part of what was said is lost.
   */
  async look(of: StationName | null): Promise<void> {
    const { store } = this.#options;
    for (const { of: station, sha256, parts } of await store.files(of)) {
      const count = firstParts(parts);
      const came = count === 0 ? null : await store.came(station, sha256, count - 1);
      if (came && count >= partsOf(came.bytes)) await this.#again(station, { ...came, sha256 });
    }
  }

  async #kept(of: StationName, sha256: string) {
    return (await this.#options.store.files(of)).find((one) => one.sha256 === sha256);
  }

  /**
   * How many parts of a file are there; null: this station has sent more than is kept of one. Files that never became whole
   * make room for a new one.
   */
  async #room(of: StationName, sha256: string, all: number): Promise<number | null> {
    const { store, buckets } = this.#options;
    const files = await store.files(of);
    const own = files.find((one) => one.sha256 === sha256);
    const has = own ? firstParts(own.parts) : 0;
    const parts = files.reduce((sum, one) => sum + one.parts.size, 0);
    if (has >= all || (parts < STATION_PARTS && (own || files.length < ARRIVALS))) return has;
    const said = new Set<string>();
    for await (const key of await buckets.results.keys(`${stationKey(of)}.*`)) {
      const { value } = await standing<KeptResults | null>(buckets.results, key, null);
      for (const one of value?.files ?? []) said.add(one.sha256);
    }
    const unfinished = files.filter((one) => one !== own && !said.has(one.sha256));
    const [least] = unfinished.sort((a, b) => a.parts.size - b.parts.size);
    if (!least) return null;
    await store.drop(of, least.sha256);
    return has;
  }

  async #again(of: StationName, came: Came): Promise<void> {
    const name = { ...of, sitting: sittingOf(came.sitting) };
    const { value, isLost } = await readResults(this.#options.buckets.results, resultsKey(name), awaitedResults(name));
    const isKnown = value.files.some(({ sha256 }) => sha256 === came.sha256);
    if (isLost && !isKnown) await this.#inTurn(of, came);
    else await this.#whole(of, came);
  }

  async #whole(of: StationName, came: Came): Promise<Known | null> {
    const name = { ...of, sitting: sittingOf(came.sitting) };
    const { value } = await standing<KeptResults | null>(this.#options.buckets.results, resultsKey(name), null);
    const said = value?.files.find(({ sha256 }) => sha256 === came.sha256);
    if (said && !mayChange(said)) return said;
    return this.#inTurn(of, came);
  }

  #inTurn(of: StationName, came: Came): Promise<Known | null> {
    const turn = this.#before.then(() => this.#judge(of, came));
    this.#before = turn.catch(() => {});
    return turn;
  }

  /** What is said of a file; null: its parts do not come to it. */
  async #judge(of: StationName, came: Came): Promise<Known | null> {
    const { store, buckets, trusts, now } = this.#options;
    const { sha256, way, by, at } = came;
    const whole = await store.read(of, sha256, partsOf(came.bytes));
    const bytes = whole.length;
    if (bytes < came.bytes) return null;
    if (toHex(nodeCrypto.sha256(whole)) !== sha256) {
      await store.drop(of, sha256);
      return null;
    }
    const zones = await standing<readonly ZoneKey[]>(buckets.zone, stationKey(of), []);
    const trust: HubTrust = { trust: trusts().of(of), zones: zones.value };
    const judged = judgeResults(whole, trust, nodeCrypto);
    const read = judged.report.file;
    const name = { ...of, sitting: sittingOf(read?.head.sitting ?? came.sitting) };
    const key = resultsKey(name);
    for (;;) {
      const { value, revision } = await readResults(buckets.results, key, awaitedResults(name));
      const beside = read && neighbours(value, read);
      const [before, after] = await Promise.all([
        this.#headOf(of, beside?.before ?? null),
        this.#headOf(of, beside?.after ?? null),
      ]);
      const file = { sha256, bytes, way, by, came: at };
      const time = new Date(now()).toISOString();
      const next = withArrival(value, { file, judged, before, after }, trusts().constituencyOf(of), time);
      if (next !== value && !(await replaceResults(buckets.results, key, next, revision))) continue;
      const one = next.files.find((other) => other.sha256 === sha256);
      if (one && (one.standing === 'refused' || one.standing === 'broken')) await this.#alarm(name, one);
      // More of this kind is here than is kept as evidence.
      if (!one) await store.drop(of, sha256);
      return one ?? { standing: 'refused', verdict: 'refused' };
    }
  }

  /** The head of a file that was found genuine. */
  async #headOf(of: StationName, sha256: string | null): Promise<Pick<ResultsFile, 'head' | 'sha256'> | null> {
    if (sha256 === null) return null;
    const most = Math.ceil(RESULTS_LIMITS.head / PART_BYTES) + 1;
    for (let parts = 1; ; parts *= 4) {
      const head = readResultsHead(await this.#options.store.read(of, sha256, Math.min(parts, most)));
      if (head) return { head, sha256 };
      if (parts >= most) throw new Error(`the stream has lost results file ${sha256}`);
    }
  }

  async #alarm(name: ResultsName, { sha256, standing: stands, by, findings }: ResultsArrival): Promise<void> {
    const { buckets, now } = this.#options;
    const { sitting, ...of } = name;
    const alarm = { alarm: 'results', sitting, sha256, standing: stands, findings } as const;
    await raise(buckets.alarm, { ...of, device: by ?? HUB }, alarm, now());
  }
}

const stationOf = ({ election, mode, station }: StationName): StationName => ({ election, mode, station });
const stationKey = ({ election, mode, station }: StationName): string => `${election}.${mode}.${station}`;

/** What a forger calls a sitting may be no name of anything. */
const sittingOf = (text: string): string => (tokenSchema.safeParse(text).success ? text : 'none');

/** A device's connection says which device it is; the commission's own is the hub's. */
function wayOf(sender: string, device: string): Pick<CameBy, 'way' | 'by'> {
  if (sender === HUB) return { way: 'stick', by: null };
  return { way: sender === device ? 'link' : 'peer', by: sender };
}
