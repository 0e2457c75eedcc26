import { canonical } from '../../../core/journal/canonical.ts';
import type { Actor, JournalEvent } from '../../../core/journal/event.ts';
import type { Claim } from '../../../core/network/claims.ts';
import type { Letter, Sender, Word } from '../../../core/network/words.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type { GoneKiosk } from '../copy/continuing.ts';
import { hearContinuation } from '../copy/heard.ts';
import { hashOf } from '../copy/source.ts';
import { trustOfSpeakers, trustOfStation } from '../copy/trust.ts';
import { type InForce, type Kiosk, SYSTEM } from '../kiosk.ts';
import { PackagePeers } from '../packages/peers.ts';
import type { PackageShelf } from '../packages/shelf.ts';
import { standingAnywhere } from '../state/elsewhere.ts';
import type { Store } from '../store.ts';
import { Carrying } from './carrying.ts';
import { Doubled } from './doubled.ts';
import { ElsewhereTold } from './elsewhere-told.ts';
import { Exchange } from './exchange.ts';
import type { HubClock } from './hub-clock.ts';
import { Letters } from './letters.ts';
import { NationalLocks } from './national-locks.ts';
import { Refusals } from './refusals.ts';
import { Serving } from './serving.ts';
import { SharesNow } from './shares-now.ts';
import { Sight } from './sight.ts';
import { type SentJournal, Upstream, type UpstreamAsk } from './upstream.ts';

interface KiosksAround {
  readonly kiosk: Kiosk;
  readonly keys: DeviceKeys;
  readonly store: Store;
  readonly force: InForce;
  /** Asks the hub; null: this station has none. */
  readonly askHub: UpstreamAsk | null;
  readonly clock: HubClock;
  /** Sends a letter to one kiosk, or to all. */
  readonly send: (to: string | null, text: () => string) => void;
  /** What this kiosk has for the others. */
  readonly shelf: Pick<PackageShelf, 'offers' | 'piece'>;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
}

/** The kiosks of one station, election and mode, as this one has them: one journal's life long. */
export class Kiosks {
  readonly sight: Sight;
  readonly serving: Serving;
  readonly shares: SharesNow;
  readonly doubled: Doubled;
  readonly refusals: Refusals;
  readonly carrying: Carrying;
  /** Packages that the others have. */
  readonly packages: PackagePeers;
  /** Null where the station has no hub. */
  readonly upstream: Upstream | null;
  /** Null where the station has no hub, or this kiosk no network. */
  readonly locks: NationalLocks | null;
  readonly #elsewhere: ElsewhereTold | null;
  readonly #around: KiosksAround;
  readonly #exchange: Exchange;
  readonly #me: Sender;
  readonly #letters: Letters;
  /** Kiosks whose clock was told to differ. */
  readonly #apart = new Set<string>();
  #hasHub = false;

  constructor(around: KiosksAround) {
    const { kiosk, keys, store, force, monotonic } = around;
    const { db, journal } = store;
    this.#around = around;
    this.#me = {
      election: force.election.id,
      mode: force.election.mode,
      station: force.precinct.number,
      from: keys.device,
    };
    this.#letters = new Letters({
      ...{ me: this.#me, db, send: around.send, trust: () => trustOfSpeakers(this.#force()) },
      sign: (hash) => keys.signing.sign(hash),
    });
    this.sight = new Sight(monotonic);
    this.shares = new SharesNow(db);
    this.doubled = new Doubled(kiosk, db);
    this.refusals = new Refusals(kiosk, monotonic);
    const say = (to: string | null, word: Word): void => this.#letters.say(to, word);
    this.packages = new PackagePeers(say);
    this.#exchange = new Exchange({
      ...{ db, say, monotonic, device: keys.device, journal: () => journal },
      trust: () => trustOfStation(this.#force()),
      came: (events) => {
        this.shares.heard(events);
        for (const event of events) this.serving.known(event.device, event.seq);
        this.#letGo(events);
        this.doubled.look(events);
        for (const event of events) this.#hearContinuation(event);
        kiosk.changed();
      },
      refused: (line, from) => this.refusals.event(line, from),
    });
    this.serving = new Serving({
      ...{ db, say, device: keys.device, shares: this.shares },
      force: () => kiosk.inForce(),
      seen: () => this.sight.devices,
      silent: (devices) => {
        for (const device of devices) this.#lost(device);
      },
      tellOwn: () => {
        this.tellOwn();
        return journal.head().seq;
      },
      isAdmitted: ({ voter, from }) => standingAnywhere(db, voter, from),
    });
    this.upstream = this.#upstreamOf(around);
    const asking = this.#asking(around);
    this.locks = asking && new NationalLocks(asking);
    this.#elsewhere = asking && new ElsewhereTold(asking);
    this.carrying = new Carrying({
      say,
      peers: () => [...this.sight.devices].filter((device) => this.sight.of(device)?.hub === true),
      ask: () => (this.#hasHub && this.upstream?.isFree ? around.askHub : null),
    });
    // A stop may have come between an event and what follows from it.
    for (const event of this.#exchange.peers.continuations()) this.#hearContinuation(event);
  }

  /** There is a connection with the hub, or there is none any more. */
  hubConnected(connected: boolean): void {
    this.#hasHub = connected;
    this.upstream?.connected(connected);
    this.locks?.connect(connected);
  }

  /** Something may have been written here: all are told at once. */
  tellOwn(): void {
    const events = this.#exchange.tellOwn();
    this.shares.heard(events);
    this.#letGo(events);
    this.doubled.own(events);
    this.upstream?.look();
  }

  /** Takes another kiosk's journal in from a medium. */
  async takeJournal(lines: readonly string[], actor: Actor): Promise<Result<{ readonly events: number }, Problem>> {
    const came = await this.#exchange.takeJournal(lines);
    if ('strange' in came) return err({ code: 'sittings.file-not-read', params: { line: came.strange } });
    if (came.taken === 0) return err({ code: 'sittings.nothing-new' });
    const { device } = JSON.parse(lines[0] ?? '') as JournalEvent;
    const told = { device, count: came.taken, last: this.#known(device) };
    this.#around.kiosk.record('kiosk.journal-taken', told, actor);
    return ok({ events: came.taken });
  }

  stop(): void {
    this.upstream?.stop();
    this.locks?.stop();
    this.#elsewhere?.stop();
  }

  /** Kiosks that are not seen, whose journals are known here, and with whose sitting nobody has gone on yet. */
  gone(): readonly GoneKiosk[] {
    const { peers } = this.#exchange;
    const continued = new Set(peers.continuations().map(({ body }) => body.device));
    return [...peers.heads().keys()]
      .filter((device) => this.sight.of(device) === null && !continued.has(device))
      .map((device) => ({ device, lines: () => peers.whole(device) }));
  }

  /** Once a second: says that this kiosk is here, and notices who is silent. */
  tick(): void {
    const { kiosk } = this.#around;
    for (const device of this.sight.fallenSilent()) this.#unseen(device);
    this.upstream?.look();
    this.locks?.tick();
    if (this.#hasHub) this.#elsewhere?.tick();
    this.#letters.say(null, {
      ...{ word: 'here', now: kiosk.now().getTime(), heads: this.#exchange.heads() },
      ...{ list: this.#force().election.list.version, open: [...this.serving.open], hub: this.#hasHub },
    });
  }

  hear(text: string): void {
    const read = this.#letters.hear(text);
    if ('letter' in read) this.#take(read.letter);
    else if (read.fault !== 'not-to-me') this.refusals.letter(read.fault);
  }

  #take({ from, n, word }: Letter): void {
    const { serving } = this;
    switch (word.word) {
      case 'here':
        this.#here(from, word);
        return;
      case 'events':
        this.#exchange.take(from, word.lines);
        return;
      case 'since':
        this.#exchange.answer(from, word.heads);
        return;
      case 'came':
        this.#exchange.answered(from, word.lines, word.more);
        return;
      case 'claim':
        serving.hearClaim(claimOf(from, word), n);
        return;
      case 'granted':
        serving.hearAnswer(claimOf(from, word), { granted: true });
        return;
      case 'refused': {
        const { why, by } = word;
        const refused = why === 'admitted' ? ({ why } as const) : ({ why, by: by ?? from } as const);
        serving.hearAnswer(claimOf(from, word), { granted: false, ...refused });
        return;
      }
      case 'packages':
        this.#letters.say(from, { word: 'packages-are', offers: [...this.#around.shelf.offers()] });
        return;
      case 'piece': {
        const piece = this.#around.shelf.piece(word.package, word.n);
        const bytes = piece === null ? null : Buffer.from(piece).toString('base64');
        this.#letters.say(from, { word: 'piece-is', package: word.package, n: word.n, bytes });
        return;
      }
      case 'packages-are':
      case 'piece-is':
        this.packages.hear(from, word);
        return;
      case 'claim-over':
        serving.hearOver(claimOf(from, word), word.seq);
        this.#settle(from);
        return;
      case 'carry':
        void this.carrying.carry(from, word);
        return;
      case 'carried':
        this.carrying.hear(from, word);
        return;
    }
  }

  #here(from: string, word: Extract<Word, { readonly word: 'here' }>): void {
    const { kiosk } = this.#around;
    const heads = new Map(Object.entries(word.heads));
    const isNew = this.sight.heard(from, {
      heads,
      ...{ list: word.list, hub: word.hub },
      ahead: word.now - kiosk.now().getTime(),
    });
    if (isNew) {
      kiosk.note('kiosk.seen', { device: from, count: this.#known(from) }, SYSTEM);
      kiosk.changed();
    }
    this.#clock(from);
    this.#exchange.compare(from, heads);
    this.serving.hearOpen(from, word.open, heads.get(from) ?? 0);
    this.#settle(from);
  }

  /** A clock that begins to differ is written down; admissions go on. */
  #clock(device: string): void {
    const seconds = Math.round((this.sight.of(device)?.ahead ?? 0) / 1_000);
    if (Math.abs(seconds) <= this.#force().policy.clock.driftSeconds) this.#apart.delete(device);
    else if (!this.#apart.has(device)) {
      this.#apart.add(device);
      this.#around.kiosk.note('kiosk.clock-apart', { device, seconds }, SYSTEM);
    }
  }

  /** Promises whose end was heard after the events that they waited for. */
  #settle(device: string): void {
    this.serving.known(device, this.#known(device));
  }

  #known(device: string): number {
    return this.#exchange.heads()[device] ?? 0;
  }

  #lost(device: string): void {
    if (this.sight.lost(device)) this.#unseen(device);
    else this.serving.lost(device);
  }

  #unseen(device: string): void {
    const { kiosk } = this.#around;
    this.#exchange.lost(device);
    this.serving.lost(device);
    kiosk.note('kiosk.unseen', { device, count: this.#known(device) }, SYSTEM);
    kiosk.changed();
  }

  /** What a kiosk was promised lapses at every kiosk when persons have decided, wherever, that it is out of service. */
  #letGo(events: readonly JournalEvent[]): void {
    for (const { type, body } of events) {
      if (type === 'share.taken' || type === 'copy.continued') this.serving.takenOver(body.device);
    }
  }

  /** A kiosk that has gone on from this one's journal says so: this one stands still. */
  #hearContinuation(event: JournalEvent): void {
    if (event.type !== 'copy.continued' || event.body.device !== this.#me.from) return;
    const { kiosk, store } = this.#around;
    const { db, journal } = store;
    const own = { identity: journal.identity, hashOf: (seq: number) => hashOf(db, seq) };
    hearContinuation(kiosk, own, Buffer.from(canonical(event)));
  }

  /** What whoever asks the hub for more than to store events asks it with; null where there is none. */
  #asking({ kiosk, keys, store, force, askHub, clock, monotonic }: KiosksAround) {
    if (force.hub === null || askHub === null) return null;
    const { election, mode, station, from: device } = this.#me;
    return {
      ...{ kiosk, db: store.db, monotonic, name: { election, mode, station, device }, keys: [force.hub.key] },
      ...{ sign: (hash: Uint8Array) => keys.signing.sign(hash), ask: askHub, clock },
    };
  }

  #upstreamOf({ kiosk, store, force, askHub, clock, monotonic }: KiosksAround): Upstream | null {
    if (force.hub === null || askHub === null) return null;
    const { db, journal } = store;
    const { peers } = this.#exchange;
    const { election, mode, station, from: device } = this.#me;
    const own: SentJournal = {
      last: () => journal.head().seq,
      linesAfter: (seq, most) => [...journal.lines(seq + 1, seq + most)],
      hashOf: (seq) => hashOf(db, seq),
    };
    return new Upstream({
      ...{ db, monotonic, name: { election, mode, station, device }, keys: [force.hub.key], ask: askHub },
      clock,
      ...{ changed: () => kiosk.changed(), chance: Math.random },
      journalOf: (of) =>
        of === device
          ? own
          : {
              last: () => peers.heads().get(of) ?? 0,
              linesAfter: (seq, most) => peers.after(of, seq, most),
              hashOf: (seq) => peers.hashOf(of, seq),
            },
      carried: () => [device, ...[...peers.heads().keys()].filter((of) => this.sight.of(of)?.hub !== true)],
    });
  }

  /** The package that is in force now: the next one of the same election may name other devices. */
  #force(): InForce {
    return this.#around.kiosk.inForce() ?? this.#around.force;
  }
}

const claimOf = (from: string, { voter, claim }: Omit<Claim, 'from'>): Claim => ({ from, voter, claim });
