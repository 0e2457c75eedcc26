import type { ImageCodecs } from '../../core/fingerprint/images/codecs.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { DeviceStatus } from '../device.ts';
import type { Ladder } from '../ladder.ts';
import { type EsclCapabilities, parseCapabilities, parseStatus } from './escl-codec.ts';
import { EsclJob } from './escl-job.ts';
import { ESCL_LIMITS, type EsclLimits, EsclLine } from './escl-line.ts';
import { KeptScanner } from './kept-scanner.ts';
import { type GrayPage, planFor, type ScanOptions, type ScanRequest } from './page-scanner.ts';
import { ScannerKeeper } from './scanner-keeper.ts';

/** Every question is a connection of its own, so that there is nothing to reopen; what was learnt is asked for anew. */
export const ESCL_LADDER: Ladder = [
  { step: 'retry', times: 2, limitMs: 12_000 },
  { step: 're-enumerate', times: 1, limitMs: 24_000 },
];

/** The page on the glass can be scanned again; a sheet of the feeder is gone. */
const FLATBED_TRIES = 2;
const AGAIN: ReadonlySet<Problem['code']> = new Set(['scanner.io-error', 'scanner.page-broken', 'scanner.silent']);

export interface EsclScannerOptions {
  /** Where its eSCL service is, such as `http://192.168.1.20/eSCL`. */
  readonly url: string;
  /** JPEG is the one format that every scanner has; the decoder stands in a room that drivers do not know. */
  readonly decodeJpeg: ImageCodecs['jpeg'];
  readonly name?: string;
  readonly limits?: Partial<EsclLimits>;
  readonly clock?: Clock;
}

/** A scanner in the network, or on USB through `ipp-usb`, that speaks eSCL (AirScan). */
export class EsclScanner extends KeptScanner {
  readonly name: string;
  private readonly options: EsclScannerOptions;
  private readonly limits: EsclLimits;
  private readonly clock: Clock;
  protected readonly keeper: ScannerKeeper;
  private readonly line: EsclLine;
  protected offered: EsclCapabilities | null = null;

  constructor(options: EsclScannerOptions) {
    super();
    this.options = options;
    this.name = options.name ?? 'eSCL';
    this.limits = { ...ESCL_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    this.line = new EsclLine({
      url: options.url,
      limits: this.limits,
      clock: this.clock,
      onBytes: (received, sent) => {
        this.keeper.count('bytesIn', received);
        this.keeper.count('bytesOut', sent);
      },
    });
    this.keeper = new ScannerKeeper({
      name: this.name,
      path: options.url,
      ladder: ESCL_LADDER,
      heartbeatMs: this.limits.heartbeat,
      againMs: this.limits.again,
      clock: this.clock,
      probe: (signal) => this.probe(signal),
      forget: () => {
        this.offered = null;
      },
    });
  }

  private async probe(signal: AbortSignal): Promise<Result<DeviceStatus, Problem>> {
    const offered = await this.offer(signal);
    if (!offered.ok) return offered;
    const status = await this.line.document('ScannerStatus', parseStatus, signal);
    if (!status.ok) return status;
    const { state, obstacle } = status.value;
    if (obstacle) return ok({ state: 'attention', problem: obstacle });
    // Somebody else is scanning: it will be free again without anybody's help.
    return ok(state === 'Processing' ? { state: 'ready', notice: { code: 'scanner.busy' } } : { state: 'ready' });
  }

  private async offer(signal: AbortSignal): Promise<Result<EsclCapabilities, Problem>> {
    if (this.offered) return ok(this.offered);
    const offered = await this.line.document('ScannerCapabilities', parseCapabilities, signal);
    if (offered.ok) this.offered = offered.value;
    return offered;
  }

  protected async scanInTurn(
    request: ScanRequest,
    options: ScanOptions,
    signal: AbortSignal,
  ): Promise<Result<readonly GrayPage[], Problem>> {
    const offered = await this.offer(signal);
    if (!offered.ok) return offered;
    const plan = planFor(request, offered.value);
    if (!plan) return err({ code: 'scanner.unsupported' });
    this.keeper.set({ state: 'working', doing: 'capturing' });
    options.onProgress?.({ stage: 'waiting' });
    const tries = plan.source === 'flatbed' ? FLATBED_TRIES : 1;
    const { line, limits, clock } = this;
    const { decodeJpeg } = this.options;
    for (let n = 1; ; n += 1) {
      const job = new EsclJob({ line, limits, clock, decodeJpeg, plan, offered: offered.value, scan: options, signal });
      const result = await job.run();
      if (result.ok || n === tries || signal.aborted || !AGAIN.has(result.error.code)) return result;
      this.keeper.count('retries');
    }
  }
}
