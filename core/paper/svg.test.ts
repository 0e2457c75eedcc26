import { expect, it } from 'vitest';
import { textWidth } from '../receipt/text-width.ts';
import type { Mark } from './sheet.ts';
import { pageSvg, screenSvg } from './svg.ts';

const text = (words: string): Mark => ({
  ...{ mark: 'text', x: 45, y: 60, size: 8, weight: 'bold', ink: 'black', text: words },
});

it('holds every text of a screen to its width on paper, whichever font the machine has', () => {
  const words = 'Избирательный округ № 1';
  const [, length] = /textLength="([\d.]+)" lengthAdjust="spacingAndGlyphs"/.exec(screenSvg([text(words)], 120)) ?? [];
  expect(Number(length)).toBeCloseTo(textWidth(words, 8, 'bold'), 3);
  // A length of nothing would be an error of the drawing.
  expect(screenSvg([text('')], 120)).not.toContain('textLength');
});

it('leaves a page that is printed to the font that it is set in', () => {
  expect(pageSvg([text('Бюллетень')], 120)).not.toContain('textLength');
});
