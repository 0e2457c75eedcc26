import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facts, listStyle, partyStyle } from '../ballot/examples.fixture.ts';
import { slipSvg } from '../receipt/svg.ts';
import type { Marks } from './choices.ts';
import { judgeRecord, type RecordContent, readRecord, recordSlip, recordText } from './record.ts';

const content: RecordContent = {
  ...{ election: 'saruu-2023', mode: 'official', style: 'party', marks: [['p-3'], []] },
};
const names = { election: facts.election, constituency: facts.constituency };

const ids = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,10}$/);
const contents: fc.Arbitrary<RecordContent> = fc.record({
  election: ids,
  mode: fc.constantFrom('training', 'laboratory', 'public-test', 'official'),
  style: ids,
  marks: fc.array(fc.uniqueArray(ids, { maxLength: 4 }), { minLength: 1, maxLength: 4 }),
});

describe('the code of a paper record', () => {
  it('says style and options in capitals and digits', () => {
    expect(recordText(content)).toBe('TAANUU:RECORD:1:SARUU-2023:OFFICIAL:PARTY:P-3:-');
  });

  it('is read as it was written, whatever it says, and has one spelling', () => {
    fc.assert(
      fc.property(contents, (one) => {
        const text = recordText(one);
        expect(readRecord(text)).toEqual(one);
        expect(text).toMatch(/^[0-9A-Z$%*+\-./: ]+$/);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...':-+APa1'), maxLength: 14 }), (end) => {
        const text = `TAANUU:RECORD:1:E:OFFICIAL:S:${end}`;
        const read = readRecord(text);
        if (read !== null) expect(recordText(read)).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('of anything else is none', () => {
    for (const none of ['', 'TAANUU:RECORD:1:', 'TAANUU:RECORD:2:A:OFFICIAL:B:C', 'TAANUU:RECORD:1:A:SOMETIME:B:C']) {
      expect(readRecord(none)).toBeNull();
    }
    expect(readRecord(`TAANUU:RECORD:1:A:OFFICIAL:B:${'C:'.repeat(5_000)}C`)).toBeNull();
  });
});

describe('the box', () => {
  it.each<[string, Partial<RecordContent>, ReturnType<typeof judgeRecord>]>([
    ['the record that was printed', {}, 'due'],
    ['one of another election', { election: 'other' }, 'wrong-election'],
    ['one of a training', { mode: 'training' }, 'test-ballot'],
    ['one of another constituency', { style: 'list-3' }, 'wrong-constituency'],
    ['one with other marks', { marks: [['p-4'], []] }, 'unreadable'],
    ['one with a mark more', { marks: [['p-3'], ['n-1']] }, 'unreadable'],
    ['one with a part more', { marks: [['p-3'], [], []] }, 'unreadable'],
  ])('of %s: %s', (_, changed, verdict) => {
    expect(judgeRecord(recordText({ ...content, ...changed }), content)).toBe(verdict);
  });

  it('takes nothing while nothing is due, and nothing without a code', () => {
    expect(judgeRecord(recordText(content), null)).toBe('unreadable');
    expect(judgeRecord(null, content)).toBe('unreadable');
    const training = { ...content, mode: 'training' } as const;
    expect(judgeRecord(recordText(content), training)).toBe('official-ballot');
  });
});

describe('the paper record', () => {
  const lines = (marks: Marks, style = partyStyle) =>
    recordSlip({ ...content, style: style.id, marks }, style, names).lines;
  const chosen = (marks: Marks, style = partyStyle) =>
    lines(marks, style).flatMap((line) => (line.line === 'choice' ? [line.text] : []));

  it('has every choice by its whole name in both languages, a blank part in words, and the code', () => {
    expect(chosen([['p-3'], []])).toEqual([
      partyStyle.parts[0]?.options[2]?.names,
      { ky: 'Эч бир сап тандалган жок', ru: 'Ни одна строка не выбрана' },
    ]);
    expect(recordSlip(content, partyStyle, names).qr).toBe(recordText(content));
  });

  it('is the same for every line, against all among them, but for the name', () => {
    const style = listStyle(3);
    const without = (marks: Marks) => lines(marks, style).map((line) => (line.line === 'choice' ? 'choice' : line));
    for (const { id, names: name } of style.parts[0]?.options ?? []) {
      expect(chosen([[id]], style)).toEqual([name]);
      expect(without([[id]])).toEqual(without([['c-1']]));
    }
  });

  it('is marked where nobody votes in earnest, and draws', () => {
    const training = recordSlip({ ...content, mode: 'training' }, partyStyle, names);
    expect(training.lines.filter(({ line }) => line === 'mark')).toHaveLength(2);
    expect(lines(content.marks).some(({ line }) => line === 'mark')).toBe(false);
    expect(slipSvg(training)).toContain('font-size="46"');
  });

  it('is never made of marks that the ballot does not have', () => {
    expect(() => lines([['p-99'], []])).toThrow(RangeError);
    expect(() => lines([['p-1']])).toThrow(RangeError);
  });
});
