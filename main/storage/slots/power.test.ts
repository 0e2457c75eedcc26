import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../../core/crypto/encoding.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import { type Chance, chance } from '../../demo/random.ts';
import { bytesFrom, ModelDisk, PowerCut } from './disk.fixture.ts';
import { fileBytes, type SlotFileSpec } from './format.ts';
import { begin, slotFileOn } from './open.ts';
import type { SlotFile } from './slot-file.ts';

const spec: SlotFileSpec = {
  identity: 'a test',
  slots: 7,
  slotBytes: 4096,
  keys: { slots: new Uint8Array(32).fill(1), cells: new Uint8Array(32).fill(2) },
};

function value<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** A ballot box: what lies in it, the sheet in its path, and the last acceptance that it remembers. */
class Box {
  readonly dropped: string[] = [];
  sheet: string | null = null;
  last = '';

  accept(token: Uint8Array): void {
    if (this.sheet === null) throw new Error('there is no sheet to accept');
    this.dropped.push(this.sheet);
    this.sheet = null;
    this.last = toHex(token);
  }
}

/** One way of one sheet, from its judgement on: mostly it is accepted, sometimes it does not pass and is given back. */
function serve(store: SlotFile, box: Box, dice: Chance): void {
  if (box.sheet === null) return;
  const token = bytesFrom(dice)(16);
  value(store.hold(utf8(box.sheet), token));
  if (dice.happens(0.8)) box.accept(token);
  else box.sheet = null;
  settle(store, box, dice);
}

/** After a stop: the box knows where the sheet is. */
function settle(store: SlotFile, box: Box, dice: Chance): void {
  const { inFlight } = store;
  if (!inFlight) return;
  if (box.sheet !== null && inFlight.content && dice.happens(0.5)) box.accept(inFlight.note);
  value(toHex(inFlight.note) === box.last ? store.dropped() : store.givenBack());
}

const contentsOf = (store: SlotFile): string[] =>
  store.slots().map((slot) => Buffer.from(value(store.read(slot))).toString('utf8'));

function disk(dice: Chance): ModelDisk {
  const made = new ModelDisk(fileBytes(spec), dice);
  begin(made.open(), spec, 'clear', bytesFrom(dice));
  return made;
}

/** Works on the file until it is done, however often the power goes. @returns the file, and how often it went */
function through(drive: ModelDisk, cuts: readonly number[], dice: Chance, work: (store: SlotFile) => void) {
  const left = [...cuts];
  for (;;) {
    drive.cutAfter(left.shift() ?? Number.POSITIVE_INFINITY);
    try {
      const store = value(slotFileOn(drive.open(), 'ballots', spec, bytesFrom(dice)));
      work(store);
      return { store, went: cuts.length - left.length };
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      drive.restart();
    }
  }
}

/** Writes and syncs of a start, a sheet, and some more. */
const STEPS = 26;

describe('a slot file on a disk whose power goes at any write, with any part of what was not synced on it', () => {
  it('has exactly the ballots whose sheets lie in the box', () => {
    let sheets = 0;
    for (let round = 0; round < 40; round += 1) {
      const dice = chance(`round ${round}`);
      const drive = disk(dice);
      const box = new Box();
      for (let sheet = 0; sheet < 5; sheet += 1) {
        box.sheet = `sheet ${sheet} of round ${round}`;
        // Whoever comes back may be struck again at once.
        const cuts = Array.from({ length: 3 }, () => dice.below(STEPS));
        const { store } = through(drive, cuts, dice, (open) => {
          settle(open, box, dice);
          serve(open, box, dice);
        });
        expect(contentsOf(store).sort()).toEqual(box.dropped.toSorted());
        expect([store.count, store.kept]).toEqual([box.dropped.length, box.dropped.length]);
      }
      sheets += box.dropped.length;
    }
    expect(sheets).toBeGreaterThan(120);
  });

  it('loses and doubles none at every single step of a sheet, five times each', () => {
    const went = new Set<number>();
    for (let at = 0; at < STEPS; at += 1) {
      for (let round = 0; round < 5; round += 1) {
        const dice = chance(`step ${at}, ${round}`);
        const drive = disk(dice);
        const box = new Box();
        box.sheet = 'one';
        through(drive, [], dice, (open) => serve(open, box, chance('accepts')));
        box.sheet = 'two';
        const { store, went: struck } = through(drive, [at], dice, (open) => {
          settle(open, box, dice);
          serve(open, box, dice);
        });
        if (struck > 0) went.add(at);
        expect(contentsOf(store).sort()).toEqual(box.dropped.toSorted());
        expect(store.kept).toBe(box.dropped.length);
      }
    }
    expect(went.size).toBeGreaterThan(8);
  });

  it('has a replaced ballot as it was or as it is, once', () => {
    const found = new Set<string>();
    for (let at = 0; at < STEPS; at += 1) {
      for (let round = 0; round < 5; round += 1) {
        const dice = chance(`replaced ${at}, ${round}`);
        const drive = disk(dice);
        through(drive, [], dice, (open) => {
          for (const content of ['kept', 'unsure']) {
            value(open.hold(utf8(content), new Uint8Array()));
            value(open.dropped());
          }
        });
        let tried = false;
        const { store } = through(drive, [at], dice, (open) => {
          if (tried) return;
          tried = true;
          const slot = open.slots().find((one) => Buffer.from(value(open.read(one))).toString('utf8') === 'unsure');
          value(open.replace(slot ?? -1, utf8('decided')));
        });
        const contents = contentsOf(store).sort();
        expect([
          ['kept', 'unsure'],
          ['decided', 'kept'],
        ]).toContainEqual(contents);
        expect(store.kept).toBe(2);
        found.add(contents.join());
      }
    }
    expect(found.size).toBe(2);
  });

  it('is found out when it said that it had synced and had not', () => {
    const dice = chance('liar');
    const drive = disk(dice);
    const { store } = through(drive, [], dice, () => {});
    value(store.hold(utf8('lost'), new Uint8Array([7])));
    // The ballot's slot is as it was before; the cells are not.
    const again = value(slotFileOn(drive.open(), 'ballots', spec, bytesFrom(dice)));
    expect(Buffer.from(again.inFlight?.content ?? []).toString('utf8')).toBe('lost');
    drive.open().write(2 * 4096, bytesFrom(dice)(spec.slots * spec.slotBytes));
    const robbed = value(slotFileOn(drive.open(), 'ballots', spec, bytesFrom(dice)));
    expect(robbed.inFlight).toEqual({ content: null, note: new Uint8Array([7]), slot: expect.any(Number) });
    value(robbed.dropped());
    expect([robbed.count, robbed.kept]).toEqual([0, 1]);
  });
});
