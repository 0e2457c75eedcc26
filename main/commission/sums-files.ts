import { join } from 'node:path';
import type { ConsoleSettings } from '../../core/commission/settings.ts';
import { publishable, type ResultsSum } from '../../core/hub/results-sum.ts';
import { csvField } from '../../core/journal/csv.ts';
import { instantStamp } from '../../core/media/file-name.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { fileProblem } from '../storage/file-problem.ts';
import { makePrivateFolder } from '../storage/folder.ts';
import { replaceText } from '../storage/whole-file.ts';

export interface SumsTold {
  readonly folder: string;
  readonly settings: ConsoleSettings;
  /** Whose stations' protocols they are; null: the country's. */
  readonly territory: string | null;
  /** The name of whoever writes them. */
  readonly by: string;
  /** What whoever writes them has to say about them. */
  readonly note: string;
  readonly sums: readonly ResultsSum[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Writes sums of protocols for the public, as JSON and as a table. One that may not be published is named with the reason and
 * without its numbers; of each it is said which stations are not in it.
 */
export function writeSums({
  folder,
  settings,
  territory,
  by,
  note,
  sums,
  now,
}: SumsTold): Result<{ readonly files: readonly string[] }, Problem> {
  const told = sums.map(({ lines: _, hindrance, ...sum }) => ({ ...sum, hindrance: hindrance?.code ?? null }));
  const all = told.map((sum, at) => {
    const one = sums[at];
    const lines = one === undefined || sum.counted === 0 ? null : publishable(one);
    return { ...sum, lines: lines?.ok ? lines.value : null };
  });
  if (all.every(({ lines }) => lines === null)) return err({ code: 'console.sums-none' });
  const { election, date } = settings;
  const at = new Date(now).toISOString();
  const content = {
    ...{ format: 'taanuu/published-sums/1', election: election.id, mode: election.mode },
    ...{ date: date ?? election.day.date, territory, at, by, note, sums: all },
  };
  const name = join(folder, 'published', `sums-${election.id}-${territory ?? 'all'}-${instantStamp(new Date(now))}`);
  const head = ['protocol', 'constituency', 'counted', 'stations', 'line', 'number', 'option', 'value'];
  const rows = all.flatMap(({ protocol, constituency, counted, stations, lines }) => {
    const of = [protocol, constituency, counted, stations];
    return (lines ?? []).flatMap(({ line, number, value, options }) => [
      [...of, line, number, '', value],
      ...options.map((one) => [...of, line, number, one.option, one.value]),
    ]);
  });
  const table = [head, ...rows].map((row) => `${row.map((field) => csvField(String(field))).join(',')}\r\n`);
  try {
    makePrivateFolder(join(folder, 'published'));
    replaceText(`${name}.json`, `${JSON.stringify(content, null, 1)}\n`);
    replaceText(`${name}.csv`, `\uFEFF${table.join('')}`);
    return ok({ files: [`${name}.json`, `${name}.csv`] });
  } catch (error) {
    const problem = fileProblem(error);
    if (!problem) throw error;
    return err(problem);
  }
}
