import type { BallotStyle } from '../ballot/definition.ts';
import type { Counted } from './figures.ts';
import type { ResultsForm } from './form.ts';
import type { ProtocolContent } from './protocol.ts';

/**
 * The totals of a style as its signed protocol has them: where the count by hand stands in it, reports say the same. What
 * the form has no line for is as the ballots were counted.
 */
export function reportedCount(
  { lines }: Pick<ProtocolContent, 'lines'>,
  form: ResultsForm,
  style: BallotStyle,
  counted: Counted,
): Counted {
  const sheets: Record<keyof Counted['sheets'], number> = { ...counted.sheets };
  const votes: Record<string, Record<string, number>> = Object.fromEntries(
    Object.entries(counted.votes).map(([part, options]) => [part, { ...options }]),
  );
  for (const { line, value, options } of lines) {
    const source = form.lines.find(({ id }) => id === line)?.source;
    if (source?.from === 'ballots' && value !== null) sheets[source.figure] = value;
    if (source?.from !== 'votes') continue;
    const part = style.parts.find(({ id }) => source.part === null || id === source.part);
    const of = part && votes[part.id];
    if (of) for (const one of options) of[one.option] = one.value ?? of[one.option] ?? 0;
  }
  return { sheets, votes };
}
