import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { protocolOf } from '../../../core/ballot/day/day.ts';
import type { BallotStyle } from '../../../core/ballot/definition.ts';
import { fromBase64url } from '../../../core/crypto/encoding.ts';
import { zoneOf } from '../../../core/election/election.ts';
import type { HatchFile, OutOfBallotZone } from '../../../core/hatch/hatch.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import { localTime } from '../../../core/journal/chain.ts';
import { fileName } from '../../../core/media/file-name.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { protocolCsv } from '../../../core/results/csv.ts';
import type { Counted } from '../../../core/results/figures.ts';
import { castVoteRecords, type NamedBallot } from '../../../core/results/nist-cvr.ts';
import { electionResultsReport, type ReportFacts } from '../../../core/results/nist-results.ts';
import { signedLines } from '../../../core/results/protocol.ts';
import { reportedCount } from '../../../core/results/reported.ts';
import { exportJournal } from '../../journal/export.ts';
import { PRODUCT } from '../../product.ts';
import { makePrivateFolder } from '../../storage/folder.ts';
import type { KeptBallot } from '../ballot-store.ts';
import type { AtResults } from './at.ts';
import { leave, tellOut } from './leaving.ts';
import { namesOf } from './option-names.ts';
import { pagesOf, pdfOfPages } from './papers.ts';
import { type SealedStyle, sealChoices } from './sealed-choices.ts';
import type { ResultsSealing } from './sealing.ts';
import { type SignedProtocol, signedVersions } from './signed.ts';
import type { SittingResults } from './sitting.ts';

/** A protocol that may leave: it is signed, and its ballots are not too few. */
interface Leaving {
  readonly style: BallotStyle;
  /** The version in force, and every one of before. */
  readonly signed: SignedProtocol;
  readonly versions: readonly SignedProtocol[];
  readonly counted: Counted;
}

/** What leaves the zone through the hatch once protocols are signed. Nothing of a sealed one does but sealed. */
export class ResultsExports {
  readonly #at: AtResults;
  readonly #sealing: ResultsSealing;

  constructor(at: AtResults, sealing: ResultsSealing) {
    this.#at = at;
    this.#sealing = sealing;
  }

  /** Every file that has left, for the other zone when it has forgotten. */
  told(): readonly OutOfBallotZone[] {
    return Object.entries(this.#at.frame.journal.day.exported).map(([file, { kind, sha256 }]) => ({
      ...{ hatch: 'file', kind, file, sha256 },
    }));
  }

  /**
   * Writes all files anew as far as protocols are signed: the results file where something came to it since, PDF, table and signed content of each, the reports of NIST for
   * all of them together, ballots of too small constituencies sealed, and the journal.
   * @returns names of the files; `ballot-zone.protocol-unfinished` before the first signature, or what the disk says
   */
  async export(): Promise<Result<{ readonly files: readonly string[] }, Problem>> {
    const { frame } = this.#at;
    const known = this.#at.with((results) => this.#leaving(results));
    if (!known.ok) return known;
    const { results, leaving, sealed, unsigned } = known.value;
    if (unsigned.all > 0 && unsigned.signed === 0) {
      return err({ code: 'ballot-zone.protocol-unfinished', params: { protocols: unsigned.all } });
    }
    const ballots = this.#ballots(sealed);
    if (!ballots.ok) return ballots;
    const resultsFile = await this.#sealing.seal();
    if (!resultsFile.ok) return resultsFile;
    const files: string[] = resultsFile.value === null ? [] : [resultsFile.value];
    const out = async (kind: HatchFile, name: string, text: string | Uint8Array): Promise<Result<null, Problem>> => {
      const left = await leave(frame, kind, name, [text]);
      if (left.ok) files.push(name);
      return left;
    };
    const name = (what: string, ending: string, style: readonly string[] = []): string =>
      fileName([what, results.force.precinct.number, results.sitting, ...style], ending);
    for (const [kind, file, text] of this.#openFiles(results, leaving, ballots.value, name)) {
      const left = await out(kind, file, text);
      if (!left.ok) return left;
    }
    const { sealingKey } = results.force.policy.results;
    const publicKey = fromBase64url(sealingKey ?? '');
    if (sealed.length > 0 && sealingKey !== null && publicKey) {
      const text = await this.#sealed(results, sealed, ballots.value, publicKey);
      if (!text.ok) return text;
      const left = await out('sealed-choices', name('sealed-choices', '.json'), text.value);
      if (!left.ok) return left;
    }
    for (const [format, ending] of [
      ['ndjson', '.ndjson'],
      ['cdf', '.json'],
    ] as const) {
      const file = name('ballot-journal', ending);
      const facts = { ...PRODUCT, type: 'scan-single' } as const;
      makePrivateFolder(dirname(frame.hatch.outgoing(file)));
      const { journal } = frame.journal.file;
      const written = await exportJournal({ journal, format, file: frame.hatch.outgoing(file), facts });
      if (!written.ok) return written;
      tellOut(frame, 'journal', file, written.value.sha256);
      files.push(file);
    }
    return ok({ files });
  }

  /** What is signed and may be seen, and the styles that may not. */
  #leaving(results: SittingResults) {
    const { frame, phase } = this.#at;
    const styles = results.styles();
    const totals = results.totals();
    if (phase !== 'counted') return err<Problem>({ code: 'ballot-zone.not-now' });
    if (!styles.ok) return styles;
    if (!totals.ok) return totals;
    const leaving: Leaving[] = [];
    for (const { style, sealed } of styles.value) {
      // One that is being corrected is in force until the correction is signed.
      const versions = signedVersions(frame, results, style.id);
      const signed = versions.at(-1);
      const counted = totals.value?.get(style.id);
      if (!sealed && signed && counted) leaving.push({ style, signed, versions, counted });
    }
    const sealed = styles.value.flatMap((one) => (one.sealed ? [one.style] : []));
    const signed = styles.value.filter(
      ({ style }) => protocolOf(frame.journal.day, style.id).versions.length > 0,
    ).length;
    return ok({ results, leaving, sealed, unsigned: { all: styles.value.length, signed } });
  }

  /** Names, kinds and contents of everything that leaves openly. */
  *#openFiles(
    results: SittingResults,
    leaving: readonly Leaving[],
    ballots: readonly KeptBallot[],
    name: (what: string, ending: string, style?: readonly string[]) => string,
  ): Generator<readonly [HatchFile, string, string | Uint8Array]> {
    const { frame } = this.#at;
    const now = frame.now();
    const { force } = results;
    for (const { style, versions } of leaving) {
      for (const signed of versions) {
        const { content, code } = signed;
        const of = content.version === 1 ? [style.id] : [style.id, `version-${content.version}`];
        const pages = pagesOf(frame, results, signed, 'a4', null);
        const title = `${force.policy.results.form.title.ky} ${force.precinct.number}`;
        yield ['protocol', name('protocol', '.pdf', of), pdfOfPages(pages, title, now)];
        const lines = signedLines(content, force.policy.results.form);
        yield ['protocol', name('protocol', '.json', of), `${canonical({ content, code })}\n`];
        yield ['export', name('protocol', '.csv', of), protocolCsv(lines, (one) => namesOf(style, one))];
      }
    }
    if (leaving.length === 0) return;
    const facts: ReportFacts = {
      ...{ election: force.election, precinct: force.precinct, issuer: force.policy.results.issuer },
      ...{ version: PRODUCT.version, voters: votersOf(results, leaving) },
      // The formats know no parts of a second.
      at: localTime(now.getTime(), zoneOf(force.election, force.precinct)).replace(/\.\d+/, ''),
    };
    const reported = leaving.map(({ style, signed, counted }) => ({
      ...{ style, counted: reportedCount(signed.content, force.policy.results.form, style, counted) },
    }));
    yield ['totals', name('results', '.json'), `${JSON.stringify(electionResultsReport(facts, reported), null, 1)}\n`];
    const styles = leaving.map(({ style }) => style);
    const named: NamedBallot[] = ballots
      .filter(({ record }) => styles.some(({ id }) => id === record.style))
      .map(({ record }) => ({ record, uuid: randomUUID() }));
    const records = castVoteRecords(facts, styles, named, frame.keys.serial);
    yield ['export', name('ballots', '.json'), `${JSON.stringify(records, null, 1)}\n`];
  }

  #sealed(
    results: SittingResults,
    styles: readonly BallotStyle[],
    ballots: readonly KeptBallot[],
    publicKey: Uint8Array,
  ): Promise<Result<string, Problem>> {
    const { keys, ballots: store } = this.#at.frame;
    const totals = results.totals();
    const sealed: SealedStyle[] = styles.flatMap(({ id }) => {
      const counted = totals.ok ? totals.value?.get(id) : undefined;
      return counted ? [{ style: id, counted, ballots: ballots.filter(({ record }) => record.style === id) }] : [];
    });
    const { election, precinct } = results.force;
    const of = { election: election.id, mode: election.mode, station: precinct.number, sitting: results.sitting };
    return sealChoices(sealed, of, { publicKey, keys, slotBytes: store.slotBytes });
  }

  /** All ballots, in an order drawn by lot; with their pictures where they leave sealed. */
  #ballots(sealed: readonly BallotStyle[]): Result<readonly KeptBallot[], Problem> {
    const ballots: KeptBallot[] = [];
    for (const read of this.#at.frame.ballots.cast?.ballots() ?? []) {
      if (!read.ok) return read;
      const { record, image } = read.value;
      const pictured = sealed.some(({ id }) => id === record.style);
      if (!record.test) ballots.push({ record, image: pictured ? image : null });
    }
    return ok(ballots);
  }
}

/** Voters of the constituencies that are in the report, each once however many ballots she had; null where not all is told. */
function votersOf(results: SittingResults, leaving: readonly Leaving[]): ReportFacts['voters'] {
  const constituencies = new Map<string, { registered: number; participated: number }>();
  for (const { style } of leaving) {
    const told = results.identificationOf(style);
    if (!told) return null;
    const before = constituencies.get(style.constituency) ?? { registered: 0, participated: 0 };
    constituencies.set(style.constituency, {
      registered: Math.max(before.registered, told['voters-in-list']),
      participated: Math.max(before.participated, told.admitted),
    });
  }
  const all = [...constituencies.values()];
  return {
    registered: all.reduce((sum, one) => sum + one.registered, 0),
    participated: all.reduce((sum, one) => sum + one.participated, 0),
  };
}
