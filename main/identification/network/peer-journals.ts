import { utf8 } from '../../../core/crypto/encoding.ts';
import { readCanonical } from '../../../core/journal/canonical.ts';
import { type Envelope, type EventOf, envelopeSchema, type JournalEvent } from '../../../core/journal/event.ts';
import type { Cause } from '../../../core/journal/finding.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import { createVerifier } from '../../../core/journal/verify.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { Database } from '../../storage/open.ts';
import { lastOf } from '../state/elsewhere.ts';
import { foldBehind, foldPeer } from './fold-peer.ts';

/** A line that is no event of a kiosk of this station: whose it says it is, its number, and why it does not count. */
export interface RefusedLine {
  readonly device: string | null;
  readonly seq: number | null;
  /** `forked`: an event of that number is known, and is another one: its journal has two histories. */
  readonly cause: Cause | 'forked';
}

/** What came of lines that another kiosk has sent. */
export interface Taken {
  /** New here, in order. */
  readonly events: readonly JournalEvent[];
  readonly refused: readonly RefusedLine[];
}

/**
 * The journals of the station's other kiosks as far as they are known here, in the file of this kiosk's own. A line counts
 * when it is the next of its device's chain, signed by it, of this election, mode and station; nothing else is kept.
 */
export class PeerJournals {
  readonly #db: Database;
  readonly #own: string;

  /** @param own this device: what it has written itself it learns from nobody */
  constructor(db: Database, own: string) {
    this.#db = db;
    this.#own = own;
  }

  /** Number of the last known event of each device but this one. */
  heads(): ReadonlyMap<string, number> {
    // Those of kiosks that this one goes on from came with the copy.
    const rows = this.#db
      .prepare<[string], { device: string; seq: number }>(
        `select device, max(seq) as seq from (${lastOf('peer_event')} union all ${lastOf('predecessor')})
           where device <> ? group by device`,
      )
      .all(this.#own);
    return new Map(rows.map(({ device, seq }) => [device, seq]));
  }

  /** The lines of a device behind an event, in order. */
  after(device: string, seq: number, limit: number): readonly string[] {
    return this.#db
      .prepare<{ device: string; seq: number; limit: number }, string>(
        `select line from (
           select seq, line from peer_event where device = :device and seq > :seq
           union select seq, line from predecessor where device = :device and seq > :seq)
         order by seq limit :limit`,
      )
      .pluck()
      .all({ device, seq, limit });
  }

  /** Events by which other kiosks have gone on from one's journal. */
  continuations(): readonly EventOf<'copy.continued'>[] {
    return this.#db
      .prepare<[], string>("select line from peer_event where type = 'copy.continued' order by device, seq")
      .pluck()
      .all()
      .map((line) => JSON.parse(line));
  }

  /** A device's journal, and behind it those that it has gone on from. */
  whole(device: string): readonly string[] {
    const lines: string[] = [];
    const begun = new Set<string>();
    const add = (of: string): void => {
      if (begun.has(of)) return;
      begun.add(of);
      const own = this.after(of, 0, Number.MAX_SAFE_INTEGER);
      lines.push(...own);
      for (const line of own) {
        const event = JSON.parse(line) as JournalEvent;
        if (event.type === 'copy.continued') add(event.body.device);
      }
    };
    add(device);
    return lines;
  }

  /**
   * Holds lines against what is known and keeps those that are next, in one commit. What comes too early is left for
   * whoever asks what is missing.
   * @param trust the devices whose word counts
   */
  take(lines: readonly string[], trust: Trust): Taken {
    const events: JournalEvent[] = [];
    const refused: RefusedLine[] = [];
    this.#db
      .transaction(() => {
        for (const line of lines) {
          const read = envelopeSchema.safeParse(readCanonical(utf8(line)));
          if (!read.success) {
            refused.push({ device: null, seq: null, cause: 'not-canonical' });
            continue;
          }
          const found = this.#next(read.data, line, trust);
          if (found === null) continue;
          if ('cause' in found) refused.push(found);
          else events.push(found);
        }
        foldBehind(
          this.#db,
          new Set(events.filter(({ type }) => type === 'admission.reserved').map(({ device }) => device)),
        );
      })
      .immediate();
    return { events, refused };
  }

  /** @returns null where it is known already, or not next yet */
  #next(event: Envelope, line: string, trust: Trust): JournalEvent | RefusedLine | null {
    const { device, seq } = event;
    if (device === this.#own) return null;
    const head = this.#head(device);
    if (seq > head.seq + 1) return null;
    const isKnown = seq <= head.seq;
    if (isKnown && this.#lineOf(device, seq) === line) return null;
    const verifier = createVerifier({
      ...{ trust, crypto: nodeCrypto },
      from: isKnown ? { seq: seq - 1, hash: event.prev } : head,
    });
    verifier.push(utf8(line));
    // Whoever accuses a kiosk of a second history must show its signature under both.
    const cause = verifier.finding()?.cause ?? (isKnown ? 'rewritten' : null);
    if (cause !== null) return { device, seq, cause: cause === 'rewritten' ? 'forked' : cause };
    const good = event as JournalEvent;
    this.#db
      .prepare('insert into peer_event(device, seq, type, line, hash) values (?, ?, ?, ?, ?)')
      .run(device, seq, event.type, line, event.hash);
    foldPeer(this.#db, good);
    return good;
  }

  #head(device: string): { readonly seq: number; readonly hash: string } {
    const row = this.#db
      .prepare<{ device: string }, { seq: number; hash: string }>(
        `select seq, hash from (
           select seq, hash from peer_event where device = :device
           union all select seq, json_extract(line, '$.hash') from predecessor where device = :device)
         order by seq desc limit 1`,
      )
      .get({ device });
    return row ?? { seq: 0, hash: '0'.repeat(64) };
  }

  /** Hash of an event of a device; null: it is not known here. */
  hashOf(device: string, seq: number): string | null {
    const row = this.#db
      .prepare<{ device: string; seq: number }, string>(
        `select hash from peer_event where device = :device and seq = :seq
         union all select json_extract(line, '$.hash') from predecessor where device = :device and seq = :seq`,
      )
      .pluck()
      .get({ device, seq });
    return row ?? null;
  }

  #lineOf(device: string, seq: number): string | null {
    const row = this.#db
      .prepare<{ device: string; seq: number }, string>(
        `select line from peer_event where device = :device and seq = :seq
         union all select line from predecessor where device = :device and seq = :seq`,
      )
      .pluck()
      .get({ device, seq });
    return row ?? null;
  }
}
