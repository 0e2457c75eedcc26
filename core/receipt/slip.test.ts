import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receiptLines } from '../election/policy.ts';
import * as content from './content.ts';
import { roundedTime, type Slip, timeSpan } from './slip.ts';
import { SLIP_DOTS, slipSvg } from './svg.ts';
import { textWidth, wrap } from './text-width.ts';
import { modeWords, slipWords } from './words.ts';

const { voterReceipt, stationSlip, testSlip, readinessSlip } = content;

const facts: content.ReceiptFacts = {
  mode: 'training',
  election: { ky: 'Сыноо шайлоосу', ru: 'Пробные выборы', en: 'Trial election' },
  station: '0001',
  device: 'KG-0001',
  serial: 'TN-40127-88315',
  date: '2023-10-08',
  time: '10:07',
  head: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  receipt: '0001-0412',
  ballot: { ky: 'Бюллетень', ru: 'Бюллетень', en: 'Ballot' },
  constituency: { ky: '№ 2 округ', ru: 'Округ № 2', en: 'Constituency 2' },
  listNumber: 418,
  maskedPin: '•••• •••• •••• 23',
  copy: 0,
};
const template = { exchangedForBallot: true, lines: [...receiptLines], timeRoundingMinutes: 15, maskedPinDigits: 2 };
const shown = (slip: Slip) => [...slipSvg(slip).matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '');

describe("a voter's receipt", () => {
  it('shows the rounded time, the short head, the masked PIN and the mark of its mode', () => {
    const words = shown(voterReceipt(facts, template));
    for (const word of ['10:00–10:15', '9F86 D081 884C', '•••• •••• •••• 23', '0001-0412', '08.10.2023', '418']) {
      expect(words).toContain(word);
    }
    expect(words.join(' ')).not.toContain('10:07');
    expect(words.filter((word) => word.startsWith('КӨНҮГҮҮ'))).toHaveLength(2);
  });

  it('has only the lines that the policy names', () => {
    const words = shown(voterReceipt({ ...facts, mode: 'official' }, { ...template, lines: ['receipt-number'] })).join(
      ' ',
    );
    expect(words).toContain('0001-0412');
    for (const absent of ['418', '23', '9F86', 'KG-0001', 'КӨНҮГҮҮ']) expect(words).not.toContain(absent);
  });

  it('marks a reprint', () => {
    expect(shown(voterReceipt({ ...facts, copy: 1 }, template)).join(' ')).toContain('КАЙРА БАСЫЛГАН');
    expect(shown(voterReceipt(facts, template)).join(' ')).not.toContain('КАЙРА БАСЫЛГАН');
  });
});

const counters = {
  reserved: 5,
  confirmed: 4,
  released: 1,
  undone: 0,
  firstPrints: 4,
  reprints: 1,
  byModality: { finger: 4 },
  bySex: { female: 2, male: 2 },
  byAge: { '18': 1, '19-35': 3 },
  refused: { 'not-in-list': 2 },
};
const stationFacts = {
  ...facts,
  sitting: 'day-1',
  registered: 1684,
  list: { stage: 'final', version: 3 },
  package: facts.head,
  counters,
} as const;
/** Every slip that this software can print, in a mode. */
const allSlips = (mode: content.SlipPlace['mode']): Readonly<Record<string, Slip>> => ({
  stationSlip: stationSlip('start', { ...stationFacts, mode }),
  'stationSlip, drawn': stationSlip('start', {
    ...stationFacts,
    mode,
    duties: [
      {
        duty: 'operator',
        held: [
          { name: 'Асел Көрсөтмөева', from: null, until: '11:40' },
          { name: 'Абдыкадыров Ысыккөл Абдыкадыр-Мырза уулу', from: '11:40', until: null },
        ],
      },
      { duty: 'ballots', held: [] },
    ],
  }),
  'stationSlip, final': stationSlip('final', { ...stationFacts, mode }),
  testSlip: testSlip({ ...facts, mode }),
  readinessSlip: readinessSlip({
    ...facts,
    mode,
    version: '0.1.0',
    program: '4f1c09d27be3a551'.repeat(4),
    counts: { bad: 1, warn: 1, good: 12 },
    found: [
      { ky: 'Принтерде кагаз бүттү.', ru: 'В принтере кончилась бумага.' },
      { ky: 'Дискте орун аз калды: 1.4 GB.', ru: 'На диске мало места: 1.4 GB.' },
    ],
  }),
  voterReceipt: voterReceipt({ ...facts, mode }, template),
  'voterReceipt, reprint': voterReceipt({ ...facts, mode, copy: 1 }, template),
  'voterReceipt, shortest': voterReceipt({ ...facts, mode }, { ...template, lines: ['receipt-number'] }),
});

describe('every slip', () => {
  it('is looked at here', () => {
    const made = Object.keys(content).filter((name) => /(Receipt|Slip)$/.test(name));
    expect(
      Object.keys(allSlips('official'))
        .filter((name) => !name.includes(','))
        .sort(),
    ).toEqual(made.sort());
  });

  it.each(['training', 'laboratory', 'public-test'] as const)('says at its head and foot that it is of %s', (mode) => {
    for (const [name, slip] of Object.entries(allSlips(mode))) {
      const mark = { line: 'mark', text: modeWords[mode] };
      expect(slip.lines[0], name).toEqual(mark);
      expect(slip.lines.at(-1), name).toEqual(mark);
      // Black across the whole paper, with the words in white on it.
      expect(slipSvg(slip).match(new RegExp(`<rect x="0" y="\\d+" width="${SLIP_DOTS}"`, 'g'))?.length, name).toBe(
        slip.lines.filter(({ line }) => line === 'mark').length,
      );
    }
  });

  it('has no mark of a mode in official work, and only there', () => {
    expect(Object.entries(modeWords).flatMap(([mode, words]) => (words === null ? [mode] : []))).toEqual(['official']);
    for (const [name, slip] of Object.entries(allSlips('official'))) {
      const marks = slip.lines.flatMap((one) => (one.line === 'mark' ? [one.text] : []));
      expect(marks, name).toEqual(name.includes('reprint') ? [slipWords.reprint] : []);
    }
  });

  it('says nothing twice where both languages have the same word, and leaves no word of the programme', () => {
    for (const [name, slip] of Object.entries(allSlips('official'))) {
      const words = shown(slip);
      expect(words.filter((word) => word === 'ПИН').length, name).toBeLessThanOrEqual(1);
      expect(words.filter((word) => word === slipWords.ballot.ky).length, name).toBeLessThanOrEqual(1);
      // A device, a sitting and hashes are Latin; a word in small letters would be a key without a text.
      expect(words.filter((word) => /(^| )[a-z]+(-[a-z]+)*( |$)/.test(word))).toEqual([]);
    }
  });
});

describe('slipSvg', () => {
  const text = fc.string({ unit: 'binary', maxLength: 80 });
  const both = fc.record({ ky: text, ru: text });

  it('keeps hostile names text: no markup, no forbidden character, always a whole document of 8-dot rows', () => {
    fc.assert(
      fc.property(both, text, (name, value) => {
        const slip: Slip = {
          lines: [
            { line: 'title', text: name },
            { line: 'mark', text: name },
            { line: 'pair', name, value },
            { line: 'number', name, value },
            { line: 'hash', name, value },
            { line: 'sign', name },
          ],
          qr: null,
        };
        const svg = slipSvg(slip);
        expect(svg.replaceAll(/<\/?(?:svg|rect|text|path)\b[^<>]*>/g, '')).not.toMatch(/[<>]/);
        expect(svg).not.toMatch(/\p{Cc}|[\ufffe\uffff]/u);
        expect(Number(/height="(\d+)"/.exec(svg)?.[1]) % 8).toBe(0);
      }),
    );
  });

  it('keeps every text inside the paper', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'Шайлоо участкасы №10 WЩЖ'), maxLength: 120 }), (long) => {
        const svg = slipSvg({
          lines: [
            { line: 'pair', name: { ky: long, ru: long }, value: long },
            { line: 'number', name: { ky: 'а', ru: 'а' }, value: long.replaceAll(' ', '') },
          ],
          qr: null,
        });
        for (const [, size, weight, words] of svg.matchAll(/font-size="(\d+)" font-weight="(\d+)"[^>]*>([^<]*)</g)) {
          expect(textWidth(words ?? '', Number(size), weight === '700' ? 'bold' : 'regular')).toBeLessThanOrEqual(
            SLIP_DOTS,
          );
        }
      }),
    );
  });
});

describe('helpers', () => {
  it('round time down', () => {
    expect([
      roundedTime('10:14', 15),
      roundedTime('10:15', 15),
      roundedTime('00:00', 15),
      roundedTime('23:59', 60),
    ]).toEqual(['10:00', '10:15', '00:00', '23:00']);
  });

  it('tell a rounded time as the stretch it lies in', () => {
    const spans = (['23:55/15', '23:45/15', '10:59/60', '10:07/7', '10:58/7', '10:07/1'] as const).map((one) => {
      const [time = '', minutes] = one.split('/');
      return timeSpan(time, Number(minutes));
    });
    expect(spans).toEqual(['23:45–24:00', '23:45–24:00', '10:00–11:00', '10:07–10:14', '10:56–11:00', '10:07']);
  });

  it('wrap loses no word and makes no line too long', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('Саруу', 'айылдык', 'кеңешинин', '№', 'ЩЩЩЩЩЩЩЩЩЩЩЩЩЩЩЩЩЩ')), (words) => {
        const lines = wrap(words.join(' '), 30, 'bold', 200);
        expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
        for (const line of lines) expect(textWidth(line, 30, 'bold')).toBeLessThanOrEqual(200);
      }),
    );
  });
});
