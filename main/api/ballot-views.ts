import type { BallotPhase } from '../../core/ballot/day/day.ts';
import type { Afterwards } from '../../core/ballot/path/screen.ts';
import type { Words } from '../../core/election/common.ts';
import type { Approval } from '../../core/election/policy.ts';
import type { BallotApproval } from '../../core/election/policy-results.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { BalancedRatio, NotYet } from '../../core/results/balance.ts';
import type { Figure } from '../../core/results/figures.ts';
import type { ResultsForm } from '../../core/results/form.ts';
import type { DeviceView } from './device-views.ts';
import type { Mode, Role, Stage } from './views.ts';

/**
 * The live projection of the ballot zone, one per kind of window. No choice is in it before the ballots were counted, and
 * none of one ballot but on the page where persons decide about its marks.
 */

/** What the voter at the box sees. */
export type BoxShow =
  /** The box takes nothing now: before the opening, while the station stands still, after the close. */
  | { readonly show: 'not-now'; readonly why: 'before' | 'paused' | 'after' | 'locked' }
  | { readonly show: 'ready' }
  | { readonly show: 'reading' }
  /** Her sheet lies in the box; the verdict on it is nobody's business but hers, and it is not shown. */
  | { readonly show: 'accepted' }
  /** The sheet comes back, and what is done with it then (core/ballot/path/screen.ts). */
  | { readonly show: 'take-back'; readonly why: ReturnReason; readonly afterwards: Afterwards }
  /** The box holds the sheet and asks her whether it is to be taken as it is. */
  | { readonly show: 'ask'; readonly why: ReturnReason }
  /** Somebody of the commission must come; the voter keeps, or waits for, her sheet. */
  | { readonly show: 'wait'; readonly problem: Problem };

/** Why a sheet is not simply taken, for the voter in words. */
export type ReturnReason =
  | 'none'
  | 'too-many'
  | 'unsure'
  | 'other-election'
  | 'other-constituency'
  | 'test-ballot'
  | 'not-a-test-ballot'
  | 'foreign'
  | 'blank-side'
  | 'scale'
  | 'streak'
  | 'damaged'
  | 'double'
  | 'wrong-size'
  /** Nothing is wrong with it: put it in once more. */
  | 'again';

/** Where am I, what is happening: on both windows. */
export interface BallotStationView {
  /** As the identification zone has told it. */
  readonly stage: Stage;
  readonly mode: Mode;
  readonly election: { readonly names: Words; readonly date: string } | null;
  readonly station: { readonly number: string; readonly names: Words } | null;
  readonly phase: BallotPhase;
  /** Sheets in the box of this sitting, counted from the slots. */
  readonly sheets: number;
  readonly now: string;
  readonly zone: string;
  readonly problems: readonly Problem[];
}

export interface BoxView {
  readonly window: 'box';
  readonly station: BallotStationView;
  readonly box: BoxShow;
  /** The test pack is being fed. */
  readonly testing: boolean;
}

/** A line of what there is to do at the ballot zone, in its order. */
export interface BallotStep {
  readonly step:
    | 'package'
    | 'reader'
    | 'box'
    | 'test'
    | 'zero'
    | 'open'
    | 'close'
    | 'mobile'
    | 'adjudicate'
    | 'count'
    | 'protocol';
  readonly state: 'done' | 'now' | 'later' | 'recorded';
}

/** The scanner with a feeder while a mobile box is open. */
export interface FeederView {
  /** Sheets of this box that are in the store. */
  readonly kept: number;
  /** How the feed stands. `expected`: sheets of this box, as persons have counted them. */
  readonly at:
    | { readonly is: 'idle' }
    | { readonly is: 'feeding'; readonly expected: number }
    /** The sheet on top of those that came out was not taken. */
    | { readonly is: 'refused'; readonly expected: number; readonly why: ReturnReason }
    | { readonly is: 'stopped'; readonly expected: number; readonly problem: Problem }
    /** Persons have stopped it. */
    | { readonly is: 'paused'; readonly expected: number }
    | { readonly is: 'done'; readonly expected: number };
}

/** All ballots of the sitting, fed through the scanner once more after the count. */
export interface RecountView {
  /** Sheets of the count, of all boxes. */
  readonly counted: number;
  /** Sheets that were read again. */
  readonly sheets: number;
  /** Sheets that were not taken, and that persons have set aside. */
  readonly aside: number;
  readonly at:
    | { readonly is: 'idle' }
    | { readonly is: 'feeding' }
    /** The sheet on top of those that came out was not taken. */
    | { readonly is: 'refused'; readonly why: ReturnReason }
    | { readonly is: 'stopped'; readonly problem: Problem }
    /** Persons have stopped it. */
    | { readonly is: 'paused' }
    /** Nothing lies in the feeder any more: the next part of the stack, or all was read. */
    | { readonly is: 'empty' }
    | {
        readonly is: 'compared';
        /** Sheets that persons would have to decide about now, and that they decided about before the count. */
        readonly unsure: number;
        readonly decided: number;
        /** Some protocols are sealed: of them the number of sheets alone was compared. */
        readonly sealed: boolean;
        readonly differences: readonly RecountDifference[];
      };
  /** The last one that is on record. */
  readonly recorded: { readonly sheets: number; readonly matches: boolean } | null;
}

/** Pages of signed protocols that were scanned for the results file. */
export interface SignedPagesView {
  readonly at:
    | { readonly is: 'idle' }
    | { readonly is: 'feeding' }
    /** The sheet on top of those that came out was not kept. */
    | { readonly is: 'stopped'; readonly problem: Problem }
    | { readonly is: 'paused' }
    | { readonly is: 'done' };
  /** Pages, and slips, of which an image is kept. */
  readonly pages: number;
  readonly slips: number;
}

/** A number of the count that is not the one of the second reading: of sheets, or of an option's votes. */
export type RecountDifference = {
  readonly style: string;
  readonly counted: number;
  /** Between these the number is by the second reading. */
  readonly least: number;
  readonly most: number;
  /** How much more (or, below 0, less) the second reading found at least. */
  readonly by: number;
} & ({ readonly line: 'sheets' | 'valid' | 'invalid' } | { readonly line: 'votes'; readonly names: Words });

export interface BallotDeskView {
  readonly window: 'ballot-desk';
  readonly station: BallotStationView;
  readonly person: { readonly id: string; readonly role: Role; readonly name: string } | null;
  readonly people: readonly { readonly id: string; readonly role: Role; readonly name: string }[];
  readonly approvals: Readonly<Record<BallotApproval, Approval>>;
  readonly devices: readonly DeviceView[];
  /** Nothing of what is marked on the sheet of whoever stands there: she is asked, or has it back, without a reason. */
  readonly box: BoxShow;
  /** Persons have to say where the sheet in the path is: `box.located`. */
  readonly locate: boolean;
  readonly assigned: { readonly box: string; readonly seal: string | null } | null;
  readonly replaced: readonly { readonly box: string; readonly sheets: number }[];
  readonly steps: readonly BallotStep[];
  readonly test: TestPackView | null;
  readonly mobile: readonly { readonly box: string; readonly sheets: number | null }[];
  /** Null where there is no scanner with a feeder, or no mobile box is open. */
  readonly feeder: FeederView | null;
  /** Sheets whose marks persons have to decide about; null before the close. */
  readonly toDecide: number | null;
  /** Null where there is no scanner with a feeder, before the count, and once all protocols are signed. */
  readonly recount: RecountView | null;
  /** Null where there is no scanner with a feeder, and before a protocol is signed. */
  readonly pages: SignedPagesView | null;
  readonly turnout: readonly { readonly time: string; readonly sheets: number }[];
  /** Sheets in excess of what the identification zone has admitted, once its totals are there; null: none. */
  readonly tooMany: boolean;
  readonly protocols: readonly ProtocolView[];
  /** Papers of the box's day that were made, newest first. */
  readonly papers: readonly MadePaperView[];
  /** Ballots of this station, for whoever looks at them before the day. */
  readonly styles: readonly { readonly id: string; readonly title: Words; readonly constituency: Words }[];
}

/** A paper that lies in the device as a file: the zero slip, the test's, the one of the close. */
export interface MadePaperView {
  readonly file: string;
  readonly paper: 'zero' | 'test' | 'final';
  /** To the minute (ISO). */
  readonly made: string;
}

export interface TestPackView {
  readonly expected: number;
  readonly read: number;
  /** Null while it is being fed. */
  readonly matches: boolean | null;
  /** Numbers that are not as expected; `names` of the option, null: ballots that are not valid. */
  readonly differences: readonly {
    readonly style: string;
    readonly names: Words | null;
    readonly expected: number;
    readonly read: number;
  }[];
}

/** A sheet about whose marks persons decide. It has no name that means anything, and they come in no order. */
export interface UndecidedSheet {
  /** Stands for it until it is decided. */
  readonly ticket: string;
  readonly style: string;
  /** Sheets that are left with this one. */
  readonly left: number;
  readonly parts: readonly {
    readonly part: string;
    readonly title: Words | null;
    readonly squares: readonly {
      readonly option: string;
      readonly names: Words;
      readonly zone: 'empty' | 'adjudicate' | 'mark';
      /** The square with what is around it, enlarged; PNG as data: URL. Null where no image was kept. */
      readonly picture: string | null;
    }[];
  }[];
}

/** A results protocol while it is filled in. */
export interface ProtocolView {
  /** One per ballot and constituency: the style's id. */
  readonly id: string;
  readonly title: Words;
  readonly basis: Words;
  readonly ballot: Words;
  readonly constituency: Words;
  /** Fewer ballots than policy shows (k): its numbers are sealed to the centre and stand on no screen. It is signed too. */
  readonly sealed: boolean;
  /** The package names no key to seal such numbers to: they stay in the zone. */
  readonly stays: boolean;
  /** Which number stands in the protocol where both are known. */
  readonly counts: ResultsForm['counts'];
  /** Who has to sign: so many of each role. */
  readonly signs: ResultsForm['signed'];
  readonly lines: readonly ProtocolLineView[];
  readonly ratios: readonly BalancedRatio[];
  readonly missing: readonly NotYet[];
  /** The last recount by the scanner that this protocol tells; null: none. */
  readonly recount: { readonly sheets: number; readonly matches: boolean } | null;
  readonly dissents: readonly { readonly person: string; readonly name: string; readonly reason: string }[];
  /** `persons`: the names of those who signed. */
  readonly signed: { readonly sha256: string; readonly persons: readonly string[] } | null;
  readonly copies: number;
  /** Every version that was signed, the last one first. */
  readonly versions: readonly ProtocolVersionView[];
  /** Why the last of them is being corrected, and who decided that; null: it is not. */
  readonly correcting: { readonly reason: string; readonly persons: readonly string[] } | null;
}

/** A version of a protocol as it was signed. */
export interface ProtocolVersionView {
  readonly version: number;
  /** Local time to the minute, with offset. */
  readonly at: string;
  readonly sha256: string;
  readonly signers: readonly string[];
  /** Why it took the place of the one before; null in the first. */
  readonly reason: string | null;
  readonly decided: readonly string[];
  /** Numbers that are others than in the version before it. */
  readonly changed: readonly ChangedNumber[];
}

export interface ChangedNumber {
  /** Number of the line. */
  readonly number: string;
  readonly names: Words;
  readonly from: number | null;
  readonly to: number | null;
}

export interface ProtocolLineView extends Figure {
  readonly id: string;
  readonly number: string;
  readonly label: Words;
  readonly typed: boolean;
  readonly byHand: boolean;
  /** In the drawn order; `key`: under which its number counted by hand is told (`results.byHand`). */
  readonly options: readonly ({ readonly option: string; readonly key: string; readonly names: Words } & Figure)[];
}
