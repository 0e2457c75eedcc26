import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, sleep, systemClock } from '../clock.ts';
import type {
  CaptureOptions,
  DeviceEvent,
  DeviceHealth,
  DeviceStatus,
  FingerImage,
  FingerprintReader,
} from '../device.ts';
import { Keeper } from '../keeper.ts';
import type { Ladder } from '../ladder.ts';
import type { Unlisten } from '../listeners.ts';
import type { ByteLink } from '../transport/link.ts';
import { SerialLink } from '../transport/serial.ts';
import { Confirmation, Instruction, PacketKind, readParameters, SENSOR_IMAGE, unpackImage } from './r30x-codec.ts';
import { R30X_LIMITS, type R30xLimits, R30xLine } from './r30x-line.ts';

/** An image that came with holes is asked for again: it is still in the sensor's buffer. */
const IMAGE_TRIES = 3;

/** R30x has no reset command; its soft reset is to let half-sent data run out. */
export const R30X_LADDER: Ladder = [
  { step: 'retry', times: 2, limitMs: 3_000 },
  { step: 'soft-reset', times: 1, limitMs: 4_000 },
  { step: 'reopen', times: 2, limitMs: 6_000 },
  { step: 're-enumerate', times: 1, limitMs: 8_000 },
];

const MISSING: Problem = { code: 'device.fingerprint-missing' };
const LOCKED: Problem = { code: 'device.fingerprint-locked' };
const CANCELLED: Problem = { code: 'device.cancelled' };
const BROKEN: Problem = { code: 'device.finger-image-broken' };

export interface R30xOptions {
  readonly path: string;
  /** The sensor's rate; models leave the factory at 57,600, an image then takes 7 s, at 115,200 3.5 s. */
  readonly baudRate?: number;
  readonly name?: string;
  readonly password?: number;
  /** Resolution of the model in pixels per inch; without it the ridge period must tell. */
  readonly dpi?: number;
  readonly limits?: Partial<R30xLimits>;
  readonly clock?: Clock;
  readonly link?: ByteLink;
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

  constructor(options: R30xOptions) {
    this.options = options;
    this.name = options.name ?? 'R30x';
    this.limits = { ...R30X_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    const { path, baudRate = 115_200 } = options;
    this.link = options.link ?? new SerialLink({ path, baudRate, clock: this.clock });
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
      forget: () => this.line.forget(),
    });
  }

  get status(): DeviceStatus {
    return this.keeper.status;
  }

  health(): DeviceHealth {
    return this.keeper.health(this.line.skipped);
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

  close(): Promise<void> {
    return this.keeper.close();
  }

  async capture(options: CaptureOptions = {}): Promise<Result<FingerImage, Problem>> {
    if (options.signal?.aborted) return err(CANCELLED);
    if (this.status.state === 'missing') return err(this.status.problem);
    const work = (signal: AbortSignal) => this.captureInTurn(options, signal);
    if (options.signal === undefined) return this.keeper.exclusively(work);
    return this.keeper.exclusively(work, { signal: options.signal, unstarted: err(CANCELLED) });
  }

  private async captureInTurn(options: CaptureOptions, signal: AbortSignal): Promise<Result<FingerImage, Problem>> {
    if (this.link.up) this.keeper.set({ state: 'working', doing: 'capturing' });
    const result = await this.captureNow(options, signal);
    if (!result.ok && options.signal?.aborted && this.link.up) {
      // The sensor goes on sending an image that nobody wants any more.
      await this.line.untilQuiet(new AbortController().signal);
      this.keeper.set({ state: 'ready' });
      return err(CANCELLED);
    }
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

  private async captureNow(options: CaptureOptions, signal: AbortSignal): Promise<Result<FingerImage, Problem>> {
    const until = this.clock.now() + (options.timeoutMs ?? this.limits.finger);
    let lifted = !options.afterLift;
    options.onProgress?.({ stage: 'waiting' });
    while (this.clock.now() < until && !signal.aborted) {
      const seen = await this.line.command(Instruction.genImage, [], signal);
      if (!seen.ok) return seen;
      if (seen.value.code === Confirmation.noFinger) lifted = true;
      if (seen.value.code === Confirmation.passwordNeeded) return err(LOCKED);
      if (seen.value.code === Confirmation.ok && lifted) return this.fetchImage(options, signal);
      await sleep(this.clock, this.limits.poll, signal);
    }
    return err(signal.aborted ? CANCELLED : { code: 'device.finger-timeout' });
  }

  private async fetchImage(options: CaptureOptions, signal: AbortSignal): Promise<Result<FingerImage, Problem>> {
    for (let tries = 0; tries < IMAGE_TRIES && !signal.aborted; tries++) {
      if (tries > 0) {
        this.keeper.countRetry();
        await this.line.untilQuiet(signal);
      }
      const answer = await this.line.command(Instruction.upImage, [], signal);
      if (!answer.ok) return answer;
      if (answer.value.code !== Confirmation.ok) continue;
      const data = await this.receiveImage(options, signal);
      if (data === null) continue;
      const { width, height } = SENSOR_IMAGE;
      const image = { width, height, pixels: unpackImage(data) };
      return ok(this.options.dpi === undefined ? image : { ...image, dpi: this.options.dpi });
    }
    return err(BROKEN);
  }

  /** Packets have no numbers: a lost or doubled one shows in the total, a damaged one in its sum. */
  private async receiveImage(options: CaptureOptions, signal: AbortSignal): Promise<Uint8Array | null> {
    const data = new Uint8Array(SENSOR_IMAGE.bytes);
    let length = 0;
    for (;;) {
      const packet = await this.line.nextPacket(this.limits.nextPacket, signal);
      if (packet === null || (packet.kind !== PacketKind.data && packet.kind !== PacketKind.end)) return null;
      if (length + packet.payload.length > data.length) return null;
      data.set(packet.payload, length);
      length += packet.payload.length;
      options.onProgress?.({ stage: 'transfer', share: length / data.length });
      if (packet.kind === PacketKind.end) return length === data.length ? data : null;
    }
  }

  private async greet(signal: AbortSignal): Promise<Result<DeviceStatus, Problem>> {
    const password = this.options.password ?? 0;
    const bytes = [password >>> 24, (password >>> 16) & 0xff, (password >>> 8) & 0xff, password & 0xff];
    const verified = await this.line.command(Instruction.verifyPassword, bytes, signal);
    if (!verified.ok) return verified;
    if (verified.value.code === Confirmation.wrongPassword) {
      return ok({ state: 'attention', problem: LOCKED });
    }
    const read = await this.line.command(Instruction.readSysPara, [], signal);
    if (!read.ok) return read;
    return read.value.code === Confirmation.ok && readParameters(read.value.data) !== null
      ? ok({ state: 'ready' })
      : err(this.line.wrongAnswer);
  }
}
