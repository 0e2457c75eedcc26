import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Clock } from '../clock.ts';

/** Time limits of a program that is watched, in milliseconds. */
export const WATCH_LIMITS = {
  /** After a line that says it failed it should end. `scanimage` often does not, with a busy device never. */
  afterError: 250,
  /** From SIGTERM, on which it lets its device stop in order, to SIGKILL. */
  kill: 1_000,
  /** From SIGKILL to giving up on it: the kernel itself may wait for a device. */
  dead: 2_000,
  /** From its end to the end of its output, which a helper it started may hold open. */
  output: 500,
} as const;

export type WatchLimits = { readonly [K in keyof typeof WATCH_LIMITS]: number };

export interface WatchedRun<C> {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds for all of it, and without a byte or a line. */
  readonly limitMs: number;
  readonly quietMs: number;
  readonly limits?: Partial<WatchLimits>;
  /** Takes what comes on stdout; false when that is enough, because it is no image. */
  readonly onBytes: (bytes: Uint8Array) => boolean;
  readonly onLine?: (line: string) => void;
  /** What a line of stderr says has failed; null for all others. */
  readonly complaintOf: (line: string) => C | null;
}

/** Why it ended. */
export type WatchedCause = 'exited' | 'aborted' | 'timed-out' | 'refused' | 'not-started';

export interface WatchedEnd<C> {
  readonly cause: WatchedCause;
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  /** The first line that said what failed. */
  readonly complaint: C | null;
  /** Of the system, where it could not be started: ENOENT, EMFILE, … */
  readonly startError?: string;
}

/** A line of stderr is cut here. */
const LINE_CHARACTERS = 1_000;

/**
 * Runs a program that speaks to a device under a watchdog: after a line that says it failed, when it is quiet or takes too long and when the
 * signal aborts it is told to stop, and killed with all it started 1 s later. Never rejects and always ends; nothing of
 * it is left, not even a zombie.
 */
export function runWatched<C>(run: WatchedRun<C>): Promise<WatchedEnd<C>> {
  const { clock, signal, onBytes, onLine, complaintOf } = run;
  const limits = { ...WATCH_LIMITS, ...run.limits };
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ cause: 'aborted', exitCode: null, complaint: null });
    // A process group of its own: a backend of SANE starts helpers, which must not outlive it.
    const child = start(run);
    if (typeof child === 'string') {
      return resolve({ cause: 'not-started', exitCode: null, complaint: null, startError: child });
    }
    let cause: WatchedCause | null = null;
    let complaint: C | null = null;
    let exitCode: number | null = null;
    let startError = '';
    let over = false;
    let stopping = false;
    const timers = new Map<string, () => void>();
    const later = (name: string, ms: number, then: () => void) => {
      timers.get(name)?.();
      timers.set(name, clock.after(ms, then));
    };
    const finish = () => {
      if (over) return;
      over = true;
      for (const cancel of timers.values()) cancel();
      signal.removeEventListener('abort', aborted);
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
      resolve({ cause: cause ?? 'exited', exitCode, complaint, ...(startError && { startError }) });
    };
    const stop = () => {
      if (stopping || over) return;
      stopping = true;
      signalAll(child, 'SIGTERM');
      later('kill', limits.kill, () => {
        signalAll(child, 'SIGKILL');
        later('dead', limits.dead, finish);
      });
    };
    const give = (why: WatchedCause) => {
      cause ??= why;
      stop();
    };
    const aborted = () => give('aborted');
    const heard = () => {
      // After a stall of the process timers come before what arrived meanwhile: one more turn lets that in.
      if (!over) later('quiet', run.quietMs, () => later('quiet', 1, () => give('timed-out')));
    };
    signal.addEventListener('abort', aborted);
    later('limit', run.limitMs, () => give('timed-out'));
    heard();

    child.on('error', (error: NodeJS.ErrnoException) => {
      if (child.pid !== undefined) return;
      cause ??= 'not-started';
      startError = error.code ?? 'error';
      finish();
    });
    child.stdout.on('data', (bytes: Buffer) => {
      heard();
      if (!stopping && !onBytes(bytes)) give('refused');
    });
    child.stdout.on('error', () => {});
    child.stderr.on('error', () => {});
    child.stderr.on(
      'data',
      lines((line) => {
        heard();
        const said = complaintOf(line);
        // That it was cancelled, says what was told to stop.
        if (!stopping) complaint ??= said;
        if (said) later('error', limits.afterError, stop);
        onLine?.(line);
      }),
    );
    child.on('exit', (code) => {
      exitCode = code;
      timers.get('kill')?.();
      timers.get('error')?.();
      // Helpers that it left behind would hold the device, and its output open.
      later('output', limits.output, () => {
        signalAll(child, 'SIGKILL');
        finish();
      });
    });
    child.on('close', finish);
  });
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** The child, or why there is none. Out of descriptors it comes without its pipes. */
function start({ program, args, env }: WatchedRun<unknown>): Child | string {
  try {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    if ((child.stdout as Readable | undefined) !== undefined) return child;
    (child as ChildProcess).on('error', () => {});
    return 'EMFILE';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'error';
  }
}

/** To the child and what it started. A group that is gone is what we want. */
function signalAll(child: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Gone.
  }
}

/** Splits what comes into lines, also at CR, by which progress is written over; endless lines are cut. */
function lines(take: (line: string) => void): (bytes: Buffer) => void {
  let rest = '';
  return (bytes) => {
    const parts = (rest + bytes.toString('latin1')).split(/[\r\n]/);
    rest = parts.pop()!.slice(0, LINE_CHARACTERS);
    for (const part of parts) if (part !== '') take(part.slice(0, LINE_CHARACTERS));
  };
}
