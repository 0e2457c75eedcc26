import { describe, expect, it } from 'vitest';
import type { Mode } from '../../core/election/common.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { type ReceiptFacts, testSlip, voterReceipt } from '../../core/receipt/content.ts';
import { slipSvg } from '../../core/receipt/svg.ts';
import { todaySlip } from '../../core/receipt/today-slip.ts';
import { slipWords } from '../../core/receipt/words.ts';
import { type Bitmap, isBlack } from '../printer/bitmap.ts';
import { renderSlip } from '../printer/render.ts';
import { linesMissing, readSlip } from './slip-reader.ts';

const facts: ReceiptFacts = {
  mode: 'laboratory',
  election: { ky: 'Сыноо шайлоосу', ru: 'Пробные выборы', en: 'Trial election' },
  station: '0001',
  device: 'KG-0001',
  serial: 'TN-40127-88315',
  date: '2023-10-08',
  time: '10:07',
  head: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  receipt: '0001-1-0412',
  ballot: { ky: 'Бюллетень', ru: 'Бюллетень', en: 'Ballot' },
  constituency: { ky: '№ 2 округ', ru: 'Округ № 2', en: 'Constituency 2' },
  listNumber: 418,
  maskedPin: '•••• •••• •••• 23',
  copy: 0,
};
const printed = (change: Partial<ReceiptFacts> = {}): Bitmap =>
  renderSlip(slipSvg(voterReceipt({ ...facts, ...change }, defaultPolicy.receipt)));
/** What is left of a piece that was torn off below so many rows. */
const torn = ({ width, bits }: Bitmap, height: number): Bitmap => ({
  width,
  height,
  bits: bits.slice(0, (width / 8) * height),
});

describe('linesMissing', () => {
  it('are those that do not stand on the paper', () => {
    const pair = (value: string) => ({ line: 'pair', name: { ky: 'Участок', ru: 'Участок' }, value }) as const;
    const text = { line: 'text', text: { ky: 'Бюллетень берилди', ru: 'Бюллетень выдан' } } as const;
    const paper = renderSlip(slipSvg({ lines: [pair('№ 0001'), text], qr: null }));
    expect(linesMissing(paper, [text, pair('№ 0001'), pair('№ 0007')])).toEqual([pair('№ 0007')]);
  });

  it('are none of a long slip: a dot is other further down it, and every other figure is still another one', () => {
    const slip = todaySlip({
      ...{ ...facts, sitting: null, copy: 1, opened: '08:00', closed: null, pauses: [], overrides: [], undoneFor: [] },
      ...{ admitted: 2, open: 0, released: 0, undone: 1, reprints: 0, restarts: 1, brokenOff: 0, refused: {} },
      ...{ receipts: 3, identified: 3, words: ['butter', 'coral'] },
    });
    const paper = renderSlip(slipSvg(slip));
    const said = slip.lines.filter(({ line }) => line !== 'rule');
    expect(linesMissing(paper, said)).toEqual([]);
    const others = [...'023456789'].map((value) => ({ line: 'pair', name: slipWords.undone, value }) as const);
    expect(linesMissing(paper, others)).toEqual(others);
  });
});

describe('readSlip', () => {
  it.each([
    '0001-1-0412',
    '0001-1-0001',
    '0050-2-9876',
    '0003-12-5577',
    '0004-1-12345',
    '0001-1-1-0001',
    '1111-1-1111',
    '0412-88',
  ])('reads the number %s', (receipt) => {
    expect(readSlip(printed({ receipt }))).toEqual({
      number: receipt,
      copy: 'first',
      mode: 'laboratory',
      whole: true,
    });
  });

  it('tells a reprint by its mark alone', () => {
    expect(readSlip(printed({ copy: 1 }))).toMatchObject({ number: facts.receipt, copy: 'reprint', whole: true });
  });

  it.each(['official', 'training', 'laboratory', 'public-test'] as const)('knows the mode %s', (mode: Mode) => {
    for (const copy of [0, 1]) expect(readSlip(printed({ mode, copy }))).toMatchObject({ mode, whole: true });
  });

  it('reads the same wherever on the paper the slip begins', () => {
    const { width, bits, height } = printed();
    const fed = { width, height: height + 40, bits: Buffer.concat([new Uint8Array((width / 8) * 40), bits]) };
    expect(readSlip(fed)).toEqual(readSlip(printed()));
  });

  it('on a piece that was torn off reads what is there: nothing, the headline, the number, never a whole slip', () => {
    const slip = printed({ copy: 1 });
    const ink = Array.from({ length: slip.height }, (_, y) => y).filter((y) =>
      Array.from({ length: slip.width }, (_, x) => x).some((x) => isBlack(slip, x, y)),
    );
    const last = ink.at(-1) ?? 0;
    const reads = Array.from({ length: 12 }, (_, i) => readSlip(torn(slip, Math.floor((last * i) / 11))));
    expect(reads[0]).toEqual({ number: null, copy: null, mode: null, whole: false });
    expect(reads.some(({ number, copy }) => number === null && copy === 'reprint')).toBe(true);
    for (const { number, whole } of reads) {
      expect([null, facts.receipt]).toContain(number);
      expect(whole).toBe(false);
    }
    expect(reads.at(-1)?.number).toBe(facts.receipt);
    expect(readSlip(torn(slip, last + 1)).whole).toBe(true);
  });

  it('does not read a number of which a dot is wrong', () => {
    const slip = printed();
    const wrong = { ...slip, bits: slip.bits.slice() };
    const stride = slip.width / 8;
    // Bisected: the first row above which the number can be read. It stands 50 rows above that one.
    let [above, below] = [0, slip.height];
    while (below - above > 1) {
      const middle = (above + below) >> 1;
      if (readSlip(torn(slip, middle)).number === null) above = middle;
      else below = middle;
    }
    const within = (below - 50) * stride + stride / 2;
    wrong.bits[within] = (wrong.bits[within] ?? 0) ^ 0x10;
    expect(readSlip(wrong)).toMatchObject({ number: null, whole: false });
  });

  it('takes no other slip for a receipt, nor two that hang together for one', () => {
    expect(readSlip(renderSlip(slipSvg(testSlip(facts))))).toEqual({
      number: null,
      copy: null,
      mode: null,
      whole: false,
    });
    const [one, two] = [printed(), printed({ receipt: '0001-1-0413' })];
    const both = { width: one.width, height: one.height + two.height, bits: Buffer.concat([one.bits, two.bits]) };
    expect(readSlip(both)).toMatchObject({ number: null, whole: false });
  });
});
