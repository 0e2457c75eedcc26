import { describe, expect, it } from 'vitest';
import type { LedgerEntry, LedgerFact, SlipFact } from '../../../drivers/simulator/ledger.ts';
import { paperDifferences, type SlipRecord } from './paper.ts';

const slip = (number: string | null, change: Partial<SlipFact> = {}): SlipFact => ({
  ...{ fact: 'slip', hash: '', cut: true, width: 576, height: 1_208, picture: '' },
  ...{ number, copy: 'first', mode: 'laboratory', whole: number !== null },
  ...change,
});
const ledgerOf = (facts: readonly LedgerFact[]): LedgerEntry[] =>
  facts.map((fact, i) => ({ n: i + 1, at: 0, ...fact }));

const record = (receipt: string, person: string, change: Partial<SlipRecord> = {}): SlipRecord => ({
  ...{ receipt, person, admission: `a-${receipt}`, ballot: 'council', copy: 0, handed: 1 },
  ...{ state: 'printed', admissionState: 'confirmed' },
  ...change,
});

/** Ann has 1; Ben's slip was torn and its reprint is 3; Cai gave 4 back; 5 was released, whole, and kept. */
const facts: readonly LedgerFact[] = [
  slip('1-1'),
  { fact: 'slip-taken', slip: 1, person: 'ann' },
  slip('1-2', { whole: false, cut: false }),
  slip('1-3', { copy: 'reprint' }),
  { fact: 'slip-taken', slip: 4, person: 'ben' },
  slip('1-4'),
  { fact: 'slip-taken', slip: 6, person: 'cai' },
  { fact: 'slip-returned', slip: 6, person: 'cai' },
  slip('1-5'),
];
const records: readonly SlipRecord[] = [
  record('1-1', 'ann'),
  record('1-2', 'ben', { admission: 'a-ben', state: 'void' }),
  record('1-3', 'ben', { admission: 'a-ben', copy: 1 }),
  record('1-4', 'cai', { state: 'void', admissionState: 'undone' }),
  record('1-5', 'dan', { state: 'void', admissionState: 'released' }),
];

const differences = (changed: Readonly<Record<number, LedgerFact>>, journal = records) =>
  paperDifferences(ledgerOf(facts.map((fact, i) => changed[i + 1] ?? fact)), journal, 'laboratory');

describe('paper and records', () => {
  it('balance: a slip in the hand, a reprint, one given back, one kept', () => {
    expect(differences({})).toEqual([]);
  });

  it("tell a slip with another voter's number", () => {
    expect(differences({ 1: slip('1-3', { copy: 'reprint' }), 4: slip('1-1') })).toEqual(
      expect.arrayContaining([
        'slip 1 (1-3) is in the hand of ann, but stands for ben',
        'slip 4 (1-1) is in the hand of ben, but stands for ann',
        'ann was admitted with receipt 1-1, but has not got it',
      ]),
    );
  });

  it('tell a number that came out twice', () => {
    expect(differences({ 9: slip('1-1') })).toContain('receipt 1-1 came out 2 times: slip 1, slip 9');
  });

  it('tell a reprint without its mark, and a mark without a reprint', () => {
    expect(differences({ 4: slip('1-3') })).toEqual(['slip 4 (1-3) is a reprint without its mark']);
    expect(differences({ 1: slip('1-1', { copy: 'reprint' }) })).toEqual([
      'slip 1 (1-1) is marked as a reprint and is none',
    ]);
  });

  it('tell a slip without a record, and a record without a whole slip', () => {
    expect(differences({ 1: slip('1-9') })).toEqual([
      'slip 1 (1-9) came out, but the journal has no such number',
      'ann was admitted with receipt 1-1, but no such slip came out whole',
    ]);
    expect(differences({ 1: slip('1-1', { whole: false }) })).toEqual([
      'slip 1 (1-1) is torn, and yet ann has it',
      'ann was admitted with receipt 1-1, but no such slip came out whole',
    ]);
  });

  it('tell a void slip in the hand of somebody, and one that was never given out', () => {
    expect(differences({ 8: { fact: 'finger-lifted' } })).toEqual([
      'slip 6 (1-4) is in the hand of cai, but its number is void (undone)',
    ]);
    expect(differences({ 2: { fact: 'finger-lifted' } })).toEqual([
      'ann was admitted with receipt 1-1, but has not got it',
    ]);
    expect(differences({ 8: { fact: 'slip-returned', slip: 1, person: 'ann' } })).toContain(
      'slip 1 (1-1) was given back, but its admission is confirmed',
    );
  });

  it('tell a slip of another mode', () => {
    expect(differences({ 1: slip('1-1', { mode: 'official' }) })).toEqual([
      'slip 1 (1-1) is marked official on a day in laboratory',
    ]);
  });

  it('tell a number without an end, a second first print, and paper that nobody handed to the printer', () => {
    const [one, ...rest] = records;
    if (!one) throw new Error('no records');
    expect(
      differences({}, [...records, record('1-6', 'eva', { state: 'handed', admissionState: 'reserved' })]),
    ).toEqual(['receipt 1-6 has no end']);
    expect(differences({}, [...records, { ...one, receipt: '1-6', state: 'void' }])).toEqual([
      'receipts 1-1 and 1-6 are both first prints of one ballot',
    ]);
    expect(differences({}, [{ ...one, handed: 0 }, ...rest])).toEqual([
      'receipt 1-1 came out and was not handed to the printer',
      '5 slips came out, but 4 were handed to the printer',
    ]);
    // A piece that is torn above its number counts as well.
    const scraps = [...facts, slip(null), slip(null)];
    expect(paperDifferences(ledgerOf(scraps), records, 'laboratory')).toEqual([
      '7 slips came out, but 5 were handed to the printer',
    ]);
  });
});
