import type { ChipPortrait, PortraitFault } from '../../../core/document/chip/files.ts';
import type { Authenticity } from '../../../core/document/chip/passive.ts';
import type { ChipAccess } from '../../../core/document/chip/session-keys.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import type { Device } from '../../device.ts';
import type { Unlisten } from '../../listeners.ts';

/** What a chip said, and whether it may be believed. */
export interface ChipContents {
  /**
   * Lines of the zone joined by LF, as core/document/mrz reads them. Empty where what stands in its place is none: only
   * on a chip that is not genuine.
   */
  readonly mrz: string;
  /** The face as it is stored, or why there is none to show; null where it was not asked for. */
  readonly portrait: ChipPortrait | PortraitFault | null;
  /** How the chip was opened. */
  readonly opened: 'pace' | 'bac';
  /** Passive authentication's verdict. Whether a document that is not genuine is refused is decided above. */
  readonly authenticity: Authenticity;
}

export type ChipProgress =
  /** For a document to be laid on the reader. */
  | { readonly stage: 'waiting' }
  | { readonly stage: 'opening' }
  /** The share of the portrait that has come, 0–1; it is nearly all of the time. */
  | { readonly stage: 'reading'; readonly share: number };

export interface ChipReadOptions {
  readonly access: ChipAccess;
  /** Whether the face is read too, which is nearly all of the time; it is unless said. */
  readonly portrait?: boolean;
  /**
   * DER certificates of the authorities (CSCA) that are believed: the list of the election package that is in force now,
   * which may be another one at the next read. Empty: nothing can be believed, and the verdict says so.
   */
  readonly authorities: readonly Uint8Array[];
  /** The day for which certificates must be valid, YYYY-MM-DD; null or absent: that is not asked. */
  readonly today?: string | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ChipProgress) => void;
  /** How long to wait for a card, in milliseconds. */
  readonly timeoutMs?: number;
}

export type CardEvent = { readonly event: 'inserted' | 'removed'; readonly reader: string };

/** Reads the chip of an e-ID card or e-passport. */
export interface ChipReader extends Device {
  readonly kind: 'chip';
  /** Whether a card lies on the reader now. */
  readonly cardPresent: boolean;
  /** Cards that come and go. */
  onCard(listener: (event: CardEvent) => void): Unlisten;
  /**
   * Waits for a card and reads it. Never rejects and always ends; `device.cancelled` when the signal aborts or the
   * driver is closed. One read at a time: a second one waits for the first.
   */
  read(options: ChipReadOptions): Promise<Result<ChipContents, Problem>>;
}
