import { expect, it } from 'vitest';
import { type ResultsReceiptFacts, resultsSlip, resultsSlipWords } from './results-slip.ts';
import { slipSvg } from './svg.ts';

const facts: ResultsReceiptFacts = {
  ...{ mode: 'official', station: '0001', device: 'd-5b1f0a9c3e', serial: 'TN-40127-88315', number: 2 },
  ...{ date: '2023-10-08', time: '21:52' },
  election: { ky: 'Сыноо шайлоосу', ru: 'Пробные выборы', en: 'Trial election' },
  ...{ file: 'results-file-0001-2023-10-08-1-1.taanuu-results', sha256: '7c1f09ab'.repeat(8) },
  ...{ way: 'peer', standing: 'in-force', verdict: 'sound', said: { date: '2023-10-08', time: '21:47' } },
  ...{ key: 'ab12'.repeat(4), sig: 'cd34'.repeat(32), head: 'ab'.repeat(32) },
};
const shown = (slip: ResultsReceiptFacts): string =>
  [...slipSvg(resultsSlip(slip)).matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join('\n');

it('bears what the commission has signed, whole: file, sum, time, way, key and signature', () => {
  const together = shown(facts).replaceAll(/\s/g, '');
  for (const value of [facts.file, '08.10.202321:47', '08.10.202321:52', '№0001']) expect(together).toContain(value);
  for (const value of [facts.sha256, facts.key, facts.sig]) expect(together).toContain(value.toUpperCase());
  for (const words of [resultsSlipWords.peer, resultsSlipWords.sound]) {
    expect(together).toContain(words.ky.replaceAll(' ', ''));
    expect(together).toContain(words.ru.replaceAll(' ', ''));
  }
});

it('says by what the file is worth there, and not by its numbers, that it was not accepted', () => {
  const refused = shown({ ...facts, standing: 'broken', verdict: 'refused' }).replaceAll(/\s/g, '');
  expect(refused).toContain(resultsSlipWords.broken.ru.replaceAll(' ', ''));
  expect(refused).not.toContain(resultsSlipWords.sound.ru.replaceAll(' ', ''));
});
