import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, sleep, systemClock } from '../clock.ts';
import type { CaptureOptions, DeviceEvent, DeviceHealth, DeviceStatus, FingerprintReader } from '../device.ts';
import { Keeper } from '../keeper.ts';
import type { Ladder } from '../ladder.ts';
import type { Unlisten } from '../listeners.ts';
import type { FindPath } from '../transport/identity.ts';
import { type ByteLink, isTunable } from '../transport/link.ts';
import { SerialLink } from '../transport/serial.ts';
import { whoAnswers } from '../who-answers.ts';
import {
  Confirmation,
  fourBytes,
  Instruction,
  Light,
  readParameters,
  type SensorParameters,
  SystemParameter,
} from './r30x-codec.ts';
import { CANCELLED, LOCKED, type SensorImage, takeImage } from './r30x-image.ts';
import { type Answer, type CommandOptions, R30X_LIMITS, type R30xLimits, R30xLine } from './r30x-line.ts';
import { findRate } from './r30x-rate.ts';

const USUAL_RATE = 115_200;

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
}

export interface R30xHealth extends DeviceHealth {
  /** What the sensor says of itself; null until it was asked. */
  readonly sensor: SensorParameters | null;
  /** The rate of the line: not the wished one where the sensor would not change. */
  readonly baudRate: number | null;
}

/** Optical fingerprint sensor of the R30x / ZFM-20 / AS608 / R503 family over UART. */
export class R30xReader implements FingerprintReader {
  readonly kind = 'fingerprint';
  readonly name: string;
  private readonly options: R30xOptions;
  private readonly limits: R30xLimits;
  private readonly clock: Clock;
  private readonly link: ByteLink;
  private readonly line: R30xLine;
  private readonly keeper: Keeper;
  private readonly unlisten: Unlisten;
  private password: number;
  private parameters: SensorParameters | null = null;
  private hasLight: boolean;
  private asleep = false;
  private lastUsed: number;
  /** What answers on the port in the sensor's place. */
  private other: Problem | null = null;

  constructor(options: R30xOptions) {
    this.options = options;
    this.name = options.name ?? 'R30x';
    this.limits = { ...R30X_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    this.password = options.password ?? 0;
    this.hasLight = options.light ?? true;
    this.lastUsed = this.clock.now();
    const { path, baudRate = USUAL_RATE, find } = options;
    this.link = options.link ?? new SerialLink({ path, baudRate, clock: this.clock, ...(find && { find }) });
    this.unlisten = this.link.on((event) => {
      if (event.event === 'down' && (event.why === 'lost' || event.why === 'absent')) this.newSensor();
    });
    this.line = new R30xLine({
      link: this.link,
      port: path,
      limits: this.limits,
      clock: this.clock,
      onRetry: () => this.keeper.countRetry(),
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
        this.asleep = false;
        this.line.forget();
      },
    });
  }

  get status(): DeviceStatus {
    return this.keeper.status;
  }

  health(): R30xHealth {
    const baudRate = isTunable(this.link) ? this.link.baudRate : null;
    return { ...this.keeper.health(this.line.skipped), sensor: this.parameters, baudRate };
  }

  on(listener: (event: DeviceEvent) => void): Unlisten {
    return this.keeper.events.on(listener);
  }

  open(): void {
    this.keeper.open();
  }

  reopen(): Promise<void> {
    return this.keeper.reopen();
  }

  async close(): Promise<void> {
    await this.keeper.close();
    this.line.close();
    this.unlisten();
  }

  /** Another sensor may come: nothing is known of it. */
  private newSensor(): void {
    this.parameters = null;
    this.other = null;
    this.hasLight = this.options.light ?? true;
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
    await this.wake(signal);
    await this.shine('waiting', signal);
    const taker = {
      line: this.line,
      limits: this.limits,
      clock: this.clock,
      dpi: this.options.dpi,
      countRetry: () => this.keeper.countRetry(),
      unlock: (own: AbortSignal) => this.unlock(own),
    };
    const result = await takeImage(taker, options, signal);
    this.lastUsed = this.clock.now();
    if (!result.ok && options.signal?.aborted && this.link.up) {
      // The sensor goes on sending an image that nobody wants any more.
      const own = new AbortController().signal;
      await this.line.untilQuiet(own);
      await this.shine('off', own);
      this.keeper.set({ state: 'ready' });
      return err(CANCELLED);
    }
    if (result.ok) await this.shine(result.value.hints.length === 0 ? 'off' : 'again', signal);
    else if (result.error.code === 'device.finger-timeout') await this.shine('off', signal);
    if (!this.link.up) {
      return result.ok ? result : err(this.keeper.closed ? CANCELLED : MISSING);
    }
    if (result.ok || result.error.code === 'device.finger-timeout' || result.error.code === 'device.cancelled') {
      this.keeper.set({ state: 'ready' });
    } else if (result.error.code === 'device.fingerprint-locked') {
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
      await this.wake(own);
      if (!(await this.unlock(own))) return err(own.aborted ? CANCELLED : LOCKED);
      const answer = await this.line.command(Instruction.setPassword, fourBytes(password), own);
      if (!answer.ok) return answer;
      if (answer.value.code !== Confirmation.ok) return err({ code: 'device.fingerprint-setting-refused' });
      this.password = password;
      return ok(undefined);
    };
    if (signal === undefined) return this.keeper.exclusively(work);
    return this.keeper.exclusively(work, { signal, unstarted: err(CANCELLED) });
  }

  private async greet(signal: AbortSignal): Promise<Result<DeviceStatus, Problem>> {
    // It would wake, and it is asked when it is needed.
    if (this.asleep) return ok({ state: 'ready' });
    const greeting = await this.askWhoItIs(signal);
    if (greeting.ok) {
      this.other = null;
      if (greeting.value.state === 'ready') await this.sleepWhenIdle(signal);
      return greeting;
    }
    const { link, clock } = this;
    if (link.up && !signal.aborted)
      this.other = (await whoAnswers({ link, clock, heard: this.line.heard }, signal)) ?? this.other;
    return err(this.other ?? greeting.error);
  }

  private async askWhoItIs(signal: AbortSignal): Promise<Result<DeviceStatus, Problem>> {
    const verified = await this.verify(signal);
    if (!verified.ok) return verified;
    if (verified.value.code === Confirmation.wrongPassword) return ok({ state: 'attention', problem: LOCKED });
    const read = await this.line.command(Instruction.readSysPara, [], signal);
    if (!read.ok) return read;
    if (read.value.code === Confirmation.passwordNeeded) return ok({ state: 'attention', problem: LOCKED });
    const parameters = read.value.code === Confirmation.ok ? readParameters(read.value.data) : null;
    if (parameters === null) return err(this.line.wrongAnswer);
    this.parameters = parameters;
    return ok({ state: 'ready' });
  }

  private verify(signal: AbortSignal, options?: CommandOptions): Promise<Result<Answer, Problem>> {
    return this.line.command(Instruction.verifyPassword, fourBytes(this.password), signal, options);
  }

  private async unlock(signal: AbortSignal): Promise<boolean> {
    const verified = await this.verify(signal);
    return verified.ok && verified.value.code === Confirmation.ok;
  }

  /** The rung that looks for the sensor at every rate. A port on which something else answers is left alone. */
  private async searchRate(signal: AbortSignal): Promise<void> {
    const { link, line, clock, limits } = this;
    if (!isTunable(link) || this.other !== null) return;
    const quick = { tries: 1, answerMs: limits.probe };
    await findRate(
      {
        link,
        wished: this.options.baudRate ?? USUAL_RATE,
        untilUp: () => this.keeper.untilUp(signal),
        probe: async () => {
          if ((await this.verify(signal, quick)).ok) return true;
          this.other = await whoAnswers({ link, clock, heard: line.heard }, signal);
          return this.other === null ? false : 'stop';
        },
        setRate: async (rate) => {
          const change = [SystemParameter.baudRate, rate / 9_600];
          const answer = await line.command(Instruction.setSysPara, change, signal, quick);
          // A sensor that changes at once may already have answered at the new rate, where nobody heard it.
          await sleep(clock, limits.settle, signal);
          return !answer.ok || answer.value.code === Confirmation.ok;
        },
      },
      signal,
    );
  }

  /** Lights the ring, where there is one; a model that does not know the command is not asked again. */
  private async shine(light: keyof typeof Light, signal: AbortSignal): Promise<void> {
    if (!this.hasLight || !this.link.up) return;
    const quick = { tries: 1, answerMs: this.limits.probe };
    const answer = await this.line.command(Instruction.auraLed, Light[light], signal, quick);
    if (!signal.aborted && !(answer.ok && answer.value.code === Confirmation.ok)) this.hasLight = false;
  }

  private async sleepWhenIdle(signal: AbortSignal): Promise<void> {
    const { sleepAfterMs } = this.options;
    if (sleepAfterMs === undefined || this.clock.now() - this.lastUsed < sleepAfterMs) return;
    const quick = { tries: 1, answerMs: this.limits.probe };
    const answer = await this.line.command(Instruction.sleep, [], signal, quick);
    this.asleep = answer.ok && answer.value.code === Confirmation.ok;
    // Refused: a model without sleep is asked again after as long a time only.
    if (!this.asleep) this.lastUsed = this.clock.now();
  }

  private async wake(signal: AbortSignal): Promise<void> {
    this.lastUsed = this.clock.now();
    if (!this.asleep) return;
    this.asleep = false;
    // The first bytes wake it and are lost on some models; the next question is a real one.
    await this.verify(signal, { tries: 1, answerMs: this.limits.probe });
    await this.verify(signal);
  }
}
