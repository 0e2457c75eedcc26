import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from './answers.ts';
import { PART_BYTES, partRange, partsOf, readPart, writePart } from './results-part.ts';
import { newResultsSender, nextPart, partHeard, partSent, partsAnew, type ResultsSender } from './results-sender.ts';
import { usualBounds } from './sender.ts';

const sha256 = 'ab'.repeat(32);
const of = { device: 'k-1', sitting: 'day', sha256 } as const;
const name = { election: 'e', mode: 'official', station: '0001', device: 'k-1' } as const;
const signed = { v: 1, ...name, at: '2026-01-01T00:00:00.000Z', key: '0'.repeat(16), sig: '0'.repeat(128) } as const;

describe('a part of a results file', () => {
  it('property: comes out as it went in, and is none where it is not as long as a part of that place is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 * PART_BYTES + 5 }), fc.nat({ max: 2 }), (bytes, at) => {
        const part = Math.min(at, partsOf(bytes) - 1);
        const [from, to] = partRange(part, bytes);
        const data = new Uint8Array(to - from).fill(bytes % 251);
        const text = writePart({ ...of, bytes, part, data });
        const read = readPart(text);
        expect(read && writePart(read)).toBe(text);
        expect(read).toMatchObject({ ...of, bytes, part });
        // Shorter, longer, or of another place.
        expect(readPart(writePart({ ...of, bytes, part, data: data.subarray(1) }))).toBeNull();
        expect(readPart(writePart({ ...of, bytes, part: partsOf(bytes), data }))).toBeNull();
        expect(readPart(`${text}\n`)).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it('is a question without one', () => {
    const question = { ...of, bytes: 10, part: null, data: new Uint8Array() };
    expect(readPart(writePart(question))).toEqual(question);
    expect(readPart('{}\n\n')).toBeNull();
    expect(readPart('')).toBeNull();
  });
});

/** A hub that keeps parts, loses all of them now and then, and whose answers are lost too. */
const world = fc.record({
  bytes: fc.integer({ min: 1, max: 6 * PART_BYTES }),
  fate: fc.array(fc.constantFrom('well', 'well', 'lost', 'unheard', 'busy', 'anew', 'wiped'), { maxLength: 60 }),
});

describe('the sender of a results file', () => {
  it('property: whatever is lost on the way or by the hub, in the end all of it lies there, and parts go in order', () => {
    fc.assert(
      fc.property(world, ({ bytes, fate }) => {
        const all = partsOf(bytes);
        let kept = 0;
        let now = 0;
        let sender: ResultsSender = newResultsSender({ sha256, bytes }, usualBounds, now, () => 0.5);
        const fates = [...fate];
        for (let step = 0; step < 2_000 && !(sender.receipt && fates.length === 0); step += 1) {
          const next = nextPart(sender, now);
          if (next.do === 'wait') {
            expect(next.until).toBeGreaterThan(now);
            now = next.until;
            continue;
          }
          const how = fates.shift() ?? 'well';
          sender = partSent(sender, 1_000, now);
          expect(nextPart(sender, now).do).toBe('wait');
          if (how === 'wiped') kept = 0;
          if (how !== 'lost' && how !== 'busy' && next.part === kept) kept += 1;
          if (how === 'anew') {
            sender = partsAnew(sender, now, () => 0.5);
            continue;
          }
          const whole: Answer = { ...signed, answer: 'results', sha256, standing: 'in-force', verdict: 'sound' };
          const some: Answer = { ...signed, answer: 'results-parts', sha256, parts: kept };
          const answer =
            how === 'busy' ? ({ ...signed, answer: 'busy', after: 500 } as const) : kept >= all ? whole : some;
          const heard = how === 'lost' || how === 'unheard' ? null : answer;
          if (heard === null) now += usualBounds.answerMs;
          sender = partHeard(sender, heard, now, () => 0.5);
        }
        expect(sender.receipt?.standing).toBe('in-force');
        expect(kept).toBe(all);
      }),
      { numRuns: 60 },
    );
  });

  it('believes no answer about another file, and asks for the one that is held sooner again', () => {
    const fresh = newResultsSender({ sha256, bytes: 5 }, usualBounds, 0, () => 0);
    const other = partHeard(
      partSent(fresh, 100, 0),
      { ...signed, answer: 'results', sha256: 'cd'.repeat(32), standing: 'in-force', verdict: 'sound' },
      0,
      () => 0,
    );
    expect(other.receipt).toBeNull();
    const held = partHeard(
      partSent(fresh, 100, 0),
      { ...signed, answer: 'results', sha256, standing: 'held', verdict: 'refused' },
      0,
      () => 0,
    );
    expect(held.receipt?.standing).toBe('held');
    expect(held.notBefore).toBe(usualBounds.askAgainMs / 10);
    // It is only a question then.
    expect(nextPart(held, held.notBefore)).toEqual({ do: 'send', part: null });
  });
});
