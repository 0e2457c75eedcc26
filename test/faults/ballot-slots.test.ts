import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PoweredDisk, WITHOUT_JOURNAL } from '../../main/cli/simulate/powered-disk.ts';
import { storeUnderFire } from './slots/under-fire.ts';

/** Some strikes here; `node bench/ballot-slots.ts` strikes two hundred times. */
describe('the ballots of a box whose zone dies at moments drawn by lot', { timeout: 120_000 }, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'taanuu-ballots-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are those whose sheets lie in the box, each once, after every kill', async () => {
    const done = await storeUnderFire({ folder, strikes: 10, disk: null, seed: 'kills' });
    expect(done.wrong).toEqual([]);
    expect(done.dropped).toBeGreaterThanOrEqual(10);
  });

  it.skipIf(!PoweredDisk.possible())('are so as well after every power cut', async () => {
    const done = await storeUnderFire({ folder, strikes: 6, disk: WITHOUT_JOURNAL, seed: 'cuts' });
    expect(done.wrong).toEqual([]);
    expect(done.dropped).toBeGreaterThanOrEqual(6);
  });
});
