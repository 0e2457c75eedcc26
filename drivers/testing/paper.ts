import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './bench.ts';
import { need, runOnce } from './child.ts';

/** A word as it stands on a sheet; points from the upper left corner. */
export interface PaperWord {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Paper {
  /** As `pdfinfo` tells it. */
  readonly info: string;
  /** The words of each sheet, in the order of the file. */
  readonly sheets: readonly (readonly PaperWord[])[];
  /** All text, a blank between words. */
  readonly text: string;
}

async function poppler(program: string, ...args: readonly string[]): Promise<string> {
  need(`/usr/bin/${program}`, 'poppler-utils');
  const { code, output } = await runOnce(`/usr/bin/${program}`, args);
  if (code !== 0 || /error/i.test(output)) throw new Error(`${program}: ${output}`);
  return output;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** A PDF as poppler reads it, which is not ours. */
export async function paperOf(pdf: Uint8Array): Promise<Paper> {
  const [file, list] = ['a.pdf', 'a.html'].map((name) => join(temporaryFolder(), name)) as [string, string];
  writeFileSync(file, pdf);
  await poppler('pdftotext', '-bbox', file, list);
  const html = readFileSync(list, 'utf8');
  const sheets = html
    .split('<page ')
    .slice(1)
    .map((page) =>
      [...page.matchAll(/<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<\/word>/g)].map(
        ([, left, top, right, bottom, text = '']) => ({
          text: text.replaceAll(/&(\w+);/g, (whole, name) => entities[name] ?? whole),
          ...{ left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom) },
        }),
      ),
    );
  const text = sheets.flat().map((word) => word.text);
  return { info: await poppler('pdfinfo', file), sheets, text: text.join(' ') };
}

/** A sheet as it would be printed, in 256 grays. */
export async function pictureOfPaper(pdf: Uint8Array, dpi: number) {
  const folder = temporaryFolder();
  const file = join(folder, 'a.pdf');
  writeFileSync(file, pdf);
  await poppler('pdftoppm', '-gray', '-r', String(dpi), '-singlefile', file, join(folder, 'page'));
  const pgm = readFileSync(join(folder, 'page.pgm'));
  const [, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.toString('latin1', 0, 40)) ?? [];
  const [w, h] = [Number(width), Number(height)];
  return { width: w, height: h, pixels: new Uint8Array(pgm.subarray(pgm.length - w * h)) };
}

/** Words that lie on one another, and words that are not wholly inside the margins: pairs and names, for a test to be empty. */
export function badlyPlaced(sheet: readonly PaperWord[], margin: number, width: number, height: number): string[] {
  const outside = sheet.filter(
    ({ left, right, top, bottom }) =>
      left < margin - 1 || right > width - margin + 1 || top < margin - 8 || bottom > height - margin + 20,
  );
  // A line's box is higher than its letters: what overlaps by less than a third of it does not touch.
  const touching = sheet.flatMap((a, i) =>
    sheet
      .slice(i + 1)
      .filter((b) => {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        return across > 0.5 && down > Math.min(a.bottom - a.top, b.bottom - b.top) / 3;
      })
      .map((b) => `${a.text} | ${b.text}`),
  );
  return [...outside.map(({ text }) => text), ...touching];
}
