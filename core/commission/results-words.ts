import type { Words } from '../election/common.ts';
import type { ConsoleSettings } from './settings.ts';

/** What the lines of the form and the options of ballots are called, for those who read protocols. */
export interface ResultsWords {
  /** By the id of a line. */
  readonly lines: Readonly<Record<string, Words>>;
  /** By the style of the ballot. */
  readonly protocols: Readonly<
    Record<string, { readonly title: Words; readonly options: Readonly<Record<string, Words>> }>
  >;
}

/** @param protocols those that are shown; a style that the election does not have has no words */
export function resultsWords(
  { election, results }: Pick<ConsoleSettings, 'election' | 'results'>,
  protocols: readonly string[],
): ResultsWords {
  const wanted = new Set(protocols);
  const styles = (election.papers?.styles ?? []).filter(({ id }) => wanted.has(id));
  return {
    lines: Object.fromEntries(results.form.lines.map(({ id, label }) => [id, label])),
    protocols: Object.fromEntries(
      styles.map(({ id, title, parts }) => [
        id,
        {
          title,
          options: Object.fromEntries(
            parts.flatMap(({ options }) => options.map((option) => [option.id, option.names])).reverse(),
          ),
        },
      ]),
    ),
  };
}
