import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, systemClock } from '../clock.ts';
import {
  CANCELLED,
  type CaptureOptions,
  type DeviceHealth,
  type DeviceStatus,
  type FingerprintReader,
} from '../device.ts';
import { Keeper } from '../keeper.ts';
import { KeptDevice } from '../kept-device.ts';
import type { Ladder } from '../ladder.ts';
import type { Unlisten } from '../listeners.ts';
import type { FindPath } from '../transport/identity.ts';
import { type ByteLink, isTunable } from '../transport/link.ts';
import { SerialLink } from '../transport/serial.ts';
import { whoAnswers } from '../who-answers.ts';
import type { SensorParameters } from './r30x-codec.ts';
import { LOCKED, type SensorImage, takeImage } from './r30x-image.ts';
import { R30X_LIMITS, type R30xLimits, R30xLine } from './r30x-line.ts';
import { findRate } from './r30x-rate.ts';
import { R30xSensor } from './r30x-sensor.ts';

const USUAL_RATE = 115_200;
/** So long is something else believed to stand on the port without having answered again. */
const OTHER_MS = 20_000;

/** R30x has no reset command; its soft reset is to let half-sent data run out. */
export const R30X_LADDER: Ladder = [
  { step: 'retry', times: 1, limitMs: 3_000 },
  { step: 'soft-reset', times: 1, limitMs: 4_000 },
  // Opens the port anew too, once for each of twelve rates.
  { step: 'find-rate', times: 1, limitMs: 15_000 },
  { step: 'reopen', times: 1, limitMs: 6_000 },
  { step: 're-enumerate', times: 1, limitMs: 8_000 },
];

const MISSING: Problem = { code: 'device.fingerprint-missing' };

export interface R30xOptions {
  readonly path: string;
  /**
   * The wished rate, 9,600 · N; a sensor that talks at another is found and set to it. Models leave the factory at
   * 57,600, an image then takes 7 s, at 115,200 3.5 s.
   */
  readonly baudRate?: number;
  readonly name?: string;
  readonly password?: number;
  /** Resolution of the model in pixels per inch; without it the ridge period must tell. */
  readonly dpi?: number;
  /** False keeps the ring dark where the model has one. */
  readonly light?: boolean;
  /** Idle time after which an R503 is put to sleep; left out for models without sleep, and where it may stay awake. */
  readonly sleepAfterMs?: number;
  /** Looks the port up before every opening; `path` is then only a name. */
  readonly find?: FindPath;
  readonly limits?: Partial<R30xLimits>;
  readonly clock?: Clock;
  readonly link?: ByteLink;
  /** Puts something between the driver and its link, for example a trace. */
  readonly tap?: (link: ByteLink) => ByteLink;
}

export interface R30xHealth extends DeviceHealth {
  /** What the sensor says of itself; null until it was asked. */
  readonly sensor: SensorParameters | null;
  /** The rate of the line: not the wished one where the sensor would not change. */
  readonly baudRate: number | null;
}

/** Optical fingerprint sensor of the R30x / ZFM-20 / AS608 / R503 family over UART. */
export class R30xReader extends KeptDevice<Keeper> implements FingerprintReader {
  readonly kind = 'fingerprint';
  readonly name: string;
  private readonly options: R30xOptions;
  private readonly limits: R30xLimits;
  private readonly clock: Clock;
  private readonly link: ByteLink;
  private readonly line: R30xLine;
  protected readonly keeper: Keeper;
  private readonly unlisten: Unlisten;
  private readonly sensor: R30xSensor;
  /** What answered on the port in the sensor's place, and when. */
  private other: { readonly problem: Problem; readonly at: number } | null = null;

  constructor(options: R30xOptions) {
    super();
    this.options = options;
    this.name = options.name ?? 'R30x';
    this.limits = { ...R30X_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    const { path, baudRate = USUAL_RATE, find } = options;
    const link = options.link ?? new SerialLink({ path, baudRate, clock: this.clock, ...(find && { find }) });
    this.link = options.tap?.(link) ?? link;
    this.unlisten = this.link.on((event) => {
      if (event.event !== 'down' || (event.why !== 'lost' && event.why !== 'absent')) return;
      this.sensor.forget();
      this.other = null;
    });
    this.line = new R30xLine({
      link: this.link,
      port: path,
      limits: this.limits,
      clock: this.clock,
      onRetry: () => this.keeper.countRetry(),
    });
    this.sensor = new R30xSensor({
      line: this.line,
      limits: this.limits,
      clock: this.clock,
      password: options.password ?? 0,
      light: options.light ?? true,
      sleepAfterMs: options.sleepAfterMs,
    });
    this.keeper = new Keeper({
      name: this.name,
      kind: this.kind,
      link: this.link,
      ladder: R30X_LADDER,
      heartbeatMs: this.limits.heartbeat,
      clock: this.clock,
      missing: MISSING,
      greet: (signal) => this.greet(signal),
      softReset: (signal) => this.line.untilQuiet(signal),
      findRate: (signal) => this.searchRate(signal),
      forget: () => {
        this.sensor.asleep = false;
        this.line.forget();
      },
    });
  }

  health(): R30xHealth {
    const baudRate = isTunable(this.link) ? this.link.baudRate : null;
    return { ...this.keeper.health(this.line.skipped), sensor: this.sensor.parameters, baudRate };
  }

  override async close(): Promise<void> {
    await super.close();
    this.line.close();
    this.unlisten();
  }

  async capture(options: CaptureOptions = {}): Promise<Result<SensorImage, Problem>> {
    if (options.signal?.aborted) return err(CANCELLED);
    if (this.status.state === 'missing') return err(this.status.problem);
    const work = (signal: AbortSignal) => this.captureInTurn(options, signal);
    if (options.signal === undefined) return this.keeper.exclusively(work);
    return this.keeper.exclusively(work, { signal: options.signal, unstarted: err(CANCELLED) });
  }

  private async captureInTurn(options: CaptureOptions, signal: AbortSignal): Promise<Result<SensorImage, Problem>> {
    if (this.link.up) this.keeper.set({ state: 'working', doing: 'capturing' });
    await this.sensor.wake(signal);
    await this.sensor.shine('waiting', signal);
    const taker = {
      line: this.line,
      limits: this.limits,
      clock: this.clock,
      dpi: this.options.dpi,
      countRetry: () => this.keeper.countRetry(),
      unlock: (own: AbortSignal) => this.sensor.unlock(own),
    };
    const result = await takeImage(taker, options, signal);
    this.sensor.used();
    if (!result.ok && options.signal?.aborted && this.link.up) {
      // The sensor goes on sending an image that nobody wants any more.
      const own = new AbortController().signal;
      await this.line.untilQuiet(own);
      await this.sensor.shine('off', own);
      this.keeper.set({ state: 'ready' });
      return err(CANCELLED);
    }
    if (result.ok) await this.sensor.shine(result.value.hints.length === 0 ? 'off' : 'again', signal);
    else if (result.error.code === 'device.finger-timeout') await this.sensor.shine('off', signal);
    if (!this.link.up) {
      return result.ok ? result : err(this.keeper.closed ? CANCELLED : MISSING);
    }
    if (result.ok || result.error.code === 'device.finger-timeout' || result.error.code === 'device.cancelled') {
      this.keeper.set({ state: 'ready' });
    } else if (result.error.code === LOCKED.code) {
      this.keeper.set({ state: 'attention', problem: result.error });
    } else {
      this.keeper.recover(result.error);
    }
    return result;
  }

  /**
   * Gives the sensor another password, which must be in the configuration from then on: it asks for it after every start.
   * @returns `device.fingerprint-locked` where the present one is wrong, `device.fingerprint-setting-refused`
   */
  async setPassword(password: number, signal?: AbortSignal): Promise<Result<void, Problem>> {
    const work = async (own: AbortSignal): Promise<Result<void, Problem>> => {
      if (!this.link.up) return err(this.keeper.closed ? CANCELLED : MISSING);
      await this.sensor.wake(own);
      const result = await this.sensor.setPassword(password, own);
      return !result.ok && own.aborted ? err(CANCELLED) : result;
    };
    if (signal === undefined) return this.keeper.exclusively(work);
    return this.keeper.exclusively(work, { signal, unstarted: err(CANCELLED) });
  }

  private async greet(signal: AbortSignal): Promise<Result<DeviceStatus, Problem>> {
    // It would wake, and it is asked when it is needed.
    if (this.sensor.asleep) return ok({ state: 'ready' });
    const greeting = await this.sensor.ask(signal);
    if (greeting.ok) {
      this.other = null;
      if (greeting.value.state === 'ready') await this.sensor.sleepWhenIdle(signal);
      return greeting;
    }
    if (!signal.aborted) await this.lookWhoAnswers(signal);
    return err(this.otherNow ?? greeting.error);
  }

  /** The rung that looks for the sensor at every rate. A port on which something else answers is left alone. */
  private async searchRate(signal: AbortSignal): Promise<void> {
    const { link } = this;
    if (!isTunable(link) || this.otherNow !== null) return;
    await findRate(
      {
        link,
        wished: this.options.baudRate ?? USUAL_RATE,
        untilUp: () => this.keeper.untilUp(signal),
        probe: async () => {
          if (await this.sensor.answers(signal)) return true;
          return (await this.lookWhoAnswers(signal)) === null ? false : 'stop';
        },
        setRate: (rate) => this.sensor.setRate(rate, signal),
      },
      signal,
    );
  }

  private async lookWhoAnswers(signal: AbortSignal): Promise<Problem | null> {
    const { link, clock } = this;
    const problem = link.up ? await whoAnswers({ link, clock, heard: this.line.heard }, signal) : null;
    if (problem !== null) this.other = { problem, at: clock.now() };
    return problem;
  }

  /** What was found in the sensor's place not long ago: it may talk at another rate than the present one. */
  private get otherNow(): Problem | null {
    return this.other !== null && this.clock.now() - this.other.at < OTHER_MS ? this.other.problem : null;
  }
}
