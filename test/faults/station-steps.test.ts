import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PoweredDisk } from '../../main/cli/simulate/powered-disk.ts';
import { STEPS, stepsUnderFire, type UnderFireOptions } from '../../main/cli/simulate/steps/under-fire.ts';

/** A small disk of its own, MiB: what no finished sync covers is not on it after a power cut. */
const DISK = 256;

/** Some of the steps here; `node bench/station-steps.ts` strikes at all of them, by kills and by power cuts. */
describe("a station's steps, struck at moments drawn by lot", { timeout: 300_000 }, () => {
  let stateDir = '';
  beforeAll(() => {
    stateDir = mkdtempSync(join(tmpdir(), 'taanuu-steps-'));
  });
  afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

  const round = (options: Pick<UnderFireOptions, 'struck' | 'victims' | 'disk' | 'seed'>) =>
    stepsUnderFire({ ...{ stateDir, precinct: '0001', voters: 4, onProgress: () => {} }, ...options });
  const strikesOf = (all: Awaited<ReturnType<typeof round>>['strikes']) =>
    Object.values(all).reduce((sum, { before, after }) => sum + before + after, 0);

  it('are resumable, none is lost or done twice, and a wipe ends wiped', async () => {
    const struck = ['sitting change', 'closing', 'handing over', 'wiping'];
    const done = await round({ seed: '1', disk: null, struck, victims: ['zone', 'device-host', 'supervisor'] });
    expect(done.wrong).toEqual([]);
    expect(Object.keys(done.strikes).sort()).toEqual([...struck].sort());
    // The closing comes twice, and a device that is being emptied is struck once more as it comes back.
    expect(strikesOf(done.strikes)).toBeGreaterThanOrEqual(struck.length + 1);
    expect(done.copies).toBeGreaterThanOrEqual(8);
  });

  it.skipIf(!PoweredDisk.possible())('are so as well when the power of the whole kiosk is cut', async () => {
    const struck = ['opening', 'suspending', 'closing', 'sitting change', 'handing over', 'wiping'];
    const done = await round({ seed: '2', disk: DISK, struck, victims: ['power'] });
    expect(done.wrong).toEqual([]);
    expect(STEPS).toEqual(expect.arrayContaining(struck));
    expect(Object.keys(done.strikes).sort()).toEqual([...struck].sort());
    expect(done.victims).toEqual({ power: strikesOf(done.strikes) });
    expect(done.copies).toBeGreaterThanOrEqual(8);
  });
});
