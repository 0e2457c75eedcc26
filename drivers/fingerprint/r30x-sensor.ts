import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, sleep } from '../clock.ts';
import type { DeviceStatus } from '../device.ts';
import {
  Confirmation,
  fourBytes,
  Instruction,
  Light,
  readParameters,
  type SensorParameters,
  SystemParameter,
} from './r30x-codec.ts';
import { LOCKED } from './r30x-image.ts';
import type { R30xLimits, R30xLine } from './r30x-line.ts';

export interface SensorOptions {
  readonly line: R30xLine;
  readonly limits: R30xLimits;
  readonly clock: Clock;
  readonly password: number;
  readonly light: boolean;
  readonly sleepAfterMs: number | undefined;
}

/** Everything that can be said to a sensor beside fetching an image, and what is known of it. */
export class R30xSensor {
  /** What the sensor says of itself; null until it was asked. */
  parameters: SensorParameters | null = null;
  asleep = false;
  private readonly options: SensorOptions;
  private password: number;
  private hasLight: boolean;
  private lastUsed: number;

  constructor(options: SensorOptions) {
    this.options = options;
    this.password = options.password;
    this.hasLight = options.light;
    this.lastUsed = options.clock.now();
  }

  /** Another sensor may come: nothing is known of it. */
  forget(): void {
    this.parameters = null;
    this.hasLight = this.options.light;
    this.asleep = false;
  }

  /** It was needed now. */
  used(): void {
    this.lastUsed = this.options.clock.now();
  }

  /** Gives the password and asks for the parameters; an error when no sensor answers. */
  async ask(signal: AbortSignal): Promise<Result<DeviceStatus, Problem>> {
    const { line } = this.options;
    const verified = await this.verify(signal);
    if (!verified.ok) return verified;
    if (verified.value.code === Confirmation.wrongPassword) return ok({ state: 'attention', problem: LOCKED });
    const read = await line.command(Instruction.readSysPara, [], signal);
    if (!read.ok) return read;
    if (read.value.code === Confirmation.passwordNeeded) return ok({ state: 'attention', problem: LOCKED });
    const parameters = read.value.code === Confirmation.ok ? readParameters(read.value.data) : null;
    if (parameters === null) return err(line.wrongAnswer);
    this.parameters = parameters;
    return ok({ state: 'ready' });
  }

  /** True if a sensor answers, whatever it says; asked once and quickly, because the rate may be wrong. */
  async answers(signal: AbortSignal): Promise<boolean> {
    return (await this.verify(signal, true)).ok;
  }

  /** True once the sensor has taken the password. */
  async unlock(signal: AbortSignal): Promise<boolean> {
    const verified = await this.verify(signal);
    return verified.ok && verified.value.code === Confirmation.ok;
  }

  /** @returns `device.fingerprint-locked` where the present password is wrong, `device.fingerprint-setting-refused` */
  async setPassword(password: number, signal: AbortSignal): Promise<Result<void, Problem>> {
    if (!(await this.unlock(signal))) return err(LOCKED);
    const answer = await this.options.line.command(Instruction.setPassword, fourBytes(password), signal);
    if (!answer.ok) return answer;
    if (answer.value.code !== Confirmation.ok) return err({ code: 'device.fingerprint-setting-refused' });
    this.password = password;
    return ok(undefined);
  }

  /** Tells it to talk at this rate from now on, 9,600 · N; false if it refuses. */
  async setRate(rate: number, signal: AbortSignal): Promise<boolean> {
    const { clock, limits } = this.options;
    const answer = await this.quickly(Instruction.setSysPara, [SystemParameter.baudRate, rate / 9_600], signal);
    await sleep(clock, limits.settle, signal);
    // A sensor that changes at once may already have answered at the new rate, where nobody heard it.
    return answer === null || answer === Confirmation.ok;
  }

  /** Lights the ring, where there is one; a model that does not know the command is not asked again. */
  async shine(light: keyof typeof Light, signal: AbortSignal): Promise<void> {
    if (!this.hasLight) return;
    const answer = await this.quickly(Instruction.auraLed, Light[light], signal);
    if (!signal.aborted) this.hasLight = answer === Confirmation.ok;
  }

  /** Puts it to sleep when it was not needed for long. */
  async sleepWhenIdle(signal: AbortSignal): Promise<void> {
    const { sleepAfterMs, clock } = this.options;
    if (sleepAfterMs === undefined || clock.now() - this.lastUsed < sleepAfterMs) return;
    this.asleep = (await this.quickly(Instruction.sleep, [], signal)) === Confirmation.ok;
    // Refused: a model without sleep is asked again after as long a time only.
    if (!this.asleep) this.used();
  }

  async wake(signal: AbortSignal): Promise<void> {
    this.used();
    if (!this.asleep) return;
    this.asleep = false;
    // The first bytes wake it and are lost on some models; the next question is a real one.
    await this.verify(signal, true);
    await this.verify(signal);
  }

  private verify(signal: AbortSignal, quick = false) {
    const { line, limits } = this.options;
    const options = quick ? { tries: 1, answerMs: limits.probe } : {};
    return line.command(Instruction.verifyPassword, fourBytes(this.password), signal, options);
  }

  /** Asks once and waits shortly; the confirmation code, or null without one. */
  private async quickly(instruction: number, parameters: readonly number[], signal: AbortSignal) {
    const { line, limits } = this.options;
    const quick = { tries: 1, answerMs: limits.probe };
    const answer = await line.command(instruction, parameters, signal, quick);
    return answer.ok ? answer.value.code : null;
  }
}
