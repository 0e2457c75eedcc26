import { randomBytes } from 'node:crypto';
import { copyStart, PIECE_LINES, readCopyHead } from '../../../core/copy/file.ts';
import { copyName, isCopyOf } from '../../../core/copy/head.ts';
import { KEY_BYTES } from '../../../core/crypto/crypto.ts';
import { utf8 } from '../../../core/crypto/encoding.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import type { Actor } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { lockRegister } from '../../access/register-lock.ts';
import type { CopyView } from '../../api/copy-views.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { Database } from '../../storage/open.ts';
import { called, type Kiosk, localMoment, SYSTEM } from '../kiosk.ts';
import type { Medium } from '../media.ts';
import { openBeside } from '../state/beside.ts';
import { continuedBy, continuedFrom } from '../state/predecessor.ts';
import { journalName } from '../store.ts';
import { toCompare } from './beside.ts';
import type { CopyClient } from './client.ts';
import { hearContinuation } from './heard.ts';
import { copyKeyName, copyLockName } from './keys.ts';
import type { CopyAnswer, CopyTrouble } from './protocol.ts';
import { type CopySource, hashOf } from './source.ts';

/** How often is looked whether there is something to copy, in milliseconds. */
const LOOK_MS = 250;
/** After a trouble the stick is left alone for so long, in milliseconds. */
const REST_MS = 2_000;
/** The end of the zone waits so long for the last lines, in milliseconds. */
const LEAVE_MS = 2_000;

/**
 * The copy on the chair's stick: each committed event is appended to it, sealed, by a process of its own. Nothing here
 * is ever waited for by a voter's way. Which stick it is, the chair says once; from then on a copy of this journal is
 * known by itself, after a pull, a kill and a power cut alike.
 */
export class Copy {
  readonly #kiosk: Kiosk;
  readonly #keys: Pick<DeviceKeys, 'databaseKey'>;
  readonly #source: () => CopySource;
  readonly #media: () => readonly Medium[];
  readonly #now: () => number;
  readonly #client: CopyClient;
  #timer: NodeJS.Timeout | null = null;
  /** The one thing after the other that the stick is asked. */
  #turn: Promise<unknown> = Promise.resolve();
  #busy = false;
  /**
   * The open journal that is being copied. Another election's has another copy, and so has the same one's that was loaded
   * again after a wipe: its name is the same, so the file is what tells them apart.
   */
  #journal: Database | null = null;
  #begun = false;
  #open: { readonly folder: string; readonly stick: string; lines: number } | null = null;
  #copied = 0;
  #trouble: CopyTrouble | 'copy.other-history' | null = null;
  /** What the journal was told of a trouble that still stands. */
  #told: string | null = null;
  #restUntil = 0;
  /** Since when something waits; null while everything is copied. */
  #behindSince: number | null = null;
  /** Whether the stick was there since this zone began. */
  #seen = false;
  #shown = '';
  #closed = false;

  constructor(around: {
    readonly kiosk: Kiosk;
    readonly keys: Pick<DeviceKeys, 'databaseKey'>;
    readonly source: () => CopySource;
    readonly media: () => readonly Medium[];
    /** Monotonic milliseconds. */
    readonly now: () => number;
    readonly client: CopyClient;
  }) {
    this.#kiosk = around.kiosk;
    this.#keys = around.keys;
    this.#source = around.source;
    this.#media = around.media;
    this.#now = around.now;
    this.#client = around.client;
  }

  start(): void {
    this.#timer = setInterval(() => {
      if (!this.#busy) void this.work();
    }, LOOK_MS);
    this.#timer.unref();
  }

  /** What the chair is shown. */
  view(): Omit<CopyView, 'list'> {
    const events = this.#begun ? Math.max(0, this.#source().count() - this.#copied) : 0;
    return {
      begun: this.#begun,
      stick: this.#open?.stick ?? null,
      copied: this.#copied,
      events,
      seconds: this.#seconds(),
      problem: this.#problem(events),
      ...this.#others(),
    };
  }

  /** What everybody at the kiosk is told: that the copy has been behind for longer than the policy lets it. */
  problems(): readonly Problem[] {
    const { events, seconds, problem } = this.view();
    const longest = (this.#kiosk.inForce()?.policy ?? defaultPolicy).copy.behindSeconds;
    // Who comes back without the stick does not know what went on meanwhile.
    const cameBack = problem?.code === 'copy.missing' && !this.#seen;
    const elsewhere = this.#elsewhere();
    if (cameBack || problem?.code === 'copy.other-history') return [...elsewhere, problem];
    if (seconds < longest) return elsewhere;
    return [...elsewhere, problem ?? { code: 'copy.behind', params: { events, seconds } }];
  }

  /** The kiosks that have to do with this sitting, as people call them. */
  #others(): Pick<CopyView, 'from' | 'beside'> {
    const from = continuedFrom(this.#kiosk.db);
    const beside = toCompare(this.#kiosk.db);
    return {
      from: from && { ...from, device: called(this.#kiosk, from.device) },
      beside: beside && called(this.#kiosk, beside),
    };
  }

  /** What has become of the sitting beside this kiosk. */
  #elsewhere(): readonly Problem[] {
    const { db } = this.#kiosk;
    const beside = openBeside(db);
    if (beside) {
      const time = localMoment(this.#kiosk, new Date(beside.since)).time;
      return [{ code: 'copy.served-beside', params: { device: called(this.#kiosk, beside.device), time } }];
    }
    const by = continuedBy(db);
    return by === null ? [] : [{ code: 'copy.continued-elsewhere', params: { device: called(this.#kiosk, by) } }];
  }

  /**
   * The chair names the stick: a copy of this journal that lies there is taken up, else a new one begun.
   * @returns what is wrong with the stick, in its own words
   */
  async begin(target: string, actor: Actor): Promise<Result<null, Problem>> {
    return this.#inTurn(async () => {
      const medium = this.#media().find(({ path }) => path === target);
      const force = this.#kiosk.inForce();
      if (!force) return err<Problem>({ code: 'station.no-register' });
      if (!medium) return err<Problem>({ code: 'station.target-gone' });
      this.#sameJournal();
      if (this.#open?.folder !== target) {
        if (this.#open) await this.#client.ask({ ask: 'leave' });
        this.#open = null;
        this.#trouble = null;
        const taken = await this.#takeUp([medium]);
        if (this.#another()) return err<Problem>({ code: 'station.no-register' });
        if (!taken && this.#trouble === null) {
          const { people, precinct, policy } = force;
          const id = randomBytes(32).toString('hex');
          const key = this.#fileKey(id);
          const here = people.filter(({ station }) => station === null || station === precinct.number);
          const lock = await lockRegister(key, copyLockName(id), here, policy.approvals.open);
          if (!lock) return err<Problem>({ code: 'package.nobody-opens' });
          const { identity } = this.#source();
          const start = copyStart({ copy: 1, id, identity, lock });
          const name = copyName(identity);
          if (this.#another()) return err<Problem>({ code: 'station.no-register' });
          const answer = await this.#client.ask({ ask: 'begin', folder: target, name, start, id, key });
          if (this.#another()) {
            await this.#letGo(answer);
            return err<Problem>({ code: 'station.no-register' });
          }
          if ('open' in answer) {
            this.#opened(medium, 0);
            this.#kiosk.record('copy.began', { copy: id }, actor);
            this.#begun = true;
          } else if ('trouble' in answer) this.#trouble = answer.trouble;
        }
      }
      if (this.#open) await this.#append();
      this.#show();
      const { problem } = this.view();
      // A stick on which nothing began is no trouble of the copy.
      if (!this.#begun) this.#trouble = null;
      return problem ? err(problem) : ok(null);
    });
  }

  /** Copies what there is to copy; called from time to time. */
  async work(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#closed) return;
      this.#sameJournal();
      if (!this.#begun) return;
      const behind = this.#source().count() > this.#copied;
      if (behind) this.#behindSince ??= this.#now();
      if (!this.#open && this.#now() >= this.#restUntil) await this.#find();
      if (this.#open) await this.#append();
      this.#show();
    });
  }

  /**
   * Puts another file beside the copy: the old one or the new one is there, whole.
   * @returns what the stick said, or `copy.missing` where none is in use; null when the file lies there
   */
  async beside(name: string, bytes: Uint8Array): Promise<CopyTrouble | null> {
    return this.#inTurn(async () => {
      this.#sameJournal();
      const folder = this.#open?.folder;
      if (folder === undefined || this.#closed) return 'copy.missing';
      const answer = await this.#client.ask({ ask: 'replace', folder, name, bytes });
      return 'trouble' in answer ? answer.trouble : null;
    });
  }

  /** The last lines, as far as the stick takes them in time. */
  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    if (this.#begun) {
      await Promise.race([this.work(), new Promise((resolve) => setTimeout(resolve, LEAVE_MS).unref())]);
    }
    this.#closed = true;
    this.#client.close();
  }

  async #find(): Promise<void> {
    const media = this.#media();
    this.#trouble = null;
    const taken = media.length > 0 && (await this.#takeUp(media));
    if (taken || this.#another()) return;
    this.#stopped(this.#trouble ?? 'copy.missing');
  }

  /** Opens this journal's copy on one of these, if there is one that belongs to what the journal says. */
  async #takeUp(media: readonly Medium[]): Promise<boolean> {
    const source = this.#source();
    const name = copyName(source.identity);
    const looked = await this.#client.ask({ ask: 'look', folders: media.map(({ path }) => path), name });
    if (this.#another()) return false;
    if ('trouble' in looked) this.#trouble = looked.trouble;
    for (const { folder, head, continued } of 'found' in looked ? looked.found : []) {
      if (continued) this.#heard(continued);
      const id = readCopyHead(head)?.head;
      const medium = media.find(({ path }) => path === folder);
      if (!id || !medium || !isCopyOf(id, source.identity)) continue;
      const taken = await this.#client.ask({ ask: 'take-up', folder, name, id: id.id, key: this.#fileKey(id.id) });
      if (this.#another()) {
        await this.#letGo(taken);
        return false;
      }
      if ('trouble' in taken) this.#trouble = taken.trouble;
      if (!('open' in taken)) continue;
      const { lines, last } = taken.open;
      // What lies on the stick must be what this journal says, or the kiosk was set back.
      const known = lines <= source.count() && (lines === 0 || source.lines(lines, lines)[0] === last);
      if (known) {
        this.#opened(medium, lines);
        this.#begun = true;
        return true;
      }
      await this.#client.ask({ ask: 'leave' });
      this.#trouble = 'copy.other-history';
    }
    return false;
  }

  /** What lies beside the copy: another kiosk has gone on from it, and this one's sitting must not simply go on too. */
  #heard(continued: Uint8Array): void {
    const own = { identity: this.#source().identity, hashOf: (seq: number) => hashOf(this.#kiosk.db, seq) };
    hearContinuation(this.#kiosk, own, continued);
  }

  /** What the stick has opened is not for the journal that is in force now: held open, it could not be taken out. */
  async #letGo(answer: CopyAnswer): Promise<void> {
    if ('open' in answer && !this.#closed) await this.#client.ask({ ask: 'leave' });
  }

  #opened(medium: Medium, lines: number): void {
    this.#open = { folder: medium.path, stick: medium.name, lines };
    this.#copied = lines;
    this.#seen = true;
    this.#trouble = null;
  }

  async #append(): Promise<void> {
    for (;;) {
      const open = this.#open;
      if (!open || this.#another()) return;
      const count = this.#source().count();
      if (open.lines >= count) break;
      const lines = this.#source().lines(open.lines + 1, Math.min(count, open.lines + PIECE_LINES));
      const answer = await this.#client.ask({ ask: 'append', place: open.lines + 1, lines });
      // The stick may have taken its time, and the device was wiped meanwhile.
      if (this.#another()) return;
      if (!('stored' in answer)) {
        this.#stopped('trouble' in answer ? answer.trouble : 'copy.failed');
        return;
      }
      open.lines = answer.stored;
      this.#copied = answer.stored;
      this.#show();
    }
    this.#behindSince = null;
    this.#trouble = null;
    if (this.#told === null) return;
    this.#told = null;
    this.#kiosk.note('copy.resumed', { copied: this.#copied }, SYSTEM);
  }

  #stopped(trouble: CopyTrouble | 'copy.other-history'): void {
    this.#open = null;
    this.#trouble = trouble;
    this.#restUntil = this.#now() + REST_MS;
    if (this.#told === trouble) return;
    this.#told = trouble;
    this.#kiosk.note('copy.stopped', { problem: trouble, copied: this.#copied }, SYSTEM);
  }

  /**
   * Whether another journal is in force than when this turn began, or the zone ends: what is there to be copied now does
   * not belong onto this copy, and what becomes of this copy not into that journal.
   */
  #another(): boolean {
    return this.#closed || this.#journal !== this.#kiosk.db;
  }

  /** Another election's journal has its own copy; whether one was begun, the journal itself says. */
  #sameJournal(): void {
    const { db } = this.#kiosk;
    if (this.#journal === db) return;
    this.#journal = db;
    if (this.#open) void this.#client.ask({ ask: 'leave' });
    this.#open = null;
    this.#copied = 0;
    this.#trouble = null;
    this.#told = null;
    this.#behindSince = null;
    this.#begun =
      this.#kiosk.inForce() !== null &&
      db.prepare("select 1 from journal where type = 'copy.began' limit 1").get() !== undefined;
  }

  #fileKey(id: string): Uint8Array {
    const secret = this.#keys.databaseKey(copyKeyName(journalName(this.#source().identity)));
    return nodeCrypto.hkdf(secret, Buffer.from(id, 'hex'), utf8('taanuu/copy-file/1'), KEY_BYTES);
  }

  #problem(events: number): Problem | null {
    return this.#trouble && { code: this.#trouble, params: { events } };
  }

  #seconds(): number {
    return this.#behindSince === null ? 0 : Math.floor((this.#now() - this.#behindSince) / 1000);
  }

  /** Screens are told when something changed that they show; of seconds every fifth. */
  #show(): void {
    const { seconds, ...rest } = this.view();
    const now = JSON.stringify([rest, Math.floor(seconds / 5), this.problems().length]);
    if (now === this.#shown) return;
    this.#shown = now;
    this.#kiosk.changed();
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(async () => {
      this.#busy = true;
      try {
        return await work();
      } finally {
        this.#busy = false;
      }
    });
    this.#turn = mine.catch(() => {});
    return mine;
  }
}
