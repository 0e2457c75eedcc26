import type { FingerPosition } from '../../core/admission/facts.ts';
import type { WhyGone } from '../../core/admission/next-document.ts';
import type { Step } from '../../core/admission/step.ts';
import type { Approval, ApprovalKind, Policy } from '../../core/election/policy.ts';
import type { HelpCall } from '../../core/journal/help-calls.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { ConstituencyLines } from '../../core/receipt/content.ts';
import type { ApplicationsView } from './application-views.ts';
import type { BallotFileWritten, BallotZoneView } from './ballot-zone-views.ts';
import type { FingerBenchView } from './bench-views.ts';
import type { CopyView } from './copy-views.ts';
import type { DayView, StandstillView } from './day-views.ts';
import type { DeviceView } from './device-views.ts';
import type { DutyView } from './duty-views.ts';
import type { KioskNetworkView, KiosksTodayView, LinkView, LogsView, UpstreamView } from './network-views.ts';
import type { PapersView } from './papers-views.ts';
import type { ListView, ReceptionView } from './reception-views.ts';
import type { RehearsalView } from './rehearsal-views.ts';
import type { BallotPaperView, OwedBallotView } from './sheet-views.ts';
import type { ShiftView } from './shift-views.ts';
import type { SittingsView, VisitView } from './sittings-views.ts';
import type { TrialView } from './trial-views.ts';

/**
 * The live projection of the identification zone, one per kind of window. The renderer holds exactly one copy
 * (zustand) and draws it; it keeps no domain state of its own.
 */

export type { BenchComparisonView, BenchPrintView, FingerBenchView } from './bench-views.ts';
export type {
  DeviceView,
  DiscoveryView,
  FoundGroup,
  FoundKind,
  FoundView,
  ReadinessLine,
  ReadinessReport,
  RecordingView,
  WireLineView,
} from './device-views.ts';

/** Text in the three languages of the house. */
export interface Words {
  readonly ky: string;
  readonly ru: string;
  readonly en: string;
}

export type Language = keyof Words;

/** Stages of a station (design §2). */
export type Stage = 'unprovisioned' | 'ready' | 'open' | 'suspended' | 'finishing' | 'closed' | 'handed-over';

export type Mode = 'training' | 'laboratory' | 'public-test' | 'official';

export type Role = 'officer' | 'member' | 'chair' | 'secretary' | 'technician' | 'administrator';

/** The station's log as it lies on the medium, and what it says of its receipts. */
export interface LogWritten {
  readonly file: string;
  /** Of the bytes that were read back, hex. */
  readonly sha256: string;
  readonly lines: number;
  /** Receipts of the journal, and those of them that had an identification before. */
  readonly receipts: number;
  readonly identified: number;
  /** Files of the ballot zone that were to be written beside it; none where there is no such zone. */
  readonly ballotFiles: readonly BallotFileWritten[];
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

/** Another voter's document, read while somebody is being served. It is no attempt yet. */
export type NextVoterView =
  /** It may be laid down now. */
  | { readonly at: 'free' }
  /**
   * `waiting` begins by itself, `aside` when the officer says so. `kind` as the policy calls it; of the number only its
   * last characters, as many as of a PIN.
   */
  | { readonly at: 'waiting' | 'aside'; readonly kind: Words | null; readonly series: string; readonly end: string }
  | { readonly at: 'gone'; readonly why: WhyGone };

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
  /** All receipts are out, and a ballot that is printed here is owed; null while a receipt is. */
  readonly ballot: OwedBallotView | null;
}

/** A confirmed admission as the persons who are to undo it see it. */
export interface AdmittedView {
  /** Null: she does not stand on the list in force any more. */
  readonly voter: Pick<VoterView, 'surname' | 'given' | 'patronymic' | 'number'> | null;
  /** All her receipts that count: they go together. */
  readonly receipts: readonly string[];
  /** When it was confirmed, ISO with zone. */
  readonly at: string;
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
  /** Admitted here although listed to vote at a remote station; absent: nobody. */
  readonly homecomers?: number;
  /** Admitted without their lock, and not yet confirmed by the hub; absent: nobody. */
  readonly unconfirmed?: number;
  /** Of those without it: whom the hub says to be admitted elsewhere too; absent: nobody. */
  readonly contested?: number;
  /** By constituency, at a station for remote voting; small ones told as one. */
  readonly byConstituency?: ConstituencyLines;
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

/** A rule of the policy as it asks now. `oneOf`: one of these ids must be among the approvers, because of their duty. */
export type ApprovalView = Approval & { readonly oneOf?: readonly string[] };

/** How many persons, of which roles, including whom: for each exception and each decision of people. */
export type Approvals = Readonly<Record<ApprovalKind | keyof Policy['fallbacks'], ApprovalView>>;

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
  /** The station stands still; null while it works. */
  readonly standstill: StandstillView | null;
  /** How many of those inside at the closing of the doors are still to be served; null where nobody counted. */
  readonly insideLeft: number | null;
  /** A sitting is under way and the register's key is gone with the power: the chair and a second person unlock it. */
  readonly locked: boolean;
  readonly devices: readonly DeviceView[];
  /** Problems of the station itself (disk, clock, journal): shown until they are gone. */
  readonly problems: readonly Problem[];
  /** Who was called to this kiosk and has not come yet, oldest first. */
  readonly help: readonly HelpCall[];
  /** This kiosk among those of its station; null where it is the only one. */
  readonly kiosks: KioskNetworkView | null;
  /** How far the hub has this kiosk's events; null where the station has none. */
  readonly upstream: UpstreamView | null;
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
  /** Only for the chair: the zone beside this one; null where there is none. */
  readonly ballotZone: BallotZoneView | null;
  readonly voter: VoterView | null;
  /** The officer's document that is being read now. */
  readonly reading: DocumentReadingView | null;
  /** Only for the officer: the next voter's document, beside the one who is being served. */
  readonly next: NextVoterView | null;
  /** A card's chip may be opened by the number on it: the policy wants chips read, and there is a reader. */
  readonly opensChips: boolean;
  /** The reservation that `step` is about (printing, print-trouble, admitted); null before it. */
  readonly admission: string | null;
  /** A slip of it may be in somebody's hand: to release it takes the persons of the policy. */
  readonly mayBeOut: boolean;
  /**
   * Only for the officer: the admission that she was shown last, until somebody else is in front of her. No person is named:
   * what is known of a voter is gone with her.
   */
  readonly lastAdmitted: Pick<AdmittedView, 'receipts' | 'at'> | null;
  readonly openReservations: readonly OpenReservationView[];
  readonly counters: CountersView;
  /** Only for the chair and the secretary. */
  readonly opening: readonly ChecklistLine[] | null;
  readonly closing: readonly ChecklistLine[] | null;
  /** Only for the officer of a sitting outside the room: whom to visit, in order. */
  readonly visits: readonly VisitView[] | null;
  /** Only for the chair: the sittings of the election. */
  readonly sittings: SittingsView | null;
  /** Only for the chair: what was noticed in this sitting and wants to be looked at. */
  readonly noticed: readonly ChecklistLine[];
  /** Only for the chair and the secretary. */
  readonly day: DayView | null;
  readonly turnout: readonly TurnoutPointView[];
  /** Only for the chair and the secretary: the copy on the chair's stick. */
  readonly copy: CopyView | null;
  /** Progress of an import while it runs. */
  readonly work: { readonly name: string; readonly done: number; readonly of: number } | null;
  /** Ballots of the day, which the step names by their ids alone. */
  readonly ballots: readonly BallotView[];
  /** Only for officer, chair and secretary, where this kiosk prints ballots and a sitting is under way. */
  readonly ballotPaper: BallotPaperView | null;
  readonly papers: PapersView;
  /** How long the message of an admission stays, seconds, from the signed policy. */
  readonly messageSeconds: number;
  /** Who must agree to each exception, from the signed policy. */
  readonly approvals: Approvals;
  /** Duties that are drawn by lot, in the policy's order; none where the policy draws none. */
  readonly duties: readonly DutyView[];
  /** Operators' shifts of this sitting, oldest first; only for officer, chair and secretary. */
  readonly shifts: readonly ShiftView[];
  /** Guided cases, in training while a sitting runs or after it; only for officer, chair and secretary. */
  readonly rehearsal: RehearsalView | null;
  /** Windows of the voter's display that follow this kiosk now. */
  readonly voterDisplays: number;
  /** Applications before the day; for the chair and the secretary. */
  readonly applications: ApplicationsView | null;
  /** The list in force and what it changes; for the commission and who looks after the kiosk. */
  readonly list: ListView | null;
  /** People who ask or apply; null for those who receive nobody. */
  readonly reception: ReceptionView | null;
  /** Only for the technician. */
  readonly fingerBench: FingerBenchView | null;
  /** Only for the chair and the secretary: the station's other kiosks; null where this is the only one. */
  readonly kiosksToday: KiosksTodayView | null;
  /** Only for the technician: how this kiosk is in the network; null where it has none. */
  readonly link: LinkView | null;
  /** Only for the commission's chair and the technician: whether the logs are open to a console; null: this kiosk has no network. */
  readonly logs: LogsView | null;
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
