import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { Unlisten } from '../listeners.ts';

/** Bytes in both directions over something that can go away and come back. */
export interface ByteLink {
  /** The configured path or address. */
  readonly path: string;
  readonly up: boolean;
  readonly counters: LinkCounters;
  on(listener: (event: LinkEvent) => void): Unlisten;
  /** Opens as soon as the path is there, and again whenever it was lost, until `close`. */
  open(): void;
  /**
   * Writes all bytes. `sent` of a failure says whether any of them may have left.
   * Nothing is ever queued for a link that is down.
   */
  write(bytes: Uint8Array, options: WriteOptions): Promise<Result<void, WriteFailure>>;
  /** Looks now whether the device's path is still there: silence may be an unplug that was not reported. */
  check(): void;
  /** Drops the connection and builds a new one; resolves when the old one is let go. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/** A link whose far end may talk at another rate than was thought. */
export interface TunableLink extends ByteLink {
  /** Bits per second of this and the next connections. */
  readonly baudRate: number;
  /** Drops the connection and builds a new one at this rate. */
  retune(baudRate: number): Promise<void>;
}

export function isTunable(link: ByteLink): link is TunableLink {
  return 'retune' in link && typeof link.retune === 'function';
}

export interface WriteOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface WriteFailure {
  readonly why: 'down' | 'timed-out' | 'aborted' | 'broken';
  readonly sent: 'nothing' | 'maybe';
}

export type LinkEvent =
  | { readonly event: 'up' }
  /** `problem`: what is wrong, where the link knows better than its device's driver. */
  | { readonly event: 'down'; readonly why: DownReason; readonly problem?: Problem }
  | { readonly event: 'bytes'; readonly bytes: Uint8Array };

/** `absent`: the path is not there. `refused`: it is there but cannot be opened. `lost`: it was open and is gone. */
export type DownReason = 'absent' | 'refused' | 'lost' | 'reopening' | 'closed';

export interface LinkCounters {
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Times the link came up. */
  readonly opened: number;
}
