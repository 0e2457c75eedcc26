import type { Election, Precinct } from '../election/election.ts';
import type { Problem } from '../problem/catalogue.ts';
import { err, ok, type Result } from '../problem/result.ts';
import { moreThanList } from '../results/check-protocol.ts';
import { isSmall } from '../results/count.ts';
import type { FilledLine } from '../results/figures.ts';
import type { ResultsForm } from '../results/form.ts';
import { signedLines } from '../results/protocol.ts';
import type { ResultsState, StationResults } from './results-state.ts';

/** What the stations of a commission, territorial or central, come to in one protocol. */
export interface ResultsSum {
  /** Style of the ballot. */
  readonly protocol: string;
  readonly constituency: string;
  /** Stations that owe this protocol. */
  readonly stations: number;
  /** Those whose numbers are in the sum: their file is in order. */
  readonly counted: number;
  /** Those whose ballots were so few that their numbers left sealed to the centre. */
  readonly sealed: readonly string[];
  /** Those whose numbers are not in it, and why. */
  readonly aside: readonly { readonly station: string; readonly state: ResultsState }[];
  /** The lines of the form with the numbers that stand in the protocols, added up; an option has its own number. */
  readonly lines: readonly SumLine[];
  /** Why it cannot be published, although it was added up. */
  readonly hindrance: Problem | null;
}

export interface SumLine {
  readonly line: string;
  readonly number: string;
  readonly value: number;
  readonly options: readonly { readonly option: string; readonly value: number }[];
}

/** What is added up: protocols of these stations, by what the hub has of them. */
export interface Summed {
  readonly election: Pick<Election, 'papers'>;
  readonly form: ResultsForm;
  /** So few ballots are not published (`policy.results.smallCount`). */
  readonly smallCount: number;
  readonly precincts: readonly Pick<Precinct, 'number' | 'constituency'>[];
  /** By number of the station, of one sitting; one that is missing is awaited. */
  readonly results: ReadonlyMap<string, StationResults>;
}

/** Sums of every protocol that one of these stations owes. */
export function sumResults({ election, precincts, ...of }: Summed): readonly ResultsSum[] {
  return (election.papers?.styles ?? []).flatMap(({ id: protocol, constituency }) => {
    const owing = precincts.filter((one) => one.constituency === null || one.constituency === constituency);
    return owing.length === 0 ? [] : [sumOf(protocol, constituency, owing, of)];
  });
}

/** Whether a station's protocols are added up: genuine, whole, and its numbers agree. */
const counts = (state: ResultsState): boolean => state === 'arrived' || state === 'corrected';

function sumOf(
  protocol: string,
  constituency: string,
  owing: Summed['precincts'],
  { form, smallCount, results }: Omit<Summed, 'election' | 'precincts'>,
): ResultsSum {
  const aside: { readonly station: string; readonly state: ResultsState }[] = [];
  const sealed: string[] = [];
  const added = new Map(form.lines.map((line) => [line.id, { value: 0, options: new Map<string, number>() }]));
  let counted = 0;
  for (const { number: station } of owing) {
    const one = results.get(station);
    const state = one?.state ?? 'awaited';
    const content = one?.said?.protocols.find((known) => known.protocol === protocol)?.versions.at(-1);
    if (!counts(state) || !content) {
      aside.push({ station, state });
      continue;
    }
    if (content.fewerThan !== null) {
      sealed.push(station);
      continue;
    }
    counted += 1;
    for (const { line, value, options } of signedLines(content, form)) {
      const into = added.get(line.id);
      if (!into) continue;
      into.value += value ?? 0;
      for (const each of options)
        into.options.set(each.option, (into.options.get(each.option) ?? 0) + (each.value ?? 0));
    }
  }
  const lines = form.lines.map(({ id, number }): SumLine => {
    const { value = 0, options = new Map<string, number>() } = added.get(id) ?? {};
    return { line: id, number, value, options: [...options].map(([option, n]) => ({ option, value: n })) };
  });
  const hindrance = counted === 0 ? null : hindranceOf(protocol, lines, form, smallCount);
  return { protocol, constituency, stations: owing.length, counted, sealed, aside, lines, hindrance };
}

/** Nobody publishes more than everybody, nor how so few have voted that each of them can be guessed. */
function hindranceOf(
  protocol: string,
  lines: readonly SumLine[],
  form: ResultsForm,
  smallCount: number,
): Problem | null {
  const filled = lines.flatMap(({ line: id, value }): FilledLine[] => {
    const line = form.lines.find((one) => one.id === id);
    return line ? [{ line, machine: null, hand: null, value, options: [] }] : [];
  });
  const more = moreThanList(filled);
  if (more) return { code: 'hub.more-than-list', params: { protocol, ...more } };
  const sheets = filled
    .filter(({ line: { source } }) => source.from === 'ballots' && ['valid', 'invalid'].includes(source.figure))
    .reduce((sum, { value }) => sum + (value ?? 0), 0);
  return isSmall(sheets, smallCount) ? { code: 'hub.few-ballots', params: { protocol, fewer: smallCount } } : null;
}

/** What may be published of a sum. */
export const publishable = ({ lines, hindrance }: ResultsSum): Result<readonly SumLine[], Problem> =>
  hindrance === null ? ok(lines) : err(hindrance);
