import { qrCode, qrPath } from '../qr/qr.ts';
import { alphabets } from './trial-slip.ts';

/** A sheet of A4 in tenths of a millimetre. */
const WIDTH = 2_100;
const HEIGHT = 2_970;
/** Every laser printer reaches so far towards the edge. */
const EDGE = 100;
const INSIDE = WIDTH - 2 * EDGE;
const TEXT = EDGE + 50;

const SIZES = [120, 70, 45, 32] as const;
const STEPS = 10;

/**
 * A sheet to look at, as SVG: a frame that must be whole on all sides, letters of three alphabets from large to small, a
 * ruler across and one along, grays from white to black, and a code.
 * @param facts which device, and when: so that nobody looks at the sheet of another day
 */
export function testPage(facts: { readonly device: string; readonly date: string; readonly time: string }): string {
  const parts = [
    `<rect x="${EDGE}" y="${EDGE}" width="${INSIDE}" height="${HEIGHT - 2 * EDGE}" fill="none" stroke="#000" stroke-width="4"/>`,
    text(`${facts.device} · ${facts.date} ${facts.time}`, 260, 60, 700),
  ];
  let y = 330;
  for (const letters of Object.values(alphabets)) {
    y += 110;
    parts.push(text(fitting(letters.toUpperCase()), y, 62, 700));
    y += 78;
    parts.push(text(fitting(letters), y, 62, 400));
  }
  for (const size of SIZES) {
    y += size + 24;
    parts.push(text('Үч өзөн, ңу — 0123456789 № % Щёлк', y, size, 400));
  }
  parts.push(...across(y + 90), ...along(), ...grays(y + 260));
  const code = qrCode(`taanuu:test:${facts.device}:${facts.date}T${facts.time}`);
  parts.push(`<path d="${qrPath(code, Math.floor(420 / code.size), TEXT, y + 620)}" shape-rendering="crispEdges"/>`);
  const opening = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Noto Sans">`;
  return `${opening}<rect width="100%" height="100%" fill="#fff"/>${parts.join('')}</svg>`;
}

/** Letters apart, so that each can be looked at. */
const fitting = (letters: string): string => [...letters].join(' ');

function text(words: string, y: number, size: number, weight: number): string {
  // A device's name comes from the keys: nothing in it may become markup.
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  // No line is wider than the frame, whichever letters are in it.
  const room = INSIDE - 120;
  const fit = words.length * size * 0.62 > room ? ` textLength="${room}" lengthAdjust="spacingAndGlyphs"` : '';
  return `<text x="${TEXT}" y="${y}" font-size="${size}" font-weight="${weight}"${fit}>${escaped}</text>`;
}

/** 15 cm across, and 20 cm along the left edge: tick by tick in millimetres. */
function across(top: number): string[] {
  const parts: string[] = [];
  for (let mm = 0; mm <= 150; mm += 1) {
    const height = mm % 10 === 0 ? 60 : mm % 5 === 0 ? 42 : 26;
    parts.push(`<rect x="${TEXT + mm * 10}" y="${top}" width="2" height="${height}"/>`);
    if (mm % 10 === 0) parts.push(`<text x="${TEXT + mm * 10 + 6}" y="${top + 90}" font-size="32">${mm}</text>`);
  }
  return parts;
}

function along(): string[] {
  const parts: string[] = [];
  for (let mm = 0; mm <= 250; mm += 5) {
    parts.push(`<rect x="${EDGE}" y="${EDGE + mm * 10}" width="${mm % 10 === 0 ? 36 : 22}" height="2"/>`);
  }
  return parts;
}

function grays(top: number): string[] {
  const width = Math.floor((INSIDE - 100) / STEPS);
  return Array.from({ length: STEPS }, (_, step) => {
    const level = Math.round(255 - (255 * step) / (STEPS - 1));
    const fill = `rgb(${level},${level},${level})`;
    return `<rect x="${TEXT + step * width}" y="${top}" width="${width}" height="300" fill="${fill}" stroke="#000" stroke-width="1"/>`;
  });
}
