import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Election, Precinct } from './election.ts';
import { type Listed, placeOf, whereOf } from './where.ts';

const words = (text: string) => ({ ky: text, ru: text, en: text });
const precinct = (number: string, kind: Precinct['kind'] = 'home'): Precinct => ({
  ...{ number, kind, zone: null, names: words(number), address: words(`${number} көчө`) },
  constituency: kind === 'remote' ? null : 'k1',
});
const table = [precinct('0001'), precinct('0002'), precinct('0050', 'remote')] as const;
const [home, , remote] = table;
const election = { precincts: table } as unknown as Election;
const listed = (change: Partial<Listed> = {}): Listed => ({
  ...{ number: 7, precinct: '0001', remote: false, votesAt: null },
  ...change,
});

describe('where a person votes', () => {
  it('is here with the number in the list, for who stands on this list', () => {
    expect(whereOf(home, listed(), null)).toEqual({ at: 'here', station: '0001', number: 7 });
  });
  it('is the precinct of the country index, for who does not', () => {
    expect(whereOf(home, null, '0002')).toEqual({ at: 'elsewhere', station: '0002' });
    expect(whereOf(home, null, null)).toEqual({ at: 'nowhere' });
  });
  it('is the remote station, as far as the list says it', () => {
    expect(whereOf(home, listed({ remote: true, votesAt: '0050' }), null)).toMatchObject({ station: '0050' });
    expect(whereOf(home, listed({ remote: true }), null)).toMatchObject({ at: 'remote', station: null });
    // On the remote station's own list, whoever is listed for remote voting votes there.
    expect(whereOf(remote, listed({ remote: true }), null)).toMatchObject({ station: '0050', home: '0001' });
  });
  it('sends nobody to a place that is not in the table, and always somewhere where one is known', () => {
    const numbers = fc.constantFrom('0001', '0002', '0050', '7777');
    const anyListed = fc.record({
      number: fc.integer({ min: 1, max: 3000 }),
      precinct: numbers,
      remote: fc.boolean(),
      votesAt: fc.option(numbers),
    });
    fc.assert(
      fc.property(fc.constantFrom(...table), fc.option(anyListed), fc.option(numbers), (here, record, elsewhere) => {
        const answer = whereOf(here, record, elsewhere);
        const place = placeOf(election, answer);
        if (place) expect(table).toContain(place);
        const known = record?.remote ? record.votesAt : (record?.precinct ?? elsewhere);
        if (known !== null && known !== '7777') expect(place?.number).toBe(known);
        // Who is not listed as remote is never sent to where she would be only if she were.
        if (record && !record.remote && record.precinct === here.number) expect(answer.at).toBe('here');
      }),
    );
  });
});
