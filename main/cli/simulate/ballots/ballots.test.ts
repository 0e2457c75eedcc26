import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../drivers/testing/bench.ts';
import { demoElection } from '../../../demo/voters.ts';
import { ballotsDayCommand } from './command.ts';
import { simulateBallots } from './day.ts';
import { mistakes, planBallots } from './plan.ts';

const styles = (demoElection().papers?.styles ?? []).slice(0, 1);

it('a day with every mistake, jams, cuts and killings balances to the last sheet', { timeout: 300_000 }, async () => {
  const day = await simulateBallots({
    ...{ stateDir: temporaryFolder(), precinct: '0001', sheets: 40, seed: 'test', kill: 6, onProgress: () => {} },
  });
  expect(day.wrong).toEqual([]);
  const { handedOut, inBox, cancelled, keptByVoters, mobile, testPack } = day.paper;
  expect(handedOut).toBe(inBox + cancelled + keptByVoters);
  expect(inBox).toBe(day.voters - keptByVoters);
  expect(mobile).toBe(3);
  expect(testPack).toBe(15);
  expect(cancelled).toBeGreaterThan(3);
  expect(Object.values(day.killed).reduce((sum, times) => sum + times, 0)).toBe(6);
  expect(day.returned).toMatchObject({ none: expect.any(Number), foreign: expect.any(Number) });
});

it('the same seed gives the same voters; every mistake comes in turn, but none that is impossible', () => {
  const plan = planBallots(styles, true, 60, 's');
  expect(planBallots(styles, true, 60, 's')).toEqual(plan);
  expect(planBallots(styles, true, 60, 't')).not.toEqual(plan);
  expect(new Set(plan.flatMap(({ mistake }) => mistake ?? [])).size).toBe(mistakes.length);
  expect(plan.filter(({ batch }) => batch === 'mobile')).toEqual(plan.slice(56));
  const alone = planBallots(styles, false, 60, 's');
  expect(alone.some(({ mistake }) => mistake === 'wrong-constituency')).toBe(false);
});

it.each([
  [['--sheets', '0'], '--sheets is a whole number from 1 to 9999.'],
  [['--kill', 'x'], '--kill is a whole number.'],
  [['--precinct', '9999'], '--precinct is one of 0001, 0002, 0003, 0004, 0050.'],
])('%j: %s', async (args, why) => {
  const said: string[] = [];
  const io = { out: () => {}, complain: (line: string) => void said.push(line) };
  expect(await ballotsDayCommand(args, io as unknown as Parameters<typeof ballotsDayCommand>[1])).toBe(2);
  expect(said[0]).toBe(why);
});
