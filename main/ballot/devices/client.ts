import { type ChildProcess, fork } from 'node:child_process';
import type { BoxStatus } from '../../../core/ballot/path/box.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, type Result } from '../../../core/problem/result.ts';
import type { AcceptOrder, BallotReader } from '../../../drivers/ballot/ballot-reader.ts';
import type { BoxSignal } from '../../../drivers/ballot/messages.ts';
import type { DeviceHealth } from '../../../drivers/device.ts';
import { Listeners, type Unlisten } from '../../../drivers/listeners.ts';
import type { GrayPage } from '../../../drivers/scanner/page-scanner.ts';
import type { FromHost, HostAnswer, HostRequest } from './protocol.ts';

/** First pause before a dead host is started anew, and the longest, in milliseconds. */
const RESTART_FIRST_MS = 200;
const RESTART_LONGEST_MS = 5_000;
/** A host that lived this long starts anew without a longer pause. */
const LIVED_MS = 10_000;
/** The host says every second that it is alive; silent for so long, in milliseconds, it hangs and is killed. */
const SILENT_MS = 15_000;
/** How many times in that time it is looked at. */
const LOOKS = 15;

/** Of a box whose host has died: nobody knows what its motion came to; the next look says it. */
const GONE: Problem = { code: 'ballot-reader.missing' };

/** What the path of a sheet asks of the box. */
export type BoxMotions = Pick<
  BallotReader,
  'look' | 'grab' | 'scan' | 'accept' | 'giveBack' | 'hold' | 'reset' | 'signal' | 'onBox'
>;

/**
 * The zone's side of its device host: starts it, asks it, and starts it anew when it dies or hangs. What was under way is
 * then answered as a box that is missing, which is the truth: what became of the sheet is looked for once it is back.
 */
export class BoxClient implements BoxMotions {
  readonly #port: string;
  readonly #onHealth: () => void;
  readonly #pending = new Map<number, (answer: HostAnswer) => void>();
  readonly #boxes = new Listeners<BoxStatus>();
  #health: DeviceHealth | null = null;
  #child: ChildProcess | null = null;
  #id = 0;
  #delay = RESTART_FIRST_MS;
  #startedAt = 0;
  #silent = 0;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  readonly #listening: NodeJS.Timeout;

  /** @param silentMs how long the host may say nothing, in milliseconds */
  constructor(port: string, onHealth: () => void, silentMs = SILENT_MS) {
    this.#port = port;
    this.#onHealth = onHealth;
    this.#listening = setInterval(() => this.#listen(), silentMs / LOOKS);
    this.#listening.unref();
  }

  /** What the box last said of itself; null while its host is not there. */
  get health(): DeviceHealth | null {
    return this.#health;
  }

  /** The host's process id; null while it is being restarted. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  start(): void {
    this.#startedAt = performance.now();
    this.#silent = 0;
    const child = fork(new URL('./host.ts', import.meta.url), [this.#port], {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    child.on('message', (message: FromHost) => this.#hear(message));
    child.on('error', () => child.kill('SIGKILL'));
    child.on('exit', () => this.#died(child));
  }

  onBox(listener: (status: BoxStatus) => void): Unlisten {
    return this.#boxes.on(listener);
  }

  look(): Promise<Result<BoxStatus, Problem>> {
    return this.#ask({ ask: 'look' });
  }

  grab(): Promise<Result<BoxStatus, Problem>> {
    return this.#ask({ ask: 'grab' });
  }

  scan(sheet: number): Promise<Result<GrayPage, Problem>> {
    return this.#ask({ ask: 'scan', sheet });
  }

  accept(order: AcceptOrder): Promise<Result<BoxStatus, Problem>> {
    return this.#ask({ ask: 'accept', order });
  }

  giveBack(sheet: number): Promise<Result<BoxStatus, Problem>> {
    return this.#ask({ ask: 'give-back', sheet });
  }

  hold(): Promise<Result<BoxStatus, Problem>> {
    return this.#ask({ ask: 'hold' });
  }

  reset(): Promise<Result<BoxStatus, Problem>> {
    return this.#ask({ ask: 'reset' });
  }

  signal(show: BoxSignal): Promise<Result<BoxStatus, Problem>> {
    return this.#ask({ ask: 'signal', show });
  }

  /** Drops the connection and makes a new one, as a technician asks for it. */
  reopen(): Promise<Result<null, Problem>> {
    return this.#ask({ ask: 'reopen' });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#listening);
    clearTimeout(this.#timer);
    const child = this.#child;
    if (!child) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    if (child.connected) child.disconnect();
    const late = setTimeout(() => child.kill('SIGKILL'), RESTART_LONGEST_MS);
    await gone;
    clearTimeout(late);
  }

  /** Every answer of the host is of the kind that its request has. */
  #ask<T extends BoxStatus | GrayPage | null>(request: HostRequest): Promise<Result<T, Problem>> {
    const child = this.#child;
    if (!child?.connected) return Promise.resolve(err(GONE));
    const id = ++this.#id;
    return new Promise((resolve) => {
      this.#pending.set(id, (answer) => resolve(answer as Result<T, Problem>));
      child.send({ ...request, id }, () => {});
    });
  }

  #hear(message: FromHost): void {
    this.#silent = 0;
    switch (message.say) {
      case 'answer': {
        const answer = this.#pending.get(message.id);
        this.#pending.delete(message.id);
        answer?.(message.answer);
        return;
      }
      case 'box':
        this.#boxes.emit(message.status);
        return;
      case 'health':
        this.#health = message.health;
        this.#onHealth();
        return;
      case 'restart-needed':
        this.#child?.kill('SIGKILL');
        return;
    }
  }

  #listen(): void {
    if (!this.#child) return;
    this.#silent += 1;
    if (this.#silent >= LOOKS) this.#child.kill('SIGKILL');
  }

  #died(child: ChildProcess): void {
    if (child !== this.#child) return;
    this.#child = null;
    this.#health = null;
    for (const answer of this.#pending.values()) answer(err(GONE));
    this.#pending.clear();
    this.#onHealth();
    if (this.#closed) return;
    const lived = performance.now() - this.#startedAt > LIVED_MS;
    this.#delay = lived ? RESTART_FIRST_MS : Math.min(this.#delay * 2, RESTART_LONGEST_MS);
    this.#timer = setTimeout(() => this.start(), this.#delay);
  }
}
