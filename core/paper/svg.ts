import { qrPath } from '../qr/qr.ts';
import { escaped } from '../receipt/markup.ts';
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
export function pageSvg(page: Page, dpi: number): string {
  const { width, height } = sheetDots(dpi);
  const box = [width, height].map((dots) => n(dots / (dpi * DOTS_OF_POINT)));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${box.join(' ')}" ` +
    `font-family="Noto Sans" font-kerning="none">${page.map(drawn).join('')}</svg>`
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

function drawn(mark: Mark): string {
  switch (mark.mark) {
    case 'text': {
      const { x, y, size, weight, ink, text } = mark;
      const face = `font-size="${size}" font-weight="${weight === 'bold' ? 700 : 400}" fill="${colour(ink)}"`;
      return `<text x="${n(x)}" y="${n(y)}" ${face}>${escaped(text)}</text>`;
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
