import { describe, expect, it } from 'vitest';
import { awaitedResults, type ResultsArrival, resultsKey, resultsStateOf, resultsStates } from './results-state.ts';

const name = { election: 'e-1', mode: 'official', station: '0001', sitting: 'day' } as const;
const file = (
  standing: ResultsArrival['standing'],
  verdict: ResultsArrival['verdict'],
): Pick<ResultsArrival, 'standing' | 'verdict'> => ({ standing, verdict });

describe('the state of a station’s results', () => {
  it('is awaited until something came', () => {
    expect(awaitedResults(name)).toMatchObject({ ...name, state: 'awaited', files: [], said: null });
    expect(resultsStateOf([], false)).toBe('awaited');
    expect(resultsKey(name)).toBe('e-1.official.0001.day');
  });

  it('is that of the file in force, whatever else came', () => {
    const forged = file('refused', 'refused');
    expect(resultsStateOf([forged], false)).toBe('forged');
    expect(resultsStateOf([forged, file('held', 'refused')], false)).toBe('held');
    expect(resultsStateOf([forged, file('in-force', 'sound')], false)).toBe('arrived');
    expect(resultsStateOf([file('superseded', 'unbalanced'), file('in-force', 'sound'), forged], true)).toBe(
      'corrected',
    );
  });

  it('says what is wrong with it before it says that it was corrected', () => {
    const told = (['sound', 'incomplete', 'unbalanced'] as const).map((verdict) =>
      resultsStateOf([file('in-force', verdict)], true),
    );
    expect(told).toEqual(['corrected', 'incomplete', 'does-not-balance']);
    expect(told.every((state) => resultsStates.includes(state))).toBe(true);
  });
});
