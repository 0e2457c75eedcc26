import { type AfterNext, afterNext, mayWaitBeside, type NextDocument } from '../../core/admission/next-document.ts';
import type { IdentityDocument, ReadBy } from '../../core/document/identity-document.ts';
import { documentKindOf } from '../../core/election/rules.ts';
import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { DeviceKind } from '../../drivers/device.ts';
import type { NextVoterView } from '../api/views.ts';
import type { Kiosk } from './kiosk.ts';
import type { VotersWay } from './way.ts';

export interface NextVoterRooms {
  readonly kiosk: Pick<Kiosk, 'inForce' | 'changed'>;
  readonly way: Pick<VotersWay, 'step' | 'attempt' | 'document' | 'takesDocument' | 'isServing' | 'send'>;
  /** Who serves voters now; null while nobody does. */
  readonly officer: () => Actor | null;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/** Kind of the device that a document was read by. */
const readerOf: Readonly<Record<ReadBy, DeviceKind>> = {
  reader: 'document',
  image: 'page-scanner',
  code: 'page-scanner',
  chip: 'chip',
};

/**
 * So long a press was still meant for the voter before: her verdict has gone by itself, or a hand has pressed twice. In
 * milliseconds; nobody has read another verdict by then.
 */
const MEANT_BEFORE_MS = 1_000;

/**
 * Where documents go that were read: to the voter's way, or, while somebody is being served, beside it
 * (core/admission/next-document.ts). What lies there lies in memory alone. It begins an attempt of its own when the voter
 * before has gone: by itself where her receipt was printing, else when the officer says so.
 */
export class NextVoter {
  readonly #rooms: NextVoterRooms;
  #next: NextDocument<IdentityDocument> = { at: 'nobody' };
  /** The attempt that was under way last. */
  #attempt: string | null = null;
  /** The attempt that began with what had waited, and when. */
  #begun: { readonly attempt: string | null; readonly at: number } | null = null;

  constructor(rooms: NextVoterRooms) {
    this.#rooms = rooms;
  }

  /** Whether the officer may ask for a document now: for the voter's way, or to wait beside it. */
  get takesDocument(): boolean {
    return this.#mayWait || this.#rooms.way.takesDocument;
  }

  /** Whether one that came by itself is for anybody: whoever is being served has hers on the reader still. */
  wants(document: IdentityDocument): boolean {
    return this.#isForWay || (this.#waitMs > 0 && !this.#rooms.way.isServing(document));
  }

  /** A document was read; null: it could not be. */
  document(document: IdentityDocument | null, officer: Actor): Result<null, Problem> {
    const { way, now } = this.#rooms;
    if (this.#isForWay) return way.document(document, officer);
    // Whoever is being served left hers on the reader, and it looked once more.
    if (document !== null && way.isServing(document)) return ok(null);
    this.#take(afterNext(this.#next, { type: 'read', document, beside: way.step.at, now: now() }, this.#waitMs));
    return ok(null);
  }

  /** The voter's way has moved: whoever waits begins when it is free, and is put aside when it needs the officer. */
  moved(): void {
    const { step, attempt } = this.#rooms.way;
    const another = attempt !== null && attempt !== this.#attempt;
    if (another) this.#attempt = attempt;
    // Whose document lies aside has come by another way: it was laid down again, or her PIN was typed.
    const came = this.#next.at === 'aside' && this.#rooms.way.isServing(this.#next.document);
    this.#take(
      afterNext(this.#next, came ? { type: 'removed' } : { type: 'step', at: step.at, another }, this.#waitMs),
    );
  }

  /** The officer begins with the document that was put aside. */
  begin(): Result<null, Problem> {
    if (this.#next.at !== 'aside') return err({ code: 'station.nothing-to-do' });
    if (this.#rooms.way.step.at !== 'idle') return err({ code: 'station.voter-in-progress' });
    this.#take(afterNext(this.#next, { type: 'wanted' }, this.#waitMs));
    return ok(null);
  }

  tick(): void {
    this.#take(afterNext(this.#next, { type: 'tick', now: this.#rooms.now() }, this.#waitMs));
  }

  /** A device of this kind is away. */
  away(kind: DeviceKind): void {
    if (this.#next.at !== 'waiting' && this.#next.at !== 'aside') return;
    const { by = 'reader' } = this.#next.document.sources.number;
    if (readerOf[by] === kind) this.#take(afterNext(this.#next, { type: 'reader-away' }, this.#waitMs));
  }

  /** The officer takes the document away, or has read what became of it. */
  remove(): Result<null, Problem> {
    if (this.#next.at === 'nobody') return err({ code: 'station.nothing-to-do' });
    this.#take(afterNext(this.#next, { type: 'removed' }, this.#waitMs));
    return ok(null);
  }

  /**
   * The verdict on the screen was read. With a voter who waited, another one's may be there in the same moment, and in the
   * same place: a press that still falls on it takes nothing away.
   */
  finish(): Result<null, Problem> {
    const { way } = this.#rooms;
    return way.step.at !== 'admitted' && this.#hasJustBegun ? ok(null) : way.send({ type: 'finish' });
  }

  /** Nobody is at the desk any more: nobody inherits another's next voter. */
  leave(): void {
    this.#take(afterNext(this.#next, { type: 'left' }, this.#waitMs));
  }

  /** Null where nothing is to be told. That one may be laid down is said while it prints, and not over the verdict. */
  get view(): NextVoterView | null {
    if (this.#next.at === 'nobody') {
      return this.#waitMs > 0 && this.#rooms.way.step.at === 'printing' ? { at: 'free' } : null;
    }
    if (this.#next.at === 'gone') return this.#next;
    const { number, series } = this.#next.document;
    const policy = this.#rooms.kiosk.inForce()?.policy;
    const kind = policy ? documentKindOf(policy, number) : null;
    const digits = policy?.receipt.maskedPinDigits ?? 0;
    return { at: this.#next.at, kind: kind?.names ?? null, series, end: digits === 0 ? '' : number.slice(-digits) };
  }

  get #waitMs(): number {
    return (this.#rooms.kiosk.inForce()?.policy.nextDocument.waitSeconds ?? 0) * 1_000;
  }

  /** Whoever had waited has come before the officer in this moment. */
  get #hasJustBegun(): boolean {
    const { way, now } = this.#rooms;
    const begun = this.#begun;
    return begun !== null && begun.attempt === way.attempt && now() - begun.at < MEANT_BEFORE_MS;
  }

  get #mayWait(): boolean {
    return this.#waitMs > 0 && mayWaitBeside(this.#rooms.way.step.at);
  }

  /** A verdict makes no room for the next document, where the policy lets that one wait. */
  get #isForWay(): boolean {
    return this.#rooms.way.takesDocument && !this.#mayWait;
  }

  #take({ next, begin }: AfterNext<IdentityDocument>): void {
    if (next === this.#next) return;
    // Before anything is begun: its first step comes back here.
    this.#next = next;
    const officer = this.#rooms.officer();
    if (begin !== null && officer !== null) {
      const begun = this.#rooms.way.document(begin, officer);
      if (begun.ok) this.#begun = { attempt: this.#rooms.way.attempt, at: this.#rooms.now() };
      else this.#next = { at: 'gone', why: begun.error };
    }
    this.#rooms.kiosk.changed();
  }
}
