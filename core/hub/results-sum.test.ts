import { describe, expect, it } from 'vitest';
import { resultsDefault } from '../election/policy-results.ts';
import type { Known } from '../results/figures.ts';
import { election, headOf, known, own, version } from '../results/results-file.fixture.ts';
import { awaitedResults, type ResultsState, type StationResults } from './results-state.ts';
import { publishable, sumResults } from './results-sum.ts';

const precincts = ['0001', '0002', '0003'].map((number) => ({ number, constituency: 'saruu-1' }));

/** What the hub has of a station whose protocol has these numbers. */
function stationWith(station: string, numbers: Partial<Known>, state: ResultsState = 'arrived'): StationResults {
  const name = { election: election.id, mode: election.mode, station, sitting: '2023-10-08-1' };
  const { number, at, closedAt, device, boxes, counted, images } = headOf([version()]);
  const protocols = [{ protocol: own, constituency: 'saruu-1', versions: [version(numbers)], dissents: [] }];
  return { ...awaitedResults(name), state, said: { number, at, closedAt, device, boxes, counted, images, protocols } };
}

const summed = (...stations: readonly StationResults[]) =>
  sumResults({
    ...{ election, form: resultsDefault.form, smallCount: 30, precincts },
    results: new Map(stations.map((one) => [one.station, one])),
  });

describe('the sum of protocols', () => {
  it('adds what is in order up, line by line, and says which stations are not in it', () => {
    const sums = summed(stationWith('0001', {}), stationWith('0002', {}, 'does-not-balance'));
    // The other constituencies have no station here.
    expect(sums).toHaveLength(1);
    const [sum] = sums;
    expect(sum).toMatchObject({ protocol: own, constituency: 'saruu-1', stations: 3, counted: 1, sealed: [] });
    expect(sum?.aside).toEqual([
      { station: '0002', state: 'does-not-balance' },
      { station: '0003', state: 'awaited' },
    ]);
    const two = summed(stationWith('0001', {}), stationWith('0002', {}, 'corrected'))[0];
    for (const [at, { value, options }] of (two?.lines ?? []).entries()) {
      expect(value).toBe(2 * (sum?.lines[at]?.value ?? -1));
      expect(options.map((one) => one.value)).toEqual(sum?.lines[at]?.options.map((one) => 2 * one.value));
    }
    const votes = two?.lines.find(({ options }) => options.length > 0);
    expect(votes?.options[0]).toEqual({ option: 'c-1', value: 402 });
    expect(two && publishable(two).ok).toBe(true);
  });

  it('is not published with more voters than the list has', () => {
    const [sum] = summed(stationWith('0001', { identification: { ...ofList, 'voters-in-list': 100 } }));
    expect(sum && publishable(sum)).toEqual({
      ok: false,
      error: { code: 'hub.more-than-list', params: { protocol: own, found: 412, listed: 100 } },
    });
  });

  it('is not published of so few ballots that they would tell how single voters voted', () => {
    const [sum] = sumResults({
      ...{ election, form: resultsDefault.form, smallCount: 500, precincts },
      results: new Map([['0001', stationWith('0001', {})]]),
    });
    expect(sum && publishable(sum)).toMatchObject({ ok: false, error: { code: 'hub.few-ballots' } });
  });
});

const ofList = known.identification ?? {
  'voters-in-list': 0,
  admitted: 0,
  'admitted-in-room': 0,
  'admitted-outside': 0,
};
