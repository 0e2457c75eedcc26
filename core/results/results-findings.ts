import type { ResultsFile } from './results-file.ts';
import type { ResultsVerdict } from './results-standing.ts';

/**
 * What a finding means. refused: it is not what the station's commission signed, or nobody can say that it is; nothing of
 * it counts. incomplete: it is theirs, and something is missing. unbalanced: it is complete, and its numbers do not agree.
 * note: to be known.
 */
export type FindingWeight = 'refused' | 'incomplete' | 'unbalanced' | 'note';

/** Every finding and how much it weighs. */
export const resultsFindings = {
  'not-results': 'refused',
  'too-large': 'refused',
  truncated: 'refused',
  'image-altered': 'refused',
  'unknown-device': 'refused',
  'bad-signature': 'refused',
  'other-election': 'refused',
  'other-station': 'refused',
  'other-sitting': 'refused',
  'other-package': 'refused',
  /** Closed or signed before it can have been. */
  'before-close': 'refused',
  'protocol-twice': 'refused',
  'unknown-protocol': 'refused',
  /** A protocol whose code or hash is not by the device, or not of what stands beside it. */
  'protocol-forged': 'refused',
  /** Versions that do not follow from each other. */
  'versions-broken': 'refused',
  /** Lines, options or ratios that are not those of the form. */
  'other-form': 'refused',
  /** A number that does not follow from those that it is made of. */
  'number-wrong': 'refused',
  'image-of-nothing': 'refused',
  'signer-unknown': 'refused',
  /** Of two files of a sitting: the later one lacks, or has otherwise, what the earlier one had. */
  'version-gone': 'refused',
  'not-later': 'refused',
  'protocol-missing': 'incomplete',
  'number-missing': 'incomplete',
  'signers-missing': 'incomplete',
  'deciders-missing': 'incomplete',
  'pages-missing': 'incomplete',
  'ratio-broken': 'unbalanced',
  'counts-differ': 'unbalanced',
  'more-than-list': 'unbalanced',
  /** An option has more votes than there are valid ballots. */
  'more-votes': 'unbalanced',
  'boxes-differ': 'unbalanced',
  /** A difference between machine and hand that persons explained: the count by hand stands. */
  'counts-explained': 'note',
  corrected: 'note',
  'few-ballots': 'note',
  dissent: 'note',
  'recount-differs': 'note',
} as const satisfies Readonly<Record<string, FindingWeight>>;
export type ResultsFindingCode = keyof typeof resultsFindings;

export interface ResultsFinding {
  readonly finding: ResultsFindingCode;
  readonly weight: FindingWeight;
  /** Style of the protocol that it is about, and which version. */
  readonly protocol?: string;
  readonly version?: number;
  /** Line, `line/option`, ratio, image or person. */
  readonly at?: string;
  /** What stands there, and what should. */
  readonly found?: string | number;
  readonly expected?: string | number;
  /** What persons said of it. */
  readonly said?: string;
}

export interface ResultsReport {
  readonly verdict: ResultsVerdict;
  /** A protocol of it has more than one version. */
  readonly corrected: boolean;
  readonly findings: readonly ResultsFinding[];
  /** What was read; null where the bytes are no results file. */
  readonly file: ResultsFile | null;
}

/** A finding of that kind. */
export const found = (
  finding: ResultsFindingCode,
  more: Omit<ResultsFinding, 'finding' | 'weight'> = {},
): ResultsFinding => ({ finding, weight: resultsFindings[finding], ...more });

const heavier = ['refused', 'incomplete', 'unbalanced'] as const;

/** What a list of findings comes to: the heaviest of them. */
export const verdictOf = (findings: readonly ResultsFinding[]): ResultsVerdict =>
  heavier.find((weight) => findings.some((one) => one.weight === weight)) ?? 'sound';
