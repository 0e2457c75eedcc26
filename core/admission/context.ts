import type { Problem } from '../problem/catalogue.ts';
import type { Here, Homecoming, RecordFacts } from './eligibility.ts';
import type { FingerPosition, Modality } from './facts.ts';
import { type LockRule, lockRule } from './lock.ts';
import type { AdmissionRules, BallotRule, ModalityRule } from './rules.ts';
import type { Candidate, FingerCandidate, Refusal, Warning } from './step.ts';

/** What is asked of the register at the start. */
export type Query =
  | { readonly by: 'document'; readonly pin: string | null }
  | { readonly by: 'pin'; readonly text: string }
  | { readonly by: 'number'; readonly text: string }
  | { readonly by: 'document-number'; readonly text: string }
  | { readonly by: 'name'; readonly text: string }
  | { readonly by: 'record'; readonly record: string };

/** Looks by finger in one attempt: each of them can also find a stranger who is alike. */
const MOST_LOOKS = 3;

/** Why a document without a PIN lacks it. */
export type Unreadable = 'no-pin-in-document' | 'unreadable-document';

/** One receipt of the reservation: one per ballot. */
export interface ReceiptState {
  readonly receipt: string;
  readonly ballot: string;
  readonly printed: boolean;
}

/**
 * A ballot that this kiosk prints for the voter, and what is known of its sheet. none: nothing left for the printer, or
 * persons have said what became of it. maybe: it may lie in the tray. out: it lies there.
 */
export interface SheetState {
  readonly ballot: string;
  readonly state: 'none' | 'maybe' | 'out' | 'delivered';
}

/** spoiled: the sheet lies cancelled in the spoiled envelope. none: nothing came out, the paper is still blank. */
export interface OfSheet {
  readonly ballot: string;
  readonly found: 'spoiled' | 'none';
}

/**
 * A reservation found after a restart, or whose printing failed; or an admission that stands and is owed a ballot because
 * the one before came back: the chart starts at the printer.
 */
export interface ResumedReservation {
  readonly admission: string;
  /** It was confirmed before: it is neither confirmed again nor given up here. */
  readonly standing: boolean;
  readonly receipts: readonly ReceiptState[];
  readonly sent: 'nothing' | 'maybe';
  readonly sheets: readonly SheetState[];
  readonly problem: Problem;
}

/** What an attempt begins with. */
export interface AdmissionInput {
  readonly attempt: string;
  readonly rules: AdmissionRules;
  readonly here: Here;
  readonly start: Query | ResumedReservation;
  /** Why there is no PIN when `start` is a document without one. */
  readonly unreadable?: Unreadable;
}

/** What the chart remembers on the way, in the order in which it comes to know it. */
export interface AdmissionContext {
  readonly attempt: string;
  readonly rules: AdmissionRules;
  readonly here: Here;

  /** Finding the record. Null for a resumed reservation: nothing is looked up. */
  readonly query: Query | null;
  readonly unreadable: Unreadable;
  readonly candidates: readonly Candidate[];
  readonly more: boolean;
  /** People whose finger is like the one that was looked for, most alike first. */
  readonly alike: readonly FingerCandidate[];
  /** How often a finger was looked for, whatever came of it. */
  readonly looks: number;

  /** The record, and what was decided on it. */
  readonly facts: RecordFacts | null;
  readonly category: 'home' | 'remote';
  readonly warnings: readonly Warning[];
  /** She is listed for remote voting: beyond the eligibility, persons have decided that she is admitted here. */
  readonly homecoming: Homecoming | null;

  /** The modality that is being tried; its fingers in the order they are asked; tries used of the present one. */
  readonly modality: ModalityRule | null;
  readonly fingers: readonly FingerPosition[];
  readonly fingerAt: number;
  readonly used: number;
  readonly missed: boolean;
  /** The finger before this one has used up its tries. */
  readonly moved: boolean;
  readonly hint: readonly string[];
  readonly progress: number | null;

  /** The modality that established the identity. */
  readonly established: Modality | null;
  /** Reason and approvers of the last exception: a photo, an override, a reprint, a release. */
  readonly reason: string | null;
  readonly approvers: readonly string[];

  /** What became of her lock across the country: nothing of it is needed, it is held, or the policy goes on without. */
  readonly lock: 'none' | 'held' | 'unconfirmed';

  /** The reservation and its paper. */
  readonly ballots: readonly string[];
  readonly admission: string | null;
  /** The admission stood before this way began: a ballot of hers is exchanged. */
  readonly standing: boolean;
  readonly receipts: readonly ReceiptState[];
  readonly sent: 'nothing' | 'maybe';
  /** Her ballots that are printed here, in their order; none where ballots are handed out at the table. */
  readonly sheets: readonly SheetState[];
  /** The ballot whose sheet persons cancel, and whether there is one at all. */
  readonly cancelling: OfSheet | null;

  readonly problem: Problem | null;
  readonly refusal: Refusal | null;
}

/** The context at the start: nothing is known yet, or everything up to the printer. */
export function contextOf({ attempt, rules, here, start, unreadable }: AdmissionInput): AdmissionContext {
  const resumed = 'admission' in start ? start : null;
  return {
    attempt,
    rules,
    here,
    query: 'admission' in start ? null : start,
    unreadable: unreadable ?? 'no-pin-in-document',
    candidates: [],
    more: false,
    alike: [],
    looks: 0,
    facts: null,
    category: 'home',
    warnings: [],
    homecoming: null,
    modality: null,
    fingers: [],
    fingerAt: 0,
    used: 0,
    missed: false,
    moved: false,
    hint: [],
    progress: null,
    established: null,
    reason: null,
    approvers: [],
    lock: 'none',
    ballots: [],
    admission: resumed?.admission ?? null,
    standing: resumed?.standing ?? false,
    receipts: resumed?.receipts ?? [],
    sent: resumed?.sent ?? 'nothing',
    sheets: resumed?.sheets ?? [],
    cancelling: null,
    problem: resumed?.problem ?? null,
    refusal: null,
  };
}

/** Whether one more look by finger is to be had: the policy has it, and the document could not be read. */
export const mayLook = ({ rules, unreadable, looks }: AdmissionContext): boolean =>
  rules.findByFinger !== null && unreadable === 'unreadable-document' && looks < MOST_LOOKS;

/** What is said when all looks of an attempt are used up. */
export const searchUsedUp = ({ looks }: AdmissionContext): Problem | null =>
  looks < MOST_LOOKS ? null : { code: 'station.search-used-up', params: { looks: MOST_LOOKS } };

/** The receipt that is next to be printed; null when all are out. */
export const pendingReceipt = (context: AdmissionContext): ReceiptState | null =>
  context.receipts.find((receipt) => !receipt.printed) ?? null;

/** The ballot that is next to be handed over; null when all that are printed here are. */
export const pendingSheet = ({ sheets }: AdmissionContext): SheetState | null =>
  sheets.find(({ state }) => state !== 'delivered') ?? null;

/** Whether a sheet of hers may be anywhere but in the spoiled envelope: until then nobody gives the admission up. */
export const sheetAbroad = ({ sheets }: AdmissionContext): boolean => sheets.some(({ state }) => state !== 'none');

/** Whether persons may say this of the sheet of a ballot: that it lies in the envelope, or that there never was one. */
export function mayCancel({ sheets }: AdmissionContext, { ballot, found }: OfSheet): boolean {
  const state = sheets.find((one) => one.ballot === ballot)?.state ?? 'none';
  return found === 'none' ? state === 'maybe' : state !== 'none';
}

/** The ballots of the day that are for this voter: those of her own constituency. */
export const ballotsFor = ({ rules, facts }: AdmissionContext): readonly BallotRule[] =>
  rules.ballots.filter(({ constituencies }) => constituencies.includes(facts?.precinct.constituency ?? ''));

/** Whether the hub is asked for her lock, and what is done without it. */
export const lockRuleOf = ({ category, homecoming, here }: AdmissionContext): LockRule =>
  lockRule({ category, listedElsewhere: homecoming !== null }, { lock: here.lock, basis: here.remote.basis });

/** A value that the state the chart is in guarantees; its absence is a bug of the chart. */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`the chart has no ${what} here`);
  return value;
}
