import type { ChipAccess } from '../../../core/document/chip/session-keys.ts';
import type { PowerReading } from '../../../core/power/rule.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import type { CaptureProgress, DeviceHealth, FingerImage, PrintFailure } from '../../../drivers/device.ts';
import type { ChipContents } from '../../../drivers/document/chip/chip-device.ts';
import type { GrayPage } from '../../../drivers/scanner/page-scanner.ts';
import type { TraceLine } from '../../../drivers/transport/trace.ts';
import type { FoundGroup, RecordingView } from '../../api/views.ts';
import type { Discovery } from './discovery.ts';
import type { Driver } from './setup.ts';
import type { TrialAnswer, TrialNews, TrialWork } from './trial-protocol.ts';

/**
 * What the identification zone and its device host say to each other (structured clone over the child's IPC
 * channel). The zone never loads a device's addon; the host never sees the database.
 */

/** The health of a device under its name in this kiosk. */
export interface NamedHealth extends DeviceHealth {
  readonly id: string;
  readonly driver: Driver;
}

/** Asked of the host. Each request is answered once under its id. */
export type HostRequest = { readonly id: number } & (
  | { readonly ask: 'capture'; readonly afterLift: boolean }
  /** Ends the capture that runs; it answers `device.cancelled`. */
  | { readonly ask: 'stop-capture' }
  | ({ readonly ask: 'read-chip' } & ChipQuestion)
  | ({ readonly ask: 'scan-page' } & PageQuestion)
  /** Ends the chip or page that is being read; it answers `device.cancelled`. */
  | { readonly ask: 'stop-reading' }
  /** The slip as SVG; the host renders and prints it. */
  | { readonly ask: 'print'; readonly svg: string }
  /** A document for the page printer, as PDF. */
  | { readonly ask: 'print-page'; readonly pdf: Uint8Array; readonly title: string }
  /** One ballot as PDF, for the printer that is for ballots. */
  | { readonly ask: 'print-ballot'; readonly pdf: Uint8Array }
  /** Takes back every job that its print service still holds; answers whether nothing more can come out. */
  | { readonly ask: 'clear-ballots' }
  /** Takes back the page that is being printed; it answers `device.cancelled`. */
  | { readonly ask: 'stop-page' }
  /** Closes and opens the device's port anew, and answers what was found. */
  | { readonly ask: 'reopen'; readonly device: string }
  /** What passed on its wire last. */
  | { readonly ask: 'trace'; readonly device: string }
  /** Whether a recording of this device may begin now. @see RecordWish */
  | ({ readonly ask: 'recordable' } & RecordWish)
  /** Opens the device anew and records its wire from then on, if it may. */
  | ({ readonly ask: 'record'; readonly masked: boolean } & RecordWish)
  /** How far the recording is. */
  | { readonly ask: 'recording' }
  | { readonly ask: 'stop-recording' }
  /** The recording as a file's text. */
  | { readonly ask: 'recorded' }
  /** Ends it and forgets it. */
  | { readonly ask: 'drop-recording' }
  /** A technician tries one device; what is seen meanwhile is told under the request's id. */
  | { readonly ask: 'trial'; readonly device: string; readonly work: TrialWork }
  /** Ends the try that runs; it answers `device.cancelled`. */
  | { readonly ask: 'stop-trial' }
  /** Looks for what is plugged in or answers: of one group, or everything. */
  | { readonly ask: 'discover'; readonly group: FoundGroup | null }
);

/** `discard`: a recording that was not saved may be thrown away for it. */
export interface RecordWish {
  readonly device: string;
  readonly discard: boolean;
}

/** The chip that lies on the reader, or is laid there within `waitMs`; after `limitMs` it counts as cancelled. */
export interface ChipQuestion {
  readonly access: ChipAccess;
  /** DER certificates of the authorities that are believed. */
  readonly authorities: readonly Uint8Array[];
  /** The day for which certificates must be valid; null where the clock is not to be believed. */
  readonly today: string | null;
  readonly waitMs: number;
  readonly limitMs: number;
}

/** The corner in which a document lies. */
export interface PageQuestion {
  readonly dpi: number;
}

/** How far the chip or page is. `waiting`: for a document to be laid down. `share`: 0–1 where it is known. */
export interface ReadingProgress {
  readonly reads: 'chip' | 'page';
  readonly waiting: boolean;
  readonly share: number | null;
}

export type ChipAnswer = Result<ChipContents, Problem>;
export type PageAnswer = Result<GrayPage, Problem>;
export type CaptureAnswer = Result<FingerImage, Problem>;
export type PrintAnswer = Result<null, PrintFailure>;
export type RecordAnswer = Result<null, Problem>;
export type HostAnswer =
  | CaptureAnswer
  | PrintAnswer
  | ChipAnswer
  | PageAnswer
  | TrialAnswer
  | RecordAnswer
  | RecordingView
  | string
  | Discovery
  | readonly TraceLine[]
  | null;

/** Said by the host. */
export type HostMessage =
  | { readonly say: 'answer'; readonly id: number; readonly value: HostAnswer }
  | { readonly say: 'progress'; readonly progress: CaptureProgress }
  | { readonly say: 'trial'; readonly id: number; readonly news: TrialNews }
  | { readonly say: 'reading'; readonly progress: ReadingProgress }
  | { readonly say: 'health'; readonly health: readonly NamedHealth[] }
  | { readonly say: 'document'; readonly text: string }
  | { readonly say: 'unreadable'; readonly problem: Problem }
  /** What a supply says of mains and battery. */
  | { readonly say: 'power'; readonly device: string; readonly reading: PowerReading }
  /** The last rung of a device's ladder: this process wants to be started anew. */
  | { readonly say: 'restart-needed'; readonly problem: Problem };
