import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../core/journal/event.ts';
import { readTrust } from '../../core/journal/trust.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { rebuild } from '../identification/state/rebuild.ts';
import { verifyFile } from './verify-file.ts';

/**
 * A journal that the program of commit bcdce9fb exported (`taanuu simulate day --voters 3`), and whose it is by the package
 * that was signed for it then. It is never made anew: what is kept for 22 months must be read by every later program.
 */
const folder = fileURLToPath(new URL('../../test/fixtures/earlier-journal', import.meta.url));
const journal = join(folder, 'journal.ndjson');

describe('a journal of an earlier program', () => {
  it('verifies, and every receipt in it had an identification before it', async () => {
    const trust = readTrust(readFileSync(join(folder, 'trust.json'), 'utf8'));
    if (!trust) throw new Error('no trust list');
    expect(await verifyFile(journal, trust, nodeCrypto)).toMatchObject({
      ok: true,
      value: { ok: true, finding: null, events: 33, identified: { receipts: 3, without: [] } },
    });
  });

  it('tells the same day to the state of this program', () => {
    const lines = readFileSync(journal, 'utf8').trim().split('\n').slice(0, -1);
    const state = rebuild(lines.map((line) => JSON.parse(line) as JournalEvent));
    const told = (sql: string) => state.prepare<[], number>(sql).pluck().get();
    expect(told("select count(*) from admission where state = 'confirmed'")).toBe(3);
    expect(told("select count(*) from receipt where state = 'printed'")).toBe(3);
    expect(told('select count(*) from sitting where closed_at is not null')).toBe(1);
    state.close();
  });
});
