import type { PictureLook } from '../../core/camera/picture-look.ts';
import type { MrzRefusal } from '../../core/document/mrz-image/agree.ts';
import type { ZoneInspection } from '../../core/document/zone-inspection.ts';
import type { PowerReading } from '../../core/power/rule.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { TrialSlip } from '../../core/receipt/trial-slip.ts';

/** A finger under the technician's eye. Its image is fetched apart (`trial.picture`). */
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

/** What a chip says, and who vouches for it. Its face is the picture. */
export interface ChipTrialView {
  readonly kind: 'chip';
  /** `zone`: it opens with the zone, which a reader is awaited to send. */
  readonly step: 'zone' | 'card' | 'reading' | 'done';
  readonly share: number | null;
  readonly opened: 'pace' | 'bac' | null;
  readonly inspection: ZoneInspection | null;
  readonly verdict: 'genuine' | 'authority-unknown' | 'not-genuine' | null;
  /** Country of the authority, or why there is no better verdict: names of what failed. */
  readonly country: string | null;
  readonly reasons: readonly string[];
  /** Milliseconds from the card on the reader to the last byte. */
  readonly tookMs: number | null;
}

/** A page as a scanner sees it, and what is found on it. The page is the picture. */
export interface ScanTrialView {
  readonly kind: 'page-scanner';
  readonly step: 'waiting' | 'scanning' | 'looking' | 'done';
  readonly share: number | null;
  readonly page: { readonly width: number; readonly height: number; readonly dpi: number } | null;
  /** Milliseconds of the scan, and of the look for zone and codes. */
  readonly scanMs: number | null;
  readonly lookMs: number | null;
  /** The zone on which two readers agree, or why there is none. */
  readonly zone: { readonly inspection: ZoneInspection } | { readonly refused: MrzRefusal } | null;
  readonly codes: readonly { readonly format: string; readonly text: string }[];
}

/** What a camera sees of whoever stands before it. That is the picture. */
export interface CameraTrialView {
  readonly kind: 'camera';
  /** `comparing`: the picture is there, and another one is taken that tells whether the camera stands still. */
  readonly step: 'taking' | 'comparing' | 'done';
  /** Pixels, as they came. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** Milliseconds from the press to the picture. */
  readonly tookMs: number | null;
  readonly look: PictureLook | null;
}

/** The camera looks for the code of a kiosk that invites. */
export interface InvitationTrialView {
  readonly kind: 'invitation';
  /** What that kiosk shows; null: it is not on a picture yet. */
  readonly code: string | null;
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

export type TrialSeen =
  | FingerTrialView
  | DocumentTrialView
  | ChipTrialView
  | ScanTrialView
  | CameraTrialView
  | InvitationTrialView
  | SlipTrialView
  | PageTrialView
  | PowerTrialView;

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
