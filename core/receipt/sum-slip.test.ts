import { describe, expect, it } from 'vitest';
import { allKiosksWords } from './all-kiosks-slip.ts';
import { hashGroups } from './slip.ts';
import { type SumFacts, sumSlip, sumSlipWords } from './sum-slip.ts';
import { slipSvg } from './svg.ts';

const head = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const facts: SumFacts = {
  ...{ mode: 'official', station: '0001', device: 'KG-0001', serial: 'TN-40127-88315', date: '2023-10-08' },
  election: { ky: 'Шайлоо', ru: 'Выборы', en: 'Election' },
  ...{ time: '20:32', head, number: 1, sitting: '2023-10-08-1', admitted: 812, doubled: 0 },
  ...{ bySex: { female: 431, male: 381 }, byAge: { '18-25': 101, '26-35': 711 } },
  kiosks: [
    { place: '1', serial: 'TN-40127-88315', state: 'closed', admitted: 500, head },
    { place: '2', serial: 'TN-40127-88316', state: 'closed', admitted: 312, head },
  ],
};
const texts = (of: SumFacts) =>
  sumSlip(of)
    .lines.map((line) => JSON.stringify(line))
    .join('\n');

describe('the sum of a station', () => {
  it('has each kiosk’s count and where its journal ends, and the sum', () => {
    const svg = slipSvg(sumSlip(facts));
    for (const one of ['500', '312', '812', 'TN-40127-88316', '431', '381', '101', '711']) expect(svg).toContain(one);
    expect(texts(facts)).toContain(hashGroups(head, 16));
    expect(texts(facts)).not.toContain(allKiosksWords.incomplete.ky);
  });

  it.each(['open', 'missing'] as const)('is marked incomplete and names the kiosk while one is %s', (state) => {
    const kiosks = [facts.kiosks[0]!, { ...facts.kiosks[1]!, state, head: state === 'missing' ? null : head }];
    const said = texts({ ...facts, kiosks, doubled: 2 });
    expect(said.split(allKiosksWords.incomplete.ky)).toHaveLength(3);
    expect(said).toContain(sumSlipWords[state].ky);
    expect(said).toContain('TN-40127-88316');
    expect(said).toContain(sumSlipWords.doubled.ky);
  });
});
