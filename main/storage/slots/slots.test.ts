import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../../core/crypto/encoding.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import { chance } from '../../demo/random.ts';
import { cellContent, NOTE_BYTES, readCell } from './cell.ts';
import { bytesFrom } from './disk.fixture.ts';
import { fileBytes, opened, roomIn, type SlotFileSpec, sealed, slotPlace } from './format.ts';
import { lot, shuffled } from './lots.ts';
import { begin, createSlotFile, destroySlotFile, openSlotFile, slotFileOn } from './open.ts';
import { redraw } from './redraw.ts';
import type { SlotFile } from './slot-file.ts';

const spec: SlotFileSpec = {
  identity: 'election/official/0001/main/box',
  slots: 12,
  slotBytes: 4096,
  keys: { slots: new Uint8Array(32).fill(1), cells: new Uint8Array(32).fill(2) },
};
const counted: SlotFileSpec = {
  ...spec,
  identity: 'election/official/0001/main/count',
  keys: { slots: new Uint8Array(32).fill(3), cells: new Uint8Array(32).fill(4) },
};
const note = utf8('a note');

let folder = '';
let path = '';
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-slots-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function value<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
const problemOf = (result: Result<unknown, Problem>) => (result.ok ? null : result.error.code);

function filled(contents: readonly string[]): SlotFile {
  files += 1;
  path = join(folder, `${files}.slots`);
  const file = value(createSlotFile(path, spec));
  for (const content of contents) {
    value(file.hold(utf8(content), note));
    value(file.dropped());
  }
  return file;
}
const contentsOf = (file: SlotFile): string[] =>
  file
    .slots()
    .map((slot) => Buffer.from(value(file.read(slot))).toString('utf8'))
    .sort();

/** How many of the file's slots open. */
const opening = (bytes: Buffer): number =>
  Array.from({ length: spec.slots }, (_, slot) => slotPlace(spec, slot)).filter(
    (place) => opened(place, bytes.subarray(place.at, place.at + place.bytes)) !== undefined,
  ).length;

describe('a slot file', () => {
  it('has what was put into it, whoever opens it, and its size never changes', () => {
    const file = filled(['one', 'two']);
    const size = statSync(path).size;
    expect(size).toBe(fileBytes(spec));
    value(file.hold(utf8('three'), note));
    expect([file.count, contentsOf(file)]).toEqual([2, ['one', 'two']]);
    value(file.dropped());
    file.close();
    const again = value(openSlotFile(path, spec));
    expect([again.count, again.kept, again.inFlight]).toEqual([3, 3, null]);
    expect(contentsOf(again)).toEqual(['one', 'three', 'two']);
    expect(statSync(path)).toMatchObject({ size, mode: 0o100600 });
    // Not sparse: every block lies on the disk from the beginning.
    expect(statSync(path).blocks * 512).toBeGreaterThanOrEqual(size);
    again.close();
  });

  it('keeps nothing of a ballot whose sheet was given back, and of one that was replaced', () => {
    const file = filled(['stays']);
    value(file.hold(utf8('goes'), note));
    expect(opening(readFileSync(path))).toBe(2);
    value(file.givenBack());
    expect(opening(readFileSync(path))).toBe(1);
    value(file.replace(file.slots()[0] ?? -1, utf8('other')));
    expect(opening(readFileSync(path))).toBe(1);
    expect(contentsOf(file)).toEqual(['other']);
    file.close();
  });

  it('tells after a stop whose sheet was in the path, with its note', () => {
    const file = filled([]);
    value(file.hold(utf8('held'), note));
    file.close();
    const again = value(openSlotFile(path, spec));
    expect(again.inFlight).toMatchObject({ content: utf8('held'), note });
    expect([again.count, again.slots()]).toEqual([0, []]);
    expect(() => again.hold(utf8('next'), note)).toThrow();
    value(again.dropped());
    expect(again.count).toBe(1);
    again.close();
  });

  it('leaves nothing of a ballot that is half on the disk', () => {
    const file = filled([]);
    value(file.hold(utf8('torn'), note));
    file.close();
    const bytes = readFileSync(path);
    const place = Array.from({ length: spec.slots }, (_, slot) => slotPlace(spec, slot)).find(
      ({ at, bytes: size, key, aad }) => opened({ at, bytes: size, key, aad }, bytes.subarray(at, at + size)),
    );
    const at = place?.at ?? -1;
    bytes.fill(7, at + 1024, at + 4096);
    writeFileSync(path, bytes);
    const again = value(openSlotFile(path, spec));
    expect(again.inFlight).toMatchObject({ content: null, note });
    expect(readFileSync(path).includes(bytes.subarray(at, at + 64))).toBe(false);
    value(again.givenBack());
    expect([again.count, again.kept]).toEqual([0, 0]);
    again.close();
  });

  it('is full with one slot to spare, with which the last ballot can still be replaced', () => {
    const file = filled(Array.from({ length: spec.slots - 1 }, (_, i) => `ballot ${i}`));
    expect(file.hold(utf8('one more'), note)).toEqual({
      ok: false,
      error: { code: 'ballot-store.full', params: { capacity: spec.slots - 1 } },
    });
    value(file.replace(file.slots()[0] ?? -1, utf8('decided')));
    expect(file.count).toBe(spec.slots - 1);
    expect(contentsOf(file)).toContain('decided');
    file.close();
  });

  it('does not open with another key, as another file, or in another size', () => {
    filled(['one']).close();
    const other = { ...spec, keys: { ...spec.keys, cells: new Uint8Array(32).fill(9) } };
    expect(problemOf(openSlotFile(path, other))).toBe('storage.wrong-key');
    expect(problemOf(openSlotFile(path, { ...spec, identity: 'another' }))).toBe('storage.wrong-key');
    expect(problemOf(openSlotFile(path, { ...spec, slots: 11 }))).toBe('storage.damaged');
    expect(problemOf(openSlotFile(join(folder, 'none'), spec))).toBe('storage.missing');
    truncateSync(path, 5000);
    expect(problemOf(openSlotFile(path, spec))).toBe('storage.damaged');
  });

  it('finds out that slots were overwritten, copied to another place, or put back', () => {
    const file = filled(['one', 'two']);
    const before = join(folder, 'before');
    copyFileSync(path, before);
    const [first = -1] = file.slots();
    const place = slotPlace(spec, first);
    const bytes = readFileSync(path);
    const empty = [0, 1, 2].find((slot) => !file.slots().includes(slot)) ?? -1;
    file.close();
    bytes.copy(bytes, slotPlace(spec, empty).at, place.at, place.at + place.bytes);
    bytes.fill(7, place.at, place.at + place.bytes);
    writeFileSync(path, bytes);
    const robbed = value(openSlotFile(path, spec));
    expect([robbed.count, robbed.kept]).toEqual([1, 2]);
    robbed.close();

    copyFileSync(before, path);
    const whole = value(openSlotFile(path, spec));
    expect(problemOf(whole.read(first))).toBe(null);
    writeFileSync(path, bytes);
    expect(problemOf(whole.read(first))).toBe('storage.damaged');
    whole.close();
  });

  it('says what the disk says, and takes nothing more until it is opened anew', () => {
    const dice = chance('failing');
    const bytes = new Uint8Array(fileBytes(spec));
    let fails = false;
    const blocks = {
      bytes: bytes.length,
      read: (at: number, length: number) => bytes.slice(at, at + length),
      write: (at: number, some: Uint8Array) => bytes.set(some, at),
      sync: () => {
        if (fails) throw Object.assign(new Error('input/output error'), { code: 'EIO' });
      },
      close: () => {},
    };
    begin(blocks, spec, 'clear', bytesFrom(dice));
    const file = value(slotFileOn(blocks, 'ballots', spec, bytesFrom(dice)));
    fails = true;
    expect(problemOf(file.hold(utf8('one'), note))).toBe('storage.failed');
    fails = false;
    expect(problemOf(file.hold(utf8('one'), note))).toBe('storage.failed');
    const again = value(slotFileOn(blocks, 'ballots', spec, bytesFrom(dice)));
    expect([again.count, again.inFlight?.content]).toEqual([0, null]);
    value(again.givenBack());
    value(again.hold(utf8('one'), note));
    value(again.dropped());
    expect(again.count).toBe(1);
  });
});

describe('drawing a file anew', () => {
  it('has everything under other keys; a copy that was broken off is begun again', () => {
    const file = filled(['a', 'b', 'c']);
    const target = join(folder, 'counted.slots');
    const broken = value(createSlotFile(target, counted, { beginning: 'filling' }));
    expect(() => broken.hold(utf8('x'), note)).toThrow();
    broken.close();
    expect(value(openSlotFile(target, counted)).finished).toBe(false);
    const copy = value(redraw(file, target, counted));
    expect([copy.finished, copy.count, copy.kept, contentsOf(copy)]).toEqual([true, 3, 3, ['a', 'b', 'c']]);
    expect(contentsOf(file)).toEqual(['a', 'b', 'c']);
    copy.close();
    file.close();
    value(destroySlotFile(path));
    expect(problemOf(openSlotFile(path, spec))).toBe('storage.missing');
  });

  it('keeps what was missing missing', () => {
    const file = filled(['a', 'b']);
    const place = slotPlace(spec, file.slots()[0] ?? -1);
    file.close();
    const bytes = readFileSync(path);
    bytes.fill(7, place.at, place.at + place.bytes);
    writeFileSync(path, bytes);
    const robbed = value(openSlotFile(path, spec));
    const copy = value(redraw(robbed, join(folder, 'robbed.slots'), counted));
    expect([copy.count, copy.kept]).toEqual([1, 2]);
    copy.close();
    robbed.close();
  });
});

describe('the bytes of a slot and of a cell', () => {
  const random = bytesFrom(chance('bytes'));

  it('are always of one size, open to what was sealed, and to nothing else', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: roomIn(4096) }),
        fc.nat(11),
        fc.nat(11),
        fc.nat(4095),
        (content, slot, other, flip) => {
          const place = slotPlace(spec, slot);
          const bytes = sealed(place, content, random);
          expect(bytes.length).toBe(4096);
          expect(opened(place, bytes)).toEqual(content);
          if (other !== slot) expect(opened(slotPlace(spec, other), bytes)).toBeUndefined();
          bytes[flip] = (bytes[flip] ?? 0) ^ 1;
          expect(opened(place, bytes)).toBeUndefined();
        },
      ),
      { numRuns: 50 },
    );
    expect(() => sealed(slotPlace(spec, 0), new Uint8Array(roomIn(4096) + 1), random)).toThrow(RangeError);
  });

  it('of every cell are of one length and say what was said', () => {
    const states = fc.oneof(
      fc.constant({ state: 'clear' as const }),
      fc.constant({ state: 'filling' as const }),
      fc.record({
        state: fc.constant('held' as const),
        slot: fc.nat(0xffff_ffff),
        note: fc.uint8Array({ maxLength: NOTE_BYTES }),
      }),
      fc.record({ state: fc.constant('moving' as const), from: fc.nat(9), to: fc.nat(9) }),
    );
    const length = cellContent({ state: 'clear', kept: 0 }).length;
    fc.assert(
      fc.property(states, fc.nat(0xffff_ffff), (state, kept) => {
        const content = cellContent({ ...state, kept });
        expect(content.length).toBe(length);
        expect(readCell(content)).toEqual({ ...state, kept });
      }),
    );
  });
});

describe('lots', () => {
  const random = bytesFrom(chance('lots'));

  it('fall alike on every number', () => {
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 14_000; i += 1) {
      const drawn = lot(7, random);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    // χ² with 6 degrees of freedom: 22.5 is passed once in a thousand.
    const chiSquare = counts.reduce((sum, n) => sum + (n - 2_000) ** 2 / 2_000, 0);
    expect(chiSquare).toBeLessThan(22.5);
  });

  it('draw again what would favour the small numbers', () => {
    const drawn = [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 5];
    expect(lot(7, (count) => Uint8Array.from(drawn.splice(0, count)))).toBe(5);
    expect(drawn).toEqual([]);
  });

  it('put every item at every place', () => {
    const items = ['a', 'b', 'c'];
    const seen = new Set(Array.from({ length: 200 }, () => shuffled(items, random).join('')));
    expect([...seen].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  });
});
