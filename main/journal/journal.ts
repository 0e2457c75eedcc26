import type { Crypto } from '../../core/crypto/crypto.ts';
import { fromHex, toHex, utf8 } from '../../core/crypto/encoding.ts';
import type { BodyOf, EventType } from '../../core/journal/catalogue.ts';
import {
  type ChainState,
  EMPTY_CHAIN,
  localTime,
  makeEvent,
  type Sign,
  type WriterState,
} from '../../core/journal/chain.ts';
import type { Actor, EventOf, JournalEvent, JournalIdentity } from '../../core/journal/event.ts';
import { makeHead } from '../../core/journal/head.ts';
import { HLC_BOUND_MS, parseHlc, tick } from '../../core/journal/hlc.ts';
import { createVerifier } from '../../core/journal/verify.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { migrate } from '../storage/migrate.ts';
import type { Database } from '../storage/open.ts';

/** What a journal is opened with. */
export interface JournalOptions {
  /** The zone's database; its state tables lie in the same file. */
  readonly db: Database;
  readonly identity: JournalIdentity;
  /** Public half of the key that `identity.key` names, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly sign: Sign;
  readonly crypto: Crypto;
  /** Wall time in milliseconds since 1970. */
  readonly now: () => number;
  /** IANA zone in which `at` is written, for example Asia/Bishkek. */
  readonly zone: string;
}

/** The state change that belongs to an event, made in the event's own transaction. */
export type Change<T extends EventType> = (db: Database, event: EventOf<T>) => void;

/** An open journal. There is one writer to a file. */
export interface Journal {
  readonly identity: JournalIdentity;
  /**
   * Writes the next event and makes its state change, both in one immediate transaction: both are on disk when
   * this returns, or neither ever happened and it throws (what the disk threw: see `storageProblem`; or a bug:
   * a type or body that the catalogue does not have).
   */
  append<T extends EventType>(type: T, body: BodyOf<T>, actor: Actor, change?: Change<T>): EventOf<T>;
  /** Runs several appends as one transaction: all of them, or none. */
  transaction<R>(work: () => R): R;
  /** Writes a checkpoint; its `seq` and `hash` are what is printed or goes upstream. */
  checkpoint(): EventOf<'checkpoint.made'>;
  /** Number and hash of the last event. */
  head(): ChainState;
  /** The sitting that new events belong to: begun by `sitting.opened` (the ballot zone's: when it is told), or `copy.continued`,
   * ended after `sitting.closed`. */
  sitting(): string | null;
  /** Events in order, from number `from` (default 1). The journal may grow while this runs. */
  events(from?: number): IterableIterator<JournalEvent>;
  /** The exact lines, without line feed, from number `from` (default 1) up to `to` (default: the last). */
  lines(from?: number, to?: number): IterableIterator<string>;
  /** Where the journal stands and the signed line that says so; the end of an export. */
  signedHead(): { readonly state: ChainState; readonly line: string };
  /** Things to tell people that do not stop work: a clock behind the journal's. */
  readonly warnings: readonly Problem[];
}

const STEPS = [
  `create table journal(seq integer primary key, type text not null, line text not null, hash blob not null) strict;
   create index journal_checkpoint on journal(seq) where type = 'checkpoint.made';
   create trigger journal_no_update before update on journal begin select raise(abort, 'the journal is append-only'); end;
   create trigger journal_no_delete before delete on journal begin select raise(abort, 'the journal is append-only'); end;`,
];

interface Row {
  readonly seq: number;
  readonly line: string;
  readonly hash: Buffer;
}

/**
 * Opens the journal and checks its tail: the chain and the signatures from the last checkpoint on. A journal that
 * does not hold together is not written to.
 *
 * With a read-only database it can be read and exported, and appending throws.
 * @returns the journal, or `journal.broken`, `journal.identity-differs`, `storage.newer`
 */
export function openJournal(options: JournalOptions): Result<Journal, Problem> {
  const { db } = options;
  if (!db.readonly) {
    const migrated = migrate(db, 'journal', STEPS);
    if (!migrated.ok) return migrated;
  }
  const tail = checkTail(options);
  if (!tail.ok) return tail;
  return ok(journalFrom(options, tail.value));
}

/** Where the writer stands: the chain, its clock, and the sitting. */
interface Position extends WriterState {
  readonly sitting: string | null;
}

function checkTail({ db, identity, publicKey, crypto }: JournalOptions): Result<Position, Problem> {
  const rowAt = db.prepare<[number], Row>('select seq, line, hash from journal where seq = ?');
  const lastSeq = db.prepare<[], number>('select coalesce(max(seq), 0) from journal').pluck().get() ?? 0;
  if (lastSeq === 0) return ok({ ...EMPTY_CHAIN, sitting: null });

  const last = JSON.parse(rowAt.get(lastSeq)?.line ?? 'null') as JournalEvent;
  const same = (['election', 'mode', 'station', 'device'] as const).every((name) => last?.[name] === identity[name]);
  if (!same) return err({ code: 'journal.identity-differs' });

  const checkpoint =
    db.prepare<[], number>(`select coalesce(max(seq), 1) from journal where type = 'checkpoint.made'`).pluck().get() ??
    1;
  const before = rowAt.get(checkpoint - 1);
  if (checkpoint > 1 && !before) return err({ code: 'journal.broken', params: { seq: checkpoint - 1 } });
  const { election, device, key } = identity;
  const verifier = createVerifier({
    crypto,
    trust: { election, devices: [{ device, key, algorithm: 'Ed25519', publicKey: toHex(publicKey) }] },
    ...(before && { from: { seq: before.seq, hash: toHex(before.hash) } }),
  });
  for (const { line } of rowsOf(db, checkpoint)) verifier.push(utf8(line));
  const finding = verifier.finding();
  const state = verifier.state();
  const hlc = parseHlc(last.hlc);
  if (finding || state.seq !== lastSeq || !hlc) {
    return err({ code: 'journal.broken', params: { seq: finding?.seq ?? lastSeq } });
  }
  return ok({ ...state, hlc, sitting: sittingAfter(last) });
}

/** The sitting that an event begins or goes on with; null for one that stays in the journal's. */
function sittingOf(type: EventType, body: unknown): string | null {
  if (type === 'sitting.opened') return (body as BodyOf<'sitting.opened'>).sitting;
  if (type === 'ballot.station-told') return (body as BodyOf<'ballot.station-told'>).sitting;
  return type === 'copy.continued' ? (body as BodyOf<'copy.continued'>).sitting : null;
}

function sittingAfter(event: JournalEvent): string | null {
  return event.type === 'sitting.closed' ? null : event.sitting;
}

const PAGE = 500;

/** Reads in pages: an open cursor would keep the connection from writing. */
function* rowsOf(db: Database, from: number, to = Number.MAX_SAFE_INTEGER): IterableIterator<Row> {
  const page = db.prepare<[number, number], Row>(
    `select seq, line, hash from journal where seq between ? and ? order by seq limit ${PAGE}`,
  );
  for (let next = from; ; ) {
    const rows = page.all(next, to);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    next = last.seq + 1;
  }
}

function journalFrom(options: JournalOptions, start: Position): Journal {
  const { db, identity, sign, crypto, now, zone } = options;
  const insert = db.readonly
    ? undefined
    : db.prepare<[number, string, string, Uint8Array]>(
        'insert into journal(seq, type, line, hash) values (?, ?, ?, ?)',
      );
  let position = start;

  function transaction<R>(work: () => R): R {
    const before = position;
    try {
      return db.transaction(work).immediate();
    } catch (error) {
      position = before;
      throw error;
    }
  }

  function append<T extends EventType>(type: T, body: BodyOf<T>, actor: Actor, change?: Change<T>): EventOf<T> {
    if (!insert) throw new Error('this journal was opened for reading');
    return transaction(() => {
      const ms = now();
      const { event, line, state } = makeEvent(
        identity,
        position,
        {
          type,
          body,
          actor,
          sitting: sittingOf(type, body) ?? position.sitting,
          hlc: tick(position.hlc, ms),
          at: localTime(ms, zone),
        },
        sign,
        crypto,
      );
      insert.run(state.seq, type, line, fromHex(state.hash) ?? new Uint8Array());
      position = { ...state, sitting: sittingAfter(event) };
      const own = event as EventOf<T>;
      change?.(db, own);
      return own;
    });
  }

  function* lines(from = 1, to?: number): IterableIterator<string> {
    for (const { line } of rowsOf(db, from, to)) yield line;
  }

  const behindMs = start.hlc.ms - now();
  return {
    identity,
    append,
    transaction,
    checkpoint: () => append('checkpoint.made', { count: position.seq }, { role: 'system' }),
    head: () => ({ seq: position.seq, hash: position.hash }),
    sitting: () => position.sitting,
    *events(from) {
      for (const line of lines(from)) yield JSON.parse(line) as JournalEvent;
    },
    lines,
    signedHead() {
      const state = { seq: position.seq, hash: position.hash };
      return { state, line: makeHead(identity, state, localTime(now(), zone), sign, crypto) };
    },
    warnings:
      behindMs > HLC_BOUND_MS
        ? [{ code: 'journal.clock-behind', params: { seconds: Math.round(behindMs / 1000) } }]
        : [],
  };
}
