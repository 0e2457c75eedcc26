import { join } from 'node:path';
import type { Country } from '../../core/commission/country.ts';
import { publishedCsv, publishedTurnout } from '../../core/commission/published.ts';
import type { ConsoleSettings } from '../../core/commission/settings.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { fileProblem } from '../storage/file-problem.ts';
import { makePrivateFolder } from '../storage/folder.ts';
import { replaceText } from '../storage/whole-file.ts';

/** Where files for publication go, in the console's folder. */
const PUBLISHED = 'published';

/** Writes the turnout as it may be published, as JSON and as a table. @param now milliseconds since 1970 */
export function writeTurnout(
  folder: string,
  settings: ConsoleSettings,
  country: Country,
  now: number,
): Result<{ readonly files: readonly string[] }, Problem> {
  const told = publishedTurnout(country.contributions(), settings, now, country.due());
  const name = `turnout-${settings.election.id}-${told.at.slice(0, 19).replaceAll(':', '')}Z`;
  const files = [
    { file: join(folder, PUBLISHED, `${name}.json`), text: `${JSON.stringify(told, null, 1)}\n` },
    { file: join(folder, PUBLISHED, `${name}.csv`), text: publishedCsv(told, settings.reports) },
  ];
  try {
    makePrivateFolder(join(folder, PUBLISHED));
    for (const { file, text } of files) replaceText(file, text);
    return ok({ files: files.map(({ file }) => file) });
  } catch (error) {
    const problem = fileProblem(error);
    if (!problem) throw error;
    return err(problem);
  }
}
