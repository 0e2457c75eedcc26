import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { Clock } from '../clock.ts';
import { runWatched, type WatchedEnd } from '../process/watched.ts';
import { formatOf, type PictureFormat, problemOfLine } from './v4l2-text.ts';

/** Time limits of `v4l2-ctl`, in milliseconds. */
export const GRAB_LIMITS = {
  /** Setting the format: the driver answers from what it knows. */
  format: 3_000,
  /** From the start of the stream to one whole picture, dark first ones included. */
  picture: 8_000,
} as const;

/** Pictures that are thrown away first: a camera needs some to find the light. */
const DARK_PICTURES = 4;
/** What is asked for; a camera takes what it has nearest. */
const WIDTH = 1_280;
const HEIGHT = 720;
/** The largest picture of any format at the largest size that is asked for, twice. */
const MOST_BYTES = 8_000_000;

export interface GrabOptions {
  readonly program: string;
  readonly node: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly limits: { readonly [K in keyof typeof GRAB_LIMITS]: number };
}

/** A picture as the camera sent it. */
export interface RawPicture {
  readonly format: PictureFormat;
  readonly bytes: Uint8Array;
}

/**
 * One picture, by Debian's `v4l2-ctl` in a process of its own and under a watchdog: a kernel driver that hangs takes that
 * process and not this one.
 */
export async function grab(options: GrabOptions): Promise<Result<RawPicture, Problem>> {
  const { node, limits } = options;
  const wanted = `--set-fmt-video=width=${WIDTH},height=${HEIGHT},pixelformat=MJPG`;
  const asked = await run(options, [`--device=${node}`, wanted, '--get-fmt-video'], limits.format);
  if (!asked.ok) return asked;
  const format = formatOf(Buffer.from(asked.value).toString('latin1'));
  if (format === null) return err({ code: 'camera.picture-broken' });
  const stream = ['--stream-mmap', `--stream-skip=${DARK_PICTURES}`, '--stream-count=1', '--stream-to=-'];
  const taken = await run(options, [`--device=${node}`, ...stream], limits.picture);
  return taken.ok ? ok({ format, bytes: taken.value }) : taken;
}

async function run(
  { program, node, clock, signal }: GrabOptions,
  args: readonly string[],
  limitMs: number,
): Promise<Result<Uint8Array, Problem>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const end = await runWatched({
    ...{ program, args, clock, signal, limitMs, quietMs: limitMs },
    // Its words are read, so they must be English.
    env: { ...process.env, LC_ALL: 'C' },
    onBytes: (bytes) => {
      parts.push(bytes);
      length += bytes.length;
      return length <= MOST_BYTES;
    },
    complaintOf: (line) => problemOfLine(line, node),
  });
  const problem = problemOf(end);
  const whole = problem ? err(problem) : ok(Buffer.concat(parts));
  for (const part of parts) part.fill(0);
  return whole;
}

function problemOf({ cause, exitCode, startError, complaint: said }: WatchedEnd<Problem>): Problem | null {
  switch (cause) {
    case 'aborted':
      return { code: 'device.cancelled' };
    case 'not-started':
      return startError === 'ENOENT'
        ? { code: 'camera.part-missing', params: { part: 'v4l-utils' } }
        : { code: 'camera.fault', params: { reason: startError ?? '' } };
    case 'timed-out':
      return said ?? { code: 'camera.silent' };
    case 'refused':
      return { code: 'camera.picture-broken' };
    case 'exited':
      // v4l2-ctl ends with 0 also where the stream could not be begun: only its words tell.
      return said ?? (exitCode === 0 ? null : { code: 'camera.fault', params: { reason: `exit ${exitCode ?? ''}` } });
  }
}
