import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { LaidOut } from '../../../core/ballot/layout.ts';
import type { Election } from '../../../core/election/election.ts';
import { pdfOf } from '../../../core/paper/pdf.ts';
import { grayPng } from '../../../drivers/gray-png.ts';
import { grayPgm } from '../../images/gray-pgm.ts';
import { sheetRaster } from '../../images/sheet-raster.ts';
import { paperFonts } from '../../paper-fonts.ts';
import { type Given, need, WrongUse } from '../frame.ts';
import { type CommandIo, EXIT, Refused, sayProblem } from '../io.ts';
import { ballotsIn } from './source.ts';

type Values = Given<'test' | 'json'>;

/** Coarser ones cannot be read, finer ones no scanner gives. */
const DPI = { least: 100, most: 600, usual: 200 } as const;

/** `taanuu ballots list`: the styles of an election. Refused only if it has none; one without room is told in its line. */
export async function listStyles(file: string, values: Values, io: CommandIo): Promise<number> {
  const { election, sheets } = await ballotsIn(file, values, io);
  const styles = sheets.styles.map(({ id, number, ballot, constituency, layout }) => {
    const made = sheets.sheet(id, false);
    const squares = made.ok ? made.value.geometry.squares.length : null;
    return { id, number, ballot, constituency, layout, squares, problem: made.ok ? null : made.error };
  });
  if (values.flags.json) {
    io.out(JSON.stringify({ election: election.id, mode: election.mode, hash: sheets.hash, styles }));
    return EXIT.done;
  }
  io.out(`${election.names.ky} (${election.mode}), in the corner codes ${sheets.hash}`);
  for (const { id, number, ballot, constituency, layout, squares, problem } of styles) {
    const room = problem === null ? `${squares} squares` : sayProblem(problem);
    io.out(`${id}: number ${number}, ballot ${ballot}, constituency ${constituency}, layout ${layout}, ${room}`);
  }
  return EXIT.done;
}

/** `taanuu ballots render`: one style as a file. */
export async function renderSheet(file: string, values: Values, io: CommandIo): Promise<number> {
  const [style, out] = [need(values, 'style'), need(values, 'out')];
  const form = extname(out).toLowerCase();
  if (!['.pdf', '.png', '.pgm'].includes(form)) throw new WrongUse('--out ends in .pdf, .png or .pgm.');
  const dpi = dpiOf(values.text.dpi, form);
  const { test, json } = values.flags;
  const { election, sheets } = await ballotsIn(file, values, io);
  const made = sheets.sheet(style, test);
  if (!made.ok) throw new Refused(made.error);
  await writeFile(out, bytesOf(made.value, form, dpi, election, style));
  const { geometry } = made.value;
  if (json) io.out(JSON.stringify({ style, test, hash: sheets.hash, geometry }));
  else io.out(`${out}: ${style}, ${geometry.squares.length} squares${test ? ', for tests: never counted' : ''}`);
  return EXIT.done;
}

function dpiOf(text: string | undefined, form: string): number {
  if (text === undefined) return DPI.usual;
  if (form === '.pdf') throw new WrongUse('A PDF has no dots: --dpi is for .png and .pgm.');
  const dpi = Number(text);
  if (!Number.isInteger(dpi) || dpi < DPI.least || dpi > DPI.most) {
    throw new WrongUse(`--dpi is a whole number from ${DPI.least} to ${DPI.most}.`);
  }
  return dpi;
}

function bytesOf({ page }: LaidOut, form: string, dpi: number, election: Election, style: string): Uint8Array {
  if (form === '.pgm') return grayPgm(sheetRaster(page, dpi));
  if (form === '.png') return grayPng(sheetRaster(page, dpi));
  // The day of the election, not of the printing: all sheets of a style come from one and the same file.
  const at = `${election.day.date}T00:00:00Z`;
  return pdfOf([page], { title: style, at, language: 'ky' }, paperFonts());
}
