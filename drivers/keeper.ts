import type { Problem } from '../core/problem/catalogue.ts';
import type { Result } from '../core/problem/result.ts';
import { type Clock, within } from './clock.ts';
import type { DeviceCounters, DeviceEvent, DeviceHealth, DeviceKind, DeviceStatus } from './device.ts';
import { climb, type Ladder, type LadderStep } from './ladder.ts';
import { Listeners } from './listeners.ts';
import type { ByteLink, DownReason } from './transport/link.ts';

/** How long a link that was re-opened may take to come up again. */
const LINK_UP_LIMIT_MS = 4_000;
/** A ladder that was climbed in vain is climbed again after this pause: no state is final. */
const CLIMB_AGAIN_MS = 5_000;

export interface KeeperOptions {
  readonly name: string;
  readonly kind: DeviceKind;
  readonly link: ByteLink;
  readonly ladder: Ladder;
  /** How often an idle device is asked whether it lives; 0 for devices that cannot be asked. */
  readonly heartbeatMs: number;
  readonly clock: Clock;
  readonly missing: Problem;
  /** Asks the device who it is and how it is. An error is a reason to climb; a status is the device's own word. */
  readonly greet: (signal: AbortSignal) => Promise<Result<DeviceStatus, Problem>>;
  /** Brings the device to a known state without closing the link. */
  readonly softReset: (signal: AbortSignal) => Promise<void>;
  /** Looks for the rate at which the device talks; the link may be another connection afterwards. */
  readonly findRate?: (signal: AbortSignal) => Promise<void>;
  /** The link came up or went down: half-read frames are void. */
  readonly forget: () => void;
}

/**
 * Keeps one device alive: greets it when its link comes up, asks after it while it is idle, climbs its ladder when it
 * does not answer, and says in one status what the human must do. Work is done one piece at a time.
 */
export class Keeper {
  readonly events = new Listeners<DeviceEvent>();
  private readonly options: KeeperOptions;
  private current: DeviceStatus;
  private since: number;
  private queue: Promise<unknown> = Promise.resolve();
  private readonly closing = new AbortController();
  /** Aborted and renewed whenever the link goes down: whatever waits for an answer waits in vain. */
  private session = new AbortController();
  private recovering = false;
  /** The whole ladder was climbed in vain, and the device has not answered since. */
  private exhausted = false;
  /** Why the link went down last. */
  private lastDown: DownReason | null = null;
  /** A greeting that the link itself cut short, because nobody took what was written: climb when it is up again. */
  private unanswered: Problem | null = null;
  private cancelBeat: (() => void) | null = null;
  private cancelClimb: (() => void) | null = null;
  /** What was last found wrong while climbing. */
  private found: Problem | null = null;
  private retries = 0;
  private readonly recoveries: Record<string, number> = {};
  private readonly unlisten: () => void;

  constructor(options: KeeperOptions) {
    this.options = options;
    this.current = { state: 'working', doing: 'connecting' };
    this.since = options.clock.now();
    this.unlisten = options.link.on((event) => {
      if (event.event === 'up') this.cameUp();
      else if (event.event === 'down') this.wentDown(event.why, event.problem);
    });
  }

  get status(): DeviceStatus {
    return this.current;
  }

  health(skipped: number): DeviceHealth {
    const { name, kind, link, clock } = this.options;
    const counters: DeviceCounters = {
      ...link.counters,
      skipped,
      retries: this.retries,
      recoveries: { ...this.recoveries },
    };
    return { name, kind, path: link.path, status: this.current, forMs: clock.now() - this.since, counters };
  }

  open(): void {
    this.options.link.open();
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.session.abort();
    this.cancelBeat?.();
    this.cancelClimb?.();
    await this.options.link.close();
    await this.queue;
    this.unlisten();
  }

  /** True once `close` was called. */
  get closed(): boolean {
    return this.closing.signal.aborted;
  }

  /**
   * Does `work` when everything before it is done. Its signal aborts when the caller's does, when the link goes down
   * and when the device is closed. A caller that aborts while it waits for its turn gets `unstarted` at once.
   */
  exclusively<T>(
    work: (signal: AbortSignal) => Promise<T>,
    caller?: { readonly signal: AbortSignal; readonly unstarted: T },
  ): Promise<T> {
    let started = false;
    const turn = this.queue.then(() => {
      if (caller?.signal.aborted) return caller.unstarted;
      started = true;
      const signals = [this.session.signal, this.closing.signal];
      return work(AbortSignal.any(caller === undefined ? signals : [...signals, caller.signal]));
    });
    this.queue = turn.catch(() => undefined);
    if (caller === undefined) return turn;
    return new Promise<T>((resolve, reject) => {
      const giveUp = () => {
        if (!started) resolve(caller.unstarted);
      };
      caller.signal.addEventListener('abort', giveUp);
      turn.then(resolve, reject).finally(() => caller.signal.removeEventListener('abort', giveUp));
    });
  }

  set(status: DeviceStatus): void {
    if (this.closing.signal.aborted || JSON.stringify(status) === JSON.stringify(this.current)) return;
    this.current = status;
    this.since = this.options.clock.now();
    this.events.emit({ event: 'status', status });
  }

  countRetry(): void {
    this.retries += 1;
  }

  /** The device did not answer, or answered as something else: climb. Returns at once. */
  recover(problem: Problem): void {
    if (this.recovering || this.closing.signal.aborted || !this.options.link.up) return;
    this.recovering = true;
    // A climb that was put off is this one.
    this.cancelClimb?.();
    // What has been climbed in vain stays what it was: a person must act, whatever the driver tries meanwhile.
    if (!this.exhausted) this.set({ state: 'working', doing: 'recovering', because: problem });
    void this.exclusively(() => this.climbOnce(problem)).finally(() => {
      this.recovering = false;
      this.beatLater();
    });
  }

  async reopen(): Promise<void> {
    await this.options.link.reopen();
  }

  private async climbOnce(problem: Problem): Promise<void> {
    const { clock, ladder, link } = this.options;
    const signal = this.closing.signal;
    this.found = problem;
    const end = await climb(ladder, (step, own) => this.attempt(step, own), { clock, signal });
    // A cable that is out is no fault of the driver: the link itself waits for the path. One that gave itself up in the
    // last try, because nobody took what was written, is on its way back.
    this.exhausted = end === 'exhausted' && (link.up || this.lastDown === 'reopening');
    if (!this.exhausted) return;
    const found = this.found;
    this.set({ state: 'attention', problem: found });
    this.events.emit({ event: 'restart-needed', problem: { code: 'device.restart-needed' } });
    this.cancelClimb = clock.after(CLIMB_AGAIN_MS, () => this.recover(found));
  }

  private async attempt(step: LadderStep, signal: AbortSignal): Promise<boolean> {
    this.recoveries[step] = (this.recoveries[step] ?? 0) + 1;
    if (step === 'soft-reset') await this.options.softReset(signal);
    if (step === 'find-rate') await this.options.findRate?.(signal);
    if (step === 'reopen') await this.options.link.reopen();
    if (step === 're-enumerate') {
      await this.options.link.close();
      this.options.link.open();
    }
    if (step !== 'retry' && step !== 'soft-reset' && !(await this.untilUp(signal))) return false;
    const greeting = await this.options.greet(signal);
    if (greeting.ok) this.set(greeting.value);
    else this.found = greeting.error;
    return greeting.ok;
  }

  /** Waits for a link that is being re-opened; true once it is up. */
  untilUp(signal: AbortSignal): Promise<boolean> {
    const { link, clock } = this.options;
    if (link.up) return Promise.resolve(true);
    let unlisten = () => {};
    const up = new Promise<boolean>((resolve) => {
      unlisten = link.on((event) => {
        if (event.event === 'up') resolve(true);
      });
    });
    return within(clock, LINK_UP_LIMIT_MS, up, false, signal).finally(() => unlisten());
  }

  private cameUp(): void {
    this.session = new AbortController();
    this.options.forget();
    if (this.recovering) return;
    const { unanswered } = this;
    this.unanswered = null;
    if (unanswered !== null) {
      this.recover(unanswered);
      return;
    }
    if (!this.exhausted) this.set({ state: 'working', doing: 'connecting' });
    void this.exclusively((signal) => this.greetOrRecover(signal));
  }

  private wentDown(why: DownReason, problem: Problem | undefined): void {
    this.lastDown = why;
    this.session.abort();
    if (why === 'absent' || why === 'lost') {
      this.exhausted = false;
      this.unanswered = null;
      this.cancelClimb?.();
    }
    this.cancelBeat?.();
    this.options.forget();
    if (why === 'reopening' || why === 'closed') {
      // The ladder's own doing: its status stands.
      if (!this.recovering && !this.exhausted) this.set({ state: 'working', doing: 'recovering' });
    } else if (problem !== undefined) {
      this.set({ state: 'attention', problem });
    } else if (why === 'refused') {
      this.set({
        state: 'attention',
        problem: { code: 'device.port-refused', params: { port: this.options.link.path } },
      });
    } else {
      this.set({ state: 'missing', problem: this.options.missing });
    }
  }

  private async greetOrRecover(signal: AbortSignal): Promise<void> {
    const greeting = await this.options.greet(signal);
    if (signal.aborted) {
      // Without a link there is nobody to greet: its coming up will ask again, or climb where this was the device's fault.
      if (greeting.ok || this.lastDown !== 'reopening') return;
      if (this.options.link.up) this.recover(greeting.error);
      else this.unanswered = greeting.error;
      return;
    }
    if (greeting.ok) {
      this.cancelClimb?.();
      this.exhausted = false;
      this.set(greeting.value);
    } else this.recover(greeting.error);
    this.beatLater();
  }

  private beatLater(): void {
    const { clock, heartbeatMs } = this.options;
    this.cancelBeat?.();
    if (heartbeatMs === 0 || this.closing.signal.aborted) return;
    this.cancelBeat = clock.after(heartbeatMs, () => {
      if (this.recovering || !this.options.link.up) return;
      void this.exclusively((signal) => this.greetOrRecover(signal));
    });
  }
}
