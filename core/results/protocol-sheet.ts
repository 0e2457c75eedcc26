import type { BallotStyle } from '../ballot/definition.ts';
import type { Election, Precinct } from '../election/election.ts';
import type { Both } from '../receipt/slip.ts';
import type { ResultsForm } from './form.ts';
import type { ProtocolContent, Recounted } from './protocol.ts';
import { type RecountLine, rangeOf } from './recount.ts';
import { paperModeWords, resultsWords } from './words.ts';

/** A number of a protocol as it stands on paper; an empty text where there is none. */
export interface SheetRow {
  /** Number of the line; empty for an option below one. */
  readonly number: string;
  readonly label: Both;
  readonly machine: string;
  readonly hand: string;
  readonly value: string;
}

/** Everything that a paper of a protocol says, in words: what was signed, and what came after. */
export interface ProtocolSheet {
  /** White on black above everything; null in an official election. */
  readonly mark: Both | null;
  readonly title: Both;
  readonly basis: Both;
  readonly election: Both;
  readonly station: string;
  readonly stationNames: Both;
  readonly ballot: Both;
  readonly constituency: Both;
  /** `2023-10-08T20:41+06:00` */
  readonly at: string;
  readonly sitting: string;
  readonly version: number;
  /** What it takes the place of, and why; null in the first version. */
  readonly corrects: { readonly version: number; readonly hash: string; readonly said: SheetSaid } | null;
  /** So few ballots that nothing of them stands here. */
  readonly fewerThan: number | null;
  readonly rows: readonly SheetRow[];
  readonly ratios: readonly {
    readonly label: Both;
    readonly by: number | null;
    readonly said: SheetSaid | null;
  }[];
  readonly counts: (SheetSaid & { readonly how: 'explained' | 'recounted' }) | null;
  readonly recounts: readonly SheetRecount[];
  readonly dissents: readonly { readonly name: string; readonly reason: string; readonly afterwards: boolean }[];
  readonly signers: ProtocolContent['signers'];
  readonly hash: string;
  /** What the QR code says. */
  readonly code: string;
}

/** A recount by the scanner, with the numbers of this protocol that differ. */
export interface SheetRecount extends Pick<Recounted, 'sheets' | 'counted' | 'aside' | 'matches'> {
  readonly differences: readonly { readonly label: Both; readonly counted: string; readonly again: string }[];
  readonly said: SheetSaid | null;
}

export interface SheetSaid {
  readonly words: string;
  readonly names: readonly string[];
}

/** What the paper is made from besides the signed content. */
export interface SheetFacts {
  readonly election: Election;
  readonly precinct: Precinct;
  readonly style: BallotStyle;
  readonly form: ResultsForm;
  readonly hash: string;
  readonly code: string;
  /** All dissents, in the order in which they were recorded. */
  readonly dissents: readonly { readonly person: string; readonly reason: string }[];
  readonly nameOf: (person: string) => string;
}

/** Puts words to a signed protocol. */
export function protocolSheet(content: ProtocolContent, facts: SheetFacts): ProtocolSheet {
  const { election, precinct, style, form, nameOf } = facts;
  const said = ({ words, persons }: { readonly words: string; readonly persons: readonly string[] }): SheetSaid => ({
    ...{ words, names: persons.map(nameOf) },
  });
  return {
    ...{ mark: paperModeWords[election.mode], title: form.title, basis: form.basis, election: election.names },
    ...{ station: precinct.number, stationNames: precinct.names, hash: facts.hash, code: facts.code },
    ballot: election.ballots.find(({ id }) => id === style.ballot)?.names ?? style.title,
    constituency: election.constituencies.find(({ id }) => id === style.constituency)?.names ?? style.title,
    ...{
      at: content.at,
      sitting: content.sitting,
      version: content.version,
      fewerThan: content.fewerThan,
      signers: content.signers,
    },
    corrects: content.corrects && {
      ...{ version: content.version - 1, hash: content.corrects.sha256, said: said(content.corrects) },
    },
    rows: rowsOf(content, style, form),
    ratios: content.ratios.map(({ ratio, state, by, said: why }) => ({
      label: form.ratios.find(({ id }) => id === ratio)?.label ?? { ky: ratio, ru: ratio },
      by: state === 'broken' ? by : null,
      said: why && said(why),
    })),
    counts: content.counts && { ...said(content.counts), how: content.counts.how },
    recounts: (content.recounts ?? []).map(({ differences, words, persons, ...one }) => ({
      ...one,
      differences: differences.map((line) => ({
        label: recountLabel(style, line),
        ...{ counted: String(line.counted), again: rangeOf(line) },
      })),
      said: words === null ? null : said({ words, persons }),
    })),
    dissents: facts.dissents.map(({ person, reason }, at) => ({
      ...{ name: nameOf(person), reason },
      afterwards: at >= content.dissents.length,
    })),
  };
}

const recountLabels = {
  sheets: resultsWords.rereadSheets,
  valid: resultsWords.rereadValid,
  invalid: resultsWords.rereadInvalid,
} as const;

function recountLabel({ parts }: BallotStyle, { line, part, option }: RecountLine): Both {
  if (line !== 'votes') return recountLabels[line];
  const options = parts.find(({ id }) => id === part)?.options;
  return options?.find(({ id }) => id === option)?.names ?? { ky: option ?? '', ru: option ?? '' };
}

const text = (value: number | null): string => (value === null ? '' : String(value));

function rowsOf({ lines }: ProtocolContent, style: BallotStyle, form: ResultsForm): readonly SheetRow[] {
  const options = style.parts.flatMap((part) => part.options);
  return lines.flatMap(({ line, number, options: each, machine, hand, value }) => {
    const { label = { ky: line, ru: line }, source } = form.lines.find(({ id }) => id === line) ?? {};
    // What persons typed is no machine's count.
    const counted = source?.from === 'typed' ? '' : text(machine);
    const row = { number, label, machine: counted, hand: text(hand), value: text(value) };
    // One option alone, as "against all", is the line itself.
    if (each.length === 1) return [row];
    const below = each.map((one) => ({
      ...{
        number: '',
        label: options.find(({ id }) => id === one.option)?.names ?? { ky: one.option, ru: one.option },
      },
      ...{ machine: text(one.machine), hand: text(one.hand), value: text(one.value) },
    }));
    return [row, ...below];
  });
}
