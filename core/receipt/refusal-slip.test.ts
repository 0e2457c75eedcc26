import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../admission/step.ts';
import { helpSchema } from '../election/help.ts';
import { type RefusalFacts, refusalSlip } from './refusal-slip.ts';
import { refusalSaid } from './refusal-words.ts';
import { slipSvg } from './svg.ts';
import { modeWords, slipWords } from './words.ts';

const precinct = { number: '0004', constituency: '2', address: { ky: 'Мектеп, 12', ru: 'Школьная, 12', en: '12' } };
const complete: { readonly [R in Refusal['reason']]: Extract<Refusal, { reason: R }> } = {
  'not-in-list': { reason: 'not-in-list' },
  'other-precinct': { reason: 'other-precinct', precinct },
  'remote-needs-link': { reason: 'remote-needs-link', precinct, why: 'no-link' },
  'needs-link': { reason: 'needs-link', why: 'no-answer' },
  'locked-elsewhere': { reason: 'locked-elsewhere', at: '14:00–15:00', station: precinct, device: null },
  'voted-elsewhere': { reason: 'voted-elsewhere', at: '14:00–15:00', station: precinct, device: null },
  'already-admitted': { reason: 'already-admitted', at: '10:07', station: '0003', device: 'KG-0009' },
  'not-an-applicant': { reason: 'not-an-applicant' },
  'admitted-outside': { reason: 'admitted-outside', date: '2023-10-06' },
  'listed-remote': { reason: 'listed-remote', to: precinct },
  'reservation-open': { reason: 'reservation-open' },
  'served-elsewhere': { reason: 'served-elsewhere', device: '2' },
  'other-share': { reason: 'other-share', device: '2' },
  'kiosks-apart': { reason: 'kiosks-apart', device: '2' },
  'standing-still': { reason: 'standing-still' },
  'no-biometrics': { reason: 'no-biometrics' },
  'document-expired': { reason: 'document-expired', expired: '2022-02-03' },
  'document-kind-not-accepted': { reason: 'document-kind-not-accepted' },
  'not-identified': { reason: 'not-identified' },
  'stopped-by-officer': { reason: 'stopped-by-officer' },
  storage: { reason: 'storage', problem: { code: 'storage.full' } },
};
const refusals: readonly Refusal[] = Object.values(complete);
const telephone = { names: { ky: 'БШК', ru: 'ЦИК', en: 'CEC' }, number: '0000 11 22 33' };
const facts: Omit<RefusalFacts, 'refusal'> = {
  mode: 'training',
  election: { ky: 'Сыноо шайлоосу', ru: 'Пробные выборы', en: 'Trial election' },
  station: '0001',
  device: 'KG-0001',
  serial: 'TN-40127-88315',
  date: '2023-10-08',
  time: '11:12',
  head: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  number: 4,
  address: { ky: 'Саруу айылы, 1', ru: 'село Саруу, 1', en: 'Saruu 1' },
  closes: '20:00',
  help: {
    telephones: [telephone],
    complaints: { ...telephone, address: { ky: 'Кеңсе', ru: 'Контора', en: 'Office' } },
  },
};
const shown = (given: Partial<RefusalFacts> & { readonly refusal: Refusal }): string =>
  [...slipSvg(refusalSlip({ ...facts, ...given })).matchAll(/<text[^>]*>([^<]*)<\/text>/g)]
    .map((match) => match[1] ?? '')
    .join(' ');

describe('the slip of a refusal', () => {
  it.each(refusals)('says why and what to do in both languages: $reason', (refusal) => {
    const words = shown({ refusal });
    const { why, next } = refusalSaid[refusal.reason];
    for (const text of [why.ky, why.ru, next.ky, next.ru]) {
      for (const word of text.split(' ')) expect(words).toContain(word);
    }
    for (const fact of ['№ 0001', 'Саруу айылы, 1', 'село Саруу, 1', '20:00', '08.10.2023 11:12', 'KG-0001']) {
      expect(words).toContain(fact);
    }
    expect(words).toContain('0000 11 22 33');
    expect(words).toContain('Кеңсе');
  });

  it('says where she can vote if the register says so', () => {
    for (const reason of ['other-precinct', 'remote-needs-link'] as const) {
      const words = shown({ refusal: complete[reason] });
      for (const fact of ['№ 0004', 'Мектеп, 12', 'Школьная, 12']) expect(words).toContain(fact);
    }
  });

  it('tells nothing of the first admission: whoever stands there was not identified', () => {
    const words = shown({ refusal: complete['already-admitted'] });
    for (const fact of ['10:07', '0003', 'KG-0009']) expect(words).not.toContain(fact);
    expect(shown({ refusal: complete['admitted-outside'] })).not.toContain('06.10.2023');
  });

  it('is never a receipt: no number line, no code, no receipt’s title, and says that it is none', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...refusals),
        fc.integer({ min: 1, max: 9999 }),
        fc.boolean(),
        (refusal, number, has) => {
          const slip = refusalSlip({ ...facts, refusal, number, help: has ? facts.help : null });
          expect(slip.qr).toBeNull();
          expect(slip.lines.filter(({ line }) => line === 'number' || line === 'hash')).toEqual([]);
          const titles = slip.lines.flatMap((one) => (one.line === 'title' ? [one.text] : []));
          expect(titles).not.toContainEqual(slipWords.receipt);
          expect(JSON.stringify(slip)).toContain('Это не чек');
          // No number of a person: fourteen digits of a PIN, or a masked one.
          expect(JSON.stringify(slip)).not.toMatch(/\d{14}|•/);
        },
      ),
    );
  });

  it('bears the mark of a mode in which nobody votes at its head and foot', () => {
    const { lines } = refusalSlip({ ...facts, refusal: complete['not-in-list'] });
    const mark = { line: 'mark', text: modeWords.training };
    expect([lines[0], lines.at(-1)]).toEqual([mark, mark]);
  });

  it('has no empty headings where the package names nobody', () => {
    expect(shown({ refusal: complete['not-in-list'], help: null })).not.toContain('Телефон');
    expect(shown({ refusal: complete['not-in-list'], help: { telephones: [] } })).not.toMatch(/Телефон|даттанса/);
  });
});

describe('whom a voter may ask', () => {
  it('is a telephone as people write it, and nothing else', () => {
    const numbers = (number: string) => helpSchema.safeParse({ telephones: [{ ...telephone, number }] }).success;
    expect(['119', '+996 (312) 62-11-22'].map(numbers)).toEqual([true, true]);
    expect(['', '+', 'ask', '119; rm', '1'.repeat(30)].map(numbers)).toEqual([false, false, false, false, false]);
  });
});

describe('a voter of the remote list who comes home', () => {
  it('is told the station where she is listed to vote, where the list says it', () => {
    const text = (refusal: Refusal) => JSON.stringify(refusalSlip({ ...facts, refusal }));
    expect(text({ reason: 'listed-remote', to: precinct })).toContain('№ 0004');
    expect(text({ reason: 'listed-remote' })).not.toContain('№ 0004');
  });
});
