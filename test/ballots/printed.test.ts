import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Box } from '../../core/ballot/geometry.ts';
import { judgeSheet } from '../../core/ballot/judge.ts';
import { expectedSheets } from '../../core/ballot/read/expected.ts';
import { readSheet } from '../../core/ballot/read/read-sheet.ts';
import { readingRules } from '../../core/ballot/read/rules.ts';
import type { GrayPage } from '../../core/ballot/reading.ts';
import { sheetsOf } from '../../core/ballot/sheet.ts';
import { electionSchema } from '../../core/election/election.ts';
import { ballotReadingPolicySchema } from '../../core/election/policy-ballot.ts';
import { pdfOf } from '../../core/paper/pdf.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { CupsPrinter } from '../../drivers/printer/cups/cups.ts';
import { opened, ready, statusWhere, temporaryFolder } from '../../drivers/testing/bench.ts';
import { need, runOnce } from '../../drivers/testing/child.ts';
import { realCups } from '../../drivers/testing/cups.ts';
import { nodeCrypto } from '../../main/crypto/node.ts';
import { decodeCornerCode } from '../../main/images/corner-code.ts';
import { sheetRaster } from '../../main/images/sheet-raster.ts';
import { paperFonts } from '../../main/paper-fonts.ts';

/**
 * A ballot on a way of which no part but the two ends is ours: through a real print queue, as poppler draws what came out,
 * marked and damaged by ImageMagick.
 */
const DPI = 200;
const root = join(import.meta.dirname, '../..');
const election = electionSchema.parse(JSON.parse(readFileSync(join(root, 'assets/demo/election.json'), 'utf8')));
const rules = readingRules(ballotReadingPolicySchema.parse(undefined));

function made<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
const sheets = made(sheetsOf(election, nodeCrypto));
const style = sheets.styles[0]!;
const ids = sheets.styles.map(({ id }) => id);
const expected = expectedSheets(sheets, ids, (page) => sheetRaster(page, DPI));
const { page, geometry } = made(sheets.sheet(style.id, false));

/** What came out of the queue, as a gray picture of poppler's. */
let printed: Buffer;

beforeAll(async () => {
  need('/usr/bin/pdftoppm', 'poppler-utils');
  need('/usr/bin/convert', 'imagemagick');
  const cups = await realCups();
  const printer = opened(new CupsPrinter({ address: `page@${cups.socket}` }));
  await statusWhere(printer, ready);
  const about = { title: style.id, at: `${election.day.date}T00:00:00Z`, language: 'ky' };
  const result = await printer.print({ format: 'pdf', title: 'Ballot', bytes: pdfOf([page], about, paperFonts()) });
  expect(result.ok).toBe(true);
  const out = join(temporaryFolder(), 'ballot');
  await ran('/usr/bin/pdftoppm', '-gray', '-r', String(DPI), '-singlefile', cups.pages()[0] ?? '', out);
  printed = readFileSync(`${out}.pgm`);
}, 60_000);

async function ran(program: string, ...args: string[]): Promise<void> {
  const { code, output } = await runOnce(program, args);
  if (code !== 0) throw new Error(output);
}

/** A cross of a pen of 0.7 mm in a square, in dots of the picture. */
function cross({ x, y, width, height }: Box): string[] {
  const dots = (millimetres: number) => ((millimetres / 25.4) * DPI).toFixed(1);
  const [left, top, right, bottom] = [x + width * 0.15, y + height * 0.15, x + width * 0.85, y + height * 0.85];
  const line = (from: number, to: number) => `line ${dots(left)},${dots(from)} ${dots(right)},${dots(to)}`;
  return ['-stroke', 'gray20', '-strokewidth', dots(0.7), '-draw', line(top, bottom), '-draw', line(bottom, top)];
}

/** Marks squares, damages the picture, and reads it. */
async function readWith(options: readonly number[], damage: readonly string[]) {
  const folder = temporaryFolder();
  const [from, out] = [join(folder, 'printed.pgm'), join(folder, 'scan.pgm')];
  writeFileSync(from, printed);
  const marks = options.flatMap((at) => cross(geometry.squares[at]!.box));
  await ran('/usr/bin/convert', from, ...marks, ...damage, '-colorspace', 'gray', '-depth', '8', out);
  const reading = await readSheet(pgm(readFileSync(out)), expected, rules, decodeCornerCode);
  const styles = new Map(sheets.styles.map((one) => [one.number, one]));
  return judgeSheet(reading, { election: sheets.hash, styles, test: false });
}

function pgm(file: Buffer): GrayPage {
  const [, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.toString('latin1', 0, 40)) ?? [];
  const [w, h] = [Number(width), Number(height)];
  return { width: w, height: h, dpi: DPI, pixels: new Uint8Array(file.subarray(file.length - w * h)) };
}

const damages: readonly (readonly [string, readonly string[]])[] = [
  ['as it came out', []],
  ['skewed by 1.2 degrees', ['-background', 'white', '-rotate', '1.2']],
  ['skewed the other way, and soft', ['-background', 'white', '-rotate', '-0.8', '-blur', '0x1']],
  ['noisy', ['-attenuate', '0.4', '+noise', 'Gaussian']],
  ['pale', ['+level', '18%,100%']],
  ['shifted on a larger bed', ['-background', 'white', '-gravity', 'northwest', '-splice', '12x20']],
  ['upside down', ['-rotate', '180']],
];

describe('a ballot from a real print queue', () => {
  it.each(damages)('%s: it is read as it was marked', async (name, damage) => {
    // Another square each time: there are more kinds of damage than squares.
    const at = damages.findIndex(([one]) => one === name) % geometry.squares.length;
    const { option } = geometry.squares[at]!;
    const judged = await readWith([at], damage);
    expect(judged).toMatchObject({ verdict: 'valid', parts: [{ marked: [option], unsure: [] }] });
  });

  it('has each of its squares marked by one of them', () => {
    expect(geometry.squares.length).toBeGreaterThan(3);
    expect(geometry.squares.length).toBeLessThanOrEqual(damages.length);
  });

  it('without a mark, and with two, is not valid', async () => {
    expect(await readWith([], [])).toMatchObject({ verdict: 'invalid', why: 'none' });
    const skewed = ['-background', 'white', '-rotate', '0.7'];
    expect(await readWith([0, 2], skewed)).toMatchObject({ verdict: 'invalid', why: 'too-many' });
  });
});
