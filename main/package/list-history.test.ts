import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { ListHistory } from './list-history.ts';
import { election, voter } from './package.fixture.ts';

let folder: string;
const key = new Uint8Array(32).fill(7);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-lists-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function version(n: number, records: readonly RegisterRecord[]) {
  const history = await ListHistory.open(folder, key, { election, station: '0001', version: n });
  for (const record of records) history.note(record);
  const changes = history.changes();
  history.remember('ab'.repeat(32));
  return changes;
}

describe('the versions of a list', () => {
  it('are told apart since each of those before, the newest first', async () => {
    expect(await version(1, [voter(1), voter(2)])).toEqual([]);
    expect(await version(2, [voter(1), voter(2, { address: 'Тамга' }), voter(3)])).toMatchObject([
      {
        since: { version: 1, voters: 2 },
        voters: 3,
        added: [3],
        removed: [],
        changed: [{ number: 2, fields: ['address'] }],
      },
    ]);
    expect(await version(3, [voter(3), voter(2, { number: 1, address: 'Тамга' })])).toMatchObject([
      { since: { version: 2, voters: 3 }, added: [], removed: [1], changed: [], renumbered: 1 },
      {
        since: { version: 1, voters: 2 },
        added: [3],
        removed: [1],
        changed: [{ number: 1, former: 2, fields: ['address'] }],
      },
    ]);
  });

  it('may be made once more: a version is never told since itself or a later one', async () => {
    await version(1, [voter(1)]);
    await version(2, [voter(2)]);
    expect((await version(2, [voter(1), voter(2)])).map(({ since }) => since.version)).toEqual([1]);
  });

  it('lie in the commission’s folder without a name, a PIN or an address', async () => {
    const [one] = [voter(1, { surname: 'Үмөталиева', address: 'Тамга' })];
    await version(1, [one]);
    const [file = ''] = readdirSync(join(folder, 'lists'));
    const text = readFileSync(join(folder, 'lists', file), 'utf8');
    for (const secret of ['Үмөталиева', 'Тамга', one.pin]) expect(text).not.toContain(secret);
  });
});
