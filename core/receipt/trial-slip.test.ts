import { describe, expect, it } from 'vitest';
import type { SlipPlace } from './content.ts';
import { SLIP_DOTS, slipSvg } from './svg.ts';
import { alphabets, trialSlip, trialSlips } from './trial-slip.ts';

const place: SlipPlace = {
  mode: 'official',
  election: { ky: 'Шайлоо', ru: 'Выборы', en: 'Election' },
  station: '0001',
  device: 'd1',
  serial: 'TN-40127-88315',
  date: '2023-10-08',
  time: '07:10',
  head: '',
};
const shown = (which: (typeof trialSlips)[number]): string =>
  [...slipSvg(trialSlip(which, place)).matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]).join('');

describe('a slip to look at', () => {
  it.each(Object.entries(alphabets))('has every letter of %s, small and as a capital', (language, letters) => {
    const text = shown(language as keyof typeof alphabets);
    for (const letter of letters) {
      expect(text).toContain(letter);
      expect(text).toContain(letter.toUpperCase());
    }
    expect(shown('all')).toContain(letters.slice(0, 12));
  });

  it('has alphabets without a letter too few or twice', () => {
    const counts = Object.values(alphabets).map((letters) => [letters.length, new Set(letters).size]);
    expect(counts).toEqual([
      [36, 36],
      [33, 33],
      [26, 26],
    ]);
  });

  it('has a ruler and a bar over all dots, and a code that says whose it is, on the slips with figures', () => {
    for (const which of trialSlips) {
      const slip = trialSlip(which, place);
      const figures = which === 'all' || which === 'figures';
      expect(slip.qr, which).toBe(figures ? 'taanuu:test:d1:2023-10-08T07:10' : null);
      const svg = slipSvg(slip);
      expect(svg.includes(`<rect x="0" y="`) && svg.includes(`x="${SLIP_DOTS - 2}"`), which).toBe(figures);
    }
    // 72 mm at 8 dots, both ends included.
    expect(shown('figures')).toContain('010203040506070');
  });

  it('is under the band of its mode wherever nobody votes', () => {
    const svg = slipSvg(trialSlip('ky', { ...place, mode: 'training' }));
    expect(svg.match(/КӨНҮГҮҮ/g)).toHaveLength(2);
  });
});
