import type { Crypto } from '../crypto/crypto.ts';
import { checkFollows, checkResults, reportOf } from '../results/check-results.ts';
import { type ResultsFile, type ResultsHead, readResultsFile } from '../results/results-file.ts';
import { found, type ResultsFinding, type ResultsReport } from '../results/results-findings.ts';
import type { ResultsTrust } from '../results/results-trust.ts';
import {
  ARRIVAL_FINDINGS,
  ARRIVALS,
  type ResultsArrival,
  resultsStateOf,
  type SaidResults,
  type StationResults,
} from './results-state.ts';

/** What a file is worth by itself: the station's; not to be said yet; or not the station's. */
export interface JudgedResults {
  readonly worth: 'genuine' | 'held' | 'refused';
  readonly report: ResultsReport;
}

/** What a hub holds files of a station against: the signed package's word, and the ballot zones that its journals name. */
export interface HubTrust {
  /** Null: nobody has told the hub of that election yet. */
  readonly trust: Omit<ResultsTrust, 'packages' | 'people'> | null;
  /** By which keys ballot zones of the station sign, each from a verified event `ballot-zone.paired`. */
  readonly zones: readonly ZoneKey[];
}
export type ZoneKey = ResultsTrust['devices'][number];

/**
 * Judges a file by itself. It follows from the file, the package and the zones alone, and is done again when more of these
 * are known: a file whose zone nobody has named yet is held until the journal of its kiosk has come.
 */
export function judgeResults(
  bytes: Uint8Array,
  { trust, zones }: HubTrust,
  crypto: Pick<Crypto, 'sha256' | 'ed25519Verify'>,
): JudgedResults {
  if (trust === null) {
    const read = readResultsFile(bytes, crypto);
    return read.ok
      ? { worth: 'held', report: reportOf(read.value, [found('unknown-device', { found: read.value.head.device })]) }
      : { worth: 'refused', report: reportOf(null, [found(read.error)]) };
  }
  const report = checkResults(bytes, { ...trust, devices: [...trust.devices, ...zones] }, crypto);
  if (report.verdict !== 'refused') return { worth: 'genuine', report };
  // Without its key nothing that hangs on a signature can be said; all else that is wrong stays wrong.
  const waits = report.findings.some(({ finding }) => finding === 'unknown-device') && zones.length === 0;
  const only = report.findings.every(
    ({ finding, weight }) => weight !== 'refused' || finding === 'unknown-device' || finding === 'protocol-forged',
  );
  return { worth: waits && only ? 'held' : 'refused', report };
}

/** Whether a later look may come to another end: a journal, or the package, can still say by whom a file is. */
export const mayChange = ({ standing, findings }: Pick<ResultsArrival, 'standing' | 'findings'>): boolean =>
  standing === 'held' || (standing === 'refused' && findings.some(({ finding }) => finding === 'unknown-device'));

/** A file that came, and its neighbours among the genuine ones that came before, by number. */
export interface Arrived {
  readonly file: Pick<ResultsArrival, 'sha256' | 'bytes' | 'way' | 'by' | 'came'>;
  readonly judged: JudgedResults;
  /** The last one with no greater number, and the first one with a greater number; null: there is none. */
  readonly before: Pick<ResultsFile, 'head' | 'sha256'> | null;
  readonly after: Pick<ResultsFile, 'head' | 'sha256'> | null;
}

/** The genuine files beside which one of that number stands. */
export function neighbours(
  { files }: Pick<StationResults, 'files'>,
  { sha256, head }: Pick<ResultsFile, 'sha256'> & { readonly head: Pick<ResultsHead, 'number'> },
): { readonly before: string | null; readonly after: string | null } {
  const genuine = files
    .filter((one) => (one.standing === 'in-force' || one.standing === 'superseded') && one.sha256 !== sha256)
    .map((one) => ({ sha256: one.sha256, number: one.head?.number ?? 0 }))
    .sort((a, b) => a.number - b.number);
  return {
    before: genuine.findLast(({ number }) => number <= head.number)?.sha256 ?? null,
    after: genuine.find(({ number }) => number > head.number)?.sha256 ?? null,
  };
}

/**
 * Takes a file into what is known of its station and sitting. In whichever order genuine files come, the one with the
 * greatest number is in force; one that does not go together with the others takes nobody's place.
 * @param now the hub's clock, ISO
 * @returns the same value where that is no news
 */
export function withArrival(
  value: StationResults,
  arrived: Arrived,
  constituencyOf: (style: string) => string | null,
  now: string,
): StationResults {
  const known = value.files.find(({ sha256 }) => sha256 === arrived.file.sha256);
  if (known && !mayChange(known)) return value;
  const one = arrivalOf(arrived, known);
  if (known && known.standing === one.standing) return value;
  const isInForce = one.standing === 'in-force';
  const others = value.files.map((file) =>
    isInForce && file.standing === 'in-force' ? { ...file, standing: 'superseded' as const } : file,
  );
  const files = bounded(known ? others.map((file) => (file.sha256 === one.sha256 ? one : file)) : [...others, one]);
  const { file, findings } = arrived.judged.report;
  const said = isInForce && file ? saidOf(file, constituencyOf) : value.said;
  return {
    ...value,
    ...{ files, said, changed: now },
    state: resultsStateOf(files, said?.protocols.some(({ versions }) => versions.length > 1) ?? false),
    inForce: isInForce ? one.sha256 : value.inForce,
    findings: isInForce ? findings : value.findings,
  };
}

function arrivalOf({ file, judged, before, after }: Arrived, known: ResultsArrival | undefined): ResultsArrival {
  const { worth, report } = judged;
  const read = report.file;
  const head = read && { number: read.head.number, device: read.head.device, at: read.head.at };
  const of = { ...(known ?? file), head };
  const told = (standing: ResultsArrival['standing'], findings: readonly ResultsFinding[]): ResultsArrival => ({
    ...of,
    ...{ standing, verdict: standing === 'broken' ? 'refused' : report.verdict },
    findings: heaviest(findings),
  });
  if (worth !== 'genuine' || read === null) return told(worth === 'held' ? 'held' : 'refused', report.findings);
  const apart = [...(before ? checkFollows(before, read) : []), ...(after ? checkFollows(read, after) : [])];
  if (apart.length > 0) return told('broken', [...apart, ...report.findings]);
  return told(after ? 'superseded' : 'in-force', report.findings);
}

const WEIGHTS = ['refused', 'incomplete', 'unbalanced', 'note'] as const;
const heaviest = (findings: readonly ResultsFinding[]): readonly ResultsFinding[] =>
  findings.toSorted((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight)).slice(0, ARRIVAL_FINDINGS);

/** What counts stays, and so does the evidence that came first: whoever sends more of it pushes nothing out. */
function bounded(files: readonly ResultsArrival[]): readonly ResultsArrival[] {
  if (files.length <= ARRIVALS) return files;
  const spare =
    files.findLast(({ standing }) => standing === 'refused') ?? files.find(({ standing }) => standing === 'superseded');
  return files.filter((one) => one !== spare);
}

function saidOf({ head }: ResultsFile, constituencyOf: (style: string) => string | null): SaidResults {
  const { number, at, closedAt, device, boxes, counted, images } = head;
  return {
    ...{ number, at, closedAt, device, boxes, counted, images },
    protocols: head.protocols.map(({ protocol, versions, dissents }) => ({
      ...{ protocol, constituency: constituencyOf(protocol), dissents },
      versions: versions.map(({ content }) => content),
    })),
  };
}
