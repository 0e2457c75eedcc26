import type { GrayPicture } from '../../../core/camera/picture-look.ts';
import type { Authenticity } from '../../../core/document/chip/passive.ts';
import type { ChipAccess } from '../../../core/document/chip/session-keys.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import type { FingerImage } from '../../../drivers/device.ts';
import type { ChipContents } from '../../../drivers/document/chip/chip-device.ts';
import type { JobProgress } from '../../../drivers/printer/cups/page-printer.ts';
import type { GrayPage } from '../../../drivers/scanner/page-scanner.ts';

/** What a technician has one device do, to see whether it can. */
export type TrialWork =
  /** A scanner that streams what it sees does so until it is stopped; of another one nothing comes. */
  | { readonly kind: 'stream' }
  | { readonly kind: 'finger' }
  /** The next text that the reader sends by itself. */
  | { readonly kind: 'document' }
  /** The chip that lies on the reader, or is laid there. `authorities`: DER certificates of those that are believed. */
  | {
      readonly kind: 'chip';
      readonly access: ChipAccess;
      readonly authorities: readonly Uint8Array[];
      readonly today: string | null;
    }
  /** What the camera sees now. */
  | { readonly kind: 'picture' }
  /** Everything that the scanner can see of one page. */
  | { readonly kind: 'scan'; readonly dpi: number }
  | { readonly kind: 'slip'; readonly svg: string }
  | { readonly kind: 'page'; readonly svg: string; readonly title: string };

/** What it did. */
export type TrialResult =
  | { readonly kind: 'stream'; readonly frames: number }
  /** `hints`: what the sensor itself says of the finger. */
  | { readonly kind: 'finger'; readonly image: FingerImage; readonly hints: readonly string[] }
  | { readonly kind: 'document'; readonly text: string }
  /** `face`: decoded to gray; null where there is none, or none that can be decoded. */
  | {
      readonly kind: 'chip';
      readonly mrz: string;
      readonly opened: ChipContents['opened'];
      readonly authenticity: Authenticity;
      readonly face: FingerImage | null;
    }
  | { readonly kind: 'picture'; readonly image: GrayPicture }
  | { readonly kind: 'scan'; readonly page: GrayPage }
  | { readonly kind: 'slip' }
  | { readonly kind: 'page'; readonly job: number };

export type TrialAnswer = Result<TrialResult, Problem>;

/** What is told while it does it. */
export type TrialNews =
  /** What the sensor sees. `share`: how much of it has come, 0–1; null where it is one of a stream. */
  | { readonly news: 'image'; readonly image: FingerImage; readonly share: number | null }
  /** Of a chip or a page. `waiting`: for a document. `share`: 0–1 where it is known. */
  | { readonly news: 'reading'; readonly waiting: boolean; readonly share: number | null }
  | { readonly news: 'job'; readonly progress: JobProgress };
