import type { ZoneInspection } from '../../core/document/zone-inspection.ts';
import type { PowerReading } from '../../core/power/rule.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { TrialSlip } from '../../core/receipt/trial-slip.ts';

/** A finger under the technician's eye. Its image is fetched apart (`bench.picture`). */
export interface FingerTrialView {
  readonly kind: 'fingerprint';
  /** `live`: what the scanner sees, before it is taken. `waiting`: for a finger. `reading`: the image comes. */
  readonly stage: 'live' | 'waiting' | 'reading' | 'judging' | 'done';
  /** How much of the image has come, 0–1. */
  readonly share: number | null;
  /** What the engine says of the image as far as it has come, 0–100, and why it is not better (keys of hints). */
  readonly quality: number | null;
  readonly why: readonly string[];
  /** What the sensor itself says of it. */
  readonly hints: readonly string[];
  /** Least quality of the signed policy; null where it compares no fingers. */
  readonly least: number | null;
}

/** What a reader sent last, as it sent it. */
export interface DocumentTrialView {
  readonly kind: 'document';
  /** How many texts came since the page was opened. */
  readonly count: number;
  readonly text: string | null;
  readonly inspection: ZoneInspection | null;
}

export interface SlipTrialView {
  readonly kind: 'printer';
  readonly slip: TrialSlip;
  /** The printer says that it is out. */
  readonly printed: boolean;
}

export interface PageTrialView {
  readonly kind: 'page-printer';
  readonly job: number | null;
  readonly state: 'sending' | 'waiting' | 'processing' | 'stopped' | 'canceled' | 'aborted' | 'completed';
  /** What stands in its way now. */
  readonly obstacle: Problem | null;
}

/** The mains plug is pulled and put back, and the kiosk notices. */
export interface PowerTrialView {
  readonly kind: 'power';
  readonly reading: PowerReading;
  /** What the technician does now. */
  readonly step: 'pull' | 'put-back' | 'done';
  /** Milliseconds from the press to the word of the supply; null until then. */
  readonly noticedMs: number | null;
  /** For how long it ran on battery, in milliseconds, and the per cent of charge that took. */
  readonly onBatteryMs: number | null;
  readonly lost: number | null;
}

export type TrialSeen = FingerTrialView | DocumentTrialView | SlipTrialView | PageTrialView | PowerTrialView;

/** What a technician tries with one device now. Lives while its page is open; nothing of it is written anywhere. */
export interface TrialView {
  readonly device: string;
  readonly running: boolean;
  /** What kept it from ending well. */
  readonly problem: Problem | null;
  /** Another number, another picture; 0: there is none. */
  readonly picture: number;
  readonly seen: TrialSeen;
}

/** A picture of a trial: a finger, a portrait, a page. */
export interface TrialPicture {
  readonly number: number;
  /** As a data: URL. */
  readonly url: string;
}
