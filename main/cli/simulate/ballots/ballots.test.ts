import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../drivers/testing/bench.ts';
import { demoElection } from '../../../demo/voters.ts';
import { ballotsDayCommand } from './command.ts';
import { simulateBallots } from './day.ts';
import { exchanges, feedings, mistakes, planBallots, unsureKinds } from './plan.ts';

const styles = (demoElection().papers?.styles ?? []).slice(0, 1);

it('a day with every mistake, unsure marks, jams, exchanged boxes and killings balances to the last sheet', {
  timeout: 600_000,
}, async () => {
  const day = await simulateBallots({
    ...{ stateDir: temporaryFolder(), precinct: '0001', sheets: 40, seed: '14', kill: 6, onProgress: () => {} },
  });
  expect(day.wrong).toEqual([]);
  const { handedOut, inBox, cancelled, keptByVoters, mobile, fed, testPack } = day.paper;
  expect(handedOut).toBe(inBox + cancelled + keptByVoters);
  expect(inBox).toBe(day.voters - keptByVoters);
  expect([mobile, fed]).toEqual([8, 5]);
  expect(testPack).toBe(15);
  expect(cancelled).toBeGreaterThan(3);
  const { exchange, feeding, adjudicating, ...atBox } = day.killed;
  expect([exchange, feeding, adjudicating]).toEqual([1, 1, 1]);
  expect(Object.values(atBox).reduce((sum, times) => sum + times, 0)).toBe(6);
  // Each kind comes, and is met by what is done about it.
  for (const kinds of [day.mistakes, day.unsure, day.exchanges, day.feedings]) {
    expect(Object.entries(kinds).filter(([, times]) => times === 0)).toEqual([]);
  }
  expect(day.adjudicated).toEqual({ mark: 2, 'no-mark': 3, 'as-marked': 2, 'too-many': 2, sealed: 0 });
  expect(day.asked).toMatchObject({ unsure: expect.any(Number) });
  expect(day.returned).toMatchObject({ unsure: expect.any(Number) });
  expect(day.boxes).toHaveLength(4);
  expect(day.stood).toMatchObject({
    foreign: 1,
    'blank-side': 1,
    'scanner.jammed': 1,
    'ballot-reader.count-differs': 1,
  });
  expect(day.returned).toMatchObject({ none: expect.any(Number), foreign: expect.any(Number) });
});

it('the same seed gives the same voters; every kind comes in turn, but none that is impossible', () => {
  const possible = { styles, elsewhere: true, asks: true, kills: true };
  const plan = planBallots(possible, 60, 's');
  expect(planBallots(possible, 60, 's')).toEqual(plan);
  expect(planBallots(possible, 60, 't')).not.toEqual(plan);
  const kindsOf = (what: 'mistake' | 'unsure' | 'exchange' | 'feeding') =>
    new Set(plan.flatMap((visit): readonly string[] => (visit[what] === null ? [] : [visit[what]])));
  expect(kindsOf('mistake').size).toBe(mistakes.length);
  expect(kindsOf('unsure').size).toBe(unsureKinds.length);
  expect(kindsOf('exchange').size).toBe(exchanges.length);
  expect(kindsOf('feeding').size).toBe(feedings.length);
  expect(plan.filter(({ mobile }) => mobile)).toEqual(plan.slice(48));
  const by = Map.groupBy(plan, ({ mobile }) => mobile && `${mobile.box} ${mobile.by}`);
  expect([...by].map(([box, { length }]) => [box, length])).toEqual([
    [null, 48],
    ['M-1 feeder', 5],
    ['M-2 slot', 5],
    ['M-3 feeder', 2],
  ]);
  const alone = planBallots({ styles, elsewhere: false, asks: false, kills: false }, 60, 's');
  expect(alone.some(({ mistake }) => mistake === 'wrong-constituency')).toBe(false);
  expect(alone.some(({ unsure }) => unsure === 'exchanges')).toBe(false);
  expect(alone.some(({ exchange, feeding }) => [exchange, feeding].includes('killed'))).toBe(false);
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
