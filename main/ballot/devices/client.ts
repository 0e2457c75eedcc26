import type { BoxStatus } from '../../../core/ballot/path/box.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, type Result } from '../../../core/problem/result.ts';
import type { AcceptOrder, BallotReader } from '../../../drivers/ballot/ballot-reader.ts';
import type { BoxSignal } from '../../../drivers/ballot/messages.ts';
import type { DeviceHealth } from '../../../drivers/device.ts';
import { Listeners, type Unlisten } from '../../../drivers/listeners.ts';
import type { GrayPage } from '../../../drivers/scanner/page-scanner.ts';
import { HostProcess } from './host-process.ts';
import type { BoxAnswer, BoxRequest } from './protocol.ts';
import type { ScannerPlace } from './scanner.ts';

/** Of a box whose host has died: nobody knows what its motion came to; the next look says it. */
const GONE: Problem = { code: 'ballot-reader.missing' };

/** Where the box is, and the scanner beside it that makes its pictures; null: it makes them itself. */
export interface BoxPlace {
  readonly path: string;
  readonly scanner: ScannerPlace | null;
}

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
  readonly #host: HostProcess<BoxRequest, BoxAnswer, BoxStatus>;
  readonly #boxes = new Listeners<BoxStatus>();

  /** @param silentMs how long the host may say nothing, in milliseconds */
  constructor({ path, scanner }: BoxPlace, onHealth: () => void, silentMs?: number) {
    const args = [path, ...(scanner ? [scanner.driver, scanner.at] : [])];
    this.#host = new HostProcess<BoxRequest, BoxAnswer, BoxStatus>({
      ...{ module: new URL('./host.ts', import.meta.url), args, gone: err(GONE), onHealth, silentMs },
      onNews: (status) => this.#boxes.emit(status),
    });
  }

  /** What the box last said of itself; null while its host is not there. */
  get health(): DeviceHealth | null {
    return this.#host.health;
  }

  /** The host's process id; null while it is being restarted. */
  get pid(): number | null {
    return this.#host.pid;
  }

  start(): void {
    this.#host.start();
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

  close(): Promise<void> {
    return this.#host.close();
  }

  /** Every answer of the host is of the kind that its request has. */
  async #ask<T extends BoxStatus | GrayPage | null>(request: BoxRequest): Promise<Result<T, Problem>> {
    return (await this.#host.ask(request)) as Result<T, Problem>;
  }
}
