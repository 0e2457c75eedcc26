import { describe, expect, it } from 'vitest';
import { eligibility, type Here, type RecordFacts } from './eligibility.ts';
import { here as there, voter } from './machine.fixture.ts';

const place = (number: string, constituency: string) => ({ number, constituency, address: voter.precinct.address });
const neighbour = place('3102', '1');
const foreigner = place('3201', '2');

const here = (change: Partial<Here>): Here => ({ ...there, ...change });
const atRemote = (change: Partial<Here> = {}): Here =>
  here({ precinct: '9001', constituency: '', kind: 'remote', ...change });
const remote = (basis: Here['remote']['basis'], sameConstituency: Here['remote']['sameConstituency'] = 'refuse') => ({
  remote: { basis, sameConstituency },
});
const without = (hub: Here['lock']['hub'], change: Partial<Here['lock']> = {}) => ({
  lock: { ...there.lock, hub, ...change },
});

/** The road, or why there is none. */
function roadOf(change: Partial<RecordFacts>, at: Here): string {
  const decided = eligibility({ ...voter, ...change }, at);
  return decided.road === 'identify' ? decided.category : decided.refusal.reason;
}

describe('where a voter may vote', () => {
  it('is the own precinct', () => {
    expect(roadOf({}, here({}))).toBe('home');
  });

  it('is not another precinct of the same constituency, unless the policy says so', () => {
    expect(roadOf({ precinct: neighbour }, here({}))).toBe('other-precinct');
    expect(roadOf({ precinct: neighbour }, here(remote('open')))).toBe('other-precinct');
    expect(roadOf({ precinct: neighbour }, here(remote('open', 'as-remote')))).toBe('remote');
  });

  it('is a station for remote voting, for whoever stands in its register, by the policy', () => {
    const listed = { precinct: foreigner, remote: true };
    expect(roadOf(listed, atRemote(remote('by-list')))).toBe('remote');
    expect(roadOf(listed, atRemote(remote('none')))).toBe('other-precinct');
    expect(roadOf({ precinct: foreigner }, atRemote(remote('open')))).toBe('remote');
    expect(roadOf({ precinct: foreigner }, here(remote('open')))).toBe('remote');
  });

  it('is, by list, the station that the list names', () => {
    const listed = { precinct: foreigner, remote: true };
    expect(roadOf({ ...listed, votesAt: place('9001', '') }, atRemote())).toBe('remote');
    expect(roadOf({ ...listed, votesAt: place('9002', '') }, atRemote())).toBe('listed-remote');
    expect(roadOf({ ...listed, votesAt: place('9002', '') }, atRemote(remote('open')))).toBe('remote');
  });
});

describe('a voter whose lock cannot be had', () => {
  it('is told so before she gives a finger', () => {
    const listed = { precinct: foreigner, remote: true };
    for (const hub of ['none', 'away'] as const) {
      expect(roadOf(listed, atRemote(without(hub)))).toBe('remote-needs-link');
    }
    // A package of before: nobody votes remotely.
    expect(roadOf(listed, atRemote(without('there', { needed: 'none' })))).toBe('remote-needs-link');
    expect(roadOf({}, here(without('away', { home: 'wait' })))).toBe('needs-link');
  });

  it('is admitted at home where the policy does not let her wait, or where there is no hub', () => {
    expect(roadOf({}, here(without('away')))).toBe('home');
    expect(roadOf({}, here(without('none', { home: 'wait' })))).toBe('home');
    expect(roadOf({}, here(without('away', { home: 'wait', outside: true })))).toBe('home');
  });
});
