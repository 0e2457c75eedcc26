import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KiosksPolicy } from '../../../../core/election/policy-kiosks.ts';
import { chance } from '../../../demo/random.ts';
import { makeFolder } from '../../../storage/folder.ts';
import { type Balance, balanceOf } from './balance.ts';
import { SITES, SimulatedHub } from './hub.ts';
import type { HubSeen } from './hub-said.ts';
import { KioskLost, NetworkKiosk } from './kiosk.ts';
import { type Laboratory, makeLaboratory, writeKioskFile } from './laboratory.ts';
import { type Lan, loopbackLan } from './lan.ts';
import { Ledger, type Spread, spreadOf } from './ledger.ts';
import { namespacesLan } from './namespaces.ts';
import { type Arrival, cableFaults, type Fault, planNetwork, type Spell, votersOf } from './plan.ts';
import type { Sight } from './protocol.ts';
import { Troubles } from './troubles.ts';

export interface NetworkOptions {
  /** Its folder `network` is emptied first. */
  readonly stateDir: string;
  readonly kiosks: number;
  /** Visits, each of one voter at one kiosk. */
  readonly events: number;
  readonly seed: string;
  readonly faults: readonly Fault[];
  readonly apart: KiosksPolicy['apart'];
  /** Share of voters who stand before several kiosks at one moment, 0 to 1; without it half of them. */
  readonly races?: number;
  /** Where the cables are: a namespace for each kiosk, or this machine's loopback, whose cable cannot be hurt. */
  readonly cables: 'namespaces' | 'loopback';
  /** Whether the commission's hub is above them: three servers and two collectors. */
  readonly hub: boolean;
  readonly onProgress: (step: string, done: number, of: number) => void;
}

/** What a day of several kiosks came to, and everything that is not as it must be. */
export interface NetworkReport extends Balance {
  readonly seed: string;
  readonly kiosks: number;
  readonly apart: KiosksPolicy['apart'];
  readonly cables: NetworkOptions['cables'];
  readonly hub: boolean;
  /** How often each fault was done. */
  readonly faults: Readonly<Record<string, number>>;
  readonly visits: number;
  /** Voters who stood before several kiosks at one moment. */
  readonly races: number;
  /** Arrivals at which a kiosk did not have its answer within a second although the cable was well. */
  readonly apartWhileWell: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Milliseconds from an admission's confirmation to another kiosk's knowing of it, while all was well. */
  readonly seenMs: Spread;
  /** Milliseconds of a visit, while all was well. */
  readonly visitMs: Spread;
  /** Milliseconds from the end of a trouble until every kiosk had everything. */
  readonly healedMs: Spread;
  /** Milliseconds from the end of the day until the hub had everything too; null: there is none. */
  readonly hubMs: number | null;
}

const LOOK_MS = 100;
/** A cable that is well again is noticed in some seconds; a connection that was lost is tried again and again. */
const WELL_MS = 120_000;
/** Longer than a kiosk that is silent is still taken to be there. */
const MISSED_MS = 5_000;
const isOfProcesses: ReadonlySet<Fault> = new Set(['kill', 'hang']);
/** Others that are plugged in: who lies, and two who have no business here. */
const PLUGGED = 3;
const DAYS = ['2035-01-01T02:00:00Z', '1970-01-02T02:00:00Z'] as const;

/** A day of several kiosks of one station, each as the processes it is, over a network that is hurt by lot. */
export async function simulateNetwork(options: NetworkOptions): Promise<NetworkReport> {
  const { kiosks, events, apart, faults, seed, cables, races } = options;
  const folder = join(options.stateDir, 'network');
  rmSync(folder, { recursive: true, force: true });
  makeFolder(folder);
  const plan = planNetwork({ kiosks, events, seed, faults, ...(races !== undefined && { races }) });
  const first = kiosks + PLUGGED;
  const sites = Array.from({ length: options.hub ? SITES : 0 }, (_, n) => first + n);
  const count = first + sites.length;
  const lan = cables === 'loopback' ? loopbackLan(count) : await namespacesLan(count, faults.includes('latency'));
  const hub = options.hub ? new SimulatedHub(join(folder, 'hub'), lan.places.slice(first)) : null;
  try {
    const laboratory = await makeLaboratory(join(folder, 'laboratory'), {
      ...{ kiosks, apart, voters: votersOf(plan) },
      hub: hub && ((commission, fleet) => hub.start(commission, fleet)),
    });
    const day = new Day({ ...options, stateDir: folder }, laboratory, lan, hub && { runs: hub, sites });
    try {
      await day.open();
      for (const [n, spell] of plan.entries()) await day.spell(spell, n, plan[n - 1]?.trouble ?? null);
      await day.well();
      await day.hubHasAll();
      await day.close();
      return day.report();
    } finally {
      await day.close();
    }
  } finally {
    await hub?.stop();
    await lan.close();
  }
}

class Day {
  readonly #options: NetworkOptions;
  readonly #laboratory: Laboratory;
  readonly #kiosks: readonly NetworkKiosk[];
  readonly #troubles: Troubles;
  readonly #ledger = new Ledger();
  readonly #admitted = new Set<number>();
  readonly #busy: Promise<unknown>[];
  /** When each kiosk learned of each admission: by kiosk, by admission. */
  readonly #learned: readonly Map<string, number>[];
  readonly #timed: string[] = [];
  readonly #visitMs: number[] = [];
  readonly #healedMs: number[] = [];
  #races = 0;
  #apartWhileWell = 0;
  #heads: Sight['heads'] = {};
  readonly #hub: SimulatedHub | null;
  #hubSeen: HubSeen | null = null;
  #hubMs: number | null = null;
  #isOpen = true;

  constructor(
    options: NetworkOptions,
    laboratory: Laboratory,
    lan: Lan,
    hub: { readonly runs: SimulatedHub; readonly sites: readonly number[] } | null,
  ) {
    this.#options = options;
    this.#hub = hub?.runs ?? null;
    this.#laboratory = laboratory;
    const peers = lan.places.slice(0, options.kiosks).map(({ at }) => at);
    const isShifted = options.faults.includes('clock');
    this.#kiosks = laboratory.kiosks.map((device, n) => {
      const place = lan.places[n];
      if (!place) throw new Error('more kiosks than places');
      writeKioskFile(device, { listen: place.at, peers });
      const room = join(options.stateDir, `room-${n + 1}`);
      mkdirSync(room);
      return new NetworkKiosk(device, `kiosk ${n + 1}`, place, room, (isShifted && n > 0 && DAYS[n - 1]) || null);
    });
    this.#learned = this.#kiosks.map(() => new Map<string, number>());
    this.#busy = this.#kiosks.map(() => Promise.resolve());
    this.#troubles = new Troubles({
      ...{ laboratory, lan, hub, kiosks: this.#kiosks, peers, folder: options.stateDir },
      ...{ ledger: this.#ledger, dice: chance(`${options.seed}/troubles`) },
      sit: (kiosk) => this.#sit(kiosk),
    });
  }

  async open(): Promise<void> {
    this.#options.onProgress('the kiosks start', 0, 1);
    for (const kiosk of this.#kiosks) kiosk.start();
    await Promise.all(this.#kiosks.map((_, n) => this.#sit(n)));
    await this.well();
    this.#namesClocks(await this.#look());
    await this.#hub?.openLocks();
  }

  /** @param before the trouble of the spell before */
  async spell({ trouble, arrivals }: Spell, n: number, before: Spell['trouble']): Promise<void> {
    this.#options.onProgress(trouble?.fault ?? 'well', this.#ledger.visits.length, this.#options.events);
    if (trouble === null) {
      if (n > 0) await this.well(before);
      // Locks are given again when people have seen that the hub has everything.
      if (before?.fault === 'hub-lost') {
        await this.#hub?.settled(this.#heads);
        await this.#hub?.openLocks();
      }
      await this.#serve(arrivals, true);
      return;
    }
    await this.#troubles.begin(trouble);
    await this.#serve(arrivals, false);
    await this.#troubles.end(trouble);
  }

  /** Waits until every kiosk sees every other, has all that the others have written, and awaits nothing of anybody. */
  async well(after: Spell['trouble'] = null): Promise<void> {
    const began = performance.now();
    // Who has died a moment ago is still seen: it is well when it stays so.
    let since: number | null = null;
    const stays = after !== null && isOfProcesses.has(after.fault) ? MISSED_MS : 0;
    for (;;) {
      const sights = await this.#look();
      const now = performance.now();
      since = isWell(sights) ? (since ?? now) : null;
      if (since !== null && now - since >= stays) {
        this.#heads = sights[0]?.heads ?? {};
        break;
      }
      if (performance.now() - began > WELL_MS) throw new Error(`never well again: ${JSON.stringify(sights.map(told))}`);
      await sleep(LOOK_MS);
    }
    this.#healedMs.push(since - began);
  }

  /** Waits until the hub has what all kiosks had when all was well last. */
  async hubHasAll(): Promise<void> {
    if (this.#hub === null) return;
    this.#options.onProgress('the hub gets the rest', 0, 1);
    const began = performance.now();
    await this.#locksSettled();
    this.#hubSeen = await this.#hub.settled(this.#heads);
    this.#hubMs = Math.round(performance.now() - began);
  }

  /** Waits until no kiosk owes the hub a lock, and the hub has said of each admission without one whose it is. */
  async #locksSettled(): Promise<void> {
    for (const began = performance.now(); ; await sleep(LOOK_MS)) {
      const sights = await this.#look();
      if (sights.every(({ locksOwed, unconfirmed }) => locksOwed === 0 && unconfirmed === 0)) break;
      if (performance.now() - began > WELL_MS)
        throw new Error(`locks are owed for ever: ${JSON.stringify(sights.map(told))}`);
    }
    await this.well();
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#troubles.close();
    await Promise.all(this.#kiosks.map((kiosk) => kiosk.stop()));
  }

  report(): NetworkReport {
    const { seed, apart, cables, kiosks, hub } = this.#options;
    const ledger = this.#ledger;
    const { done } = this.#troubles;
    const seenMs = this.#timed.flatMap((admission) => {
      const times = this.#learned.flatMap((of) => of.get(admission) ?? []);
      const first = Math.min(...times);
      return times.filter((time) => time !== first).map((time) => time - first);
    });
    return {
      ...{ seed, kiosks, apart, cables, hub, faults: done },
      ...{ visits: ledger.visits.length, races: this.#races, apartWhileWell: this.#apartWhileWell },
      outcomes: ledger.count(({ outcome, reason }) => reason ?? outcome),
      ...{ seenMs: spreadOf(seenMs), visitMs: spreadOf(this.#visitMs), healedMs: spreadOf(this.#healedMs) },
      hubMs: this.#hubMs,
      ...balanceOf(this.#laboratory, this.#kiosks, ledger, {
        apart,
        heads: this.#heads,
        hub: this.#hubSeen,
        lied: 'forged' in done,
        again: 'reorder' in done,
      }),
    };
  }

  /**
   * Each kiosk has one desk: whoever comes to it waits until it is free. While all is well nobody comes again before it is
   * clear what came of the last time, so that it is known who must be admitted; else she may stand elsewhere meanwhile.
   */
  async #serve(arrivals: readonly Arrival[], isWell: boolean): Promise<void> {
    const came = new Map<number, Promise<unknown>>();
    const all = arrivals.map((arrival) => {
      const before = [...arrival.kiosks.map((n) => this.#busy[n]), ...(isWell ? [came.get(arrival.voter)] : [])];
      const served = Promise.all(before).then(() => this.#arrive(arrival, isWell));
      for (const n of arrival.kiosks) this.#busy[n] = served;
      came.set(arrival.voter, served);
      return served;
    });
    await Promise.all(all);
  }

  async #arrive({ voter, kiosks }: Arrival, isWell: boolean): Promise<void> {
    const wasAdmitted = this.#admitted.has(voter);
    if (kiosks.length > 1) this.#races += 1;
    const outcomes = await Promise.all(kiosks.map((n) => this.#visit(voter, n, isWell)));
    const winners = outcomes.filter((outcome) => outcome === 'admitted').length;
    if (winners > 0) this.#admitted.add(voter);
    if (!isWell) return;
    // A busy machine may not answer within its second: then a kiosk is apart although the cable is well, and says so.
    if (outcomes.some((outcome) => isApart.has(outcome))) this.#apartWhileWell += 1;
    else if (winners !== (wasAdmitted ? 0 : 1)) {
      const before = wasAdmitted ? 'was' : 'was not';
      this.#ledger.wrong.push(
        `all was well, and ${winners} of ${kiosks.length} kiosks admitted voter ${voter}, who ${before} before: ${outcomes.join(', ')}`,
      );
    }
  }

  async #visit(voter: number, n: number, isWell: boolean): Promise<string> {
    const kiosk = this.#kiosks[n];
    const pin = this.#laboratory.pins[voter - 1];
    if (!kiosk || pin === undefined) throw new Error('nobody, or nowhere');
    try {
      const { outcome, reason, admission, ms } = await kiosk.visit(pin);
      this.#ledger.visits.push({ kiosk: n, voter, outcome, reason, admission });
      if (isWell) this.#visitMs.push(ms);
      if (isWell && outcome === 'admitted' && admission !== null) this.#timed.push(admission);
      return reason ?? outcome;
    } catch (error) {
      if (!(error instanceof KioskLost)) throw error;
      this.#ledger.visits.push({ kiosk: n, voter, outcome: 'lost', reason: null, admission: null });
      // Who knows: until the journals are held against each other she may have been.
      this.#admitted.add(voter);
      await this.#sit(n);
      return 'lost';
    }
  }

  async #sit(n: number): Promise<void> {
    const settled = (await this.#kiosks[n]?.sit()) ?? [];
    for (const one of settled) this.#ledger.settled.push({ ...one, kiosk: n });
  }

  async #look(): Promise<readonly Sight[]> {
    return Promise.all(
      this.#kiosks.map(async (kiosk, n) => {
        const sight = await kiosk.look().catch(async (error: unknown) => {
          if (!(error instanceof KioskLost)) throw error;
          await this.#sit(n);
          return kiosk.look();
        });
        for (const [admission, at] of sight.learned) this.#learned[n]?.set(admission, at);
        return sight;
      }),
    );
  }

  /** A clock that is wrong is named by everybody whose own shows another day. */
  #namesClocks(sights: readonly Sight[]): void {
    if (!this.#options.faults.includes('clock')) return;
    for (const [n, { problems }] of sights.entries()) {
      const named = problems
        .filter(({ code }) => code === 'kiosks.clock-apart')
        .map(({ device }) => Number(device) - 1);
      for (const other of sights.keys()) {
        const differs = other !== n && dayOf(n) !== dayOf(other);
        if (differs !== named.includes(other)) {
          this.#ledger.wrong.push(
            `kiosk ${n + 1} ${differs ? 'does not name' : 'names'} the clock of kiosk ${other + 1}`,
          );
        }
      }
    }
  }
}

/** Why a voter is refused where kiosks do not see each other. */
const isApart: ReadonlySet<string> = new Set(['other-share', 'kiosks-apart']);

const dayOf = (n: number): string | undefined => DAYS[n - 1];

/** All see all, all have all, and nothing is awaited. */
function isWell(sights: readonly Sight[]): boolean {
  const heads = sights.map((sight) => canonicalHeads(sight));
  return (
    sights.every(({ seen, promised }) => seen.length >= sights.length - 1 && promised === 0) &&
    new Set(heads).size === 1
  );
}

const canonicalHeads = ({ heads }: Sight): string =>
  JSON.stringify(Object.entries(heads).sort(([a], [b]) => (a < b ? -1 : 1)));

const told = ({ learned: _, last: __, ...sight }: Sight) => sight;

export const needsCable = (faults: readonly Fault[]): readonly Fault[] => faults.filter((one) => cableFaults.has(one));
