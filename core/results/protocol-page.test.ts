import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../main/crypto/node.ts';
import { electionSchema, precinctOf } from '../election/election.ts';
import { A4, MARGIN, type Page } from '../paper/sheet.ts';
import { slipPages } from '../paper/slip-page.ts';
import { textWidth } from '../receipt/text-width.ts';
import { dayPaper } from './day-papers.ts';
import { fillForm, handKey, type Known } from './figures.ts';
import { historicalForm } from './historical-form.ts';
import {
  differencesText,
  type ProtocolContent,
  type ProtocolSaid,
  protocolContent,
  type Recounted,
} from './protocol.ts';
import { protocolCode, protocolHash, readProtocolCode } from './protocol-code.ts';
import { type ProtocolForm, protocolPages } from './protocol-page.ts';
import { protocolSheet } from './protocol-sheet.ts';
import { resultsWords } from './words.ts';

const file = new URL('../../assets/demo/election.json', import.meta.url);
const election = electionSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const style = election.papers?.styles[0];
const precinct = precinctOf(election, '0001');
if (!style || !precinct) throw new Error('the demo election has no ballots');
const secret = new Uint8Array(32).fill(7);
const sign = (message: Uint8Array) => nodeCrypto.ed25519Sign(message, secret);
const publicKey = nodeCrypto.ed25519PublicKey(secret);

const known: Known = {
  identification: { 'voters-in-list': 1_512, admitted: 412, 'admitted-in-room': 400, 'admitted-outside': 12 },
  ballots: {
    sheets: { box: 399, mobile: 12, valid: 401, invalid: 10 },
    votes: { deputy: { 'c-1': 201, 'c-2': 100, 'c-3': 50, 'c-4': 30, 'c-5': 10, 'c-6': 5, 'against-all': 5 } },
  },
  typed: { received: 1_520, early: 0, 'in-room': 400, outside: 12, cancelled: 1_100, spoiled: 7 },
  byHand: { [handKey('deputy', 'c-1')]: 200, [handKey('deputy', 'c-2')]: 101 },
};
const lines = fillForm(historicalForm, style, known);
const persons = ['chair-1', 'member-1'];
const said: ProtocolSaid = {
  discrepancies: { paper: { words: 'Бир бюллетень жоголгон', persons, left: 1_520, right: 1_519 } },
  counts: { how: 'recounted', words: 'Белги так эмес коюлган', persons, differences: differencesText(lines) },
};
const of = {
  ...{ election: election.id, mode: election.mode, station: '0001', sitting: '2023-10-08-1' },
  ...{ package: 'ab'.repeat(32), style: style.id },
};
const signers = (['chair', 'secretary', 'member', 'member'] as const).map((role, at) => ({
  ...{ person: `p-${at}`, role, name: `Тестова Айгүл Сыноо кызы ${at}` },
}));
const content: ProtocolContent = protocolContent(of, historicalForm, lines, said, {
  ...{ version: 1, corrects: null, at: '2023-10-08T21:07+06:00', fewerThan: null, signers },
  dissents: [{ person: 'p-3', reason: 'Кайра саноого макул эмесмин' }],
});
const paper = (one: ProtocolContent, form: ProtocolForm, more: Partial<Parameters<typeof protocolSheet>[1]> = {}) =>
  protocolPages(
    protocolSheet(one, {
      ...{ election, precinct, style, form: historicalForm, hash: 'cd'.repeat(32), dissents: one.dissents },
      ...{ code: protocolCode(one, 'k-1', nodeCrypto, sign), nameOf: (person: string) => person },
      ...more,
    }),
    form,
    { number: 3, of: 7 },
  );
const texts = (pages: readonly Page[]) =>
  pages.flatMap((page) => page.flatMap((mark) => (mark.mark === 'text' ? [mark] : [])));
const whole = (pages: readonly Page[]) =>
  texts(pages)
    .map(({ text }) => text)
    .join(' ');

const recounted: Recounted = {
  ...{ sheets: 410, counted: 411, aside: 1, matches: false, words: 'Бир барак табылган жок', persons },
  differences: [
    { line: 'sheets', part: null, option: null, counted: 411, least: 410, most: 410 },
    { line: 'votes', part: 'deputy', option: 'c-1', counted: 201, least: 199, most: 200 },
  ],
};

describe('the paper of a protocol', () => {
  it('has every number from both sides, and says in words what does not balance, who differs and who signed', () => {
    const pages = paper(content, 'a4');
    const all = whole(pages);
    for (const number of ['1512', '1520', '412', '201', '200', '101', '401']) expect(all).toContain(number);
    for (const text of ['Бир бюллетень жоголгон', 'Белги так эмес коюлган', 'Кайра саноого макул эмесмин']) {
      expect(all).toContain(text);
    }
    for (const { name } of signers) expect(all).toContain(name);
    expect(all).toContain('№ 3 / 7');
    expect(all).toContain(`${resultsWords.broken.ky} / ${resultsWords.broken.ru}: 1`);
    expect(pages.length).toBeLessThanOrEqual(3);
    // That of the protocol, and a small one on every page by which its image is known.
    expect(pages.flat().filter(({ mark }) => mark === 'code')).toHaveLength(pages.length + 1);
  });

  it('tells a recount by the scanner, and which numbers of the protocol differ', () => {
    const all = whole(paper({ ...content, recounts: [recounted] }, 'a4'));
    expect(all).toContain(`${resultsWords.rereadDiffers.ru}: 410 / 411`);
    expect(all).toContain('411 / 410');
    expect(all).toContain('201 / 199–200');
    expect(all).toContain('Бир барак табылган жок');
    const same = { ...recounted, sheets: 411, aside: 0, matches: true, words: null, differences: [] };
    const matches = whole(paper({ ...content, recounts: [same] }, 'enlarged'));
    expect(matches).toContain(`${resultsWords.rereadMatches.ru}: 411 / 411`);
    expect(matches).not.toContain(resultsWords.rereadAside.ru);
    expect(whole(paper(content, 'a4'))).not.toContain(resultsWords.rereadMatches.ky);
  });

  it('says which dissent came after the signatures', () => {
    const later = [...content.dissents, { person: 'p-1', reason: 'Кеч айтылган' }];
    expect(whole(paper(content, 'a4'))).not.toContain(resultsWords.afterwards.ky);
    expect(whole(paper(content, 'a4', { dissents: later }))).toContain(resultsWords.afterwards.ky);
  });

  it('has numbers on the enlarged copy that are read from three metres, and those of the protocol alone', () => {
    const large = texts(paper(content, 'enlarged')).filter(({ size }) => size >= 34);
    // 34 points are digits of 8.6 mm.
    expect(large.map(({ text }) => text)).toEqual(
      content.lines.flatMap(({ value, options }) => [
        ...[String(value), ...(options.length > 1 ? options.map((one) => String(one.value)) : [])],
      ]),
    );
  });

  it('of few ballots says that they are few and nothing of them', () => {
    const sealed = protocolContent(of, historicalForm, null, said, { ...content, fewerThan: 30 });
    expect([sealed.lines, sealed.ratios, sealed.counts]).toEqual([[], [], null]);
    const all = whole(paper(sealed, 'a4'));
    expect(all).toContain('30 бюллетенден аз');
    for (const number of ['412', '401', '201']) expect(all).not.toContain(number);
  });

  it('says which version it is, and what a correction takes the place of and why', () => {
    expect(whole(paper(content, 'a4'))).toContain('Версия протокола № 1');
    const corrects = { sha256: 'ef'.repeat(32), words: 'Саноодон ката табылды', persons };
    const all = whole(paper({ ...content, version: 2, corrects }, 'enlarged'));
    for (const text of ['Версия протокола № 2', 'EFEF', 'Саноодон ката табылды', 'chair-1, member-1']) {
      expect(all).toContain(text);
    }
    const read = readProtocolCode(
      protocolCode({ ...content, version: 2 }, 'k-1', nodeCrypto, sign),
      publicKey,
      nodeCrypto,
    );
    expect(read).toMatchObject({ version: 2, style: content.style, key: 'k-1' });
  });

  it.each(['a4', 'enlarged'] as const)(
    'stays inside the sheet and off its neighbours, whatever is written (%s)',
    (form) => {
      const long = 'Абдыкадырова-Токтогулова Гүлбарчынай Абдыкадыровна Мамбеталиевна кызы';
      const words = `${long} `.repeat(6).slice(0, 400);
      const much = protocolContent(of, historicalForm, lines, said, {
        ...{ at: content.at, fewerThan: null, version: 7 },
        corrects: { sha256: 'ab'.repeat(32), words, persons: [long, long] },
        recounts: [{ ...recounted, words }],
        dissents: Array.from({ length: 12 }, () => ({ person: long, reason: words })),
        signers: Array.from({ length: 20 }, (_, at) => ({
          person: `p-${at}`,
          role: 'member',
          name: long.slice(0, 40),
        })),
      });
      for (const page of paper(much, form)) {
        for (const { x, y, text, size, weight } of texts([page])) {
          expect(x).toBeGreaterThanOrEqual(MARGIN - 1);
          expect(x + textWidth(text, size, weight), text).toBeLessThanOrEqual(A4.width - MARGIN + 1);
          expect(y, text).toBeLessThanOrEqual(A4.height - MARGIN + 20);
        }
        const foot = A4.height - MARGIN - 2;
        const low = texts([page]).filter(({ y, size }) => y - size < foot && y > foot);
        expect(low.map(({ text }) => text)).toEqual([]);
      }
    },
  );
});

describe('the code of a protocol', () => {
  const code = protocolCode(content, 'k-1', nodeCrypto, sign);

  it('says whose it is, its hash and its numbers', () => {
    expect(readProtocolCode(code, publicKey, nodeCrypto)).toMatchObject({
      ...{ election: election.id, station: '0001', style: style.id, key: 'k-1' },
      hash: protocolHash(content, nodeCrypto),
    });
    const { numbers = [] } = readProtocolCode(code, publicKey, nodeCrypto) ?? {};
    expect(Object.fromEntries(numbers)).toMatchObject({ '1': 1_512, '7a': 7, '13': 396, '13/c-1': 200, '14': 5 });
  });

  it('property: a letter of it that is another one makes it nobody’s', () => {
    fc.assert(
      fc.property(fc.nat(code.length - 1), fc.constantFrom(...'019aZ:=,/-'), (at, letter) => {
        const changed = `${code.slice(0, at)}${letter}${code.slice(at + 1)}`;
        fc.pre(changed !== code);
        return readProtocolCode(changed, publicKey, nodeCrypto) === null;
      }),
      { numRuns: 150 },
    );
  });

  it('is of the whole content: a word that is another one gives another hash', () => {
    const other = { ...content, dissents: [{ person: 'p-3', reason: 'Макулмун' }] };
    expect(protocolHash(other, nodeCrypto)).not.toEqual(protocolHash(content, nodeCrypto));
  });
});

describe('the papers of the box’s day', () => {
  const place = {
    ...{ election, precinct, sitting: '2023-10-08-1', box: { id: 'box-1', seal: '0042' } },
    ...{ device: 'TN-1', date: '2023-10-08', time: '07:40', head: 'ef'.repeat(32) },
  };
  const said = (facts: Parameters<typeof dayPaper>[0]) =>
    whole(slipPages(dayPaper(facts, place), { name: resultsWords.sheet, number: 1 }));

  it('say that the box is empty, how its test came out, and how many sheets are in it at the end', () => {
    expect(said({ paper: 'zero', slots: 2_500 })).toContain('2500');
    expect(said({ paper: 'final', sheets: 411, mobile: 12 })).toMatch(/411.*12/);
    const difference = { style: style.id, part: 'deputy', option: 'c-2', expected: 2, read: 1 };
    const test = said({ paper: 'test', sheets: 14, differences: [difference] });
    expect(test).toContain(resultsWords.testDiffers.ky);
    expect(test).toContain('2 / 1');
    expect(said({ paper: 'test', sheets: 14, differences: [] })).toContain(resultsWords.testMatches.ky);
  });
});
