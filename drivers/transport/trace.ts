import type { Clock } from '../clock.ts';
import type { ByteLink } from './link.ts';
import { recordLink } from './recorder.ts';
import { fromHex, type RecordedLine, type WireMask } from './recording.ts';

/** Lines that are remembered, and bytes of each that are shown. */
const LINES = 300;
const SHOWN_BYTES = 48;
/** A run of chunks in one direction within this time is one line: a sensor's image comes in hundreds of them. */
const ONE_LINE_MS = 20;

/** What passed on a wire, for the technician. Masked: lengths and frames are as they were, what is personal is not. */
export interface TraceLine {
  /** Counts from 1 since the driver was made. */
  readonly number: number;
  /** Milliseconds since the driver was made. */
  readonly t: number;
  readonly way: 'in' | 'out' | 'link';
  /** The first bytes, hexadecimal; of a link, whether it came up or why it went down. */
  readonly text: string;
  readonly bytes: number;
  /** What the protocol calls the frames that ended here. */
  readonly frames: readonly string[];
}

/** Names the frames that end within these bytes. Stateful: frames come in pieces. */
export interface FrameNames {
  in(bytes: Uint8Array): readonly string[];
  out(bytes: Uint8Array): readonly string[];
}

/** Where nothing is known of frames. */
export const noNames = (): FrameNames => ({ in: () => [], out: () => [] });

/** The last lines of one device's wire. */
export class Trace {
  readonly #names: FrameNames;
  #lines: TraceLine[] = [];
  #count = 0;
  /** When the last chunk passed. */
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(names: FrameNames) {
    this.#names = names;
  }

  /** The last so many lines, oldest first. */
  last(many: number): readonly TraceLine[] {
    return this.#lines.slice(-many);
  }

  take(line: RecordedLine): void {
    if ('full' in line) return;
    if ('link' in line) {
      this.#add({ t: line.t, way: 'link', text: line.link === 'up' ? 'up' : line.why, bytes: 0, frames: [] });
      return;
    }
    const way = 'in' in line ? 'in' : 'out';
    const hex = 'in' in line ? line.in : line.out;
    const bytes = fromHex(hex);
    const frames = this.#names[way](bytes);
    const before = this.#lines.at(-1);
    const goesOn = line.t - this.#lastAt < ONE_LINE_MS;
    this.#lastAt = line.t;
    if (before?.way === way && goesOn) {
      const text = (before.text + hex).slice(0, 2 * SHOWN_BYTES);
      this.#lines[this.#lines.length - 1] = {
        ...before,
        text,
        bytes: before.bytes + bytes.length,
        frames: counted([...before.frames, ...frames]),
      };
      return;
    }
    this.#add({ t: line.t, way, text: hex.slice(0, 2 * SHOWN_BYTES), bytes: bytes.length, frames: counted(frames) });
  }

  #add(line: Omit<TraceLine, 'number'>): void {
    this.#count += 1;
    this.#lines.push({ number: this.#count, ...line });
    if (this.#lines.length > LINES) this.#lines = this.#lines.slice(-LINES);
  }
}

/** Frames of a line that are told one by one; an image has 313 of them. */
const MOST_FRAMES = 6;

function counted(frames: readonly string[]): readonly string[] {
  if (frames.length <= MOST_FRAMES) return frames;
  return [...frames.slice(0, MOST_FRAMES - 1), '…'];
}

/** Puts a trace on a link. @returns what to give a driver as its link */
export function traceLink(
  link: ByteLink,
  { trace, mask, clock }: { readonly trace: Trace; readonly mask: WireMask; readonly clock: Clock },
): ByteLink {
  const bounds = { limitBytes: Number.POSITIVE_INFINITY, limitLines: Number.POSITIVE_INFINITY };
  return recordLink(link, { clock, mask, sink: (line) => trace.take(line), ...bounds });
}
