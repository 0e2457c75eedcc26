import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PoweredDisk } from '../../main/cli/simulate/powered-disk.ts';
import { STEPS, stepsUnderFire, type UnderFireOptions } from '../../main/cli/simulate/steps/under-fire.ts';
import { cheapCodes } from '../../main/demo/people.ts';

/** A small disk of its own, MiB: what no finished sync covers is not on it after a power cut. */
const disk = PoweredDisk.possible() ? 256 : null;
const processes = ['zone', 'device-host', 'supervisor'] as const;
const power = 'power' as const;

/** Some of the steps here; `node bench/station-steps.ts` strikes at all of them, by kills and by power cuts. */
describe("a station's steps, struck at moments drawn by lot", { timeout: 600_000 }, () => {
  let stateDir = '';
  beforeAll(() => {
    stateDir = mkdtempSync(join(tmpdir(), 'taanuu-steps-'));
  });
  afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

  const round = (options: Pick<UnderFireOptions, 'struck' | 'victims' | 'disk' | 'seed'>) =>
    stepsUnderFire({
      ...{ stateDir, precinct: '0001', voters: 4, codeCost: cheapCodes, onProgress: () => {} },
      ...options,
    });
  const strikesOf = (all: Awaited<ReturnType<typeof round>>['strikes']) =>
    Object.values(all).reduce((sum, { before, after }) => sum + before + after, 0);

  it('are resumable, none is lost or done twice, and a wipe ends wiped: processes die, and the power is cut', async () => {
    const struck = ['opening', 'suspending', 'closing', 'sitting change', 'handing over', 'wiping'];
    const done = await round({ seed: '2', disk, struck, victims: [...processes, ...(disk === null ? [] : [power])] });
    expect(done.wrong).toEqual([]);
    expect(STEPS).toEqual(expect.arrayContaining(struck));
    expect(Object.keys(done.strikes).sort()).toEqual([...struck].sort());
    // The closing comes twice, and a device that is being emptied is struck once more as it comes back.
    expect(strikesOf(done.strikes)).toBeGreaterThanOrEqual(struck.length + 1);
    const { power: cuts = 0, ...kills } = done.victims;
    expect(cuts).toBeGreaterThanOrEqual(disk === null ? 0 : 2);
    expect(Object.values(kills).reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(2);
    expect(done.copies).toBeGreaterThanOrEqual(8);
  });
});
