import { describe, expect, it } from 'vitest';
import type { LedgerEntry, LedgerFact, SlipFact } from '../../../drivers/simulator/ledger.ts';
import type { CountersView } from '../../api/views.ts';
import { type DemoVoter, demoVoters } from '../../demo/voters.ts';
import { counterDifferences, visitDifferences } from './visit-balance.ts';
import type { VisitEnd } from './visit-end.ts';

const [voter, stranger] = demoVoters() as [DemoVoter, DemoVoter];
const person = voter.record.record;
const home = voter.record.precinct;

const slip: SlipFact = {
  ...{ fact: 'slip', hash: '', cut: true, width: 576, height: 1_208, picture: '' },
  ...{ number: '1-1', copy: 'first', mode: 'laboratory', whole: true },
};
const document: LedgerFact = { fact: 'document-presented', person, document: 'ID1', readable: true };
const finger: LedgerFact = { fact: 'finger-captured', person, finger: 2 };
const taken: LedgerFact = { fact: 'slip-taken', slip: 3, person };
const returned: LedgerFact = { fact: 'slip-returned', slip: 3, person };

function differences(
  outcome: VisitEnd['outcome'],
  facts: readonly LedgerFact[],
  at = home,
  more: Partial<VisitEnd> = {},
): readonly string[] {
  const ledger: LedgerEntry[] = facts.map((fact, i) => ({ n: i + 1, at: 0, ...fact }));
  const visit = { n: 7, voter, hand: voter, how: 'document', firstTouch: 'good', mishap: null } as const;
  const seen = { touches: [], poor: 0, verdictMs: [], decided: null } as const;
  const end: VisitEnd = { visit, outcome, reason: null, ...seen, totalMs: 0, ledger: [0, ledger.length], ...more };
  return visitDifferences(end, ledger, at);
}

describe('a visit', () => {
  it('balances in each of its ends', () => {
    expect(differences('admitted', [document, finger, slip, taken])).toEqual([]);
    expect(differences('undone', [document, finger, slip, taken, returned])).toEqual([]);
    expect(differences('released', [document, finger, slip])).toEqual([]);
    expect(differences('cancelled', [document])).toEqual([]);
    expect(differences('refused', [document, finger])).toEqual([]);
    // Torn, and its reprint.
    const torn = { ...slip, whole: false };
    const reprint = { ...slip, copy: 'reprint' } as const;
    expect(differences('admitted', [document, finger, torn, reprint, taken])).toEqual([]);
  });

  it('needs as many captures as the desk judged, and no finger where persons decide', () => {
    expect(differences('admitted', [document, finger, slip, taken], home, { touches: [2, 2] })).toEqual([
      'visit 7: 2 touches were judged, but the sensor took 1',
    ]);
    expect(differences('admitted', [document, slip, { ...taken, slip: 2 }], home, { decided: 'photo' })).toEqual([]);
    expect(differences('admitted', [document, slip, { ...taken, slip: 2 }])).toEqual([
      `visit 7: ${person} took a slip, but the finger was undefined's`,
    ]);
  });

  it('does not when a slip is missing, too many, or went where it should not', () => {
    expect(differences('admitted', [document, finger])).toEqual([
      'visit 7: admitted with 0 whole slips',
      'visit 7: admitted, and 0 slips were taken',
    ]);
    expect(differences('admitted', [document, finger, slip, { ...slip, number: '1-2' }, taken])).toEqual([
      'visit 7: admitted with 2 whole slips',
      'visit 7: 2 slips without the mark of a reprint',
    ]);
    expect(differences('released', [document, finger, slip, taken])).toEqual([
      'visit 7: released, and yet 1 slips were taken',
    ]);
    expect(differences('undone', [document, finger, slip, taken])).toEqual([
      'visit 7: undone, and 0 slips were given back',
    ]);
    expect(differences('admitted', [document, finger, slip, taken], 'elsewhere')).toEqual([
      'visit 7: a voter of another precinct was admitted',
    ]);
  });

  it('does not when the document or the finger was of somebody else', () => {
    const other = stranger.record.record;
    expect(differences('admitted', [document, { ...finger, person: other }, slip, taken])).toEqual([
      `visit 7: ${person} took a slip, but the finger was ${other}'s`,
    ]);
    expect(differences('admitted', [{ ...document, person: other }, finger, slip, taken])).toEqual([
      `visit 7: ${person} took a slip, but the document was ${other}'s`,
    ]);
  });
});

describe('the counters', () => {
  const perPath = { admitted: 5, refused: 3, cancelled: 2, released: 1, undone: 1 };
  const counters: CountersView = {
    ...{ registered: 9, reserved: 7, confirmed: 6, released: 1, open: 0, undone: 1, firstPrints: 5, ballotsDue: 5 },
    ...{
      reprints: 0,
      refused: { 'stopped-by-officer': 2 },
      byModality: {},
      touches: { all: 0, poor: 0, missed: 0 },
      bySex: { male: 0, female: 0 },
      byAge: {},
    },
  };

  it('tell the same as the ends of the visits', () => {
    expect(counterDifferences(counters, perPath, false)).toEqual([]);
    expect(counterDifferences(undefined, perPath, false)).toEqual(['the desk showed no counters']);
  });

  it.each([
    ['confirmed', 'confirmed 9, but 6 people were admitted'],
    ['released', 'released 9, but 1 people went without a slip'],
    ['undone', 'undone 9, but 1 people gave their slip back'],
    ['firstPrints', 'a valid slip for every ballot'],
  ] as const)('do not with another number of %s', (key, sentence) => {
    expect(counterDifferences({ ...counters, [key]: 9 }, perPath, false)).toContain(sentence);
  });

  it('may count a cancelled attempt twice only when something was stopped', () => {
    const more = { ...counters, refused: { 'stopped-by-officer': 3 } };
    expect(counterDifferences(more, perPath, true)).toEqual([]);
    expect(counterDifferences(more, perPath, false)).toEqual([
      'cancelled 3, but 2 people were let go before their finger',
    ]);
  });
});
