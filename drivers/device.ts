import type { Problem } from '../core/problem/catalogue.ts';
import type { Result } from '../core/problem/result.ts';
import type { Unlisten } from './listeners.ts';
import type { Bitmap } from './printer/bitmap.ts';
import type { LinkCounters } from './transport/link.ts';

/**
 * What every room above sees of a device: one small interface per kind.
 * Rules (how many tries, which finger, what a slip says) live above; bytes live below.
 */
export type DeviceKind =
  | 'fingerprint'
  /** Reads a document's machine-readable zone, or a code, by itself as soon as it is laid down. */
  | 'document'
  /** Reads the chip of an e-ID card or e-passport. */
  | 'chip'
  /** Takes images of pages, from glass or a feeder. */
  | 'page-scanner'
  /** Receipts, on a roll. */
  | 'printer'
  /** Pages, A4. */
  | 'page-printer'
  /** Mains, battery, uninterruptible power supply. */
  | 'power'
  /** The second display, which the voter looks at. */
  | 'display'
  | 'camera'
  /** The ballot box: draws a sheet in, shows it, and lets it fall or gives it back. */
  | 'ballot-reader';

/** What stands at every table: a kiosk without one of these serves nobody. */
export type TableKind = 'fingerprint' | 'document' | 'printer';

/** What a device is doing, and what the human must do now. */
export type DeviceStatus =
  /** Nothing to do. `notice`: work goes on, but soon somebody must act (paper near its end). */
  | { readonly state: 'ready'; readonly notice?: Problem }
  /** Busy with what was asked, or with helping itself; the human waits. `because`: what it is recovering from. */
  | {
      readonly state: 'working';
      readonly doing: 'connecting' | 'capturing' | 'printing' | 'recovering';
      readonly because?: Problem;
    }
  /** There, but somebody must act first. */
  | { readonly state: 'attention'; readonly problem: Problem }
  /** Not there. It comes back by itself when it is connected. */
  | { readonly state: 'missing'; readonly problem: Problem };

export interface DeviceHealth {
  readonly name: string;
  readonly kind: DeviceKind;
  /** The configured path. */
  readonly path: string;
  readonly status: DeviceStatus;
  /** Milliseconds for which the status has held. */
  readonly forMs: number;
  readonly counters: DeviceCounters;
}

/** Since the driver started. */
export interface DeviceCounters extends LinkCounters {
  /** Bytes that belonged to no frame and were skipped. */
  readonly skipped: number;
  /** Commands repeated because no or a wrong answer came. */
  readonly retries: number;
  /** Steps of the recovery ladder that were taken, by name. */
  readonly recoveries: Readonly<Record<string, number>>;
}

/** What work ends with whose caller has given up. */
export const CANCELLED: Problem = { code: 'device.cancelled' };

export type DeviceEvent =
  | { readonly event: 'status'; readonly status: DeviceStatus }
  /** The last step of the ladder: the process that holds the drivers should be restarted. */
  | { readonly event: 'restart-needed'; readonly problem: Problem };

export interface Device {
  readonly name: string;
  readonly kind: DeviceKind;
  readonly status: DeviceStatus;
  health(): DeviceHealth;
  /** Status changes and cries for a restart. */
  on(listener: (event: DeviceEvent) => void): Unlisten;
  /** Starts looking for the device and keeps it alive until `close`. */
  open(): void;
  /** Drops the connection and makes a new one, as a technician asks for it. */
  reopen(): Promise<void>;
  /** Lets go of the port; whatever runs ends with `device.cancelled`. */
  close(): Promise<void>;
}

/** Gray image of a finger: row-major, top row first, 0 = ridge (dark) … 255 = background. */
export interface FingerImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  /** Pixels per inch, where the sensor's model is known. */
  readonly dpi?: number;
}

export type CaptureProgress =
  | { readonly stage: 'waiting' }
  /** The finger is there; the share of the image that has arrived, 0–1. The finger may be lifted. */
  | { readonly stage: 'transfer'; readonly share: number };

export interface CaptureOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CaptureProgress) => void;
  /** How long to wait for a finger, in milliseconds. */
  readonly timeoutMs?: number;
  /** Wait first until the finger of the capture before has been lifted. */
  readonly afterLift?: boolean;
  /**
   * The image as far as it has come, white where nothing has come yet; made only when it is asked for. Told by devices
   * whose image comes slowly.
   */
  readonly onPartial?: (image: () => FingerImage) => void;
}

export interface FingerprintReader extends Device {
  readonly kind: 'fingerprint';
  /**
   * Waits for a finger and brings its image. Never rejects; ends with `device.cancelled` when the signal aborts,
   * `device.finger-timeout` when no finger comes, or the device's own problem. One capture at a time: a second
   * one waits for the first.
   */
  capture(options?: CaptureOptions): Promise<Result<FingerImage, Problem>>;
}

export type DocumentEvent =
  /** The raw lines as the reader sent them, separated by LF. */
  | { readonly event: 'document'; readonly text: string }
  /** Something was read that is no machine-readable zone; `text`: what was read instead, where it was text. */
  | { readonly event: 'unreadable'; readonly problem: Problem; readonly text?: string };

export interface DocumentReader extends Device {
  readonly kind: 'document';
  /** Documents as they are laid on the reader. */
  onDocument(listener: (event: DocumentEvent) => void): Unlisten;
}

/** Why a slip is not known to be printed. */
export interface PrintFailure {
  /** `nothing-sent`: no byte of the slip left, so no paper can have come out. `maybe-printed`: a person must look. */
  readonly sent: 'nothing-sent' | 'maybe-printed';
  readonly problem: Problem;
}

export interface ReceiptPrinter extends Device {
  readonly kind: 'printer';
  /** Dots per line. */
  readonly width: number;
  /** Asks the printer now. */
  check(): Promise<DeviceStatus>;
  /**
   * Prints one slip and cuts it. Success only when the printer itself said, after the last byte was processed,
   * that nothing stopped it. Aborting before the first byte is `nothing-sent`, later `maybe-printed`.
   */
  print(
    bitmap: Bitmap,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Result<{ readonly evidence: 'printer-status' }, PrintFailure>>;
}
