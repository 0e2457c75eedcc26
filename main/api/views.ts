import type { FingerPosition } from '../../core/admission/facts.ts';
import type { Step } from '../../core/admission/step.ts';
import type { Approval, ApprovalKind, Policy } from '../../core/election/policy.ts';
import type { Minutia, Pair } from '../../core/fingerprint/fingerprint.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { TrialView } from './trial-views.ts';

/**
 * The live projection of the identification zone, one per kind of window. The renderer holds exactly one copy
 * (zustand) and draws it; it keeps no domain state of its own.
 */

/** Text in the three languages of the house. */
export interface Words {
  readonly ky: string;
  readonly ru: string;
  readonly en: string;
}

export type Language = keyof Words;

/** Stages of a station (design §2). */
export type Stage = 'unprovisioned' | 'ready' | 'open' | 'suspended' | 'finishing' | 'closed';

export type Mode = 'training' | 'laboratory' | 'public-test' | 'official';

export type Role = 'officer' | 'member' | 'chair' | 'secretary' | 'technician' | 'administrator';

/** One peripheral as the screens show it. */
export interface DeviceView {
  /** Its name in this kiosk. */
  readonly id: string;
  readonly kind:
    | 'fingerprint'
    | 'document'
    | 'chip'
    | 'page-scanner'
    | 'printer'
    | 'page-printer'
    | 'power'
    | 'display'
    | 'camera';
  /** What it says of itself, e.g. "ZFM-20, 57600 Bd". */
  readonly name: string;
  readonly state: 'ready' | 'working' | 'attention' | 'missing';
  readonly problem: Problem | null;
  readonly driver: string;
  /** Where it is attached, for the technician. */
  readonly path: string;
  /** Since when it is in this state, ISO with zone. */
  readonly since: string;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Bytes that belonged to no frame, and commands said again. */
  readonly skipped: number;
  readonly retries: number;
  /** Rungs of its ladder that were taken, all together. */
  readonly recoveries: number;
}

/** One line of what passed on a device's wire, masked: nothing personal is in it. */
export interface WireLineView {
  readonly number: number;
  /** Milliseconds since the driver began. */
  readonly t: number;
  readonly way: 'in' | 'out' | 'link';
  /** The first bytes, hexadecimal; of a link, how it stands. */
  readonly text: string;
  readonly bytes: number;
  /** What the protocol calls the frames that ended in it. */
  readonly frames: readonly string[];
}

/** What a technician looks for at once: each is looked for by itself, so that a slow one holds up no other. */
export type FoundGroup = 'cable' | 'reader' | 'scanner' | 'printer' | 'power' | 'screen';

/** The list on which a thing was found, or `typed` where somebody gave its address. */
export type FoundKind =
  | 'serial'
  | 'hid'
  | 'lp'
  | 'pcsc'
  | 'sbi'
  | 'sane'
  | 'escl'
  | 'cups'
  | 'nut'
  | 'supply'
  | 'display'
  | 'camera'
  | 'typed';

/** Something that is plugged in or answers, for the technician. */
export interface FoundView {
  readonly kind: FoundKind;
  readonly at: string;
  /** In its own words; empty where it says none. */
  readonly name: string;
  /** USB vendor and product. */
  readonly usb: string | null;
  readonly serial: string | null;
  /** Drivers that may speak to it, and what a device of each is for. */
  readonly drivers: readonly { readonly driver: string; readonly kind: DeviceView['kind'] }[];
  /** The kiosk's own name of the device there; null when nothing uses it. */
  readonly usedBy: string | null;
}

export interface DiscoveryView {
  readonly found: readonly FoundView[];
  /** Lists that could not be had. */
  readonly problems: readonly Problem[];
}

/** One line of the readiness report: what was looked at, how it is, and what to do about it. */
export interface ReadinessLine {
  readonly check: string;
  readonly state: 'bad' | 'warn' | 'good';
  readonly problem: Problem | null;
  readonly detail: string | null;
}

/** Everything that must be well before a station opens, red items first, signed by the device. */
export interface ReadinessReport {
  readonly device: string;
  readonly serial: string;
  readonly words: readonly string[];
  /** ISO, UTC. */
  readonly at: string;
  readonly version: string;
  /** SHA-256 over the program's files, hex. */
  readonly program: string;
  /** Hash of the journal's last event, hex. */
  readonly head: string;
  readonly lines: readonly ReadinessLine[];
  /** The device's public keys, base64url: its name, its words and the signature are checked with them. */
  readonly signing: string;
  readonly agreement: string;
  /** Name of the key that signed, and its signature over the canonical form of all before both (base64url). */
  readonly key: string;
  readonly signature: string;
}

/** The recording of a device's wire that lies in memory. */
export interface RecordingView {
  readonly device: string;
  readonly masked: boolean;
  readonly running: boolean;
  readonly seconds: number;
  readonly bytes: number;
  /** It has reached its limit: what came after is not in it. */
  readonly full: boolean;
}

/** What came of printing on A4. */
export interface PrintedPageView {
  /** Number that stands on the sheet. */
  readonly sheet: number;
  /** Whether it is out; of "maybe" a person looks into the tray. */
  readonly out: 'yes' | 'no' | 'maybe';
  /** What was in the way. */
  readonly problem: Problem | null;
}

/** The person in front of the officer, from the register. Photo as data: URL. */
export interface VoterView {
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string | null;
  /** ISO date. */
  readonly birthDate: string;
  readonly sex: 'male' | 'female';
  /** Number in the precinct's list. */
  readonly number: number;
  /** PIN with all but the last two digits masked. */
  readonly maskedPin: string;
  readonly photo: string | null;
  readonly enrolled: readonly FingerPosition[];
}

/** A document that takes a while to be read, and what the officer waits for. */
export type DocumentReadingView =
  /** The page on the scanner; the share of it that has come, 0–1, where the scanner tells. */
  | { readonly at: 'scanning'; readonly share: number | null }
  | { readonly at: 'reading-page' }
  /** `waiting`: for the card to be laid on the reader. */
  | { readonly at: 'chip'; readonly waiting: boolean; readonly share: number | null }
  | { readonly at: 'failed'; readonly what: 'page' | 'chip'; readonly problem: Problem };

/** A reservation that a stop or a printer trouble left open; it stays on the idle screen until resolved. */
export interface OpenReservationView {
  readonly admission: string;
  readonly receipt: string;
  /** ISO with zone. */
  readonly at: string;
  readonly voter: VoterView | null;
  /** 'nothing': no byte went to the printer, the receipt can simply be printed. 'maybe': look into the tray. */
  readonly sent: 'nothing' | 'maybe';
  /** A slip of it may be in somebody's hand, this one or one before: to release it takes the persons of the policy. */
  readonly mayBeOut: boolean;
}

/** Counters of this sitting. `reserved = confirmed + released + open` always. */
export interface CountersView {
  readonly registered: number;
  readonly reserved: number;
  readonly confirmed: number;
  readonly released: number;
  readonly open: number;
  readonly undone: number;
  /** Valid slips of admissions that stand, and how many there must be (one a ballot taken). */
  readonly firstPrints: number;
  readonly ballotsDue: number;
  readonly reprints: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly byModality: Readonly<Record<string, number>>;
  /** Touches of the sensor: all that were judged, those too poor to be compared (failures to acquire), no matches. */
  readonly touches: { readonly all: number; readonly poor: number; readonly missed: number };
  readonly bySex: Readonly<Record<'male' | 'female', number>>;
  readonly byAge: Readonly<Record<string, number>>;
}

export interface PersonView {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
}

/** One line of the opening or the closing list. */
export interface ChecklistLine {
  readonly item: string;
  readonly state: 'done' | 'to-do' | 'blocked';
  readonly problem: Problem | null;
  readonly detail: string | null;
}

export interface TurnoutPointView {
  /** Local time hh:mm as policy names it. */
  readonly time: string;
  readonly total: number | null;
}

/** One ballot of the day, and whether a voter may leave it out. */
export interface BallotView {
  readonly id: string;
  readonly names: Words;
  readonly declinable: boolean;
}

/** One touch on the technician's bench: what the engine took from it. The image itself is not kept. */
export interface BenchPrintView {
  /** 0–100, and why it is not better (keys of hints). */
  readonly quality: number;
  readonly why: readonly string[];
  /** Pixels at 500 dpi. */
  readonly width: number;
  readonly height: number;
  readonly minutiae: readonly Minutia[];
}

/** What the comparison of the two touches came to, and what the policy would make of it. */
export interface BenchComparisonView {
  /** Score s: FMR ≤ 10^(−s/10). */
  readonly score: number;
  /** `no-rule`: the policy compares no fingers. */
  readonly verdict: 'too-poor' | 'match' | 'no-match' | 'no-rule';
  /** Places in the minutiae of the first and of the second touch. */
  readonly pairs: readonly Pair[];
}

/** The technician's try of the sensor: two touches of one finger, explained. Lives while the page is open. */
export interface FingerBenchView {
  readonly state: 'idle' | 'waiting' | 'reading' | 'working';
  /** What kept the last touch from being taken. */
  readonly problem: Problem | null;
  /** Up to two, in the order of the touches. */
  readonly prints: readonly BenchPrintView[];
  readonly comparison: BenchComparisonView | null;
  /** Of the signed policy: least quality of a touch, least score of a match. Null where it compares no fingers. */
  readonly rule: { readonly minimumQuality: number; readonly threshold: number } | null;
}

/** How many persons, of which roles, including whom: for each exception and each decision of people. */
export type Approvals = Readonly<Record<ApprovalKind | keyof Policy['fallbacks'], Approval>>;

/** Always visible: where am I, what is happening. The clock runs in the renderer from `now` and `zone`. */
export interface StationView {
  readonly stage: Stage;
  readonly mode: Mode;
  readonly election: {
    readonly id: string;
    readonly names: Words;
    readonly date: string;
    /** Local hour hh:mm at which the doors close. */
    readonly closes: string;
  } | null;
  readonly station: { readonly number: string; readonly names: Words; readonly address: Words } | null;
  readonly device: { readonly id: string; readonly serial: string; readonly words: readonly string[] };
  /** Wall time of the zone when the view was made (ISO, UTC) and the station's IANA zone. */
  readonly now: string;
  readonly zone: string;
  readonly admitted: number;
  /** A sitting is under way and the register's key is gone with the power: the chair and a second person unlock it. */
  readonly locked: boolean;
  readonly devices: readonly DeviceView[];
  /** Problems of the station itself (disk, clock, journal): shown until they are gone. */
  readonly problems: readonly Problem[];
}

/** What the desk window (officer, chair, technician: by who signed in) sees. */
export interface DeskView {
  readonly window: 'officer';
  readonly station: StationView;
  /** Who is signed in at this desk; null shows the sign-in screen. */
  readonly person: PersonView | null;
  /** People who can sign in here. */
  readonly people: readonly PersonView[];
  readonly step: Step;
  readonly voter: VoterView | null;
  /** The officer's document that is being read now. */
  readonly reading: DocumentReadingView | null;
  /** A card's chip may be opened by the number on it: the policy wants chips read, and there is a reader. */
  readonly opensChips: boolean;
  /** The reservation that `step` is about (printing, print-trouble, admitted); null before it. */
  readonly admission: string | null;
  /** A slip of it may be in somebody's hand: to release it takes the persons of the policy. */
  readonly mayBeOut: boolean;
  readonly openReservations: readonly OpenReservationView[];
  readonly counters: CountersView;
  /** Only for the chair and the secretary. */
  readonly opening: readonly ChecklistLine[] | null;
  readonly closing: readonly ChecklistLine[] | null;
  /** Only for the chair: what was noticed in this sitting and wants to be looked at. */
  readonly noticed: readonly ChecklistLine[];
  readonly turnout: readonly TurnoutPointView[];
  /** Progress of an import while it runs. */
  readonly work: { readonly name: string; readonly done: number; readonly of: number } | null;
  /** Ballots of the day, which the step names by their ids alone. */
  readonly ballots: readonly BallotView[];
  /** How long the message of an admission stays, seconds, from the signed policy. */
  readonly messageSeconds: number;
  /** Who must agree to each exception, from the signed policy. */
  readonly approvals: Approvals;
  /** Windows of the voter's display that follow this kiosk now. */
  readonly voterDisplays: number;
  /** Only for the technician. */
  readonly fingerBench: FingerBenchView | null;
  /** Only for the technician: what is tried with one device now. */
  readonly trial: TrialView | null;
}

/** What the voter (and the observers) see: photo, name, number in the list, one sentence. Nothing else. */
export interface VoterDisplayView {
  readonly window: 'voter';
  readonly station: StationView;
  readonly voter: Pick<VoterView, 'surname' | 'given' | 'patronymic' | 'number' | 'photo'> | null;
  readonly step: Step;
}

export type ZoneView = DeskView | VoterDisplayView;
