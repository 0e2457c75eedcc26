import { describe, expect, it } from 'vitest';
import { shippedCases } from '../election/policy-rehearsal.ts';
import { type RehearsalFacts, rehearsalSlip } from './rehearsal-slip.ts';
import { rehearsalCaseWords } from './rehearsal-words.ts';
import { slipSvg } from './svg.ts';
import { modeWords } from './words.ts';

const facts: RehearsalFacts = {
  mode: 'training',
  election: { ky: 'Сыноо шайлоосу', ru: 'Пробные выборы', en: 'Trial election' },
  station: '0001',
  device: 'KG-0001',
  serial: 'TN-40127-88315',
  date: '2023-10-01',
  time: '11:32',
  head: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  number: 2,
  name: 'Абдыкадырова Гүлбүбү-Бегимай',
  from: '10:01',
  until: '10:46',
  seconds: 2_705,
  attempts: 14,
  cases: shippedCases,
  // Also one that this election does not ask for.
  passed: ['typed', 'document', 'help'],
};
const pairs = (slip: ReturnType<typeof rehearsalSlip>) =>
  slip.lines.flatMap((one) => (one.line === 'pair' || one.line === 'number' ? [[one.name.ky, one.value]] : []));

describe('the slip of a rehearsal', () => {
  it('has every case of the policy in its order, and counts those that were passed', () => {
    const found = pairs(rehearsalSlip(facts));
    expect(found).toEqual(
      expect.arrayContaining([
        ['Өткөн учурлар', '2 / 12'],
        ['Шайлоочу менен баштаганы', '14'],
        ['Убактысы', '10:01–10:46'],
        ['Узактыгы', '0:45:05'],
      ]),
    );
    expect(found.slice(-12)).toEqual(
      shippedCases.map((one) => [rehearsalCaseWords[one].ky, one === 'document' || one === 'typed' ? '+' : '–']),
    );
    for (const word of facts.name.split(/[ -]/)) expect(slipSvg(rehearsalSlip(facts))).toContain(word);
  });

  it('says at its head and foot that it is of a training', () => {
    const mark = { line: 'mark', text: modeWords.training };
    expect([rehearsalSlip(facts).lines[0], rehearsalSlip(facts).lines.at(-1)]).toEqual([mark, mark]);
  });
});
