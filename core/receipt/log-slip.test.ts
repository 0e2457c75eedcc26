import { expect, it } from 'vitest';
import { type LogFacts, logSlip } from './log-slip.ts';
import { slipSvg } from './svg.ts';

const facts: LogFacts = {
  ...{
    mode: 'training',
    station: '0001',
    device: 'd-5b1f0a9c3e',
    serial: 'TN-40127-88315',
    date: '2023-10-08',
    time: '20:31',
    number: 2,
  },
  election: { ky: 'Сыноо шайлоосу', ru: 'Пробные выборы', en: 'Trial election' },
  ...{ file: 'taanuu-saruu-2023-0001-d-5b1f0a9c3e-2023-10-08-2031.ndjson', bytes: 1_482_113, events: 2_913 },
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  head: 'ab'.repeat(32),
};
const shown = (slip: LogFacts): string =>
  [...slipSvg(logSlip(slip)).matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join('\n');

it('bears the whole name of the file, its size, and both sums in groups of four', () => {
  const paper = shown(facts);
  // A name of that length goes over the line; no letter of it is lost.
  expect(paper.replaceAll('\n', '')).toContain(facts.file);
  for (const value of ['1482113', '2913', '08.10.2023 20:31', 'd-5b1f0a9c3e']) expect(paper).toContain(value);
  const together = paper.replaceAll(/\s/g, '');
  expect(together).toContain(facts.sha256.toUpperCase());
  expect(together).toContain(facts.head.toUpperCase());
  expect(paper).toMatch(/9F86 D081 884C/);
});

it('is marked where nobody votes, and only there', () => {
  expect(shown(facts).match(/КӨНҮГҮҮ/g)).toHaveLength(2);
  expect(shown({ ...facts, mode: 'official' })).not.toContain('КӨНҮГҮҮ');
});
