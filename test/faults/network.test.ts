import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { namespacesTrouble } from '../../main/cli/simulate/network/namespaces.ts';
import { type NetworkOptions, simulateNetwork } from '../../main/cli/simulate/network/network.ts';

/** Kiosks of one station as the processes they are, for a short day; a longer one is `taanuu simulate network`. */
let stateDir = '';
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'taanuu-network-'));
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

const day = (options: Pick<NetworkOptions, 'faults' | 'apart' | 'cables' | 'kiosks' | 'hub'>) =>
  simulateNetwork({ ...{ stateDir, events: 24, seed: '1', onProgress: () => {} }, ...options });

describe('kiosks of one station as their processes', { timeout: 240_000 }, () => {
  it('admit each voter once and know all of each other, whatever dies, lies, and whatever day it is', async () => {
    const report = await day({
      ...{ kiosks: 3, apart: 'share', cables: 'loopback', hub: true },
      faults: ['kill', 'clock', 'forged', 'reorder', 'hub-kill', 'hub-lost'],
    });
    expect(report.wrong).toEqual([]);
    expect(report.races).toBeGreaterThan(0);
    expect(report.admissions).toBeGreaterThan(5);
    expect(report.refused).toMatchObject({ forked: 2, elsewhere: 3, 'said-before': 3 });
  });

  it.skipIf(namespacesTrouble() !== null)(
    'in networks of their own: cut in parts, where all serve all, everybody admitted twice is found',
    async () => {
      const report = await day({
        kiosks: 2,
        apart: 'all',
        cables: 'namespaces',
        hub: true,
        faults: ['partition', 'loss', 'hub-cut'],
      });
      expect(report.wrong).toEqual([]);
      expect(report.faults).toEqual({ partition: 1, loss: 1, 'hub-cut': 1 });
      expect(report.admissions).toBeGreaterThan(5);
    },
  );
});
