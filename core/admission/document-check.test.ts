import { describe, expect, it } from 'vitest';
import { parseMrz } from '../document/mrz.ts';
import { formatMrz, type MrzContent } from '../document/mrz-format.ts';
import { defaultPolicy } from '../election/policy-default.ts';
import { checkDocument } from './document-check.ts';

const record = {
  sex: 'female',
  birthDate: '1990-05-17',
  surname: 'Тестова',
  given: 'Айгүл',
  patronymic: 'Асан кызы',
  documents: [{ number: 'ID0000001', expires: '2030-01-01' }],
} satisfies Parameters<typeof checkDocument>[1];

const own: MrzContent = {
  format: 'td1',
  number: 'ID0000001',
  pin: '11705199000001',
  surname: 'TESTOVA',
  given: 'AIGUL',
  sex: 'female',
  birthDate: '1990-05-17',
  expires: '2030-01-01',
};

function warnings(change: Partial<MrzContent>) {
  const read = parseMrz(formatMrz({ ...own, ...change }));
  if (!read.ok) throw new Error('unreadable');
  return checkDocument(read.value, record, defaultPolicy, '2023-10-08').warnings;
}

describe("a document's chip", () => {
  it.each([
    [{ verdict: 'genuine', differs: [] }, []],
    [{ verdict: 'unread', differs: [] }, []],
    [{ verdict: 'authority-unknown', differs: [] }, []],
    [{ verdict: 'not-genuine', differs: [] }, ['chip-not-genuine']],
    [{ verdict: 'not-its-own', differs: [] }, ['chip-differs']],
    [{ verdict: 'genuine', differs: ['surname'] }, ['chip-differs']],
    [{ verdict: 'not-genuine', differs: ['pin'] }, ['chip-not-genuine', 'chip-differs']],
  ] as const)('%j leads to %j', (chip, expected) => {
    const read = parseMrz(formatMrz(own));
    if (!read.ok) throw new Error('unreadable');
    expect(checkDocument({ ...read.value, chip }, record, defaultPolicy, '2023-10-08').warnings).toEqual(expected);
  });
});

describe('a chip that was opened by the number on the card', () => {
  it('and for which nobody vouches is told: beside it nothing else was read', () => {
    const read = parseMrz(formatMrz(own), 'chip');
    if (!read.ok) throw new Error('unreadable');
    const chip = { verdict: 'authority-unknown', differs: [] } as const;
    const { warnings: told } = checkDocument({ ...read.value, chip }, record, defaultPolicy, '2023-10-08');
    expect(told).toEqual(['chip-unvouched']);
  });
});

describe('a document held against the record that its PIN found', () => {
  it('agrees, also where it carries the patronymic with the given names', () => {
    expect(warnings({})).toEqual([]);
    expect(warnings({ given: 'AIGUL ASAN KYZY' })).toEqual([]);
  });

  it.each([
    ['another sex', { sex: 'male', pin: null }, 'sex-differs'],
    ['another day of birth', { birthDate: '1990-05-18', pin: null }, 'birth-date-differs'],
    ['another surname', { surname: 'MISALOVA' }, 'name-differs'],
    ['another given name', { given: 'NURLAN' }, 'name-differs'],
    ['another number', { number: 'ID0000002' }, 'document-number-differs'],
  ] as const)('warns of %s', (_, change, warning) => {
    expect(warnings(change)).toEqual([warning]);
  });

  it('says nothing of a name for which the zone had no room', () => {
    expect(warnings({ surname: 'YSYKKOLBEKOVADJUMAGULOVA', given: 'GULBUBUBEGIMAI ABDYKADYR' })).toEqual([]);
  });
});
