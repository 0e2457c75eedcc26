import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BallotPhase } from '../../../core/ballot/day/day.ts';
import type { BallotStyle } from '../../../core/ballot/definition.ts';
import type { SignedTotals } from '../../../core/hatch/hatch.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { needsPersons } from '../../../core/results/count.ts';
import { type FilledLine, fillForm, type Known } from '../../../core/results/figures.ts';
import { type IdentificationFigure, identificationFigures } from '../../../core/results/form.ts';
import type { Recounted } from '../../../core/results/protocol.ts';
import { type ShownRule, type StationStyle, stationStyles } from '../../../core/results/shown.ts';
import { storageProblem } from '../../storage/failure.ts';
import type { TakenPackage } from '../package.ts';
import type { ResultsFrame } from './frame.ts';
import { type RecordedRecount, SealedNumbers } from './numbers.ts';
import { openTotals, sealTotals, type Totals } from './totals.ts';

/** What lies in the store after the close: numbers of sheets, and the places of those about which persons decide. */
interface Look {
  readonly all: number;
  /** By style. */
  readonly sheets: ReadonlyMap<string, number>;
  readonly undecided: ReadonlyMap<string, readonly number[]>;
}

const closed: readonly BallotPhase[] = ['closed', 'mobile', 'counted'];
/** The box takes no ballots of voters any more. */
export const isOver = (phase: BallotPhase): boolean => closed.includes(phase);

const stemOf = ({ election, precinct }: TakenPackage, sitting: string): string =>
  `results-${election.id}-${election.mode}-${precinct.number}-${sitting}`;

/** Destroys the results of all sittings, their keys first: what is left of a file is then noise. */
export function destroyResults({ stateDir, keys }: Pick<ResultsFrame, 'stateDir' | 'keys'>): Result<null, Problem> {
  try {
    for (const file of readdirSync(stateDir)) {
      const [, stem] = /^(results-.+)-(?:typed|counted|page-[0-9a-f]{64})$/.exec(file) ?? [];
      if (stem === undefined) continue;
      keys.eraseDatabaseKey(stem);
      rmSync(join(stateDir, file));
    }
    return ok(null);
  } catch (error) {
    const problem = storageProblem(error, stateDir);
    if (!problem) throw error;
    return err(problem);
  }
}

/** The results of one sitting as far as they are known, and which of them may be seen. */
export class SittingResults {
  readonly force: TakenPackage;
  readonly sitting: string;
  readonly numbers: SealedNumbers;
  readonly #frame: ResultsFrame;
  #look: Look | null = null;
  #totals: { readonly sha256: string; readonly totals: Totals } | null = null;

  private constructor(frame: ResultsFrame, force: TakenPackage, sitting: string, numbers: SealedNumbers) {
    this.#frame = frame;
    this.force = force;
    this.sitting = sitting;
    this.numbers = numbers;
  }

  /** @returns `ballot-zone.no-package`, `ballot-zone.not-now` before a sitting, or what the disk says */
  static open(frame: ResultsFrame): Result<SittingResults, Problem> {
    const force = frame.taken();
    const { sitting } = frame.journal.day.station;
    if (!force) return err({ code: 'ballot-zone.no-package' });
    if (sitting === null) return err({ code: 'ballot-zone.not-now' });
    const stem = stemOf(force, sitting);
    const numbers = SealedNumbers.open(join(frame.stateDir, `${stem}-typed`), frame.keys.databaseKey(stem));
    return numbers.ok ? ok(new SittingResults(frame, force, sitting, numbers.value)) : numbers;
  }

  /** Name of this sitting's files and of their key. */
  get stem(): string {
    return stemOf(this.force, this.sitting);
  }

  get #form() {
    return this.force.policy.results.form;
  }

  /** The protocols of this station; none before the close. */
  styles(): Result<readonly StationStyle[], Problem> {
    if (!isOver(this.#frame.journal.day.phase)) return ok([]);
    const look = this.#looked();
    if (!look.ok) return look;
    const { papers } = this.force;
    const { protocols } = this.numbers.all;
    const told = this.#told().flatMap(({ ballots }) => ballots.filter(({ figures }) => figures.admitted > 0));
    const known = papers.styles.filter((style) => style.id in protocols || told.some((one) => isOf(style, one)));
    return ok(stationStyles(papers.styles, this.shownRule, look.value.sheets, new Set(known.map(({ id }) => id))));
  }

  /** Places of the ballots about which persons have to decide here. Those of sealed styles are decided at the centre. */
  undecided(): Result<readonly number[], Problem> {
    const styles = this.styles();
    const look = this.#looked();
    if (!styles.ok) return styles;
    if (!look.ok) return look;
    return ok(styles.value.flatMap(({ style, sealed }) => (sealed ? [] : (look.value.undecided.get(style.id) ?? []))));
  }

  /** The ballots lie elsewhere now, or others have come. */
  forget(): void {
    this.#look = null;
  }

  /** Persons have decided about the ballot in that place. */
  decided(slot: number): void {
    if (!this.#look) return;
    const undecided = [...this.#look.undecided].map(
      ([style, slots]) => [style, slots.filter((one) => one !== slot)] as const,
    );
    this.#look = { ...this.#look, undecided: new Map(undecided) };
  }

  /** Seals what was counted. @returns the hash of it, for the journal */
  seal(totals: Totals): Result<string, Problem> {
    return sealTotals(this.#totalsPath, this.#key, totals);
  }

  /** Recounts that are on record, in their order. */
  recounts(): readonly RecordedRecount[] {
    return this.numbers.all.recounts.slice(0, this.#frame.journal.day.recounts);
  }

  /** The same as a protocol tells them; a sealed one says nothing of its own numbers. */
  recountsOf({ style, sealed }: StationStyle): readonly Recounted[] {
    return this.recounts().map(({ differences, ...one }) => ({
      ...one,
      differences: sealed ? [] : (differences[style.id] ?? []),
    }));
  }

  /** What decides how much of a style is shown. */
  get shownRule(): ShownRule {
    const { policy, precinct } = this.force;
    return { home: precinct.constituency, least: policy.results.smallCount };
  }

  /** What was counted; null before. */
  totals(): Result<Totals | null, Problem> {
    const { counted } = this.#frame.journal.day;
    if (counted === null) return ok(null);
    if (this.#totals?.sha256 === counted.sha256) return ok(this.#totals.totals);
    const opened = openTotals(this.#totalsPath, this.#key, counted.sha256);
    if (opened.ok) this.#totals = { sha256: counted.sha256, totals: opened.value };
    return opened;
  }

  /** All lines of a protocol as far as their numbers are known. */
  filled(style: BallotStyle): Result<readonly FilledLine[], Problem> {
    const totals = this.totals();
    if (!totals.ok) return totals;
    const { typed, byHand } = this.numbers.of(style.id);
    const known: Known = {
      ...{ typed, byHand },
      identification: this.identificationOf(style),
      ballots: totals.value?.get(style.id) ?? null,
    };
    return ok(fillForm(this.#form, style, known));
  }

  /**
   * What the identification zone has told of a ballot and constituency, of all its devices together; null until it has.
   * Every device has the same list; each has admitted others.
   */
  identificationOf(style: BallotStyle): Readonly<Record<IdentificationFigure, number>> | null {
    const told = this.#told().flatMap(({ ballots }) => ballots.filter((one) => isOf(style, one)));
    if (told.length === 0) return null;
    const numbers = (figure: IdentificationFigure) => told.map(({ figures }) => figures[figure]);
    return Object.fromEntries(
      identificationFigures.map((figure) => {
        const all = numbers(figure);
        return [figure, figure === 'voters-in-list' ? Math.max(...all) : all.reduce((sum, one) => sum + one, 0)];
      }),
    ) as Record<IdentificationFigure, number>;
  }

  /** Keeps what a device has told at the close of a sitting, instead of what it told of that one before. */
  keep(totals: SignedTotals): Result<null, Problem> {
    const { device, sitting } = totals;
    const others = this.numbers.all.totals.filter((one) => one.device !== device || one.sitting !== sitting);
    return this.numbers.replace({ totals: [...others, totals] });
  }

  #told(): readonly SignedTotals[] {
    return this.numbers.all.totals.filter(({ sitting }) => sitting === this.sitting);
  }

  #looked(): Result<Look, Problem> {
    const { ballots, journal } = this.#frame;
    const store = ballots.cast;
    // While a mobile box is fed its sheets would be counted anew with each of them.
    const fresh = this.#look !== null && (journal.day.phase === 'mobile' || this.#look.all === store?.sheets);
    if (this.#look && fresh) return ok(this.#look);
    const styles = new Map(this.force.papers.styles.map((style) => [style.id, style]));
    const [sheets, undecided] = [new Map<string, number>(), new Map<string, number[]>()];
    for (const read of store?.ballots() ?? []) {
      if (!read.ok) return read;
      const { slot, record } = read.value;
      const style = styles.get(record.style);
      if (!style || record.test) continue;
      sheets.set(style.id, (sheets.get(style.id) ?? 0) + 1);
      if (needsPersons(style, record)) undecided.set(style.id, [...(undecided.get(style.id) ?? []), slot]);
    }
    this.#look = { all: store?.sheets ?? 0, sheets, undecided };
    return ok(this.#look);
  }

  get #key(): Uint8Array {
    return this.#frame.keys.databaseKey(this.stem);
  }

  get #totalsPath(): string {
    return join(this.#frame.stateDir, `${this.stem}-counted`);
  }
}

const isOf = (
  style: BallotStyle,
  { ballot, constituency }: { readonly ballot: string; readonly constituency: string },
): boolean => style.ballot === ballot && style.constituency === constituency;
