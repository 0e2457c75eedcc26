import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { testPack } from '../../../core/ballot/test-pack.ts';
import { testSheetPage } from '../../../core/ballot/test-sheet.ts';
import { precinctOf } from '../../../core/election/election.ts';
import { pdfOf } from '../../../core/paper/pdf.ts';
import type { Page } from '../../../core/paper/sheet.ts';
import { paperFonts } from '../../paper-fonts.ts';
import { type Given, need, WrongUse } from '../frame.ts';
import { type CommandIo, EXIT, Refused } from '../io.ts';
import { ballotsIn } from './source.ts';

/** `taanuu ballots test-pack`: every sheet of a station's test pack, its marks on it, as one PDF. */
export async function writeTestPack(file: string, values: Given<'json'>, io: CommandIo): Promise<number> {
  const [station, out] = [need(values, 'station'), need(values, 'out')];
  if (extname(out).toLowerCase() !== '.pdf') throw new WrongUse('--out ends in .pdf.');
  const { election, sheets } = await ballotsIn(file, values, io);
  const precinct = precinctOf(election, station);
  if (!precinct || !election.papers) throw new WrongUse(`This election has no station ${station}.`);
  const pack = testPack(election.papers, precinct.constituency);
  const pages = pack.map((sheet): Page => {
    const made = sheets.sheet(sheet.style, true);
    if (!made.ok) throw new Refused(made.error);
    return testSheetPage(made.value, sheet);
  });
  const at = `${election.day.date}T00:00:00Z`;
  await writeFile(out, pdfOf(pages, { title: `test-pack-${station}`, at, language: 'ky' }, paperFonts()));
  if (values.flags.json) io.out(JSON.stringify({ station, sheets: pack }));
  else io.out(`${out}: ${pack.length} sheets for station ${station}, for tests: never counted`);
  return EXIT.done;
}
