import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepsUnderFire } from '../../main/cli/simulate/steps/under-fire.ts';

/** Some of the steps here; `node bench/station-steps.ts` strikes at all of them, by kills and by power cuts. */
describe("a station's steps, struck at moments drawn by lot", { timeout: 300_000 }, () => {
  let stateDir = '';
  beforeAll(() => {
    stateDir = mkdtempSync(join(tmpdir(), 'taanuu-steps-'));
  });
  afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

  it('are resumable, none is lost or done twice, and a wipe ends wiped', async () => {
    const struck = ['sitting change', 'closing', 'handing over', 'wiping'];
    const round = await stepsUnderFire({
      ...{ stateDir, precinct: '0001', voters: 4, seed: '1', disk: null, onProgress: () => {} },
      ...{ struck, victims: ['zone', 'device-host', 'supervisor'] },
    });
    expect(round.wrong).toEqual([]);
    expect(Object.keys(round.strikes).sort()).toEqual([...struck].sort());
    const strikes = Object.values(round.strikes).reduce((sum, { before, after }) => sum + before + after, 0);
    // The closing comes twice, and a device that is being emptied is struck once more as it comes back.
    expect(strikes).toBeGreaterThanOrEqual(struck.length + 1);
    expect(round.copies).toBeGreaterThanOrEqual(8);
  });
});
