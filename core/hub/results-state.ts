import type { ProtocolContent } from '../results/protocol.ts';
import type { ResultsHead, ResultsImage } from '../results/results-file.ts';
import type { ResultsFinding } from '../results/results-findings.ts';
import type { ResultsVerdict, Standing } from '../results/results-standing.ts';
import type { JournalName } from './names.ts';

/**
 * What the hub knows of the results of one station in one sitting: one value of its bucket `results`, under
 * `ELECTION.MODE.STATION.SITTING`. A station of which no value stands there is awaited. All of it can be made anew from the
 * files that the hub keeps, and these from the kiosks and sticks.
 */
export interface StationResults extends ResultsName {
  readonly state: ResultsState;
  /** Hash of the file whose protocols count now; null: none does. */
  readonly inForce: string | null;
  /** Every file that came, in the order in which they came: those that were refused too, as evidence. */
  readonly files: readonly ResultsArrival[];
  /** What the file in force says; null: there is none. */
  readonly said: SaidResults | null;
  /** What is wrong with the file in force, or to be known of it. */
  readonly findings: readonly ResultsFinding[];
  /** When this value was written last: the hub's clock, ISO. */
  readonly changed: string;
}

/** Whose results: a station's, of one sitting. */
export interface ResultsName extends Omit<JournalName, 'device'> {
  readonly sitting: string;
}

/** How it stands with the results of a station in a sitting, as people are told. */
export const resultsStates = [
  /** Nothing has come. */
  'awaited',
  /** A file is here, and by which key the station's ballot zone signs is not known yet: its journal is awaited. */
  'held',
  /** In order, signed once. */
  'arrived',
  /** In order, and at least one protocol was corrected. */
  'corrected',
  /** Genuine, and something is missing. */
  'incomplete',
  /** Genuine and whole, and its numbers do not agree. Corrected ones can be among them: see the versions. */
  'does-not-balance',
  /** What came was not signed by the station's ballot zone, or not for this; nothing genuine came. */
  'forged',
] as const;
export type ResultsState = (typeof resultsStates)[number];

/** By what way a file came: by the link of its own kiosk, of another kiosk of the station, or on a stick. */
export const ways = ['link', 'peer', 'stick'] as const;
export type ResultsWay = (typeof ways)[number];

/** A file that came. */
export interface ResultsArrival {
  /** Of the whole file. */
  readonly sha256: string;
  readonly bytes: number;
  /** What its head says, whoever wrote it; null where nothing of it can be read. */
  readonly head: Pick<ResultsHead, 'number' | 'device' | 'at'> | null;
  readonly way: ResultsWay;
  /** The kiosk whose connection brought it; null: it came on a stick. */
  readonly by: string | null;
  /** When it was whole: the hub's clock, ISO. */
  readonly came: string;
  readonly standing: Standing;
  readonly verdict: ResultsVerdict;
  /** The heaviest first, and not more than `ARRIVAL_FINDINGS` of them. */
  readonly findings: readonly ResultsFinding[];
}

/** Findings that are kept beside a file, and files that are kept of one station and sitting. */
export const ARRIVAL_FINDINGS = 8;
export const ARRIVALS = 40;

/** What the file in force says: machine count, hand count, versions and dissents as they were signed. */
export interface SaidResults extends Pick<ResultsHead, 'number' | 'at' | 'closedAt' | 'device' | 'boxes' | 'counted'> {
  readonly protocols: readonly StationProtocol[];
  /** Which signed pages and slips were scanned: each by its hash; the bytes stand in the file. */
  readonly images: readonly ResultsImage[];
}

export interface StationProtocol {
  /** Style of the ballot: also the name of the protocol. */
  readonly protocol: string;
  /** Of the style by the signed package; null where it has no such style. */
  readonly constituency: string | null;
  /** As each was signed, the first one first: the last one counts, and each says why it took the place of the one before. */
  readonly versions: readonly ProtocolContent[];
  /** Those after the signatures too. */
  readonly dissents: ProtocolContent['dissents'];
}

/** What a value's key in the bucket begins with, and is. */
export const resultsKey = ({ election, mode, station, sitting }: ResultsName): string =>
  `${election}.${mode}.${station}.${sitting}`;

/** What counts of a station of which nothing stands in the bucket. */
export const awaitedResults = (name: ResultsName): StationResults => {
  const { election, mode, station, sitting } = name;
  const none = { inForce: null, files: [], said: null, findings: [], changed: '' };
  return { election, mode, station, sitting, state: 'awaited', ...none };
};

/** How it stands, by what came. @param corrected a protocol of the file in force has more than one version */
export function resultsStateOf(
  files: readonly Pick<ResultsArrival, 'standing' | 'verdict'>[],
  corrected: boolean,
): ResultsState {
  const now = files.find(({ standing }) => standing === 'in-force');
  if (now?.verdict === 'unbalanced') return 'does-not-balance';
  if (now?.verdict === 'incomplete') return 'incomplete';
  if (now) return corrected ? 'corrected' : 'arrived';
  if (files.some(({ standing }) => standing === 'held')) return 'held';
  return files.length > 0 ? 'forged' : 'awaited';
}
