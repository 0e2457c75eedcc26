import { protocolOf } from '../../../core/ballot/day/day.ts';
import { toHex, utf8 } from '../../../core/crypto/encoding.ts';
import { zoneOf } from '../../../core/election/election.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import { localTime } from '../../../core/journal/chain.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type UnsignedResults, writeResultsFile } from '../../../core/results/results-file.ts';
import { resultsFileName } from '../../../core/results/results-name.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { storageProblem } from '../../storage/failure.ts';
import type { AtResults } from './at.ts';
import { keptImages } from './kept-images.ts';
import { tellOut, writeOut } from './leaving.ts';
import { signedVersions } from './signed.ts';
import type { SittingResults } from './sitting.ts';

/** What a file says that another one of the same results would say too. */
type Content = Pick<UnsignedResults, 'package' | 'boxes' | 'counted' | 'protocols' | 'images'>;

interface ToSeal {
  readonly results: SittingResults;
  readonly content: Content;
  /** Bytes of the images, in their order. */
  readonly images: readonly Uint8Array[];
}

/**
 * Seals the results file of the sitting: once when the last protocol was signed, and again, under the next number, whenever
 * something was added to it. Before that, and while a protocol is being corrected, there is nothing to be sealed.
 */
export class ResultsSealing {
  readonly #at: AtResults;
  #problem: Problem | null = null;
  /** One after the other: a number is given once. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(at: AtResults) {
    this.#at = at;
  }

  /** Why the last one could not be written; null: it was. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** @returns name of the file in force; null while there is none, or what the disk says */
  seal(): Promise<Result<string | null, Problem>> {
    const sealed = this.#last.then(() => this.#seal());
    this.#last = sealed.catch(() => null);
    return sealed;
  }

  async #seal(): Promise<Result<string | null, Problem>> {
    // Before the count there is nothing to be sealed, and nothing is missing where there is no package yet.
    const known = this.#at.phase === 'counted' ? this.#at.with((results) => this.#content(results)) : ok(null);
    const sealed = known.ok && known.value ? await this.#written(known.value) : known.ok ? ok(null) : known;
    this.#problem = sealed.ok ? null : sealed.error;
    this.#at.frame.changes.changed();
    return sealed;
  }

  /** A disk that refuses the journal is told like any other: whoever signed has signed. */
  async #written(toSeal: ToSeal): Promise<Result<string | null, Problem>> {
    try {
      return await this.#write(toSeal);
    } catch (error) {
      const problem = storageProblem(error, 'journal');
      if (!problem) throw error;
      return err(problem);
    }
  }

  /** Everything that is signed; null before all of it is. */
  #content(results: SittingResults): Result<ToSeal | null, Problem> {
    const { frame } = this.#at;
    const { day } = frame.journal;
    const styles = results.styles();
    if (!styles.ok) return styles;
    const isSigned = styles.value.every(({ style }) => protocolOf(day, style.id).signed !== null);
    if (day.counted === null || styles.value.length === 0 || !isSigned) return ok(null);
    const protocols = styles.value.map(({ style }) => ({
      protocol: style.id,
      versions: signedVersions(frame, results, style.id).map(({ content, code }) => ({ content, code })),
      dissents: protocolOf(day, style.id).dissents.map((one) => ({ ...one })),
    }));
    const content = { package: results.force.sha256, boxes: boxesOf(day), counted: day.counted.sheets, protocols };
    const images = keptImages(frame, results);
    return ok({
      ...{ results, images: images.map(({ bytes }) => bytes) },
      content: { ...content, images: images.map(({ image }) => image) },
    });
  }

  async #write({ results, content, images }: ToSeal): Promise<Result<string | null, Problem>> {
    const { keys, journal, now } = this.#at.frame;
    const { election, precinct } = results.force;
    const { day } = journal;
    if (day.closedAt === null) return ok(null);
    // One of which the journal has never been told has left nothing behind.
    const before = results.numbers.all.files.filter(({ file, sha256 }) => day.exported[file]?.sha256 === sha256);
    const of = toHex(nodeCrypto.sha256(utf8(canonical(content))));
    const last = before.at(-1);
    if (last?.of === of) return ok(last.file);
    const number = (last?.number ?? 0) + 1;
    const { state } = journal.file.journal.signedHead();
    const head: UnsignedResults = {
      ...{ v: 1, kind: 'results', election: election.id, mode: election.mode, station: precinct.number },
      ...{ sitting: results.sitting, device: keys.device, key: keys.signing.key, number, ...content },
      at: localTime(now().getTime(), zoneOf(election, precinct)).replace(/:\d\d\.\d+/, ''),
      ...{ previous: last?.sha256 ?? null, closedAt: day.closedAt, journal: { seq: state.seq, hash: state.hash } },
    };
    const file = resultsFileName(precinct.number, results.sitting, number);
    const written = await writeOut(this.#at.frame, file, writeResultsFile(head, images, keys.signing.sign));
    if (!written.ok) return written;
    const { sha256 } = written.value;
    const kept = results.numbers.replace({ files: [...before, { number, file, sha256, of }] });
    if (!kept.ok) return kept;
    tellOut(this.#at.frame, 'results', file, sha256);
    return ok(file);
  }
}

/** Sheets by box: those that were taken away, the one that stood there at the close, and the mobile ones. */
function boxesOf({
  before,
  box,
  closedSheets,
  mobile,
}: AtResults['frame']['journal']['day']): UnsignedResults['boxes'] {
  const taken = before.map((one) => ({ ...one, kind: 'stationary' as const }));
  const rest = (closedSheets ?? 0) - before.reduce((sum, { sheets }) => sum + sheets, 0);
  return [
    ...taken,
    { box: box?.id ?? '—', kind: 'stationary', sheets: Math.max(0, rest) },
    ...mobile.map((one) => ({ box: one.box, kind: 'mobile' as const, sheets: one.sheets ?? 0 })),
  ];
}
