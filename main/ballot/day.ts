import type { BallotPhase } from '../../core/ballot/day/day.ts';
import { needsOf, type Surroundings, stepsOf } from '../../core/ballot/day/steps.ts';
import { stylesOf, type TestDifference, testDifferences, testPack } from '../../core/ballot/test-pack.ts';
import type { HatchStage } from '../../core/hatch/hatch.ts';
import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { DayPaperFacts } from '../../core/results/day-papers.ts';
import type { Ballots } from './ballots.ts';
import type { Box } from './box/box.ts';
import { feedingOf, sinceClose } from './by-phase.ts';
import { type BallotJournal, SYSTEM } from './journalling.ts';
import type { TakenPackage } from './package.ts';

/** What the day needs of the other rooms. */
export interface DaySurroundings {
  readonly journal: BallotJournal;
  readonly ballots: Ballots;
  readonly box: Box;
  readonly taken: () => TakenPackage | null;
  /** Mobile boxes go through a scanner just now. */
  readonly feeding: () => boolean;
  /** Prints the slip that says that the store is empty, or the protocol of the test. */
  readonly print: (paper: DayPaperFacts) => void;
  /** Sheets about which persons have to decide, and how many protocols are signed of how many. */
  readonly results: () => Pick<Surroundings, 'toDecide' | 'protocols'>;
  /** Tells the identification zone how many sheets are in the box; `time` null: since the close. */
  readonly tellSheets: (told: {
    readonly time: string | null;
    readonly sheets: number;
    readonly mobile?: number;
  }) => void;
}

/**
 * The ballot zone's day: what follows the station's stages by itself, and what persons do before and after. The journal is
 * the state; each step is one event.
 */
export class BallotDayRoom {
  readonly #around: DaySurroundings;
  /** The station is closed, and a sheet is still on its way. */
  #closing = false;
  /** The sitting to which the station has gone on, while the ballots of this one are not done with. */
  #next: { readonly stage: HatchStage; readonly sitting: string } | null = null;

  constructor(around: DaySurroundings) {
    this.#around = around;
  }

  get #phase(): BallotPhase {
    return this.#around.journal.day.phase;
  }

  /** Sheets of this sitting, counted from the slots. */
  get sheets(): number {
    return this.#around.ballots.cast?.sheets ?? 0;
  }

  steps() {
    return stepsOf(this.#around.journal.day, this.#surroundings());
  }

  /** What the human must do before the zone is ready for the stage that it was told; null: it is ready. */
  needs(): Problem['code'] | null {
    if (this.#next) return 'ballot-zone.protocol-unfinished';
    return needsOf(this.#around.journal.day, this.#surroundings());
  }

  /** The stage that was told last. */
  get stage(): HatchStage {
    return this.#next?.stage ?? this.#around.journal.day.station.stage;
  }

  /** The station is at another sitting than the one whose ballots are here: the other side knows nothing of it any more. */
  get behind(): boolean {
    return this.#next !== null;
  }

  /**
   * The identification zone has told the station's stage. Another sitting has its own zero, and nobody comes back to the
   * ballots of the one before: so that waits until these are counted, signed for and exported.
   */
  told(stage: HatchStage, sitting: string | null): Result<null, Problem> {
    const { journal } = this.#around;
    const { station } = journal.day;
    const another = sitting !== null && station.sitting !== null && sitting !== station.sitting;
    this.#next = another && this.#isUnfinished() ? { stage, sitting } : null;
    if (this.#next) {
      const over = station.stage === 'closed' || station.stage === 'handed-over';
      if (!over) journal.record('ballot.station-told', { stage: 'closed', sitting: station.sitting }, SYSTEM);
    } else if (station.stage !== stage || (sitting !== null && station.sitting !== sitting)) {
      journal.record('ballot.station-told', { stage, sitting }, SYSTEM);
    }
    const turned = this.turnToSitting();
    if (!turned.ok) return turned;
    this.follow();
    return ok(null);
  }

  /** Does what the stage of the station asks of the box, and what this zone's own phase lets it do. */
  follow(): void {
    const { journal, box, feeding } = this.#around;
    const { station, phase } = journal.day;
    if (station.stage === 'open' || station.stage === 'finishing') {
      if (phase === 'zero' || phase === 'paused') this.#record('ballot.opened', { box: journal.day.box?.id ?? '—' });
    } else if (station.stage === 'suspended') {
      if (phase === 'open') this.#record('ballot.paused', {});
    } else if (station.stage === 'closed' || station.stage === 'handed-over') {
      if (this.#isOneOf(...closable)) {
        this.#close();
        return;
      }
    }
    // The slot takes nothing while sheets come another way: who counts them could not tell them apart.
    box.feed(feeding() ? { takes: 'nothing', why: 'after' } : feedingOf(journal.day.phase));
  }

  /** Something has changed: what waited for a sheet, or for the end of a sitting, is done now. */
  changed(): Result<null, Problem> {
    if (this.#next && !this.#isUnfinished()) return this.told(this.#next.stage, this.#next.sitting);
    if (this.#closing && !this.#around.box.busy) {
      this.#closing = false;
      this.follow();
    }
    return ok(null);
  }

  assignBox(box: string, seal: string | null, approvers: readonly string[], actor: Actor): Result<null, Problem> {
    if (!this.#isOneOf('unproved', 'testing', 'tested', 'zero')) return notNow;
    this.#around.journal.record('ballot.box-assigned', { box, seal, approvers: [...approvers] }, actor);
    return ok(null);
  }

  /** A box that failed or is full: its sheets stay counted, and it stays sealed. */
  replaceBox(
    to: { readonly box: string; readonly seal: string | null; readonly reason: string },
    approvers: readonly string[],
    actor: Actor,
  ): Result<null, Problem> {
    const { journal, box } = this.#around;
    const from = journal.day.box?.id;
    if (from === undefined || !this.#isOneOf('open', 'paused', 'closed', 'mobile')) return notNow;
    if (box.busy) return err({ code: 'ballot-zone.sheet-in-path' });
    const sheets = this.sheets - journal.day.before.reduce((sum, one) => sum + one.sheets, 0);
    const { box: id, seal, reason } = to;
    journal.record('ballot.box-replaced', { from, to: id, seal, sheets, reason, approvers: [...approvers] }, actor);
    return ok(null);
  }

  beginTest(actor: Actor): Result<null, Problem> {
    const taken = this.#around.taken();
    if (!taken) return err({ code: 'ballot-zone.no-package' });
    if (!this.#isOneOf('unproved', 'testing', 'tested', 'zero')) return notNow;
    if (this.#around.box.busy) return err({ code: 'ballot-zone.sheet-in-path' });
    const begun = this.#around.ballots.beginTest();
    if (!begun.ok) return begun;
    this.#around.journal.record('ballot.test-begun', { sheets: packOf(taken).length }, actor);
    this.follow();
    return ok(null);
  }

  /** Compares what was read of the test pack with what is expected of it, and prints the protocol of the test. */
  endTest(actor: Actor): Result<null, Problem> {
    const { journal, ballots, box, print } = this.#around;
    const differences = this.testDifferences();
    if (this.#phase !== 'testing' || differences === null) return notNow;
    if (box.busy) return err({ code: 'ballot-zone.sheet-in-path' });
    const sheets = ballots.test?.sheets ?? 0;
    journal.record('ballot.test-ended', { sheets, matches: differences.length === 0 }, actor);
    print({ paper: 'test', sheets, differences });
    this.follow();
    return ok(null);
  }

  /** What differs of the test as far as it was read; null while there is no test. */
  testDifferences(): readonly TestDifference[] | null {
    const { ballots, taken } = this.#around;
    const force = taken();
    if (!force || !ballots.test) return null;
    const read = ballots.records('test');
    const styles = stylesOf(force.papers, force.precinct.constituency);
    return read.ok ? testDifferences(styles, packOf(force), read.value) : null;
  }

  acceptTest(reason: string, approvers: readonly string[], actor: Actor): Result<null, Problem> {
    if (this.#phase !== 'testing' || this.#around.journal.day.test?.matches !== false) return notNow;
    if (this.#around.box.busy) return err({ code: 'ballot-zone.sheet-in-path' });
    this.#around.journal.record('ballot.test-accepted', { reason, approvers: [...approvers] }, actor);
    this.follow();
    return ok(null);
  }

  /** Looks through the store; only an empty one may be opened. Ballots of the test are destroyed first. */
  proveZero(actor: Actor): Result<null, Problem> {
    const { journal, ballots, box, taken, print } = this.#around;
    const testDone = this.#phase === 'tested' || !(taken()?.policy.results.testBeforeOpening ?? true);
    if (!testDone || !this.#isOneOf('unproved', 'tested', 'zero')) {
      return err({ code: testDone ? 'ballot-zone.not-now' : 'ballot-zone.test-due' });
    }
    if (journal.day.box === null) return err({ code: 'ballot-zone.box-unassigned' });
    if (box.busy) return err({ code: 'ballot-zone.sheet-in-path' });
    // Without a store nothing was looked through; and one that has lost ballots is not an empty one.
    const store = this.turnToSitting();
    if (!store.ok || ballots.cast === null) return store.ok ? notNow : store;
    if (ballots.cast.discrepancy) return err(ballots.cast.discrepancy);
    const ended = ballots.endTest();
    if (!ended.ok) return ended;
    const { sheets } = this;
    journal.record('ballot.zero-proved', { sheets, slots: ballots.capacity }, actor);
    if (sheets > 0) return err({ code: 'ballot-zone.not-empty', params: { sheets } });
    print({ paper: 'zero', slots: ballots.capacity });
    this.follow();
    return ok(null);
  }

  beginMobile(box: string, approvers: readonly string[], actor: Actor): Result<null, Problem> {
    if (this.#phase !== 'closed') return notNow;
    this.#around.journal.record('ballot.mobile-begun', { box, approvers: [...approvers] }, actor);
    this.follow();
    return ok(null);
  }

  endMobile(actor: Actor): Result<null, Problem> {
    const { journal, ballots, box, feeding } = this.#around;
    const open = journal.day.mobile.find(({ sheets }) => sheets === null);
    if (this.#phase !== 'mobile' || !open || feeding()) return notNow;
    if (box.busy) return err({ code: 'ballot-zone.sheet-in-path' });
    const read = ballots.records();
    if (!read.ok) return read;
    const all = read.value.filter(({ batch }) => batch === 'mobile').length;
    const before = journal.day.mobile.reduce((sum, { sheets }) => sum + (sheets ?? 0), 0);
    journal.record('ballot.mobile-ended', { box: open.box, sheets: all - before }, actor);
    this.#tellSinceClose();
    this.follow();
    return ok(null);
  }

  /** The identification zone asks at a turnout time. */
  turnout(time: string): void {
    if (this.#next || !this.#isOneOf('open', 'paused', 'closed', 'mobile', 'counted')) return;
    // After the close nobody puts in a ballot: what mobile boxes bring belongs to no hour of it.
    const sheets = this.#around.journal.day.closedSheets ?? this.sheets;
    if (!this.#around.journal.day.turnout.some((one) => one.time === time)) {
      this.#around.journal.note('ballot.turnout', { time, sheets }, SYSTEM);
    }
    const told = this.#around.journal.day.turnout.find((one) => one.time === time);
    this.#around.tellSheets({ time, sheets: told?.sheets ?? sheets });
  }

  /** A sheet that is on its way drops or goes back first: the number at the close is that of the box for good. */
  #close(): void {
    const { box } = this.#around;
    box.feed({ takes: 'nothing', why: 'after' });
    this.#closing = box.busy;
    if (this.#closing) return;
    this.#record('ballot.closed', { sheets: this.sheets });
    this.#tellSinceClose();
  }

  #tellSinceClose(): void {
    if (this.#next) return;
    for (const told of sinceClose(this.#around.journal.day)) this.#around.tellSheets(told);
  }

  /** There are ballots of this sitting, or one is on its way, of which nothing has left yet. */
  #isUnfinished(): boolean {
    const { journal, box, results } = this.#around;
    if (!this.#isOneOf('open', 'paused', 'closed', 'mobile', 'counted')) return false;
    if (this.sheets === 0) return box.busy && !this.#isOneOf('counted');
    const { protocols } = results();
    const signed = protocols.all > 0 && protocols.signed === protocols.all;
    // The results file leaves by itself; the others are asked for.
    return !signed || Object.values(journal.day.exported).every(({ kind }) => kind === 'results');
  }

  /** Opens the ballots of the sitting that was told, once the package says whose they are. */
  turnToSitting(): Result<null, Problem> {
    const { journal, ballots, taken } = this.#around;
    const { sitting } = journal.day.station;
    const force = taken();
    if (!force || sitting === null) return ok(null);
    const { election, precinct } = force;
    const of = { election: election.id, mode: election.mode, station: precinct.number, sitting };
    return ballots.turnTo(of, this.#isOneOf('unproved', 'testing', 'tested'));
  }

  #surroundings(): Surroundings {
    const { box, taken, results } = this.#around;
    return {
      reader: box.ready || box.busy,
      testNeeded: taken()?.policy.results.testBeforeOpening ?? true,
      ...results(),
    };
  }

  #record(
    ...[type, body]:
      | ['ballot.opened', { box: string }]
      | ['ballot.paused', object]
      | ['ballot.closed', { sheets: number }]
  ) {
    this.#around.journal.note(type, body as never, SYSTEM);
  }

  #isOneOf(...phases: readonly BallotPhase[]): boolean {
    return phases.includes(this.#phase);
  }
}

const packOf = ({ papers, precinct }: TakenPackage) => testPack(papers, precinct.constituency);

/** In these the box may still have to be closed. */
const closable: readonly BallotPhase[] = ['zero', 'open', 'paused'];

const notNow = err({ code: 'ballot-zone.not-now' } as const);
