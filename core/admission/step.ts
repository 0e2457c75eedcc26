import type { Problem } from '../problem/catalogue.ts';
import type { FingerPosition } from './facts.ts';

/**
 * Where one voter's way stands, said as *what the human must do now*.
 * The officer's screen draws exactly one of these at a time; it adds nothing of its own.
 */
export type Step =
  /** The kiosk waits for nothing and nobody: put a document on the reader, type a PIN or a name. */
  | { readonly at: 'idle' }
  /** The register is being asked; answers in milliseconds. */
  | { readonly at: 'looking-up' }
  /** A document without a readable PIN (1994, 2004, damaged): type the PIN printed in it. */
  | {
      readonly at: 'enter-pin';
      readonly why: 'no-pin-in-document' | 'unreadable-document';
      /** Whether the record may be looked for by finger instead. */
      readonly mayFindByFinger: boolean;
      /** Why a search by finger came to no end. */
      readonly problem: Problem | null;
    }
  /** Any finger is wanted on the sensor, to look for its record. `missed`: the one before was like nobody's. */
  | {
      readonly at: 'finger-search';
      readonly state: 'waiting' | 'reading' | 'searching';
      readonly progress: number | null;
      readonly hint: readonly string[];
      readonly missed: boolean;
      /** The sensor is away. */
      readonly problem: Problem | null;
    }
  /** People whose finger is like it: persons choose one with their codes, or nobody. Nobody is admitted by it. */
  | {
      readonly at: 'finger-candidates';
      readonly candidates: readonly FingerCandidate[];
      readonly mayLookAgain: boolean;
    }
  /** Several records answer to what was typed: the officer picks one by the document in her hand. */
  | {
      readonly at: 'choose';
      readonly candidates: readonly Candidate[];
      readonly more: boolean;
      /** A document was laid down that is none of theirs. */
      readonly problem: Problem | null;
    }
  /** Document and record disagree, or the document is expired but accepted by policy: look, then go on or stop. */
  | { readonly at: 'warning'; readonly warnings: readonly Warning[] }
  /**
   * She is listed to vote at a remote station, and the signed policy lets persons admit her here: they decide, or she is
   * refused. `to`: where she is listed, if the list says it.
   */
  | { readonly at: 'homecoming'; readonly to: PrecinctFacts | null }
  /** A finger is wanted on the sensor. */
  | {
      readonly at: 'finger';
      readonly finger: FingerPosition;
      /** Tries of this finger that were used up, and how many it has. */
      readonly tries: { readonly used: number; readonly of: number };
      /** Fingers still to come after this one, best enrolled quality first. */
      readonly next: readonly FingerPosition[];
      readonly state: 'waiting' | 'reading' | 'comparing';
      /** 0–1 while the image travels from the sensor. */
      readonly progress: number | null;
      /** What was wrong with the last capture: guidance, no try used up. */
      readonly hint: readonly string[];
      /** True directly after a comparison that did not match. */
      readonly missed: boolean;
      /** The kiosk went on to this finger by itself: the one before has used up its tries. Until the next capture. */
      readonly moved: boolean;
      /** Whether a way follows that needs no finger; without one, who gives up the finger refuses the voter. */
      readonly further: boolean;
    }
  /** The sensor is away: it comes back by itself; meanwhile another way may be taken if policy has one. */
  | { readonly at: 'device-trouble'; readonly problem: Problem; readonly further: boolean }
  /** Persons compare the photo with the face; exists only where the signed policy enables it. */
  | { readonly at: 'photo'; readonly approvers: number }
  /** Two persons may override with a reason; exists only where the signed policy enables it. */
  | { readonly at: 'override'; readonly approvers: number }
  /** Several ballots today: which receipts does the voter take (each may be declined where policy says so)? */
  | { readonly at: 'ballots'; readonly ballots: readonly string[] }
  /** The hub is asked whether she has voted anywhere else; it has so many seconds, then the policy goes on without it. */
  | { readonly at: 'locking'; readonly seconds: number }
  /** The admission is being written to disk. */
  | { readonly at: 'reserving' }
  /** The receipt is being printed. */
  | { readonly at: 'printing'; readonly receipt: string }
  /** Reserved, but the receipt did not certainly come out. `sent: 'maybe'`: look into the tray. */
  | {
      readonly at: 'print-trouble';
      readonly receipt: string;
      readonly problem: Problem;
      readonly sent: 'nothing' | 'maybe';
    }
  /** The receipts are out, and her ballot is being printed. */
  | { readonly at: 'ballot-printing'; readonly ballot: string }
  /** It lies in the tray: the officer hands it over, or looks at it and finds it spoiled. */
  | { readonly at: 'ballot-out'; readonly ballot: string; readonly problem: Problem | null }
  /** No ballot lies in the tray for certain. `sent: 'maybe'`: look into it; a sheet that is there is cancelled first. */
  | {
      readonly at: 'ballot-trouble';
      readonly ballot: string;
      readonly problem: Problem;
      readonly sent: 'nothing' | 'maybe';
      /** Ballots that she has in her hand already; they come back before the admission is given up. */
      readonly delivered: readonly string[];
      /** Her admission stands: this one takes the place of a ballot that came back, and may wait. */
      readonly standing: boolean;
    }
  /** Admitted: the voter takes the receipt. */
  | { readonly at: 'admitted'; readonly receipts: readonly string[] }
  /** Not admitted here and now, and why; where to go if the kiosk knows. */
  | { readonly at: 'refused'; readonly refusal: Refusal };

/** One line of a list of candidates found by name. */
export interface Candidate {
  readonly record: string;
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string | null;
  /** ISO date. */
  readonly birthDate: string;
  readonly number: number;
}

/** One of the people whose finger is like the one that was looked for. */
export interface FingerCandidate {
  readonly record: string;
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string | null;
  readonly birthYear: number;
  readonly number: number;
  /** As data: URL, where the register has one. */
  readonly photo: string | null;
  /** Score s of core/fingerprint: FMR ≤ 10^(−s/10). */
  readonly score: number;
}

/** A disagreement between document and record, or a document rule: a warning, never a refusal by itself. */
export type Warning =
  | 'sex-differs'
  | 'birth-date-differs'
  | 'name-differs'
  | 'document-number-differs'
  | 'check-digit'
  /** Its chip is not what an authority signed. */
  | 'chip-not-genuine'
  /** All that was read is a chip for which nobody vouches. */
  | 'chip-unvouched'
  /** Its chip says other than what is printed on it. */
  | 'chip-differs'
  | 'document-expired-accepted';

/** A precinct as the screens need it. */
export interface PrecinctFacts {
  readonly number: string;
  readonly constituency: string;
  readonly address: { readonly ky: string; readonly ru: string; readonly en: string };
}

/** Why there is no lock: no link, a link over which nothing came in time, or a hub that gives locks to nobody yet. */
export type NoLock = 'no-link' | 'no-answer' | 'not-open';

/** Where and when it was, as far as the policy lets it be told: what is not to be told is null. */
export interface Elsewhere {
  /** Local time, or the hour alone. */
  readonly at: string | null;
  readonly station: PrecinctFacts | null;
  /** Number of the kiosk, where it is one of this station. */
  readonly device: string | null;
}

/** Why the voter is not admitted. Every reason is counted and reported under its name. */
export type Refusal =
  | { readonly reason: 'not-in-list' }
  | { readonly reason: 'other-precinct'; readonly precinct: PrecinctFacts }
  /** Of another precinct: remote voting needs her lock across the country, and it is not to be had now. */
  | { readonly reason: 'remote-needs-link'; readonly precinct: PrecinctFacts; readonly why: NoLock }
  /** The policy admits nobody at home either while no lock is to be had. */
  | { readonly reason: 'needs-link'; readonly why: NoLock }
  /** Another kiosk of the country has her lock: she is being served there, or it was not given up. */
  | ({ readonly reason: 'locked-elsewhere' } & Elsewhere)
  /** She was admitted at another station. */
  | ({ readonly reason: 'voted-elsewhere' } & Elsewhere)
  /** What is said of the first admission is policy; what is not to be revealed is absent. */
  | {
      readonly reason: 'already-admitted';
      readonly at: string | null;
      readonly station: string | null;
      readonly device: string | null;
    }
  | { readonly reason: 'admitted-outside'; readonly date: string | null }
  /** Outside the room only those are admitted who have applied for it. */
  | { readonly reason: 'not-an-applicant' }
  /** On the list of those who vote at a remote station: at home she could vote twice. */
  /** `to`: where she is listed to vote, if the list says it. */
  | { readonly reason: 'listed-remote'; readonly to?: PrecinctFacts }
  | { readonly reason: 'reservation-open' }
  /** She is being served at another kiosk of the station, or her receipt there is not out yet. `device`: its number. */
  | { readonly reason: 'served-elsewhere'; readonly device: string }
  /** The kiosks of the station do not see each other, and she is in the share of another one. */
  | { readonly reason: 'other-share'; readonly device: string }
  /** They do not see each other, and the policy lets nobody serve until they do. `device`: one that is not seen. */
  | { readonly reason: 'kiosks-apart'; readonly device: string }
  /** The station came to stand still while she was being served. */
  | { readonly reason: 'standing-still' }
  | { readonly reason: 'no-biometrics' }
  | { readonly reason: 'document-expired'; readonly expired: string }
  | { readonly reason: 'document-kind-not-accepted' }
  | { readonly reason: 'not-identified' }
  | { readonly reason: 'stopped-by-officer' }
  | { readonly reason: 'storage'; readonly problem: Problem };
