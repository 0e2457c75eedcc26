import type { Mode, Role } from '../election/common.ts';
import { balance, differences, hindrances, type NotYet, type Recorded } from './balance.ts';
import type { Figure, FilledLine } from './figures.ts';
import type { ResultsForm } from './form.ts';
import type { RecountLine } from './recount.ts';

/** Goes before the canonical form of a protocol's content wherever it is hashed. */
export const PROTOCOL_DOMAIN = 'taanuu/protocol/1';

/** Words with which persons let something stand, and who they are. */
export interface Said {
  readonly words: string;
  readonly persons: readonly string[];
}

/** A recount by the scanner, of all ballots of the sitting, as a protocol tells it. */
export interface Recounted {
  /** Sheets of all protocols that were read, and that were counted. */
  readonly sheets: number;
  readonly counted: number;
  /** Sheets that the scanner did not take, and that persons set aside. */
  readonly aside: number;
  /** Whether the numbers of all protocols match. */
  readonly matches: boolean;
  /** Numbers of this protocol that do not. */
  readonly differences: readonly RecountLine[];
  /** Why not; null where all match. */
  readonly words: string | null;
  readonly persons: readonly string[];
}

/** What is recorded of one protocol beside its numbers. */
export interface ProtocolSaid {
  /** By ratio; `left` and `right` are the numbers that it was said of. */
  readonly discrepancies: Readonly<Record<string, Said & { readonly left: number; readonly right: number }>>;
  readonly counts: (Said & { readonly how: 'explained' | 'recounted'; readonly differences: string }) | null;
}

/** How both counts differ, as one text that is another one when any number is. */
export const differencesText = (lines: readonly FilledLine[]): string => JSON.stringify(differences(lines));

/** All numbers of a protocol as one text: whoever signs has seen these. */
export const numbersText = (
  lines: readonly (Pick<Figure, 'value'> & {
    readonly id: string;
    readonly options: readonly (Pick<Figure, 'value'> & { readonly option: string })[];
  })[],
): string =>
  JSON.stringify(lines.map(({ id, value, options }) => [id, value, options.map((one) => [one.option, one.value])]));

/** What of it is about the numbers as they are now: an explanation covers those that it was given for. */
export function standing(form: ResultsForm, lines: readonly FilledLine[], said: ProtocolSaid): Recorded {
  const ratios = balance(form, lines).flatMap((one) => {
    const about = said.discrepancies[one.ratio.id];
    const same = one.state === 'broken' && about?.left === one.left && about.right === one.right;
    return same ? [one.ratio.id] : [];
  });
  return { ratios: new Set(ratios), counts: said.counts?.differences === differencesText(lines) };
}

/** Everything that stands between a filled form, with what is recorded of it, and its signatures. */
export const hindrancesOf = (form: ResultsForm, lines: readonly FilledLine[], said: ProtocolSaid): readonly NotYet[] =>
  hindrances(form, lines, standing(form, lines, said));

/** Whose protocol it is. */
export interface ProtocolOf {
  readonly election: string;
  readonly mode: Mode;
  readonly station: string;
  readonly sitting: string;
  /** Hash of the signed package, which has the form and the names of everything. */
  readonly package: string;
  /** Style of the ballot: also the name of the protocol. */
  readonly style: string;
}

export interface Signer {
  readonly person: string;
  readonly role: Role;
  readonly name: string;
}

/** Why a version takes the place of the one before it. */
export interface Correction extends Said {
  /** Hash of the version that it corrects. */
  readonly sha256: string;
}

/** All that is signed, as it stands on the paper: its canonical form is what is hashed. */
export interface ProtocolContent extends ProtocolOf {
  readonly v: 1;
  /** 1, and one more with every correction that was signed. Each of them stays. */
  readonly version: number;
  /** Null in the first version. */
  readonly corrects: Correction | null;
  readonly form: string;
  /** Local time to the minute, with offset. */
  readonly at: string;
  /** So few ballots that their numbers left sealed: then nothing else of them stands here. */
  readonly fewerThan: number | null;
  readonly lines: readonly ({
    readonly line: string;
    readonly number: string;
    readonly options: readonly ({ readonly option: string } & Figure)[];
  } & Figure)[];
  readonly ratios: readonly {
    readonly ratio: string;
    readonly state: 'holds' | 'broken' | 'waits';
    /** left − right. */
    readonly by: number;
    readonly said: Said | null;
  }[];
  /** Why both counts differ; null where they do not. */
  readonly counts: (Said & { readonly how: 'explained' | 'recounted' }) | null;
  /** In the order in which they were made; not there where none was. */
  readonly recounts?: readonly Recounted[];
  readonly dissents: readonly { readonly person: string; readonly reason: string }[];
  readonly signers: readonly Signer[];
}

/** The lines of a protocol as they were signed. */
export function signedLines({ lines }: ProtocolContent, form: ResultsForm): readonly FilledLine[] {
  return lines.flatMap(({ line: id, machine, hand, value, options }) => {
    const line = form.lines.find((one) => one.id === id);
    return line ? [{ line, machine, hand, value, options }] : [];
  });
}

/** @param lines null for a sealed one */
export function protocolContent(
  of: ProtocolOf,
  form: ResultsForm,
  lines: readonly FilledLine[] | null,
  said: ProtocolSaid,
  more: Pick<ProtocolContent, 'version' | 'corrects' | 'at' | 'fewerThan' | 'recounts' | 'dissents' | 'signers'>,
): ProtocolContent {
  const filled = lines ?? [];
  const recorded = standing(form, filled, said);
  const words = ({ words: text, persons }: Said): Said => ({ words: text, persons });
  return {
    ...{ v: 1, ...of, form: form.id, ...more },
    lines: filled.map(({ line: { id, number }, options, machine, hand, value }) => ({
      ...{ line: id, number, machine, hand, value },
      options: options.map((one) => ({ ...one })),
    })),
    ratios: (lines === null ? [] : balance(form, filled)).map((one) => {
      const about = recorded.ratios.has(one.ratio.id) ? said.discrepancies[one.ratio.id] : undefined;
      return {
        ...{ ratio: one.ratio.id, state: one.state, by: one.state === 'broken' ? one.by : 0 },
        said: about ? words(about) : null,
      };
    }),
    counts: recorded.counts && said.counts ? { ...words(said.counts), how: said.counts.how } : null,
  };
}
