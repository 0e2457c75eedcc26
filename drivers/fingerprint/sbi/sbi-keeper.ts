import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, type Result } from '../../../core/problem/result.ts';
import type { Clock } from '../../clock.ts';
import { CANCELLED, type DeviceEvent, type DeviceStatus } from '../../device.ts';
import { climb, type Ladder } from '../../ladder.ts';
import { Listeners } from '../../listeners.ts';
import { Turns } from './turns.ts';

/** There is no link to re-open: each question has a connection of its own. Re-enumerate asks all ports. */
export const SBI_LADDER: Ladder = [
  { step: 'retry', times: 2, limitMs: 3_000 },
  { step: 're-enumerate', times: 1, limitMs: 6_000 },
];

/** With these there is nothing to act on but to bring the thing back. */
const absent: readonly Problem['code'][] = ['sbi.service-missing', 'device.fingerprint-missing'];

type Greeting = Result<DeviceStatus, Problem>;

export interface SbiKeeperOptions {
  readonly clock: Clock;
  readonly heartbeatMs: number;
  /** Pause after a ladder that was climbed in vain: the first, and the longest it becomes. */
  readonly pauseMs: readonly [first: number, longest: number];
  readonly missing: Problem;
  /** True once it is known where the scanner is. */
  readonly known: () => boolean;
  /** Asks after the scanner where it was. */
  readonly probe: (signal: AbortSignal) => Promise<Greeting>;
  /** Looks for it everywhere. */
  readonly find: (signal: AbortSignal) => Promise<Greeting>;
}

/**
 * Keeps a scanner that is behind a service alive: asks after it while it is idle, climbs the ladder when it does not
 * answer, and says in one status what the human must do. No state is final: a ladder climbed in vain is climbed again.
 */
export class SbiKeeper {
  readonly events = new Listeners<DeviceEvent>();
  readonly turns = new Turns();
  private readonly options: SbiKeeperOptions;
  private current: DeviceStatus = { state: 'working', doing: 'connecting' };
  private sinceMs: number;
  private cancelBeat: (() => void) | null = null;
  private opened = false;
  private pause: number;
  private retryCount = 0;
  private readonly steps: Record<string, number> = {};

  constructor(options: SbiKeeperOptions) {
    this.options = options;
    this.sinceMs = options.clock.now();
    this.pause = options.pauseMs[0];
  }

  get status(): DeviceStatus {
    return this.current;
  }

  get forMs(): number {
    return this.options.clock.now() - this.sinceMs;
  }

  get counters(): { readonly retries: number; readonly recoveries: Readonly<Record<string, number>> } {
    return { retries: this.retryCount, recoveries: { ...this.steps } };
  }

  set(status: DeviceStatus): void {
    if (this.turns.closed || JSON.stringify(status) === JSON.stringify(this.current)) return;
    this.current = status;
    this.sinceMs = this.options.clock.now();
    this.events.emit({ event: 'status', status });
  }

  countRetry(): void {
    this.retryCount += 1;
  }

  open(): void {
    if (this.opened) return;
    this.opened = true;
    this.beat();
  }

  async close(): Promise<void> {
    this.cancelBeat?.();
    await this.turns.close();
    this.cancelBeat?.();
  }

  /** Looks everywhere anew, as a technician asks for it. */
  async reopen(): Promise<void> {
    await this.turns.take((signal) => this.climbNow(this.options.missing, signal, false), err(CANCELLED));
    this.beatLater(this.options.heartbeatMs);
  }

  /** Something went wrong: asks after the scanner as soon as it is idle. Returns at once. */
  recover(): void {
    if (!this.down) this.set({ state: 'working', doing: 'recovering' });
    this.beatLater(0);
  }

  /**
   * Climbs the ladder within a turn that is already taken.
   * @param retry false where it is known that nobody is at the old place
   */
  async climbNow(problem: Problem, signal: AbortSignal, retry = true): Promise<Greeting> {
    const { clock, known } = this.options;
    // Who knows already that it is missing, is not told every few seconds that it is being looked for.
    if (!this.down) this.set({ state: 'working', doing: 'recovering' });
    const ladder = SBI_LADDER.filter(({ step }) => step !== 'retry' || (retry && known()));
    let last: Greeting = err(problem);
    const end = await climb(
      ladder,
      async (step, own) => {
        this.steps[step] = (this.steps[step] ?? 0) + 1;
        const greeting = step === 'retry' ? await this.options.probe(own) : await this.options.find(own);
        // A step that took too long has nothing to say about why, and one that found nobody less than what was heard before.
        if (!own.aborted && (greeting.ok || greeting.error.code !== this.options.missing.code)) last = greeting;
        return greeting.ok;
      },
      { clock, signal },
    );
    if (end === 'aborted') return err(CANCELLED);
    this.settle(last);
    return last;
  }

  private get down(): boolean {
    return this.current.state === 'missing' || this.current.state === 'attention';
  }

  private settle(greeting: Greeting): void {
    if (greeting.ok) this.set(greeting.value);
    else if (absent.includes(greeting.error.code)) this.set({ state: 'missing', problem: greeting.error });
    else this.set({ state: 'attention', problem: greeting.error });
  }

  private beat(): void {
    const turn = this.turns.take((signal) => this.beatNow(signal), err(CANCELLED));
    void turn.then((greeting) => {
      const { heartbeatMs, pauseMs } = this.options;
      if (greeting.ok) this.pause = pauseMs[0];
      this.beatLater(greeting.ok ? heartbeatMs : this.pause);
      if (!greeting.ok) this.pause = Math.min(2 * this.pause, pauseMs[1]);
    });
  }

  private async beatNow(signal: AbortSignal): Promise<Greeting> {
    if (!this.options.known()) return this.climbNow(this.options.missing, signal);
    const greeting = await this.options.probe(signal);
    if (signal.aborted) return err(CANCELLED);
    if (greeting.ok) this.set(greeting.value);
    return greeting.ok ? greeting : this.climbNow(greeting.error, signal);
  }

  private beatLater(ms: number): void {
    this.cancelBeat?.();
    if (this.turns.closed) return;
    this.cancelBeat = this.options.clock.after(ms, () => this.beat());
  }
}
