import type { EventType } from '../../../core/journal/catalogue.ts';
import { reasonOfSuperseded } from '../../../core/journal/day.ts';
import type { EventOf, JournalEvent } from '../../../core/journal/event.ts';
import { isGoneOnWith, type WentOn, wentOn } from '../../../core/journal/went-on.ts';
import type { Database } from '../../storage/open.ts';
import { besideFromBefore } from './beside.ts';
import { sheetsOfBefore } from './fold-ballots.ts';
import { Following } from './following.ts';

/** One line of the journal of a kiosk that this one has continued. */
export interface PredecessorLine {
  readonly device: string;
  readonly seq: number;
  readonly type: string;
  readonly line: string;
}

/** Keeps the lines of continued journals beside the own one; the event that continues them follows. */
export function keepPredecessor(db: Database, lines: readonly PredecessorLine[]): void {
  const insert = db.prepare('insert into predecessor(device, seq, type, line) values (?, ?, ?, ?)');
  for (const { device, seq, type, line } of lines) insert.run(device, seq, type, line);
}

/** All that are kept, in the order in which `continuedLines` copies them on. */
export function predecessorLines(db: Database): readonly PredecessorLine[] {
  return db.prepare<[], PredecessorLine>('select device, seq, type, line from predecessor order by device, seq').all();
}

/**
 * What a kiosk tells of itself, and not of the sitting that goes on: its package (the list of this kiosk lies in a file of
 * its own), where its own copies lie, that it was handed over, and that its words lie in the envelope: this one has others.
 */
const OF_THE_DEVICE: ReadonlySet<EventType> = new Set<EventType>([
  'package.imported',
  'device.revoked',
  'retention.written',
  'station.handed-over',
  'handing.copied',
  'handing.checked',
  'paper-list.phrase-printed',
]);

/**
 * Goes on from another kiosk's events as if they were the own ones. A slip of which its copy says that nothing was sent
 * may have gone out since the last event that was copied. Copies of a slip that it had not printed yet are its own, with
 * its signature: nobody prints them any more, and people ask for a slip of this kiosk.
 */
export function foldPredecessor(
  db: Database,
  { at, seq, body: { device } }: EventOf<'copy.continued'>,
  fold: (db: Database, event: JournalEvent) => void,
): void {
  const lines = db
    .prepare<[string], string>('select line from predecessor where device = ? order by seq')
    .pluck()
    .all(device);
  for (const line of lines) {
    const event = JSON.parse(line) as JournalEvent;
    if (!OF_THE_DEVICE.has(event.type)) fold(db, event);
  }
  besideFromBefore(db, seq);
  // Those were numbers of another journal: here nothing was closed yet, and nobody went on after that.
  db.prepare('update station set last_close = 0, sitting_after = 0, continued_count = -1').run();
  db.prepare(
    `update receipt set state = 'handed', job = 'copy'
       where state = 'waiting' and admission in (select admission from admission where state = 'reserved')`,
  ).run();
  sheetsOfBefore(db);
  db.prepare(
    `update slip_series set left_at = ?
       where left_at is null and series in (select series from slip_copy where state <> 'out')`,
  ).run(at);
}

/** Hash of an event of a journal that this one goes on from; null for one that was not copied. */
export function predecessorHash(db: Database, device: string, seq: number): string | null {
  const hash = db
    .prepare<[string, number], string>(
      "select json_extract(line, '$.hash') from predecessor where device = ? and seq = ?",
    )
    .pluck();
  return hash.get(device, seq) ?? null;
}

/** By device, the line that says that its journal is continued: here, or by a kiosk that this one goes on from. */
export function continuations(db: Database): ReadonlyMap<string, string> {
  if (db.prepare('select 1 from predecessor limit 1').get() === undefined) return new Map();
  const lines = db.prepare<[], string>("select line from whole_journal where type = 'copy.continued'").pluck().all();
  return new Map(lines.map((line) => [(JSON.parse(line) as EventOf<'copy.continued'>).body.device, line]));
}

/**
 * Another kiosk has continued this one's sitting: it stands still, until its people decide otherwise. Nobody had decided to
 * let it stand still; the slip of going on tells since when it did, and because of whom. Late news of a sitting of before
 * says nothing of the one that this kiosk is in now.
 */
export function supersede(db: Database, { at, sitting, body }: EventOf<'copy.superseded'>): void {
  const concerned = db
    .prepare('update station set continued_by = ?, continued_count = ? where sitting_after <= ?')
    .run(body.device, body.count, body.count);
  if (concerned.changes === 0) return;
  db.prepare(
    `insert into standstill(sitting, since, reason, approvers)
       select ?, ?, ?, '[]' from station where stage in ('open', 'finishing')`,
  ).run(sitting, at, reasonOfSuperseded(body));
  db.prepare("update station set resumes = stage, stage = 'suspended' where stage in ('open', 'finishing')").run();
}

/** The sitting that was closed is left for the next one, or a sitting begins: from here on everything is of that one. */
export function nextSittingFrom(db: Database, stage: 'closed' | 'open'): void {
  db.prepare('update station set sitting_after = last_close where stage = ?').run(stage);
}

/**
 * The next sitting is made ready: what another kiosk went on with is over here, this one has a zero of its own. Who went on
 * after the close may have made the next one ready too.
 */
export function leaveContinued(db: Database): void {
  db.prepare("update station set continued_by = null where stage = 'closed' and continued_count < last_close").run();
}

/**
 * People have compared the papers of this kiosk with those of that one: what it went on with is over, once the sitting was
 * closed here. While it is under way, or made ready and not opened yet, nothing ends it: the other kiosk may still serve.
 */
export function endContinued(db: Database, device: string): void {
  db.prepare(
    "update station set continued_by = null where continued_by = ? and stage in ('closed', 'handed-over')",
  ).run(device);
}

/** The kiosk that has continued the sitting that this one is in, or was last in; null: none is known, or it is over. */
export function continuedBy(db: Database): string | null {
  return db.prepare<[], string | null>('select continued_by from station').pluck().get() ?? null;
}

/** Whether this journal has told of this continuation before: the stick says it again whenever somebody looks. */
export function isContinuationTold(db: Database, { device, count }: EventOf<'copy.superseded'>['body']): boolean {
  return (
    db
      .prepare<[string, number], number>(
        `select 1 from journal where type = 'copy.superseded' and json_extract(line, '$.body.device') = ?
           and json_extract(line, '$.body.count') = ? limit 1`,
      )
      .get(device, count) !== undefined
  );
}

/** What is known of each open file: asked at every change of the chair's screen, read on from where it was. */
const followed = new WeakMap<Database, Following<WentOn>>();

/**
 * Whether another kiosk went on with this sitting before it was closed, here or at a kiosk that this one goes on from: whom
 * that one admitted in it, neither of their journals says.
 */
export function wentOnElsewhere(db: Database, sitting: string): boolean {
  const following = followed.get(db) ?? new Following(wentOn);
  followed.set(db, following);
  return isGoneOnWith(following.of(db), sitting);
}

/**
 * Where a sitting begins in the journals that have it, oldest first: in that of the kiosk that opened it, and behind it
 * from `copy.continued` on in that of each kiosk that went on from the one before, this one's own the last.
 * @returns empty where none of them has opened it
 */
export function partsOf(db: Database, own: string, sitting: string): readonly JournalPart[] {
  const find = db.prepare<[string, string, string], { readonly seq: number; readonly line: string }>(
    `select seq, line from (select ? as device, seq, type, line from journal union all select * from predecessor)
       where device = ? and (type = 'copy.continued' or type = 'sitting.opened' and json_extract(line, '$.body.sitting') = ?)
       order by type desc limit 1`,
  );
  const parts: JournalPart[] = [];
  for (let device = own; ; ) {
    const row = find.get(own, device, sitting);
    if (!row) return [];
    parts.unshift({ device, from: row.seq });
    const event = JSON.parse(row.line) as EventOf<'copy.continued'> | EventOf<'sitting.opened'>;
    if (event.type === 'sitting.opened') return parts;
    device = event.body.device;
  }
}

export interface JournalPart {
  readonly device: string;
  /** Number of its first event. */
  readonly from: number;
}

/** Lines of a journal that this one goes on from, as far as its copy had them. */
export function predecessorFrom(db: Database, { device, from }: JournalPart): IterableIterator<string> {
  return db
    .prepare<[string, number], string>('select line from predecessor where device = ? and seq >= ? order by seq')
    .pluck()
    .iterate(device, from);
}

/** Devices whose journals this one has continued: what they did is its own. */
export function predecessorDevices(db: Database): readonly string[] {
  return db.prepare<[], string>('select distinct device from predecessor').pluck().all();
}

/** The kiosk that a journal goes on from, and when the last of its events happened (ISO with zone). */
export interface ContinuedFrom {
  readonly device: string;
  readonly count: number;
  readonly until: string;
}

/** A journal continues another one at most once: what was found stays so. */
const found = new WeakMap<Database, ContinuedFrom>();

/** The kiosk that this one goes on from; null: none. */
export function continuedFrom(db: Database): ContinuedFrom | null {
  const kept = found.get(db);
  if (kept) return kept;
  if (db.prepare('select 1 from predecessor limit 1').get() === undefined) return null;
  const from = db
    .prepare<[], ContinuedFrom>(
      `select device, seq as count, json_extract(line, '$.at') as until from predecessor
         where device = (select json_extract(line, '$.body.device') from journal where type = 'copy.continued')
         order by seq desc limit 1`,
    )
    .get();
  if (!from) return null;
  found.set(db, from);
  return from;
}
