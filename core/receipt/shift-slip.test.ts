import { describe, expect, it } from 'vitest';
import { noTotals } from '../journal/shifts.ts';
import { type ShiftFacts, shiftSlip } from './shift-slip.ts';
import { slipSvg } from './svg.ts';
import { modeWords, refusalWords, slipWords } from './words.ts';

const facts: ShiftFacts = {
  mode: 'training',
  election: { ky: 'Сыноо шайлоосу', ru: 'Пробные выборы', en: 'Trial election' },
  station: '0001',
  device: 'KG-0001',
  serial: 'TN-40127-88315',
  date: '2023-10-08',
  time: '11:32',
  head: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  number: 2,
  name: 'Абдыкадырова Гүлбүбү-Бегимай',
  from: '08:01',
  until: '11:30',
  totals: { ...noTotals, reserved: 190, confirmed: 188, undone: 1, refused: { 'not-in-list': 4 } },
};
const pairs = (slip: ReturnType<typeof shiftSlip>) =>
  slip.lines.flatMap((one) => (one.line === 'pair' || one.line === 'number' ? [[one.name.ky, one.value]] : []));

describe('the slip of a shift', () => {
  it('has the operator’s own totals under the station’s names, undone ones taken off', () => {
    expect(pairs(shiftSlip(facts))).toEqual(
      expect.arrayContaining([
        [slipWords.admitted.ky, '187'],
        [slipWords.confirmed.ky, '188'],
        [slipWords.undone.ky, '1'],
        [refusalWords['not-in-list'].ky, '4'],
        ['Убактысы', '08:01–11:30'],
        ['Смена', '№ 2'],
      ]),
    );
    for (const word of facts.name.split(/[ -]/)) expect(slipSvg(shiftSlip(facts))).toContain(word);
  });

  it('says at its head and foot when nobody votes, and nothing of it in official work', () => {
    const mark = { line: 'mark', text: modeWords.training };
    expect([shiftSlip(facts).lines[0], shiftSlip(facts).lines.at(-1)]).toEqual([mark, mark]);
    expect(shiftSlip({ ...facts, mode: 'official' }).lines.filter(({ line }) => line === 'mark')).toEqual([]);
  });
});
