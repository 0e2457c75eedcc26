import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { afterTest, temporaryFolder } from '../../testing/bench.ts';
import { PrivatePcscd } from '../../testing/pcscd.ts';
import { listReaders } from './list-readers.ts';

/** A program in place of the one that looks. */
function looker(code: string): string {
  const entry = join(temporaryFolder(), 'look.mjs');
  writeFileSync(entry, code);
  return entry;
}
const failed = (code: string, params?: object) => ({ ok: false, error: { code, ...(params && { params }) } });

describe('chip readers', () => {
  it('are told by the real pcscd; without it the service is named', { timeout: 60_000 }, async () => {
    const pcscd = await PrivatePcscd.prepare();
    afterTest(() => pcscd.remove());
    await pcscd.start();
    const limitMs = 30_000;
    expect(await listReaders({ limitMs })).toEqual({ ok: true, value: ['Virtual PCD 00 00', 'Virtual PCD 00 01'] });
    await pcscd.stop('SIGKILL');
    expect(await listReaders({ limitMs })).toEqual(failed('chip.service-missing'));
  });

  it('names the addon or library that is not installed', async () => {
    const entry = looker('console.log(JSON.stringify({ missing: "smartcard" }))');
    expect(await listReaders({ entry, limitMs: 30_000 })).toEqual(failed('chip.addon-missing', { part: 'smartcard' }));
  });

  it.each([
    ['hangs', 'setInterval(() => {}, 1_000)'],
    ['dies', 'process.abort()'],
    ['says something else', 'console.log("readers: none")'],
    ['never stops talking', 'setInterval(() => process.stdout.write("x".repeat(9_000)), 1)'],
  ])('ends all the same when the service %s', async (_, code) => {
    expect(await listReaders({ entry: looker(code), limitMs: 1_500 })).toEqual(failed('chip.service-missing'));
  });

  it('ends at once when nobody waits any more', async () => {
    const over = new AbortController();
    const listing = listReaders({
      entry: looker('setInterval(() => {}, 1_000)'),
      limitMs: 60_000,
      signal: over.signal,
    });
    over.abort();
    expect(await listing).toEqual(failed('chip.service-missing'));
    expect(await listReaders({ signal: over.signal })).toEqual(failed('chip.service-missing'));
  });
});
