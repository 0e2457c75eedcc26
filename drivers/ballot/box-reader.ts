import type { BoxStatus } from '../../core/ballot/path/box.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, systemClock } from '../clock.ts';
import { CANCELLED, type DeviceHealth, type DeviceStatus } from '../device.ts';
import { Keeper } from '../keeper.ts';
import { KeptDevice } from '../kept-device.ts';
import type { Ladder } from '../ladder.ts';
import { Listeners, type Unlisten } from '../listeners.ts';
import type { GrayPage, PageScanner } from '../scanner/page-scanner.ts';
import type { FindPath } from '../transport/identity.ts';
import type { ByteLink } from '../transport/link.ts';
import { openLink } from '../transport/open-link.ts';
import type { AcceptOrder, BallotReader } from './ballot-reader.ts';
import { BOX_LIMITS, type BoxLimits, BoxLine, type EventCounters } from './box-line.ts';
import { problemOfRefusal, statusOf } from './box-state.ts';
import { type Answer, type BoxSignal, type Command, type FullStatus, PROTOCOL_VERSION } from './messages.ts';
import { PageAssembly } from './page-image.ts';

const USUAL_RATE = 921_600;

export const BOX_LADDER: Ladder = [
  { step: 'retry', times: 2, limitMs: 4_000 },
  { step: 'soft-reset', times: 1, limitMs: 6_000 },
  { step: 'reopen', times: 2, limitMs: 6_000 },
  { step: 're-enumerate', times: 1, limitMs: 8_000 },
];

const MISSING: Problem = { code: 'ballot-reader.missing' };
const PAGE_BROKEN: Problem = { code: 'ballot-reader.page-broken' };
const DOUBLE_FEED: Problem = { code: 'ballot-reader.double-feed' };

export interface BallotBoxOptions {
  readonly path: string;
  readonly baudRate?: number;
  /** Looks the port up before every opening; `path` is then only a name. */
  readonly find?: FindPath;
  readonly name?: string;
  /** Where pages come from when not from the box itself: its scanner over SANE or eSCL, at so many dots per inch. */
  readonly pages?: { readonly scanner: PageScanner; readonly dpi: number };
  readonly limits?: Partial<BoxLimits>;
  readonly clock?: Clock;
  readonly link?: ByteLink;
  /** Puts something between the driver and its link, for example a trace. */
  readonly tap?: (link: ByteLink) => ByteLink;
}

export interface BallotBoxHealth extends DeviceHealth {
  readonly events: EventCounters;
}

/** A ballot box over docs/ballot-box-protocol.md. */
export class BallotBoxReader extends KeptDevice<Keeper> implements BallotReader {
  readonly kind = 'ballot-reader';
  readonly name: string;
  private readonly options: BallotBoxOptions;
  private readonly limits: BoxLimits;
  private readonly clock: Clock;
  private readonly link: ByteLink;
  private readonly line: BoxLine;
  private readonly changes = new Listeners<BoxStatus>();
  protected readonly keeper: Keeper;

  constructor(options: BallotBoxOptions) {
    super();
    this.options = options;
    this.name = options.name ?? 'Ballot box';
    this.limits = { ...BOX_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    const { path, baudRate = USUAL_RATE, find } = options;
    const link = options.link ?? openLink(path, { baudRate, clock: this.clock, ...(find && { find }) });
    this.link = options.tap?.(link) ?? link;
    const { limits, clock } = this;
    this.line = new BoxLine({ link: this.link, limits, clock, onRetry: () => this.keeper.countRetry() });
    this.line.statuses.on((status) => this.told(status));
    this.keeper = new Keeper({
      name: this.name,
      kind: this.kind,
      link: this.link,
      ladder: BOX_LADDER,
      heartbeatMs: limits.heartbeat,
      clock,
      missing: MISSING,
      greet: (signal) => this.greet(signal),
      softReset: async (signal) => {
        const greeted = await this.line.greet(PROTOCOL_VERSION, signal);
        if (greeted.ok) await this.line.ask({ name: 'reset', args: {} }, signal);
      },
      forget: () => this.line.forget(),
    });
  }

  get box(): BoxStatus | null {
    return this.line.status;
  }

  onBox(listener: (status: BoxStatus) => void): Unlisten {
    return this.changes.on(listener);
  }

  health(): BallotBoxHealth {
    return { ...this.keeper.health(this.line.skipped), events: this.line.eventCounters };
  }

  override async close(): Promise<void> {
    await super.close();
    this.line.close();
  }

  look(): Promise<Result<BoxStatus, Problem>> {
    return this.inTurn(async (signal) => {
      const ask = () => this.ask({ name: 'status', args: {} }, signal);
      let asked = await ask();
      // Whoever only looks wants to know how it is now, whatever happened before.
      if (!asked.ok && asked.error.code === 'ballot-reader.lost-power') asked = await ask();
      return asked.ok ? ok(asked.value.status) : asked;
    });
  }

  grab(): Promise<Result<BoxStatus, Problem>> {
    return this.inTurn((signal) => this.move({ name: 'grab', args: {} }, this.limits.grab, signal));
  }

  accept(order: AcceptOrder): Promise<Result<BoxStatus, Problem>> {
    return this.inTurn((signal) => this.move({ name: 'accept', args: order }, this.limits.accept, signal));
  }

  giveBack(sheet: number): Promise<Result<BoxStatus, Problem>> {
    return this.inTurn((signal) => this.move({ name: 'return', args: { sheet } }, this.limits.giveBack, signal));
  }

  hold(): Promise<Result<BoxStatus, Problem>> {
    return this.inTurn((signal) => this.move({ name: 'hold', args: {} }, this.limits.reset, signal));
  }

  reset(): Promise<Result<BoxStatus, Problem>> {
    return this.inTurn((signal) => this.move({ name: 'reset', args: {} }, this.limits.reset, signal));
  }

  signal(show: BoxSignal): Promise<Result<BoxStatus, Problem>> {
    return this.inTurn((signal) => this.move({ name: 'signal', args: { show } }, this.limits.reset, signal));
  }

  scan(sheet: number): Promise<Result<GrayPage, Problem>> {
    return this.inTurn(async (signal) => {
      this.keeper.set({ state: 'working', doing: 'capturing' });
      const page = await this.scanInTurn(sheet, signal);
      const { status } = this.line;
      if (status !== null && this.status.state === 'working') this.keeper.set(statusOf(status));
      return page;
    });
  }

  private async scanInTurn(sheet: number, signal: AbortSignal): Promise<Result<GrayPage, Problem>> {
    const { pages } = this.options;
    // The scanner beside it sees the paper while the box moves it.
    const seen = pages?.scanner.scan({ source: 'feeder', dpi: pages.dpi, maxPages: 1 }, { signal });
    const moved = await this.move({ name: 'scan', args: { sheet } }, this.limits.scan, signal);
    const scanned = await seen;
    if (!moved.ok) return moved;
    const { status } = this.line;
    if (moved.value.doubleFeed) return err(DOUBLE_FEED);
    // Pulled back, or stopped before the gate: there is nothing that could be read.
    if (status?.sheet?.id !== sheet) return err(PAGE_BROKEN);
    if (scanned !== undefined) {
      const page = scanned.ok ? scanned.value[0] : undefined;
      return scanned.ok ? (page === undefined ? err(PAGE_BROKEN) : ok(page)) : scanned;
    }
    return this.fetchPage(sheet, status, signal);
  }

  private async fetchPage(sheet: number, status: FullStatus, signal: AbortSignal): Promise<Result<GrayPage, Problem>> {
    const assembly = status.sheet?.image ? PageAssembly.of(status.sheet.image) : null;
    if (assembly === null) return err(PAGE_BROKEN);
    for (let chunk = 0; chunk < assembly.chunks; chunk += 1) {
      const asked = await this.ask({ name: 'image', args: { sheet, chunk } }, signal);
      if (!asked.ok) return asked;
      const came = asked.value.chunk;
      const fits = came?.sheet === sheet && came.number === chunk && assembly.put(chunk, came.data);
      if (!fits) return err(PAGE_BROKEN);
    }
    const page = assembly.page();
    return page === null ? err(PAGE_BROKEN) : ok(page);
  }

  /** Work on the box, one piece at a time; without a link it ends at once. */
  private inTurn<T>(work: (signal: AbortSignal) => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
    return this.keeper.exclusively(async (signal) => {
      if (this.keeper.closed) return err(CANCELLED);
      if (!this.link.up) return err(MISSING);
      const result = await work(signal);
      if (result.ok || !signal.aborted) return result;
      return err(this.keeper.closed ? CANCELLED : MISSING);
    });
  }

  /** Begins a motion and waits until the box is at rest. */
  private async move(command: Command, limitMs: number, signal: AbortSignal): Promise<Result<BoxStatus, Problem>> {
    const until = this.clock.now() + limitMs;
    const begun = await this.ask(command, signal);
    if (!begun.ok) return begun;
    let { status } = begun.value;
    if (begun.value.refused !== undefined) return err(problemOfRefusal(begun.value.refused, status));
    while (status.motion !== 'still') {
      if (signal.aborted || this.clock.now() >= until) return err({ code: 'ballot-reader.timed-out' });
      const told = await this.line.nextStatus(this.limits.look, signal);
      if (told !== null) {
        status = told;
        continue;
      }
      const asked = await this.ask({ name: 'status', args: {} }, signal);
      if (!asked.ok) return asked;
      status = asked.value.status;
    }
    return ok(status);
  }

  /** Asks, in a session; climbs the ladder where nobody answers as a box does. */
  private async ask(command: Command, signal: AbortSignal): Promise<Result<Answer, Problem>> {
    if (!this.line.greeted) {
      const greeted = await this.greet(signal);
      if (!greeted.ok) return this.unanswered(greeted.error, signal);
      if (!this.line.greeted) return err(problemOf(greeted.value));
    }
    const asked = await this.line.ask(command, signal);
    return asked.ok ? asked : this.unanswered(asked.error, signal);
  }

  private unanswered(problem: Problem, signal: AbortSignal): Result<never, Problem> {
    if (!signal.aborted && problem.code !== 'ballot-reader.lost-power') this.keeper.recover(problem);
    return err(problem);
  }

  private async greet(signal: AbortSignal): Promise<Result<DeviceStatus, Problem>> {
    if (this.line.greeted) {
      const asked = await this.line.ask({ name: 'status', args: {} }, signal);
      if (asked.ok) return ok(statusOf(asked.value.status));
      if (this.line.greeted || signal.aborted) return asked;
    }
    const greeted = await this.line.greet(PROTOCOL_VERSION, signal);
    if (!greeted.ok) return greeted;
    const version = greeted.value.about?.protocol;
    if (version === PROTOCOL_VERSION) return ok(statusOf(greeted.value.status));
    this.line.forget();
    return ok({
      state: 'attention',
      problem: { code: 'ballot-reader.other-version', params: { version: version ?? 0 } },
    });
  }

  private told(status: FullStatus): void {
    const { state } = this.status;
    // What the ladder is about to say, and a picture that is on its way, are not talked over.
    if (state === 'ready' || state === 'attention') this.keeper.set(statusOf(status));
    this.changes.emit(status);
  }
}

const problemOf = (status: DeviceStatus): Problem => ('problem' in status ? status.problem : MISSING);
