import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, systemClock } from '../clock.ts';
import { CANCELLED, type DeviceStatus } from '../device.ts';
import type { Ladder } from '../ladder.ts';
import type { WatchLimits } from '../process/watched.ts';
import { KeptScanner } from './kept-scanner.ts';
import { type GrayPage, planFor, type ScanOptions, type ScanPlan, type ScanRequest } from './page-scanner.ts';
import { PnmReader } from './pnm.ts';
import { batchFolder, PAGE_FILE_BYTES, pageFile } from './sane-batch.ts';
import { type Output, SaneCommand } from './sane-command.ts';
import {
  findScanner,
  LIST_FORMAT,
  parseList,
  parseOptions,
  progressOf,
  roundedResolution,
  type SaneOptions,
  scanArguments,
} from './scanimage-text.ts';
import { ScannerKeeper } from './scanner-keeper.ts';

/** Time limits of a scanner through SANE, in milliseconds. */
export const SANE_LIMITS = {
  /** Backends ask every bus and the network for scanners. */
  list: 20_000,
  /** Opening a scanner and asking what it offers. */
  options: 15_000,
  /** Without a byte or a word while it scans: a cold lamp takes up to a minute. */
  quiet: 75_000,
  /** All of a scan, the feeder's last sheet included. */
  scan: 600_000,
  /** How often an idle scanner is opened to see whether it is there. */
  heartbeat: 30_000,
  /** How often a scanner that is missing, or waits for somebody, is looked at. */
  again: 10_000,
} as const;

export type SaneLimits = { readonly [K in keyof typeof SANE_LIMITS]: number };

/** A new child process is as good as a new port: what remains is to list anew, as its USB address may have changed. */
export const SANE_LADDER: Ladder = [
  { step: 'retry', times: 2, limitMs: 15_000 },
  { step: 're-enumerate', times: 1, limitMs: 35_000 },
];

/** The page on the glass can be scanned again; a sheet of the feeder is gone. */
const FLATBED_TRIES = 2;
const AGAIN: ReadonlySet<Problem['code']> = new Set(['scanner.io-error', 'scanner.page-broken']);

export interface SaneScannerOptions {
  /** SANE's name of the device (`scanimage -L`); a changed USB address in it is found again. */
  readonly device: string;
  readonly name?: string;
  /** Options of its backend, such as `{ brightness: '20' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** For the child process: SANE_CONFIG_DIR. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another `scanimage` than the one of PATH. */
  readonly program?: string;
  /** Where sheets of the feeder wait to be read, milliseconds long; in memory unless said. */
  readonly folder?: string;
  readonly limits?: Partial<SaneLimits>;
  readonly watchdog?: Partial<WatchLimits>;
  readonly clock?: Clock;
}

/** A scanner through SANE, by one `scanimage` child process for each question. */
export class SaneScanner extends KeptScanner {
  readonly name: string;
  private readonly options: SaneScannerOptions;
  private readonly limits: SaneLimits;
  protected readonly keeper: ScannerKeeper;
  private readonly command: SaneCommand;
  /** SANE's name of it now. */
  private device: string;
  private model = '';
  private listed = true;
  protected offered: SaneOptions | null = null;

  constructor(options: SaneScannerOptions) {
    super();
    this.options = options;
    this.name = options.name ?? 'SANE';
    this.device = options.device;
    this.limits = { ...SANE_LIMITS, ...options.limits };
    const { program = 'scanimage', env = {}, watchdog = {}, clock = systemClock } = options;
    this.command = new SaneCommand({ program, env, watchdog, clock, scanner: options.device });
    this.keeper = new ScannerKeeper({
      name: this.name,
      path: options.device,
      ladder: SANE_LADDER,
      heartbeatMs: this.limits.heartbeat,
      againMs: this.limits.again,
      clock,
      probe: (signal) => this.probe(signal),
      forget: () => {
        this.listed = false;
        this.offered = null;
      },
    });
  }

  override async close(): Promise<void> {
    await super.close();
    await this.command.idle();
  }

  /** Opens the device and asks what it offers. Somebody else's scan and missing rights are the scanner's own word. */
  private async probe(signal: AbortSignal): Promise<Result<DeviceStatus, Problem>> {
    const seen = await this.look(signal);
    if (seen.ok) return ok({ state: 'ready' });
    const { code } = seen.error;
    if (code === 'scanner.busy' || code === 'scanner.access-denied' || code === 'scanner.part-missing') {
      return ok({ state: 'attention', problem: seen.error });
    }
    return seen;
  }

  private async look(signal: AbortSignal): Promise<Result<SaneOptions, Problem>> {
    if (!this.listed) {
      const list = await this.command.text(['-f', LIST_FORMAT], this.limits.list, signal);
      if (!list.ok) return list;
      const found = findScanner(this.options.device, parseList(list.value));
      if (!found) return err({ code: 'scanner.missing', params: { scanner: this.options.device } });
      this.listed = true;
      this.device = found.device;
      this.model = `${found.vendor} ${found.model}`;
    }
    const told = await this.command.text([`--device-name=${this.device}`, '-A'], this.limits.options, signal);
    if (!told.ok) return told;
    this.keeper.count('bytesIn', told.value.length);
    this.offered = parseOptions(told.value, this.model || this.device);
    return this.offered ? ok(this.offered) : err({ code: 'scanner.wrong-answer', params: { scanner: this.device } });
  }

  protected async scanInTurn(
    request: ScanRequest,
    options: ScanOptions,
    signal: AbortSignal,
  ): Promise<Result<readonly GrayPage[], Problem>> {
    const offered = this.offered ? ok(this.offered) : await this.look(signal);
    if (!offered.ok) return offered;
    const plan = planFor(request, offered.value);
    if (!plan) return err({ code: 'scanner.unsupported' });
    this.keeper.set({ state: 'working', doing: 'capturing' });
    options.onProgress?.({ stage: 'waiting' });
    const args = scanArguments(this.device, plan, offered.value, this.options.settings ?? {});
    if (plan.source === 'feeder') return this.scanFeeder(plan, args, options, signal);
    for (let tries = 1; ; tries += 1) {
      const result = await this.scanFlatbed(plan, args, options, signal);
      if (result.ok || tries === FLATBED_TRIES || signal.aborted || !AGAIN.has(result.error.code)) return result;
      this.keeper.count('retries');
    }
  }

  /** One page, which comes over stdout. */
  private async scanFlatbed(
    plan: ScanPlan,
    args: readonly string[],
    { onPage, onProgress }: ScanOptions,
    signal: AbortSignal,
  ): Promise<Result<readonly GrayPage[], Problem>> {
    const reader = new PnmReader();
    const pages: GrayPage[] = [];
    let dpi = plan.dpi;
    const problem = await this.command.run(args, this.scanning(signal), {
      onLine: (line) => {
        dpi = roundedResolution(line) ?? dpi;
      },
      onBytes: (bytes) => {
        this.keeper.count('bytesIn', bytes.length);
        for (const image of reader.push(bytes)) pages.push({ ...image, dpi });
        const share = pages.length > 0 ? 1 : reader.share;
        if (!reader.fault) onProgress?.({ stage: 'page', page: 1, share });
        return !reader.fault && pages.length <= 1;
      },
    });
    const [page] = pages;
    if (problem || !page || !reader.atEnd) return err(problem ?? { code: 'scanner.page-broken' });
    onPage?.(page);
    return ok(onPage ? [] : [page]);
  }

  /** Sheet by sheet through files in memory, each read and removed as soon as it is whole. */
  private async scanFeeder(
    plan: ScanPlan,
    args: readonly string[],
    { onPage, onProgress }: ScanOptions,
    signal: AbortSignal,
  ): Promise<Result<readonly GrayPage[], Problem>> {
    const folder = await batchFolder(this.options.folder);
    if (folder === null) return err({ code: 'scanner.out-of-memory' });
    const broken = new AbortController();
    const pages: GrayPage[] = [];
    let taken = 0;
    let dpi = plan.dpi;
    let reading: Promise<void> = Promise.resolve();
    const take = async (sheet: number): Promise<void> => {
      const image = await pageFile(folder.path, sheet);
      if (signal.aborted || broken.signal.aborted) return;
      if (!image) return broken.abort();
      this.keeper.count('bytesIn', image.pixels.length);
      taken += 1;
      const page = { ...image, dpi };
      if (onPage) onPage(page);
      else pages.push(page);
    };
    try {
      let told = 0;
      const batch = [`--batch=${folder.path}/%d.pnm`, '--batch-print', `--batch-count=${plan.sheets}`, '--progress'];
      const own = { ...this.scanning(AbortSignal.any([signal, broken.signal])), fileBytes: PAGE_FILE_BYTES };
      const output: Output = {
        onLine: (line) => {
          dpi = roundedResolution(line) ?? dpi;
          const share = progressOf(line);
          if (share !== null) onProgress?.({ stage: 'page', page: told + 1, share });
        },
        // A name is printed for each sheet that is whole. Which one is counted here, whatever the name says.
        onBytes: (bytes) => {
          for (const byte of bytes) {
            if (byte !== 0x0a) continue;
            told += 1;
            const sheet = told;
            reading = reading.then(() => take(sheet));
          }
          return told <= plan.sheets;
        },
      };
      const problem = await this.command.run([...args, ...batch], own, output);
      await reading;
      if (signal.aborted) return err(CANCELLED);
      if (broken.signal.aborted) return err({ code: 'scanner.page-broken' });
      // An empty feeder is how a batch ends.
      if (problem && !(problem.code === 'scanner.no-documents' && taken > 0)) return err(problem);
      return taken > 0 ? ok(pages) : err({ code: 'scanner.no-documents' });
    } finally {
      await folder.remove();
    }
  }

  private scanning(signal: AbortSignal) {
    return { signal, limitMs: this.limits.scan, quietMs: this.limits.quiet };
  }
}
