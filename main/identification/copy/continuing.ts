import { readCopy, readCopyHead } from '../../../core/copy/file.ts';
import type { CopyHead } from '../../../core/copy/head.ts';
import type { Actor } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type PersonalKey, personalKey } from '../../access/code.ts';
import { unlockRegister } from '../../access/register-lock.ts';
import type { CopyFileView } from '../../api/copy-views.ts';
import type { Credential } from '../../api/identification.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { called, type Kiosk } from '../kiosk.ts';
import type { Medium } from '../media.ts';
import { continuations, keepPredecessor, predecessorHash } from '../state/predecessor.ts';
import type { Store } from '../store.ts';
import type { CopyClient } from './client.ts';
import { copyLockName } from './keys.ts';
import { openCopy, readContinuation } from './opened-copy.ts';
import { trustOfForce, trustOfSpeakers } from './trust.ts';

/** What a blank kiosk's journal of an election may hold: nothing of it leaves a trace in the sitting that is continued. */
const BLANK =
  /^(device|process|kiosk|peripheral|configuration|package|person|register|readiness|page|problem|key|checkpoint|log|clock|recording|training)\./;

/** Where the journal of a kiosk lies that this one knows from the network: no folder. */
export const NETWORK = 'network';

/** How often is looked whether a copy lies somewhere that knows nothing of its being continued, in milliseconds. */
const REMIND_MS = 5_000;

/** A kiosk of this station that is not seen, and whose journal is known from what it has told the others. */
export interface GoneKiosk {
  readonly device: string;
  /** Its journal, and those that it has gone on from itself, in order of their devices. */
  readonly lines: () => readonly string[];
}

/** A copy of another kiosk of this station and election, and what was left beside it. */
interface Found {
  readonly folder: string;
  readonly name: string;
  readonly head: CopyHead;
  readonly continued: Uint8Array | null;
}

/**
 * A blank kiosk goes on from the copy of one that is gone: from the stick, the package that both have, and the codes of
 * those who may open the station.
 */
export class Continuing {
  readonly #kiosk: Kiosk;
  readonly #store: () => Store;
  readonly #media: () => readonly Medium[];
  readonly #client: CopyClient;
  readonly #gone: () => readonly GoneKiosk[];
  #timer: NodeJS.Timeout | null = null;
  #reminding = false;
  #closed = false;

  constructor(around: {
    readonly kiosk: Kiosk;
    readonly store: () => Store;
    readonly media: () => readonly Medium[];
    /** A process of its own: the kiosk's own copy has another. */
    readonly client: CopyClient;
    /** Kiosks that this one could go on from without a stick. */
    readonly gone: () => readonly GoneKiosk[];
  }) {
    this.#kiosk = around.kiosk;
    this.#store = around.store;
    this.#media = around.media;
    this.#client = around.client;
    this.#gone = around.gone;
  }

  start(): void {
    this.#timer = setInterval(() => void this.remind(), REMIND_MS);
    this.#timer.unref();
  }

  /** Copies of other kiosks of this station and election, and journals known from the network, where this one is blank. */
  async files(): Promise<readonly CopyFileView[]> {
    if (!this.#blank()) return [];
    const known = this.#gone().map(({ device }) => {
      return { folder: NETWORK, name: device, device: called(this.#kiosk, device) };
    });
    const copied = (await this.#found()).map(({ folder, name, head }) => {
      return { folder, name, device: called(this.#kiosk, head.identity.device) };
    });
    return [...known, ...copied];
  }

  /**
   * Takes another kiosk's journal over, as far as it was copied, or has come over the network. The codes have been checked
   * before.
   * @returns the folder on which the own copy begins; null where there was no stick
   */
  async take(file: string, credentials: readonly Credential[], actor: Actor): Promise<Result<string | null, Problem>> {
    if (!this.#kiosk.inForce() || !this.#blank()) return err({ code: 'copy.not-blank' });
    const approvers = credentials.map(({ person }) => person);
    const gone = this.#gone().find(({ device }) => file === `${NETWORK}/${device}`);
    if (gone) {
      const taken = this.#takeLines(gone.lines(), gone.device, approvers, actor);
      return taken.ok ? ok(null) : taken;
    }
    const found = (await this.#found()).find(({ folder, name }) => `${folder}/${name}` === file);
    if (!found) return err({ code: 'station.target-gone' });
    const { folder, name } = found;
    const read = await this.#client.ask({ ask: 'read', folder, name });
    if ('trouble' in read) return err({ code: read.trouble, params: { events: 0 } });
    const bytes = 'bytes' in read ? read.bytes : new Uint8Array();
    const begun = readCopyHead(bytes);
    if (begun?.head.id !== found.head.id) return err({ code: 'copy.not-readable' });
    const key = await this.#key(begun.head, credentials);
    if (!key) return err({ code: 'copy.not-opened' });
    const { lines } = readCopy(nodeCrypto, key, begun.head.id, bytes, begun.end);
    const taken = this.#takeLines(lines, begun.head.identity.device, approvers, actor);
    if (!taken.ok) return taken;
    const marked = await this.#client.ask({ ask: 'mark', folder, name, text: taken.value });
    return 'trouble' in marked ? err({ code: marked.trouble, params: { events: 0 } }) : ok(folder);
  }

  /** @returns the line of this kiosk's own event that goes on from them */
  #takeLines(
    lines: readonly string[],
    of: string,
    approvers: readonly string[],
    actor: Actor,
  ): Result<string, Problem> {
    const force = this.#kiosk.inForce();
    if (!force || !this.#blank()) return err({ code: 'copy.not-blank' });
    const opened = openCopy(lines, of, trustOfForce(force), nodeCrypto);
    if (!opened.ok) return opened;
    const { device, head, count, sitting } = opened.value;
    const store = this.#store();
    // The lines and the event that continues them are one commit: there is never the one without the other.
    store.journal.transaction(() => {
      keepPredecessor(store.db, opened.value.lines);
      this.#kiosk.record('copy.continued', { device, head, count, sitting, approvers: [...approvers] }, actor);
    });
    this.#kiosk.changed();
    const [said = ''] = store.journal.lines(store.journal.head().seq);
    return ok(said);
  }

  /**
   * Leaves word beside each copy of a kiosk that this one goes on from, where none lies: a stop may have come before it
   * was left, or the copy is on another stick. Called from time to time.
   */
  async remind(): Promise<void> {
    const force = this.#kiosk.inForce();
    if (this.#reminding || this.#closed || !force) return;
    const said = continuations(this.#store().db);
    if (said.size === 0) return;
    const trust = trustOfSpeakers(force);
    this.#reminding = true;
    try {
      for (const { folder, name, head, continued } of await this.#found()) {
        const text = said.get(head.identity.device);
        const theirs = {
          identity: head.identity,
          hashOf: (seq: number) => predecessorHash(this.#store().db, head.identity.device, seq),
        };
        const knows = continued && readContinuation(continued, theirs, trust, nodeCrypto) !== null;
        if (text === undefined || knows || this.#closed) continue;
        // A stick that refuses is asked again the next time.
        await this.#client.ask({ ask: 'mark', folder, name, text });
      }
    } finally {
      this.#reminding = false;
    }
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearInterval(this.#timer);
    this.#client.close();
  }

  /** Nothing of an election has happened here yet. */
  #blank(): boolean {
    const { db } = this.#store();
    if (!this.#kiosk.inForce()) return false;
    const types = db.prepare<[], string>('select distinct type from journal').pluck().all();
    return types.every((type) => BLANK.test(type));
  }

  async #found(): Promise<readonly Found[]> {
    const { election, mode, station, device } = this.#store().journal.identity;
    const answer = await this.#client.ask({ ask: 'list', folders: this.#media().map(({ path }) => path) });
    return ('copies' in answer ? answer.copies : []).flatMap(({ folder, name, head, continued }) => {
      const read = readCopyHead(head)?.head;
      const of = read?.identity;
      const theirs = of?.election === election && of.mode === mode && of.station === station && of.device !== device;
      return read && theirs ? [{ folder, name, head: read, continued }] : [];
    });
  }

  async #key(head: CopyHead, credentials: readonly Credential[]): Promise<Uint8Array | null> {
    const people = this.#kiosk.inForce()?.people ?? [];
    const present = new Map<string, PersonalKey>();
    await Promise.all(
      credentials.map(async ({ person, code }) => {
        const entry = people.find(({ id }) => id === person);
        const own = entry && (await personalKey(code, entry.code));
        if (own) present.set(person, own);
      }),
    );
    return unlockRegister(head.lock, copyLockName(head.id), present);
  }
}
