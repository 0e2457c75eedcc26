import type { HatchStage, OutOfBallotZone } from '../../core/hatch/hatch.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { DayPaperFacts } from '../../core/results/day-papers.ts';
import { openKeys } from '../access/keys.ts';
import { Changes } from '../api/changes.ts';
import type { DeviceView } from '../api/device-views.ts';
import { previousRun } from '../journal/journal-file.ts';
import { PRODUCT } from '../product.ts';
import { storageProblem } from '../storage/failure.ts';
import { withoutJournal } from '../storage/slots/file-system.ts';
import { Ballots } from './ballots.ts';
import type { Box } from './box/box.ts';
import { squarePictures } from './box/kept-image.ts';
import { BallotReading } from './box/reading.ts';
import { sinceClose } from './by-phase.ts';
import { BallotDayRoom } from './day.ts';
import { BallotDesk } from './desk.ts';
import { Feeder } from './feeder.ts';
import type { BallotFrame, BallotZoneOptions } from './frame.ts';
import { Hatch } from './hatch.ts';
import { BallotJournal, SYSTEM } from './journalling.ts';
import { PackageKeeper } from './package-keeper.ts';
import { ResultsRoom } from './results/room.ts';
import { StackFeed } from './stack-feed.ts';

/** Milliseconds between looks at what only time changes. */
const TICK_MS = 1_000;

/** The ballot zone: its rooms, and how it lives. It knows no voter, and has no socket but those of its own screens. */
export class BallotZone {
  readonly frame: BallotFrame;
  readonly desk: BallotDesk;
  readonly day: BallotDayRoom;
  readonly box: Box;
  /** The scanner with a feeder; null where there is none. */
  readonly stack: StackFeed | null;
  readonly feeder: Feeder;
  readonly hatch: Hatch;
  readonly results: ResultsRoom;
  readonly #problems: Problem[] = [];
  /** Why the last paper of the day did not come out. */
  #paper: Problem | null = null;
  readonly #disk: Result<null, Problem>;
  #told = '';
  /** The station's stage as the other side told it last; null before it has. */
  #heard: { readonly stage: HatchStage; readonly sitting: string | null } | null = null;
  #tick: NodeJS.Timeout | undefined;
  readonly #stopping = new AbortController();

  private constructor(frame: BallotFrame, makeBox: (frame: BallotFrame) => Box) {
    this.frame = frame;
    const { options, keys, journal, packages, ballots } = frame;
    const taken = () => packages.taken;
    this.desk = new BallotDesk(journal, taken, options.now);
    this.box = makeBox(frame);
    const turned = () => this.#unlessDiskRefuses(() => this.day.follow());
    this.stack = options.config.feeder && new StackFeed(frame, options.config.feeder, turned);
    this.feeder = new Feeder(frame, this.box, this.stack);
    this.hatch = new Hatch({ house: options.house, keys, folder: options.config.hatch, taken });
    const { stateDir, now, printer } = options;
    this.#disk = withoutJournal(stateDir);
    this.results = new ResultsRoom({
      ...{ stateDir, keys, journal, ballots, desk: this.desk, hatch: this.hatch, stack: this.stack, taken },
      ...{ changes: frame.changes, now, squarePictures, queue: printer?.print ?? null },
    });
    this.day = new BallotDayRoom({
      ...{ journal, ballots, taken, box: this.box, feeding: () => this.stack?.running ?? false },
      print: (paper) => void this.#print(paper),
      results: () => this.results.standing(),
      tellSheets: (told) => this.hatch.say({ hatch: 'sheets', ...told }),
    });
  }

  /** Opens keys and journal and puts the rooms together; `start` takes up the work. */
  static async open(
    options: BallotZoneOptions,
    makeBox: (frame: BallotFrame) => Box,
  ): Promise<Result<BallotZone, Problem>> {
    const { stateDir, now, config } = options;
    const keys = await openKeys(stateDir);
    if (!keys.ok) return keys;
    const changes = new Changes();
    const journal = BallotJournal.open({ stateDir, now, changes, keys: keys.value });
    if (!journal.ok) return journal;
    const { capacity, slotBytes } = config;
    return ok(
      new BallotZone(
        {
          ...{ options, changes, keys: keys.value, journal: journal.value },
          packages: new PackageKeeper(stateDir, keys.value, journal.value),
          ballots: new Ballots({ stateDir, keys: keys.value, size: { capacity, slotBytes } }),
          reading: new BallotReading(),
        },
        makeBox,
      ),
    );
  }

  /** The box, the scanner with a feeder and the printer of this zone. */
  devices(): readonly DeviceView[] {
    const { printer, now } = this.frame.options;
    return [...this.box.devices, ...(this.stack?.devices ?? []), ...(printer ? [printer.view(now())] : [])];
  }

  /** Things that are wrong with the zone itself and stay on its screens until they are gone. */
  problems(): readonly Problem[] {
    const { journal, ballots } = this.frame;
    const { discrepancy = null } = ballots.cast ?? {};
    return [
      ...this.#problems,
      ...(this.#paper ? [this.#paper] : []),
      ...(journal.refusedByDisk ? [journal.refusedByDisk] : []),
      ...(discrepancy ? [discrepancy] : []),
      ...journal.file.journal.warnings,
      ...(this.#boxIsNeeded() ? this.box.problems : []),
      ...this.results.problems(),
      ...this.#diskProblems(),
    ];
  }

  /** After the close a box that was carried away or switched off is no trouble, unless a mobile one is fed through it. */
  #boxIsNeeded(): boolean {
    const { phase } = this.frame.journal.day;
    return phase !== 'closed' && phase !== 'counted';
  }

  /** Told while it can still be mended, and where people vote: elsewhere there is nothing to read from a journal. */
  #diskProblems(): readonly Problem[] {
    const { journal, packages } = this.frame;
    const early = (['unproved', 'testing', 'tested', 'zero'] as const).some((phase) => phase === journal.day.phase);
    return early && packages.taken?.election.mode === 'official' && !this.#disk.ok ? [this.#disk.error] : [];
  }

  async start(): Promise<void> {
    const { journal, packages } = this.frame;
    this.#hold(await packages.start());
    journal.note('device.started', { version: PRODUCT.version, previous: previousRun(journal.file) }, SYSTEM);
    this.#hold(this.day.turnToSitting());
    this.box.start();
    this.stack?.start();
    this.frame.options.printer?.start(() => this.frame.changes.changed());
    this.day.follow();
    this.hatch.open({
      packageOffered: (offer, path) => void this.#take(packages.take(offer, path)),
      stage: (stage, sitting) => this.#unlessDiskRefuses(() => this.#stage(stage, sitting)),
      turnout: (time) => this.#unlessDiskRefuses(() => this.day.turnout(time)),
      totals: (totals) => this.#unlessDiskRefuses(() => this.#hold(this.results.told(totals))),
      tellAll: () => this.#everything(),
    });
    // It may have been stopped between the last signature and the file.
    void this.results.sealing.seal();
    this.#tick = setInterval(() => this.desk.expire(), TICK_MS);
    this.#tick.unref();
    void this.#tellState();
  }

  async stop(): Promise<void> {
    const { journal, ballots, reading, options } = this.frame;
    clearInterval(this.#tick);
    this.#stopping.abort();
    this.desk.signOut('stopped');
    await Promise.all([this.box.close(), this.stack?.close(), options.printer?.close()]);
    await reading.close();
    journal.note('device.stopped', { reason: 'asked' }, SYSTEM);
    ballots.close();
    journal.close();
  }

  /**
   * The station's stage. That its election's data are gone is said only when they are: whoever was stopped on the way does it
   * again, for the other side says it again.
   */
  #stage(stage: HatchStage, sitting: string | null): void {
    if (stage === 'wiped') {
      const wiped = this.#wipe();
      if (!wiped.ok) {
        this.#hold(wiped);
        return;
      }
    }
    this.#heard = { stage, sitting };
    this.#hold(this.day.told(stage, sitting));
  }

  /**
   * Destroys everything of every election. The package goes first: without it nothing of what is left is taken up again by
   * the next start.
   */
  #wipe(): Result<null, Problem> {
    const { journal, packages, ballots, reading } = this.frame;
    this.desk.signOut('stopped');
    this.stack?.stop();
    this.feeder.forget();
    this.box.forget();
    void reading.close();
    this.#problems.length = 0;
    for (const destroy of [packages, this.results, ballots, this.hatch, journal]) {
      const done = destroy.wipe();
      if (!done.ok) return done;
    }
    return ok(null);
  }

  /** A paper that does not come out stands on the screens until one does: the step that it tells of was done all the same. */
  async #print(paper: DayPaperFacts): Promise<void> {
    this.#printed(await this.results.papers.printDay(paper));
  }

  /** One that did not come out, or of which another is wanted, as it was made. @param file its name (`MadePaperView`) */
  async printAgain(file: string): Promise<Result<null, Problem>> {
    const { papers } = this.results;
    if (!papers.day.some((paper) => paper.file === file)) return err({ code: 'ballot-zone.not-now' });
    const printed = await papers.again(file);
    this.#printed(printed);
    return printed;
  }

  #printed(printed: Result<null, Problem>): void {
    this.#paper = printed.ok ? null : printed.error;
    this.frame.changes.changed();
  }

  async #take(taking: Promise<Result<null, Problem>>): Promise<void> {
    const taken = await taking;
    if (!taken.ok) {
      this.frame.journal.note('package.refused', { problem: taken.error.code }, SYSTEM);
      this.#hold(taken);
      return;
    }
    this.#problems.length = 0;
    // The journal of this election has not been told yet how the station stands.
    const { stage, sitting } = this.#heard ?? this.frame.journal.day.station;
    this.#unlessDiskRefuses(() => this.#hold(this.day.told(stage, sitting)));
    this.frame.changes.changed();
  }

  /** Tells the other side whenever what is needed has become something else. */
  async #tellState(): Promise<void> {
    for await (const _ of this.frame.changes.follow(this.#stopping.signal)) {
      this.#unlessDiskRefuses(() => this.#hold(this.day.changed()));
      const state = this.#state();
      const text = JSON.stringify(state);
      if (text !== this.#told) this.hatch.say(state);
      this.#told = text;
    }
  }

  #state(): OutOfBallotZone {
    return { hatch: 'state', stage: this.day.stage, needs: this.day.needs() };
  }

  #everything(): readonly OutOfBallotZone[] {
    const { day } = this.frame.journal;
    const sheets = this.day.behind
      ? []
      : [...day.turnout.map(({ time, sheets }) => ({ time, sheets })), ...sinceClose(day)];
    return [
      this.#state(),
      ...sheets.map((told): OutOfBallotZone => ({ hatch: 'sheets', ...told })),
      ...this.results.exports.told(),
    ];
  }

  #hold(result: Result<null, Problem>): void {
    if (result.ok || this.#problems.some(({ code }) => code === result.error.code)) return;
    this.#problems.push(result.error);
    this.frame.changes.changed();
  }

  /** That the disk refuses stands on the screens; anything else is a bug. */
  #unlessDiskRefuses(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!storageProblem(error, 'journal')) throw error;
    }
  }
}
