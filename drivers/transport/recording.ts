import type { DownReason } from './link.ts';

/** First line of a recording. */
export interface RecordingHead {
  readonly recording: 'taanuu-wire';
  readonly version: 1;
  readonly protocol: string;
  /** The configured path, or the name of the port. */
  readonly path: string;
  /** False only where a technician in training mode asked for the bytes as they are. */
  readonly masked: boolean;
}

/** Every other line; `t` in milliseconds since the recording began. */
export type RecordedLine =
  | { readonly t: number; readonly link: 'up' }
  | { readonly t: number; readonly link: 'down'; readonly why: DownReason }
  /** Bytes from the device and to the device, hexadecimal. */
  | { readonly t: number; readonly in: string }
  | { readonly t: number; readonly out: string }
  /** The recording was full; what came later is not in it. */
  | { readonly t: number; readonly full: true };

/** Hides what is personal in the bytes of one protocol. Lengths, frames and checksums stay, so that it can be replayed. */
export interface WireMask {
  /** From the device. */
  in(bytes: Uint8Array): Uint8Array;
  /** To the device. */
  out(bytes: Uint8Array): Uint8Array;
  /** The link came up: a frame that was under way is over. */
  reset(): void;
}

/** Shows everything: for devices that say nothing personal, and for training. */
export const noMask: WireMask = { in: (bytes) => bytes, out: (bytes) => bytes, reset: () => {} };

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const fromHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

/** A recording as it stands in a file: JSON lines. */
export function formatRecording(head: RecordingHead, lines: readonly RecordedLine[]): string {
  return [head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const downs: readonly unknown[] = ['absent', 'refused', 'lost', 'reopening', 'closed'] satisfies DownReason[];
const isHex = (value: unknown): boolean => typeof value === 'string' && /^([0-9a-f]{2})*$/.test(value);

function isHead(value: unknown): value is RecordingHead {
  if (!isObject(value) || value.recording !== 'taanuu-wire' || value.version !== 1) return false;
  return typeof value.protocol === 'string' && typeof value.path === 'string' && typeof value.masked === 'boolean';
}

function isLine(value: unknown): value is RecordedLine {
  if (!isObject(value) || typeof value.t !== 'number' || !(value.t >= 0)) return false;
  return (
    isHex(value.in) ||
    isHex(value.out) ||
    value.link === 'up' ||
    (value.link === 'down' && downs.includes(value.why)) ||
    value.full === true
  );
}

/** A whole recording. */
export interface Recording {
  readonly head: RecordingHead;
  readonly lines: readonly RecordedLine[];
}

/** Reads a recording, or null if it is none. A last line that was not written whole is left out. */
export function parseRecording(text: string): Recording | null {
  const rows = text.split('\n');
  // What follows the last line feed is nothing, or half a line.
  rows.pop();
  try {
    const [head, ...lines] = rows.map((row) => JSON.parse(row) as unknown);
    return isHead(head) && lines.every(isLine) ? { head, lines } : null;
  } catch {
    return null;
  }
}
