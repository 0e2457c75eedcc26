import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../core/crypto/encoding.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import { type Chance, chance } from '../../demo/random.ts';
import { bytesFrom, ModelDisk, PowerCut } from '../../storage/slots/disk.fixture.ts';
import { fileBytes, type SlotFileSpec } from '../../storage/slots/format.ts';
import { begin, slotFileOn } from '../../storage/slots/open.ts';
import { type Ending, SpentTokens, type SpentTokensSpec } from './spent-tokens.ts';

const keys = { slots: new Uint8Array(32).fill(1), cells: new Uint8Array(32).fill(2) };
const spec: SpentTokensSpec = { identity: 'demo/official/0001/main/d/tokens', capacity: 6, keys };
const mark = (number: number) => toHex(new Uint8Array(32).fill(number));

function value<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-tokens-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the tokens that a panel has taken', () => {
  it('are remembered with how they ended, and the open one with what became of it', () => {
    const path = join(folder, 'tokens.slots');
    const made = value(SpentTokens.create(path, spec));
    value(made.begin(mark(1)));
    expect(made.open).toEqual({ mark: mark(1), papers: false, challenged: 0 });
    expect(() => made.begin(mark(2))).toThrow();
    value(made.note({ papers: true }));
    value(made.end('cast'));
    value(made.begin(mark(2)));
    value(made.note({ challenged: 1 }));
    value(made.end('cast'));
    value(made.begin(mark(3)));
    value(made.note({ challenged: 2, papers: true }));
    made.close();

    const again = value(SpentTokens.open(path, spec));
    expect(again.open).toEqual({ mark: mark(3), papers: true, challenged: 2 });
    expect([1, 2, 3].map((one) => again.endingOf(mark(one)))).toEqual(['cast', 'castAfterChallenge', null]);
    value(again.end('abandoned'));
    expect(again.counts).toEqual({ cast: 1, castAfterChallenge: 1, abandoned: 1 });
    expect([again.open, again.discrepancy]).toEqual([null, null]);
    expect(() => again.begin(mark(1))).toThrow();
    expect(() => again.end('cast')).toThrow();
    for (const one of [4, 5, 6]) {
      value(again.begin(mark(one)));
      value(again.end('cast'));
    }
    expect(again.begin(mark(7))).toEqual({
      ...{ ok: false, error: { code: 'ballot-store.full', params: { capacity: 6 } } },
    });
    again.close();
    const bytes = readFileSync(path);
    expect(bytes.includes(Buffer.from(fromHex(mark(1)) ?? []))).toBe(false);
  });
});

const slots: SlotFileSpec = { identity: spec.identity, slots: 7, slotBytes: 4096, keys };

/** What was promised: a method has returned. */
interface Promised {
  readonly ended: Map<number, Ending>;
  open: { number: number; papers: boolean; challenged: number } | null;
}

describe('the power goes at any write', () => {
  /** One voter; what she does is promised only once it has returned. */
  function serve(tokens: SpentTokens, number: number, promised: Promised, dice: Chance): void {
    if (tokens.endingOf(mark(number)) !== null) return;
    if (tokens.open === null) {
      value(tokens.begin(mark(number)));
      promised.open = { number, papers: false, challenged: 0 };
    }
    if (dice.happens(0.7)) {
      value(tokens.note({ papers: true }));
      promised.open = { ...(promised.open ?? { number, challenged: 0 }), papers: true };
    }
    if (dice.happens(0.4)) {
      const challenged = (tokens.open?.challenged ?? 0) + 1;
      value(tokens.note({ challenged }));
      promised.open = { ...(promised.open ?? { number, papers: false }), challenged };
    }
    const how = dice.happens(0.7) ? 'cast' : 'abandoned';
    const ending = how === 'cast' && (tokens.open?.challenged ?? 0) > 0 ? 'castAfterChallenge' : how;
    value(tokens.end(how));
    promised.ended.set(number, ending);
    promised.open = null;
  }

  it('nothing that was promised is lost, no token ends twice, and the file goes on', () => {
    let went = 0;
    let finished = 0;
    for (let seed = 0; seed < 120; seed += 1) {
      const dice = chance(`spent tokens ${seed}`);
      const drive = new ModelDisk(fileBytes(slots), dice);
      begin(drive.open(), slots, 'clear', bytesFrom(dice));
      const promised: Promised = { ended: new Map(), open: null };
      for (let cuts = 0, number = 1; number <= 6; ) {
        drive.cutAfter(cuts < 12 ? dice.below(28) : Number.POSITIVE_INFINITY);
        try {
          const tokens = value(SpentTokens.on(value(slotFileOn(drive.open(), 'tokens', slots, bytesFrom(dice)))));
          for (const [one, ending] of promised.ended) expect(tokens.endingOf(mark(one))).toBe(ending);
          const { open } = promised;
          if (open !== null && tokens.endingOf(mark(open.number)) === null) {
            // What was under way may have been done, and never less than was promised.
            expect(tokens.open?.mark).toBe(mark(open.number));
            expect(tokens.open?.challenged).toBeGreaterThanOrEqual(open.challenged);
            expect(tokens.open?.papers || !open.papers).toBe(true);
          } else if (open !== null) {
            finished += 1;
            promised.open = null;
          }
          expect(tokens.discrepancy).toBeNull();
          for (; number <= 6; number += 1) serve(tokens, number, promised, dice);
          const { counts } = tokens;
          expect(counts.cast + counts.castAfterChallenge + counts.abandoned).toBe(6);
        } catch (error) {
          if (!(error instanceof PowerCut)) throw error;
          cuts += 1;
          went += 1;
          drive.restart();
        }
      }
    }
    expect(went).toBeGreaterThan(300);
    // Of some it was seen that an end which nobody was told of had been reached.
    expect(finished).toBeGreaterThan(5);
  });
});
