import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { ImageCodecs } from '../../../core/fingerprint/fingerprint.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type Clock, systemClock } from '../../clock.ts';
import {
  CANCELLED,
  type CaptureOptions,
  type DeviceHealth,
  type DeviceStatus,
  type FingerImage,
} from '../../device.ts';
import { KeptDevice } from '../../kept-device.ts';
import { SbiCapturer, type Wanted } from './capturer.ts';
import type { FingerRecord } from './check.ts';
import { problemOfCode, problemOfHttp, problemOfStatus } from './faults.ts';
import type { CapturedTemplate, FingerScanner, PreviewOptions } from './finger-scanner.ts';
import type { Scanner } from './identity.ts';
import { SBI_LIMITS, SBI_PORTS, type SbiLimits } from './limits.ts';
import { streamFrames } from './preview.ts';
import { imageOf, templateOf } from './records.ts';
import { streamBody, verbs } from './requests.ts';
import { SbiKeeper } from './sbi-keeper.ts';
import { readCertificate, type Trust } from './trust.ts';
import { Whereabouts } from './whereabouts.ts';

const TIMEOUT: Problem = { code: 'device.finger-timeout' };
/** After these the service itself is in doubt, and is looked after at once. */
const inDoubt: readonly Problem['code'][] = [
  'sbi.service-missing',
  'sbi.service-silent',
  'sbi.wrong-answer',
  'device.fingerprint-missing',
];
/** These are no state of the scanner: it is as ready as before. */
const passing: readonly Problem['code'][] = ['device.finger-timeout', 'device.cancelled', 'sbi.capture-ended'];

export interface SbiOptions extends Wanted {
  /** Certificates of device providers (PEM); a scanner that none of them vouches for is not used. */
  readonly anchors: readonly string[];
  /** Serial number of the scanner; without it the first one that is found is taken. */
  readonly serial?: string;
  readonly ports?: readonly number[];
  readonly name?: string;
  /** For JPEG and JPEG 2000 (main/images); WSQ and plain pixels need none. */
  readonly codecs?: ImageCodecs;
  readonly limits?: Partial<SbiLimits>;
  readonly clock?: Clock;
  /** Milliseconds since 1970, for validity and age. */
  readonly wallClock?: () => number;
}

/** A fingerprint scanner behind a MOSIP SBI 0.9.5 service on this machine. */
export class SbiReader extends KeptDevice<SbiKeeper> implements FingerScanner {
  readonly kind = 'fingerprint';
  readonly name: string;
  private readonly options: SbiOptions;
  private readonly limits: SbiLimits;
  private readonly clock: Clock;
  private readonly wallClock: () => number;
  private readonly trust: Trust;
  private readonly where: Whereabouts;
  protected readonly keeper: SbiKeeper;
  private readonly capturer: SbiCapturer;
  private previews = 0;

  constructor(options: SbiOptions) {
    super();
    this.options = options;
    this.name = options.name ?? 'SBI';
    this.limits = { ...SBI_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    this.wallClock = options.wallClock ?? Date.now;
    const anchors = options.anchors.map(readCertificate).filter((anchor) => anchor !== null);
    this.trust = { anchors, now: this.wallClock };
    const { limits, clock, trust } = this;
    this.where = new Whereabouts({ ports: options.ports ?? SBI_PORTS, serial: options.serial, trust, limits, clock });
    this.keeper = new SbiKeeper({
      clock,
      heartbeatMs: limits.heartbeat,
      pauseMs: [limits.firstPause, limits.longestPause],
      missing: this.where.missing,
      known: () => this.where.scanner !== null,
      probe: (signal) => this.probe(signal),
      find: (signal) => this.find(signal),
    });
    const key = options.auth === undefined ? null : keyOf(options.auth.key);
    const { where, keeper, wallClock } = this;
    this.capturer = new SbiCapturer({ wanted: options, key, where, keeper, trust, limits, clock, wallClock });
  }

  /** Who the scanner says it is, once its signature was checked. */
  get scanner(): Scanner | null {
    return this.where.scanner;
  }

  health(): DeviceHealth {
    const { name, kind, status } = this;
    const counters = { ...this.where.counters, skipped: 0, ...this.keeper.counters };
    return { name, kind, path: this.where.path, status, forMs: this.keeper.forMs, counters };
  }

  /** `afterLift`: see the folder's README; SBI cannot say that a finger was lifted. */
  async capture(options: CaptureOptions = {}): Promise<Result<FingerImage, Problem>> {
    const records = await this.captureRecords(options);
    if (!records.ok) return records;
    const [first] = records.value;
    return first === undefined ? err(TIMEOUT) : imageOf(first.record, this.options.codecs);
  }

  async captureTemplates(options: CaptureOptions = {}): Promise<Result<readonly CapturedTemplate[], Problem>> {
    const records = await this.captureRecords(options);
    if (!records.ok) return records;
    const templates: CapturedTemplate[] = [];
    for (const record of records.value) {
      const template = templateOf(record.record);
      if (!template.ok) return template;
      templates.push({ ...record, template: template.value });
    }
    return ok(templates);
  }

  async captureRecords(options: CaptureOptions = {}): Promise<Result<readonly FingerRecord[], Problem>> {
    if (this.status.state === 'missing') return err(this.status.problem);
    const work = (signal: AbortSignal) => this.captureInTurn(options, signal);
    return this.keeper.turns.take(work, err(CANCELLED), options.signal);
  }

  async preview(onFrame: (jpeg: Uint8Array) => void, options: PreviewOptions = {}): Promise<Result<number, Problem>> {
    const { scanner } = this.where;
    if (scanner === null) return err(this.problemNow);
    const timeoutMs = options.timeoutMs ?? this.limits.finger;
    const body = streamBody(scanner.device.deviceId, this.options.deviceSubId ?? 0, timeoutMs);
    const closing = this.keeper.turns.signal;
    const signal = options.signal === undefined ? closing : AbortSignal.any([options.signal, closing]);
    this.previews += 1;
    const question = this.where.question(scanner.port, verbs.stream, body, signal);
    let frames = 0;
    const end = await streamFrames(question, this.limits.frame, (jpeg) => {
      frames += 1;
      onFrame(jpeg);
    });
    this.previews -= 1;
    if (end.ok && end.value.error !== '0') return err(problemOfCode(end.value.error));
    // A preview that somebody stops has done what it was for.
    if (end.ok || end.error === 'aborted') return ok(frames);
    return err(problemOfHttp(end.error, scanner.port, this.where.ports));
  }

  private async captureInTurn(
    options: CaptureOptions,
    signal: AbortSignal,
  ): Promise<Result<readonly FingerRecord[], Problem>> {
    const result = await this.capturer.capture(options, signal);
    if (signal.aborted) {
      const { status } = this;
      if (status.state === 'working' && status.doing === 'capturing') this.keeper.set({ state: 'ready' });
      else this.keeper.recover();
      return result.ok ? result : err(CANCELLED);
    }
    if (result.ok || passing.includes(result.error.code)) this.keeper.set({ state: 'ready' });
    else if (inDoubt.includes(result.error.code)) this.keeper.recover();
    else this.keeper.set({ state: 'attention', problem: result.error });
    return result;
  }

  private async probe(signal: AbortSignal): Promise<Result<DeviceStatus, Problem>> {
    if (this.trust.anchors.length === 0) return err({ code: 'sbi.no-anchor' });
    const scanner = await this.where.ask(signal);
    return scanner.ok ? ok(this.statusOf(scanner.value, null)) : scanner;
  }

  private async find(signal: AbortSignal): Promise<Result<DeviceStatus, Problem>> {
    if (this.trust.anchors.length === 0) return err({ code: 'sbi.no-anchor' });
    const found = await this.where.find(signal);
    return found.ok ? ok(this.statusOf(found.value.scanner, found.value.movedFrom)) : found;
  }

  private statusOf({ device, port }: Scanner, movedFrom: number | null): DeviceStatus {
    const { deviceStatus } = device;
    // While we watch the preview, it is we who keep it busy.
    const ours = deviceStatus === 'busy' && this.previews > 0;
    if (deviceStatus !== 'ready' && !ours) return { state: 'attention', problem: problemOfStatus[deviceStatus] };
    if (movedFrom === null) return { state: 'ready' };
    return { state: 'ready', notice: { code: 'sbi.port-moved', params: { from: movedFrom, to: port } } };
  }

  private get problemNow(): Problem {
    const { status } = this;
    return status.state === 'missing' || status.state === 'attention' ? status.problem : this.where.missing;
  }
}

/** Null where the text is no private key: nothing that comes can be opened then, and that is what will be said. */
function keyOf(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
