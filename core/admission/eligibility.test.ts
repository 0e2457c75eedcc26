import { describe, expect, it } from 'vitest';
import { type Here, placeRefusal } from './eligibility.ts';

const place = (number: string, constituency: string) => ({
  number,
  constituency,
  address: { ky: 'Мектеп', ru: 'Школа', en: 'School' },
});
const neighbour = place('3102', '1');
const foreigner = place('3201', '2');

function here(remote: Partial<Here['remote']> = {}, kind: Here['kind'] = 'home'): Here {
  const constituency = kind === 'remote' ? '' : '1';
  return {
    ...{ precinct: '3101', constituency, kind, homecoming: { listedRemote: 'refuse' } },
    remote: { basis: 'by-list', sameConstituency: 'refuse', ...remote },
  };
}

const reason = (...asked: Parameters<typeof placeRefusal>) => placeRefusal(...asked)?.reason ?? null;

describe('where a voter may vote', () => {
  it('is the own precinct', () => {
    expect(placeRefusal(place('3101', '1'), here(), true)).toBeNull();
  });

  it('is not another precinct of the same constituency, unless the policy says so: then it waits for the lock', () => {
    expect(placeRefusal(neighbour, here(), false)).toEqual({ reason: 'other-precinct', precinct: neighbour });
    expect(reason(neighbour, here({ basis: 'open' }), false)).toBe('other-precinct');
    expect(reason(neighbour, here({ basis: 'open', sameConstituency: 'as-remote' }), false)).toBe('remote-needs-link');
  });

  it.each([
    ['none', false, 'other-precinct'],
    ['none', true, 'other-precinct'],
    ['by-list', false, 'other-precinct'],
    ['by-list', true, 'remote-needs-link'],
    ['open', false, 'remote-needs-link'],
    ['open', true, 'remote-needs-link'],
  ] as const)(
    'of another constituency: remote voting %s, on the remote list %s, gives %s',
    (basis, listed, expected) => {
      expect(reason(foreigner, here({ basis }), listed)).toBe(expected);
      expect(reason(foreigner, here({ basis }, 'remote'), listed)).toBe(expected);
    },
  );
});
