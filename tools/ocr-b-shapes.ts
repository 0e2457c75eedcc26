import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import { alphabetCharacters } from '../core/document/mrz-image/alphabets.ts';
import { sheetLayout } from '../core/document/mrz-image/sheets.ts';
import { type Chance, chanceOf } from '../core/fingerprint/synthetic/chance.ts';
import { root, run, say } from './say.ts';

/**
 * `node tools/ocr-b-shapes.ts`: teaches Tesseract's classifier of shapes the letters of OCR-B (needs Debian's package
 * `tesseract-ocr`). The result is committed. It is taught assets/fonts/ocr-b/OCRBS.otf; the first reader has its drawings
 * from the other font, OCRB.otf.
 */
const target = join(root, 'main/identification/mrz-image/ocr-b.traineddata.gz');
const font = join(root, 'assets/fonts/ocr-b/OCRBS.otf');

/** Width of every letter of the font, in em. */
const ADVANCE = 0.723;
/** Height of a capital, in em. */
const CAPITAL = 0.706;
/** Two of letters and one of digits in each weight. */
const SHEETS = 18;
const ROWS = 8;
/** Millimetres by which ink runs over its outline, or is worn away. */
const WEIGHTS = [-0.03, -0.015, 0, 0, 0.02, 0.04] as const;
const { pitch, row: rowHeight, longest, paper, ink } = sheetLayout;
const width = (longest + 2) * pitch;
const height = ROWS * rowHeight + 2 * pitch;
const gray = (value: number) => `rgb(${value},${value},${value})`;

/** 0–1. Seven has no factor in common with the sheets: every weight gets little and much. */
const softness = (sheet: number) => ((7 * sheet) % SHEETS) / SHEETS;
/** Light, usual and heavy print, sharp and soft: fonts of their own, or their shapes become one that is none of them. */
const printOf = (sheet: number) => `w${Math.floor(sheet / 6)}${softness(sheet) >= 0.5 ? 1 : 0}`;

/** Rows like those of a zone: every letter equally often, fillers at their end and some between. */
function rowsOf(alphabet: string, chance: Chance): string[] {
  const upTo = (n: number) => Math.floor(chance.next() * n);
  const letters = [...alphabet].filter((letter) => letter !== '<');
  let left: string[] = [];
  const next = () => {
    if (left.length === 0) left = [...letters];
    return left.splice(upTo(left.length), 1)[0]!;
  };
  return Array.from({ length: ROWS }, () => {
    const filled = [0, 6, 14, 24][upTo(4)]!;
    return Array.from({ length: longest }, (_, at) =>
      at >= longest - filled || chance.next() < 0.05 ? '<' : next(),
    ).join('');
  });
}

/**
 * Draws rows as print and scanner make them: heavier or lighter, shifted, turned, blurred, with noise.
 * @param weight see WEIGHTS
 * @param blur deviation in pixels
 * @returns a PGM
 */
function draw(rows: readonly string[], weight: number, blur: number, chance: Chance): Buffer {
  const within = (most: number) => (chance.next() - 0.5) * 2 * most;
  const base = pitch + rowHeight / 2 + (CAPITAL / 2) * (pitch / ADVANCE);
  const marks = rows.flatMap((row, r) =>
    [...row].map((letter, column) => {
      const x = (column + 1) * pitch + within(1);
      const y = base + r * rowHeight + within(1);
      const turn = `rotate(${within(0.8).toFixed(2)} ${x + pitch / 2} ${y - pitch / 2})`;
      return `<text x="${x}" y="${y}" transform="${turn}">${letter === '<' ? '&lt;' : letter}</text>`;
    }),
  );
  const stroke = `stroke="${gray(weight < 0 ? paper : ink)}" stroke-width="${(2 * Math.abs(weight) * pitch) / 2.54}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <filter id="blur" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB"><feGaussianBlur stdDeviation="${blur}"/></filter>
    <g filter="url(#blur)"><rect width="${width}" height="${height}" fill="${gray(paper)}"/>
    <g font-family="OCR B" font-size="${pitch / ADVANCE}" fill="${gray(ink)}" ${stroke}>${marks.join('')}</g></g></svg>`;
  const { pixels } = new Resvg(svg, {
    background: gray(paper),
    font: { fontFiles: [font], loadSystemFonts: false, defaultFontFamily: 'OCR B' },
  }).render();
  const noise = 12 * chance.next() ** 2;
  const out = Uint8Array.from({ length: width * height }, (_, at) =>
    Math.max(0, Math.min(255, pixels[4 * at]! + noise * chance.normal())),
  );
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), out]);
}

/** Where each letter is, in Tesseract's form: letter, left, bottom, right, top, sheet; from the lower left corner. */
function boxesOf(rows: readonly string[]): string {
  const around = 14;
  const lines = rows.flatMap((row, r) =>
    [...row].map((letter, column) => {
      const left = (column + 1) * pitch;
      const top = height - pitch - r * rowHeight;
      return `${letter} ${left + 1} ${top - rowHeight + around} ${left + pitch - 1} ${top - around} 0`;
    }),
  );
  return `${lines.join('\n')}\n`;
}

const folder = mkdtempSync(join(tmpdir(), 'ocr-b-'));
try {
  const names = Array.from({ length: SHEETS }, (_, at) => `ocrb.${printOf(at)}.exp${at}`);
  for (const [at, name] of names.entries()) {
    const chance = chanceOf('ocr-b-shapes', at);
    const rows = rowsOf(alphabetCharacters[at % 3 === 2 ? 'D' : 'L'], chance);
    const weight = WEIGHTS[Math.floor(at / 3)]!;
    const blur = 0.3 + 1.9 * softness(at) ** 2;
    writeFileSync(join(folder, `${name}.pgm`), draw(rows, weight, blur, chance));
    writeFileSync(join(folder, `${name}.box`), boxesOf(rows));
    await tesseract('tesseract', `${name}.pgm`, name, '--psm', '6', '--dpi', '300', 'box.train');
  }
  const boxes = names.map((name) => `${name}.box`);
  const shapes = names.map((name) => `${name}.tr`);
  await tesseract('unicharset_extractor', '--output_unicharset', 'unicharset', '--norm_mode', '1', ...boxes);
  // Letters of one width, neither slanted nor bold.
  const prints = [...new Set(names.map((_, at) => printOf(at)))].sort();
  writeFileSync(join(folder, 'font_properties'), prints.map((print) => `${print} 0 0 1 0 0\n`).join(''));
  await tesseract('mftraining', '-F', 'font_properties', '-U', 'unicharset', '-O', 'ocrb.unicharset', ...shapes);
  await tesseract('cntraining', ...shapes);
  for (const part of ['inttemp', 'pffmtable', 'normproto', 'shapetable']) {
    renameSync(join(folder, part), join(folder, `ocrb.${part}`));
  }
  await tesseract('combine_tessdata', 'ocrb.');
  writeFileSync(target, gzipSync(readFileSync(join(folder, 'ocrb.traineddata')), { level: 9 }));
  say(target);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function tesseract(program: string, ...args: string[]): Promise<void> {
  // Its programs write where they are started, and one thread makes the same shapes every time.
  const { code, output } = await run('env', ['-C', folder, 'OMP_THREAD_LIMIT=1', program, ...args]);
  if (code !== 0) throw new Error(`${program} failed:\n${output}`);
}
