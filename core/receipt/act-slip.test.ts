import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultActs } from '../election/acts-default.ts';
import { policySchema } from '../election/policy.ts';
import { actKinds, actsPolicySchema, blanksOf } from '../election/policy-acts.ts';
import { defaultPolicy } from '../election/policy-default.ts';
import { A4 } from '../paper/sheet.ts';
import { slipPages } from '../paper/slip-page.ts';
import { type ActSlipFacts, actSlip } from './act-slip.ts';
import { actSheet, actWords } from './act-words.ts';
import { slipSvg } from './svg.ts';
import { textWidth } from './text-width.ts';
import { modeWords } from './words.ts';

const moment = { date: '2023-10-08', time: '10:41' };
const facts: ActSlipFacts = {
  mode: 'training',
  election: { ky: 'Сыноо шайлоосу', ru: 'Пробные выборы', en: 'Trial election' },
  station: '0001',
  device: 'KG-0001',
  serial: 'TN-40127-88315',
  date: '2023-10-08',
  time: '11:12',
  head: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  number: '0001-1/7',
  copy: 2,
  kind: 'not-printed',
  names: { ky: 'Чек чыккан жок', ru: 'Чек не вышел', en: 'No receipt' },
  text: { ky: 'Чек {{receipts}}, саат {{time}}: {{reason}}.', ru: 'Чек {{receipts}} в {{time}}: {{reason}}.', en: 'x' },
  happened: moment,
  until: null,
  receipts: ['0001-1-0042'],
  voided: [],
  reason: { ky: 'Принтер оңдолгон жок', ru: 'Принтер не починили' },
  way: null,
  document: null,
  listed: null,
  place: null,
  beside: null,
  sheets: null,
  words: null,
};
const linesOf = (given: Partial<ActSlipFacts> = {}) => actSlip({ ...facts, ...given }).lines;
const texts = (given: Partial<ActSlipFacts> = {}) =>
  linesOf(given).flatMap((one) => (one.line === 'text' ? [one.text] : []));
const rooms = (given: Partial<ActSlipFacts> = {}) =>
  linesOf(given).flatMap((one) => (one.line === 'write' || one.line === 'sign' ? [one.name] : []));

describe('an act', () => {
  it('has the package’s template with the journal’s facts in it, in both languages', () => {
    expect(texts()).toContainEqual({
      ky: 'Чек 0001-1-0042, саат 10:41: Принтер оңдолгон жок.',
      ru: 'Чек 0001-1-0042 в 10:41: Принтер не починили.',
    });
  });

  it('has its number, the copy, when it happened and when it was drawn, and the hash of its event', () => {
    const lines = linesOf();
    expect(lines).toContainEqual({ line: 'number', name: actWords.number, value: '0001-1/7' });
    expect(lines).toContainEqual({ line: 'pair', name: actWords.copy, value: '2' });
    expect(lines).toContainEqual({ line: 'pair', name: actWords.happened, value: '08.10.2023 10:41' });
    expect(lines).toContainEqual({ line: 'pair', name: actWords.drawn, value: '08.10.2023 11:12' });
    expect(lines).toContainEqual({ line: 'pair', name: actWords.receipts, value: '0001-1-0042' });
    expect(JSON.stringify(lines)).toContain('9f86 d081');
  });

  it('has room for the voter’s name, her explanation, the decision, signatures and the seal', () => {
    const all = [actWords.person, actWords.says, actWords.decided, actWords.chair, actWords.secretary];
    for (const name of [...all, actWords.member, actWords.voter]) expect(rooms()).toContainEqual(name);
    expect(rooms().at(-1)?.ru).toBe('Печать');
    // Where the station stood still there is no voter to name.
    expect(rooms({ kind: 'standstill' })).not.toContainEqual(actWords.person);
    expect(rooms({ kind: 'standstill' })).not.toContainEqual(actWords.voter);
    for (const kind of ['served-beside', 'too-many-sheets', 'too-many-handed'] as const) {
      expect(rooms({ kind })).not.toContainEqual(actWords.person);
    }
  });

  it('leaves open what nobody told, and never prints a blank’s name', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...defaultActs.kinds),
        fc.record({
          until: fc.option(fc.constant(moment)),
          receipts: fc.array(fc.constant('0001-1-0042'), { maxLength: 2 }),
          voided: fc.array(fc.constant('0001-1-0041'), { maxLength: 1 }),
          reason: fc.option(fc.constant({ ky: 'себеп', ru: 'причина' })),
          way: fc.option(fc.constant({ ky: 'сүрөт', ru: 'фото' })),
          document: fc.option(fc.constant({ ky: 'паспорт', ru: 'паспорт' })),
          listed: fc.option(fc.constant('0050')),
          place: fc.option(fc.constant({ page: 3, line: 14 })),
          words: fc.option(fc.string({ minLength: 3, maxLength: 40 })),
        }),
        ({ kind, names, text }, given) => {
          const slip = actSlip({ ...facts, kind, names, text, ...given });
          // A brace that somebody typed is hers; no template's is left.
          const said = JSON.stringify(actSlip({ ...facts, kind, names, text, ...given, words: null }));
          expect(said).not.toMatch(/[{][{]\w+[}][}]|undefined|\bnull,null/);
          expect(slip.qr).toBeNull();
          expect(JSON.stringify(slip)).not.toMatch(/\d{14}/);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never fills a typed text’s own braces', () => {
    const text = { ky: '{{words}}', ru: '{{words}}', en: '' };
    expect(texts({ text, words: '{{receipts}}' })).toContainEqual({ ky: '{{receipts}}', ru: '{{receipts}}' });
  });

  it('fits one sheet of A4 with room to sign, and is drawn as a slip', () => {
    for (const { kind, names, text } of defaultActs.kinds) {
      const slip = actSlip({ ...facts, kind, names, text });
      expect(slipPages(slip, { name: actSheet(facts.number), number: 2 }), kind).toHaveLength(1);
      expect(slipSvg(slip), kind).toContain('0001-1/7');
    }
  });

  it.each([1, 3])('fits it with a sentence for a reason, and a reason of any length squeezes nothing: %i', (times) => {
    const long = 'Принтер оңдолгон жок, техник келген жок, шайлоочу күтпөй кетип калды '.repeat(times).trim();
    const most: Partial<ActSlipFacts> = {
      ...{ receipts: ['0001-1-0042'], voided: ['0001-1-0041'], reason: { ky: long, ru: long } },
      document: { ky: '2004-ж. паспорт (AN)', ru: 'Паспорт 2004 г. (AN)' },
    };
    // Nothing else happens to a voter who comes home.
    const homecoming: Partial<ActSlipFacts> = { ...most, voided: [], document: null, listed: '0050' };
    for (const { kind, names, text } of defaultActs.kinds) {
      const pages = slipPages(
        actSlip({ ...facts, ...(kind === 'homecoming' ? homecoming : most), kind, names, text }),
        { name: actSheet('1'), number: 2 },
      );
      if (times === 1) expect(pages, kind).toHaveLength(1);
      const texts = pages.flat().flatMap((one) => (one.mark === 'text' ? [one] : []));
      for (const { x, text: written, size, weight } of texts) {
        expect(x, written).toBeGreaterThanOrEqual(0);
        expect(x + textWidth(written, size, weight), written).toBeLessThan(A4.width);
      }
      // A name that is left no room is written letter by letter, one below the other.
      expect(texts.filter((one) => /^\p{L}$/u.test(one.text.trim()))).toEqual([]);
    }
  });

  it('bears the mark of a mode in which nobody votes at its head and foot', () => {
    const mark = { line: 'mark', text: modeWords.training };
    expect([linesOf()[0], linesOf().at(-1)]).toEqual([mark, mark]);
  });
});

describe('the acts of a policy', () => {
  it('are about documents that it has', () => {
    expect(policySchema.safeParse(defaultPolicy).success).toBe(true);
    const documents = defaultPolicy.documents.filter(({ id }) => id !== 'id-card-2004');
    const refused = policySchema.safeParse({ ...defaultPolicy, documents });
    expect(refused.error?.issues.map(({ path }) => path)).toEqual([['acts', 'kinds']]);
  });

  it('are every kind in the shipped default, and none where the package names none', () => {
    expect(actsPolicySchema.parse(defaultActs)).toEqual(defaultActs);
    expect(new Set(defaultActs.kinds.map(({ kind }) => kind))).toEqual(new Set(actKinds));
    expect(actsPolicySchema.parse(undefined)).toEqual({ atClose: 'warn', kinds: [] });
  });

  it('name the same blanks in Kyrgyz and Russian', () => {
    for (const { kind, text } of defaultActs.kinds) {
      expect(new Set(blanksOf(text.ky)), kind).toEqual(new Set(blanksOf(text.ru)));
    }
  });

  it('have no blank that nothing fills, no kind twice, and none due that no event tells', () => {
    const words = (text: string) => ({ ky: text, ru: text, en: text });
    const rule = { kind: 'undone', names: words('x'), text: words('{{receipts}}'), due: true };
    const parses = (...kinds: readonly unknown[]) => actsPolicySchema.safeParse({ atClose: 'warn', kinds }).success;
    expect(parses(rule)).toBe(true);
    expect(parses(rule, rule)).toBe(false);
    expect(parses({ ...rule, text: words('{{page}}') })).toBe(false);
    expect(parses({ ...rule, text: words('{{surname}}') })).toBe(false);
    expect(parses({ ...rule, text: words('бир\nэки') })).toBe(false);
    expect(parses({ ...rule, text: words('ПИН 2 0101 1999 00999') })).toBe(false);
    expect(parses({ ...rule, documents: ['id-card-2004'] })).toBe(false);
    expect(parses({ ...rule, kind: 'other', text: words('{{words}}') })).toBe(false);
    expect(parses({ ...rule, kind: 'other', text: words('{{words}}'), due: false })).toBe(true);
  });
});
