import { describe, expect, it } from 'vitest';
import { PoweredDisk } from '../../main/cli/simulate/powered-disk.ts';
import { kills, powerPoints, shortDays } from './short-day.ts';

const { day } = shortDays();

describe('a day of one station', { timeout: 600_000 }, () => {
  it.skipIf(!PoweredDisk.possible())('balances as well when the power is cut at every named moment', async () => {
    const balance = await day('3', { kill: kills(powerPoints), points: powerPoints, power: true, disk: 256 });
    expect(balance.wrong).toEqual([]);
    expect(balance.slips).toBe(balance.admitted);
    expect(balance.victims).toEqual({ power: kills(powerPoints) });
    expect(Object.keys(balance.killed)).toEqual(expect.arrayContaining([...powerPoints]));
  });
});
