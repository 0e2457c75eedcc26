import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GENESIS } from '../journal/chain.ts';
import type { Answer } from './answers.ts';
import { BATCH_EVENTS } from './batch.ts';
import { type Bounds, backlog, begunAnew, heard, newSender, nextOf, type Sender, sent } from './sender.ts';

const bounds: Bounds = {
  ...{ bytesPerSecond: 1_000, eventsPerSecond: 20, batchBytes: 900, batchEvents: 7 },
  ...{ gatherMs: 50, answerMs: 2_000, retryMs: 500, retryMostMs: 8_000, askAgainMs: 60_000 },
};
const EVENT_BYTES = 150;
const hashOf = (seq: number): string => (seq === 0 ? GENESIS : seq.toString(16).padStart(64, '0'));

const name = { election: 'e', mode: 'official', station: '7001', device: 'aa' } as const;
const signed = { v: 1, ...name, at: '2026-01-01T00:00:00.000Z', key: '0'.repeat(16), sig: '0'.repeat(128) } as const;
const storedUpTo = (seq: number, hash = hashOf(seq)): Answer => ({
  ...{ ...signed, answer: 'stored', seq, hash, revision: 'x:1' },
});

/** A hub at the end of a line that loses, repeats, reorders and forgets. */
class Line {
  sender: Sender;
  now = 0;
  last = 0;
  has = 0;
  /** Everything that the hub has ever been given, while it was given. */
  readonly given: { at: number; events: number; bytes: number }[] = [];
  readonly answers: Answer[] = [];
  readonly #chance: () => number;

  constructor(chance: () => number) {
    this.#chance = chance;
    this.sender = newSender(bounds, null, 0, chance);
  }

  /** @param fate of what is sent: carried, lost on the way there or back, or an older answer comes in its place */
  step(fate: 'carried' | 'lost' | 'answer-lost' | 'old-answer' | 'wiped' | 'busy'): void {
    const next = nextOf(this.sender, this.last, this.now);
    if (next.do === 'rest') {
      this.now = next.until;
      return;
    }
    if (next.do === 'wait') {
      this.now = Math.max(this.now, next.until);
      if (this.sender.underWay) this.#hear(null);
      return;
    }
    if (fate === 'wiped') this.has = 0;
    const events =
      next.events === 0 ? 0 : Math.min(next.events, Math.floor(next.bytes / EVENT_BYTES), this.last - next.after);
    const bytes = 100 + events * EVENT_BYTES;
    this.given.push({ at: this.now, events, bytes });
    this.sender = sent(this.sender, { after: next.after, last: next.after + events, bytes }, this.now);
    if (fate === 'lost') return;
    if (fate === 'busy') {
      this.#hear({ ...signed, answer: 'busy', after: 300 });
      return;
    }
    // The hub takes what follows on what it has.
    if (next.after <= this.has) this.has = Math.max(this.has, next.after + events);
    const answer = storedUpTo(this.has);
    this.answers.push(answer);
    if (fate === 'answer-lost') return;
    this.#hear(
      fate === 'old-answer' ? (this.answers[Math.floor(this.#chance() * this.answers.length)] ?? null) : answer,
    );
  }

  #hear(answer: Answer | null): void {
    this.now += 10;
    this.sender = heard(
      this.sender,
      { answer, text: '' },
      (seq) => (seq <= this.last ? hashOf(seq) : null),
      this.now,
      this.#chance,
    );
  }
}

const fates = fc.constantFrom(
  'carried',
  'lost',
  'answer-lost',
  'old-answer',
  'wiped',
  'busy',
  'more',
  'cut',
) as fc.Arbitrary<'carried' | 'lost' | 'answer-lost' | 'old-answer' | 'wiped' | 'busy' | 'more' | 'cut'>;

/** The same row of numbers for the same seed. */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('the sender of a journal', () => {
  it('sends every event until its receipt comes, whatever is lost, repeated, late or forgotten, and no faster than its bound', () => {
    fc.assert(
      fc.property(fc.array(fates, { maxLength: 150 }), fc.nat(), (moves, seed) => {
        const line = new Line(chanceOf(seed));
        for (const move of moves) {
          if (move === 'more') line.last += 5;
          else if (move === 'cut') line.sender = begunAnew(line.sender, line.now, chanceOf(seed + 1));
          else line.step(move);
          // Nothing counts as stored that the hub has not said to be stored.
          const most = Math.max(0, ...line.answers.map((one) => (one.answer === 'stored' ? one.seq : 0)));
          expect(line.sender.stored?.seq ?? 0).toBeLessThanOrEqual(most);
        }
        // A receipt that the hub gave before it was wiped may stand for a while: it is asked again, and sends all anew.
        for (let n = 0; n < 400 && (line.has < line.last || backlog(line.sender, line.last) > 0); n++)
          line.step('carried');
        expect([line.has, backlog(line.sender, line.last)]).toEqual([line.last, 0]);
        for (const [at, first] of line.given.entries()) {
          let [bytes, events] = [0, 0];
          for (const one of line.given.slice(at)) {
            const seconds = (one.at - first.at) / 1_000;
            // What was sent before this one had its time.
            expect(bytes).toBeLessThanOrEqual(seconds * bounds.bytesPerSecond);
            expect(events).toBeLessThanOrEqual(seconds * bounds.eventsPerSecond);
            bytes += one.bytes;
            events += one.events;
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('asks first what the hub has, and goes on behind it', () => {
    let sender = newSender(bounds, null, 0, () => 0);
    expect(nextOf(sender, 9, 0)).toEqual({ do: 'send', after: 0, events: 0, bytes: 0 });
    sender = sent(sender, { after: 0, last: 0, bytes: 60 }, 0);
    expect(nextOf(sender, 9, 0)).toEqual({ do: 'wait', until: bounds.answerMs });
    sender = heard(sender, { answer: storedUpTo(6), text: 'r6' }, hashOf, 10, () => 0);
    expect(sender.receipt).toBe('r6');
    expect(nextOf(sender, 9, 1_000)).toMatchObject({ do: 'send', after: 6 });
    expect(nextOf(sender, 6, 1_000)).toEqual({ do: 'rest', until: 10 + bounds.askAgainMs });
    expect(nextOf(sender, 6, 10 + bounds.askAgainMs)).toEqual({ do: 'send', after: 6, events: 0, bytes: 0 });
  });

  it('does not believe a receipt of another history, and says so', () => {
    let sender = sent(
      newSender(bounds, null, 0, () => 0),
      { after: 0, last: 0, bytes: 60 },
      0,
    );
    sender = heard(sender, { answer: storedUpTo(6, hashOf(7)), text: '' }, hashOf, 10, () => 0);
    expect([sender.stored, sender.trouble]).toEqual([null, { why: 'other-history', seq: 6 }]);
    expect(nextOf(sender, 9, 20)).toEqual({ do: 'wait', until: 10 + bounds.retryMostMs / 2 });
  });

  it('tries a refused event again, seldom', () => {
    let sender = sent(
      newSender(bounds, null, 0, () => 0),
      { after: 0, last: 5, bytes: 600 },
      0,
    );
    const refused: Answer = { ...signed, answer: 'refused', cause: 'unknown-type', seq: 3 };
    sender = heard(sender, { answer: refused, text: '' }, hashOf, 10, () => 0.5);
    expect(sender.trouble).toEqual({ why: 'refused', cause: 'unknown-type', seq: 3 });
    expect(nextOf(sender, 9, 20)).toEqual({ do: 'wait', until: 10 + bounds.retryMostMs * 0.75 });
  });

  it('waits longer at each failure, any part of it, and never longer than the most', () => {
    const waits = (chance: number): number[] => {
      let sender = newSender(bounds, null, 0, () => 0);
      const all: number[] = [];
      for (let n = 0; n < 8; n++) {
        sender = sent(sender, { after: 0, last: 0, bytes: 1 }, 0);
        sender = heard(sender, { answer: null, text: '' }, hashOf, 1_000, () => chance);
        all.push(sender.notBefore - 1_000);
        sender = { ...sender, notBefore: 0 };
      }
      return all;
    };
    expect(waits(1 - Number.EPSILON)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000]);
    expect(Math.max(...waits(0))).toBeLessThanOrEqual(0);
  });

  it('never asks for more than a batch may have', () => {
    const wide = { ...bounds, batchEvents: 10_000, batchBytes: 10_000_000 };
    const sender: Sender = { ...newSender(wide, null, 0, () => 0), stored: { seq: 1, hash: hashOf(1) } };
    expect(nextOf(sender, 99_999, 1)).toMatchObject({ events: BATCH_EVENTS });
  });
});
