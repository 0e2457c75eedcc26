import { describe, expect, it } from 'vitest';
import { demoPeople } from '../demo/people.ts';
import { packagedPeople, type SourcePeople } from './people.ts';

const person = (id: string, code: string, station: string | null = '0001'): SourcePeople[number] => ({
  id,
  role: 'chair',
  station,
  name: id,
  code,
});

describe('the people of a package', () => {
  it.each([
    ['the demonstration’s published code', person('chair', '330033'), 'package.default-code', { person: 'chair' }],
    ['a trivial code', person('p2', '12345678'), 'package.default-code', { person: 'p2' }],
    ['a code that can be tried out', person('p3', '4938176'), 'package.short-code', { person: 'p3', digits: 8 }],
    ['such a code of somebody on call', person('p4', '110011', null), 'package.default-code', { person: 'p4' }],
  ])('of an official election are refused with %s', async (_, wrong, code, params) => {
    const answer = await packagedPeople([person('good', '49381706'), wrong], '0001', 'official');
    expect(answer).toEqual({ ok: false, error: { code, params } });
    expect(JSON.stringify(answer)).not.toContain(wrong.code);
  });

  it('of an official election are taken with codes of their own; another station’s do not count', async () => {
    const answer = await packagedPeople([person('p', '49381706'), person('q', '110011', '0002')], '0001', 'official');
    expect(answer).toMatchObject({ ok: true, value: [{ id: 'p', defaultCode: false }] });
  });

  it('say of each whether the code is a default one', async () => {
    const [first] = demoPeople;
    const people = [person('p', '493817'), person('q', first?.code ?? '')];
    const answer = await packagedPeople(people, '0001', 'laboratory');
    expect(answer).toMatchObject({ ok: true, value: [{ defaultCode: false }, { defaultCode: true }] });
  });
});
