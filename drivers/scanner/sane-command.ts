import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { Clock } from '../clock.ts';
import { runWatched, type WatchedEnd, type WatchLimits } from '../process/watched.ts';
import { type Complaint, complaintOf, problemOf } from './scanimage-text.ts';

/** Longer than any device's list of options. */
const TEXT_BYTES = 1_000_000;

export interface Output {
  readonly onBytes: (bytes: Uint8Array) => boolean;
  readonly onLine?: (line: string) => void;
}

export interface RunLimits {
  readonly signal: AbortSignal;
  readonly limitMs: number;
  readonly quietMs: number;
  /** Bytes of the largest file it may write. */
  readonly fileBytes?: number;
}

/** `scanimage` as questions with answers: what it ends with is a problem of the catalogue. */
export class SaneCommand {
  private readonly options: {
    readonly program: string;
    readonly env: Readonly<Record<string, string>>;
    readonly watchdog: Partial<WatchLimits>;
    readonly clock: Clock;
    /** As the configuration names it. */
    readonly scanner: string;
  };
  private readonly running = new Set<Promise<unknown>>();

  constructor(options: SaneCommand['options']) {
    this.options = options;
  }

  /** Resolves when no child process is left. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** What it says on stdout. */
  async text(args: readonly string[], limitMs: number, signal: AbortSignal): Promise<Result<string, Problem>> {
    const parts: Uint8Array[] = [];
    let length = 0;
    const onBytes = (bytes: Uint8Array): boolean => {
      parts.push(bytes);
      length += bytes.length;
      return length <= TEXT_BYTES;
    };
    const problem = await this.run(args, { signal, limitMs, quietMs: limitMs }, { onBytes });
    return problem ? err(problem) : ok(Buffer.concat(parts).toString('utf8'));
  }

  /** @returns null when it ended well */
  async run(args: readonly string[], limits: RunLimits, output: Output): Promise<Problem | null> {
    const { program, env, watchdog, clock } = this.options;
    const { fileBytes, ...times } = limits;
    // The kernel holds the size of files: nobody else sees them grow.
    const limited = fileBytes !== undefined;
    const started = runWatched({
      program: limited ? 'prlimit' : program,
      args: limited ? [`--fsize=${fileBytes}`, '--core=0', program, ...args] : args,
      // Its words are read, so they must be English.
      env: { ...process.env, ...env, LC_ALL: 'C' },
      clock,
      limits: watchdog,
      complaintOf,
      ...times,
      ...output,
    });
    this.running.add(started);
    const end = await started;
    this.running.delete(started);
    return this.problemOfEnd(end, limited);
  }

  private problemOfEnd(end: WatchedEnd<Complaint>, limited: boolean): Problem | null {
    const { scanner } = this.options;
    // What it complained of before it had to be stopped is the better reason.
    if (end.cause === 'timed-out' && !end.complaint) return { code: 'scanner.timed-out' };
    if (end.cause === 'aborted') return { code: 'device.cancelled' };
    if (end.cause === 'refused') return { code: 'scanner.page-broken' };
    if (end.cause === 'not-started') {
      if (end.startError !== 'ENOENT') return { code: 'scanner.unknown', params: { status: end.startError ?? '' } };
      return { code: 'scanner.part-missing', params: { part: limited ? 'util-linux' : 'sane-utils' } };
    }
    return problemOf(end.exitCode, end.complaint, scanner);
  }
}
