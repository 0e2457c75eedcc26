import { qrPath } from '../qr/qr.ts';
import { escaped } from '../receipt/markup.ts';
import { textWidth } from '../receipt/text-width.ts';
import { A4, type Ink, inkColours, type Mark, type Page } from './sheet.ts';

const DOTS_OF_POINT = 1 / 72;

/** Dots of a sheet of A4 across and down; whole ones: a raster has no others. */
export function sheetDots(dpi: number): { readonly width: number; readonly height: number } {
  return {
    width: Math.round(A4.width * dpi * DOTS_OF_POINT),
    height: Math.round(A4.height * dpi * DOTS_OF_POINT),
  };
}

/**
 * A page as an SVG whose text is in Noto Sans, in the exact scale of this resolution: a point is `dpi` / 72 dots, and the
 * picture is as many whole dots as `sheetDots` says. (Fitted to whole dots itself, a sheet would be stretched.)
 */
export const pageSvg = (page: Page, dpi: number): string => svgOf(page, dpi, false);

/**
 * The same for a browser's page, where an image has no fonts but those of the machine: with whichever its text is written, each
 * is held to the width that it has on paper, so that none runs into another.
 */
export const screenSvg = (page: Page, dpi: number): string => svgOf(page, dpi, true);

function svgOf(page: Page, dpi: number, held: boolean): string {
  const { width, height } = sheetDots(dpi);
  const box = [width, height].map((dots) => n(dots / (dpi * DOTS_OF_POINT)));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${box.join(' ')}" ` +
    `font-family="Noto Sans" font-kerning="none">${page.map((mark) => drawn(mark, held)).join('')}</svg>`
  );
}

const n = (value: number): string => String(Math.round(value * 10_000) / 10_000);

const colour = (ink: Ink): string =>
  `#${inkColours[ink]
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

function drawn(mark: Mark, held: boolean): string {
  switch (mark.mark) {
    case 'text': {
      const { x, y, size, weight, ink, text } = mark;
      const face = `font-size="${size}" font-weight="${weight === 'bold' ? 700 : 400}" fill="${colour(ink)}"`;
      const wide = textWidth(text, size, weight);
      const width = held && wide > 0 ? ` textLength="${n(wide)}" lengthAdjust="spacingAndGlyphs"` : '';
      return `<text x="${n(x)}" y="${n(y)}" ${face}${width}>${escaped(text)}</text>`;
    }
    case 'box': {
      const { x, y, width, height, ink } = mark;
      return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${colour(ink)}"/>`;
    }
    case 'code': {
      const { x, y, side, code } = mark;
      // In squares of the code, so that no edge is rounded: neighbours touch.
      return `<path transform="translate(${n(x)} ${n(y)}) scale(${side})" d="${qrPath(code, 1, 0, 0)}"/>`;
    }
  }
}
