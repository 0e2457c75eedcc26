import { describe, expect, it } from 'vitest';
import { kills, processPoints, shortDays } from './short-day.ts';

const { day } = shortDays();

describe('a day of one station', { timeout: 600_000 }, () => {
  it('balances as well when a process is killed at every named moment', async () => {
    const balance = await day('2', { kill: kills(processPoints), points: processPoints });
    expect(balance.wrong).toEqual([]);
    expect(balance.slips).toBe(balance.admitted);
    expect(Object.keys(balance.killed)).toEqual(expect.arrayContaining([...processPoints]));
  });
});
