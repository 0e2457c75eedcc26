import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import type { FingerImage } from '../../../drivers/device.ts';
import type { JobProgress } from '../../../drivers/printer/cups/page-printer.ts';

/** What a technician has one device do, to see whether it can. */
export type TrialWork =
  /** A scanner that streams what it sees does so until it is stopped; of another one nothing comes. */
  | { readonly kind: 'stream' }
  | { readonly kind: 'finger' }
  /** The next text that the reader sends by itself. */
  | { readonly kind: 'document' }
  | { readonly kind: 'slip'; readonly svg: string }
  | { readonly kind: 'page'; readonly svg: string; readonly title: string };

/** What it did. */
export type TrialResult =
  | { readonly kind: 'stream'; readonly frames: number }
  /** `hints`: what the sensor itself says of the finger. */
  | { readonly kind: 'finger'; readonly image: FingerImage; readonly hints: readonly string[] }
  | { readonly kind: 'document'; readonly text: string }
  | { readonly kind: 'slip' }
  | { readonly kind: 'page'; readonly job: number };

export type TrialAnswer = Result<TrialResult, Problem>;

/** What is told while it does it. */
export type TrialNews =
  /** What the sensor sees. `share`: how much of it has come, 0–1; null where it is one of a stream. */
  | { readonly news: 'image'; readonly image: FingerImage; readonly share: number | null }
  | { readonly news: 'job'; readonly progress: JobProgress };
