import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BallotRecord } from '../../core/ballot/record.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { BallotStore, type BallotStoreSpec, type Flight } from './ballot-store.ts';

const spec: BallotStoreSpec = {
  identity: 'demo/official/0001/main/box',
  capacity: 20,
  slotBytes: 8192,
  keys: { slots: new Uint8Array(32).fill(1), cells: new Uint8Array(32).fill(2) },
};
const counted: BallotStoreSpec = {
  ...spec,
  identity: 'demo/official/0001/main/count',
  keys: { slots: new Uint8Array(32).fill(3), cells: new Uint8Array(32).fill(4) },
};
const flight: Flight = { token: '0123456789abcdef0123456789abcdef', into: 'invalid', box: 'урна №1 '.repeat(4) };

function record(marked: readonly string[], unsure: readonly string[] = []): BallotRecord {
  const part = { part: 'list', marked: [...marked], unsure: [...unsure] };
  return { v: 1, style: 'saruu', test: false, batch: 'box', compartment: 'valid', parts: [part] };
}
function value<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
const marksIn = (store: BallotStore) =>
  [...store.ballots()].map((one) => value(one).record.parts[0]?.marked.join() ?? '').sort();

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-ballots-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the ballots of a box', () => {
  it('are kept with their pictures, counted from their slots, decided, and drawn anew for the count', () => {
    const path = join(folder, 'box.slots');
    const store = value(BallotStore.create(path, spec));
    const unsure = record(['a'], ['b']);
    const image = new Uint8Array(store.imageRoom(unsure)).fill(0xab);
    value(store.hold({ record: unsure, image }, flight));
    expect(store.sheets).toBe(0);
    expect(store.inFlight).toEqual({ ballot: { record: unsure, image }, ...flight });
    value(store.dropped());
    for (const mark of ['b', 'c']) {
      value(store.hold({ record: record([mark]), image: null }, flight));
      value(store.dropped());
    }
    value(store.hold({ record: record(['given back']), image: null }, flight));
    value(store.givenBack());
    expect([store.sheets, store.discrepancy, store.inFlight]).toEqual([3, null, null]);
    expect(() => store.hold({ record: unsure, image: new Uint8Array(spec.slotBytes) }, flight)).toThrow(RangeError);
    expect([store.sheets, store.inFlight]).toEqual([3, null]);

    const count = value(store.redrawnInto(join(folder, 'count.slots'), counted));
    store.close();
    expect(marksIn(count)).toEqual(['a', 'b', 'c']);
    const ballots = [...count.ballots()].map(value);
    const open = ballots.find((one) => one.record.parts.some((part) => part.unsure.length > 0));
    value(count.decide(open?.slot ?? -1, record(['a', 'b'])));
    expect(marksIn(count)).toEqual(['a,b', 'b', 'c']);
    expect([...count.ballots()].map(value).filter((one) => one.image)).toEqual([
      { slot: expect.any(Number), record: record(['a', 'b']), image },
    ]);
    expect([count.sheets, count.discrepancy, count.finished]).toEqual([3, null, true]);
    count.close();
    const again = value(BallotStore.open(join(folder, 'count.slots'), counted));
    expect(marksIn(again)).toEqual(['a,b', 'b', 'c']);
    again.close();
  });

  it('are as many as the configuration says', () => {
    const store = value(BallotStore.create(join(folder, 'small.slots'), { ...spec, capacity: 2 }));
    for (const mark of ['a', 'b']) {
      value(store.hold({ record: record([mark]), image: null }, flight));
      value(store.dropped());
    }
    expect(store.hold({ record: record(['c']), image: null }, flight)).toEqual({
      ok: false,
      error: { code: 'ballot-store.full', params: { capacity: 2 } },
    });
    store.close();
  });
});
