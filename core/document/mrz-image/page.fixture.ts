import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { type Chance, chanceOf } from '../../fingerprint/synthetic/chance.ts';
import { formatMrz } from '../mrz-format.ts';
import { type Condition, type ConditionName, conditions } from './conditions.fixture.ts';
import type { GrayPage } from './gray-page.ts';
import { person } from './people.fixture.ts';

const file = (name: string) => fileURLToPath(new URL(`../../../assets/fonts/${name}`, import.meta.url));
const fonts = {
  round: [file('ocr-b/OCRB.otf'), file('NotoSans-Regular.ttf')],
  sharp: [file('ocr-b/OCRBS.otf'), file('NotoSans-Regular.ttf')],
};
/** Width of every letter of OCR-B, in em. */
const ADVANCE = 0.723;
/** Millimetres: OCR-B size I, and from line to line (Doc 9303 parts 3 to 5). */
const PITCH = 2.54;
const LINE = 6.35;
const sizes = { td1: { width: 85.6, height: 53.98 }, td3: { width: 125, height: 88 } } as const;

export interface DrawnPage {
  readonly page: GrayPage;
  readonly text: string;
  /** Degrees, to the right. */
  readonly angle: number;
}

/** The page of a person who does not exist, as a scanner would see it. The same names draw the same page for ever. */
export function drawPage(condition: ConditionName, seed: string | number): DrawnPage {
  const chance = chanceOf('mrz-page', condition, seed);
  const format = chance.next() < 0.5 ? 'td1' : 'td3';
  const content = person(chance, format);
  const text = formatMrz(content);
  const { page, angle } = drawZone(format, text, conditions[condition](chance), chance);
  return { page, text, angle };
}

/** Drawn once: twelve numbers for each pixel of a page would take longer than reading it. */
const normals = (() => {
  const chance = chanceOf('mrz-noise');
  return Float32Array.from({ length: 65_536 }, () => chance.normal());
})();

/** @param text the lines of the zone, joined by LF; may be none, for a page without a zone */
export function drawZone(
  format: 'td1' | 'td3',
  text: string,
  { dpi, angle, ink, paper, guilloche, glare, blur, noise, shadow }: Condition,
  chance: Chance,
): { page: GrayPage; angle: number } {
  const { width, height } = sizes[format];
  // The scanner's white around the page, wide enough for a tilted one.
  const border = 6;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-border} ${-border} ${width + 2 * border} ${height + 2 * border}"
    width="${width + 2 * border}" height="${height + 2 * border}">
    <g transform="rotate(${angle} ${width / 2} ${height / 2})">
      <rect width="${width}" height="${height}" rx="3" fill="${gray(paper)}"/>
      ${guilloche > 0 ? waves(width, height, paper - guilloche, chance) : ''}
      ${upperPart(width, height, ink)}
      ${zoneText(format, text, ink, chance)}
      ${glare > 0 ? spots(width, height, glare, chance) : ''}
    </g></svg>`;
  const image = new Resvg(svg, {
    background: '#f4f4f4',
    font: {
      fontFiles: chance.next() < 0.5 ? fonts.round : fonts.sharp,
      loadSystemFonts: false,
      defaultFontFamily: 'Noto Sans',
    },
    fitTo: { mode: 'width', value: Math.round(((width + 2 * border) * dpi) / 25.4) },
  }).render();
  const values = new Float32Array(image.width * image.height);
  const { pixels } = image;
  for (let at = 0; at < values.length; at += 1) values[at] = pixels[4 * at + 1]!;
  soften(values, image.width, image.height, blur);
  const out = new Uint8Array(values.length);
  for (let at = 0; at < out.length; at += 1) {
    const across = (at % image.width) / image.width;
    out[at] = Math.max(
      0,
      Math.min(255, values[at]! * (1 - shadow * across) + noise * normals[Math.floor(chance.next() * normals.length)]!),
    );
  }
  return { page: { width: image.width, height: image.height, pixels: out, dpi }, angle };
}

const gray = (value: number) => `rgb(${Math.round(value)},${Math.round(value)},${Math.round(value)})`;

/** One element a letter: OCR-B stands in steps of exactly 2.54 mm. */
function zoneText(format: 'td1' | 'td3', text: string, ink: number, chance: Chance): string {
  if (text === '') return '';
  const { width, height } = sizes[format];
  const lines = text.split('\n');
  const left = (width - PITCH * (lines[0]?.length ?? 0)) / 2;
  const stroke = 0.06 * chance.next();
  const marks = lines.flatMap((line, row) =>
    [...line].map((letter, column) => {
      const x = left + column * PITCH;
      const y = height - 5 - (lines.length - 1 - row) * LINE;
      return `<text x="${x.toFixed(3)}" y="${y.toFixed(3)}">${letter === '<' ? '&lt;' : letter}</text>`;
    }),
  );
  return `<g font-family="OCR B" font-size="${PITCH / ADVANCE}" fill="${gray(ink)}" stroke="${gray(ink)}" stroke-width="${stroke.toFixed(3)}">${marks.join('')}</g>`;
}

/** What is above the zone: a portrait, and printed words that are no zone. */
function upperPart(width: number, height: number, ink: number): string {
  const size = height / 22;
  const words = ['KYRGYZ REPUBLIC', 'SURNAME', 'SYNTHETIC', 'GIVEN NAMES', 'NOBODY', 'DATE OF BIRTH 01.02.1990'];
  return `<rect x="5" y="7" width="${width * 0.24}" height="${height * 0.42}" fill="${gray(ink + 60)}"/>
    <circle cx="${5 + width * 0.12}" cy="${7 + height * 0.18}" r="${height * 0.1}" fill="${gray(ink + 110)}"/>
    <g font-family="Noto Sans" font-size="${size}" fill="${gray(ink)}">${words
      .map((word, at) => `<text x="${width * 0.34}" y="${8 + at * size * 1.6}">${word}</text>`)
      .join('')}</g>`;
}

/** Guilloche: fine lines that cross the whole page, zone included. */
function waves(width: number, height: number, value: number, chance: Chance): string {
  const paths = Array.from({ length: 26 }, (_, at) => {
    const points = Array.from({ length: 60 }, (_, step) => {
      const x = (step * width) / 59;
      const y = (at * height) / 25 + 3 * Math.sin(x / 6 + at * 0.5 + chance.next() * 0.02);
      return `${x.toFixed(2)},${y.toFixed(2)}`;
    });
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${gray(value)}" stroke-width="0.2"/>`;
  });
  return paths.join('');
}

/** Reflections: white in the middle, where nothing can be read any more. */
function spots(width: number, height: number, glare: number, chance: Chance): string {
  const marks = Array.from({ length: 2 }, (_, at) => {
    const radius = 5 + 9 * chance.next();
    const x = width * chance.next();
    const y = height * (0.55 + 0.45 * chance.next());
    return `<radialGradient id="g${at}"><stop offset="0" stop-color="#fff" stop-opacity="${glare}"/>
      <stop offset="0.5" stop-color="#fff" stop-opacity="${glare * 0.8}"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>
      <circle cx="${x.toFixed(2)}" cy="${y.toFixed(2)}" r="${radius.toFixed(2)}" fill="url(#g${at})"/>`;
  });
  return marks.join('');
}

/** Gaussian blur by its kernel. @param sigma in pixels */
function soften(values: Float32Array, width: number, height: number, sigma: number): void {
  if (sigma <= 0) return;
  const radius = Math.ceil(2.5 * sigma);
  const kernel = Array.from({ length: 2 * radius + 1 }, (_, at) =>
    Math.exp(-((at - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((a, b) => a + b, 0);
  const taps = Float32Array.from(kernel, (tap) => tap / sum);
  const rows = new Float32Array(values.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const inside = x >= radius && x < width - radius;
      let total = 0;
      for (let i = -radius; i <= radius; i += 1) {
        total += taps[i + radius]! * values[inside ? at + i : y * width + Math.max(0, Math.min(width - 1, x + i))]!;
      }
      rows[at] = total;
    }
  }
  values.fill(0);
  for (let y = 0; y < height; y += 1) {
    for (let i = -radius; i <= radius; i += 1) {
      const from = Math.max(0, Math.min(height - 1, y + i)) * width;
      const tap = taps[i + radius]!;
      for (let x = 0, at = y * width; x < width; x += 1, at += 1) values[at]! += tap * rows[from + x]!;
    }
  }
}
