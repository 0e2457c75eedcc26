import type { RehearsalCase } from '../election/policy-rehearsal.ts';
import type { JournalEvent } from './event.ts';
import type { JournalFold } from './following.ts';

/** An operator's rehearsal at this kiosk, from her word that she begins to her word that she ends, or to the close. */
export interface OperatorRehearsal {
  /** 1, 2, 3 … in the sitting. */
  readonly number: number;
  readonly sitting: string | null;
  readonly person: string;
  /** As the journal writes instants. */
  readonly from: string;
  readonly until: string | null;
  /** In the order in which they were passed. */
  readonly passed: readonly RehearsalCase[];
  /** Voters' ways that she began. */
  readonly attempts: number;
  /** Her slip: how often it was printed, and what came of the last time. */
  readonly slip: { readonly copies: number; readonly out: 'yes' | 'no' | 'maybe' | null };
}

/** One voter's way that was begun in a rehearsal. */
interface Way {
  readonly person: string;
  /** Cases that are passed when the voter has her receipt. */
  readonly roads: Set<RehearsalCase>;
  /** A touch was too poor, or matched nothing. */
  missed: boolean;
  /** Why it ended without a reservation, and whether the voter has it on paper. */
  refused: string | null;
  slipOut: boolean;
}

/** What the fold keeps. Ways are found by their attempt, their admission, and the numbers of their receipts. */
export interface RehearsalTold {
  readonly rehearsals: OperatorRehearsal[];
  readonly attempts: Map<string, Way>;
  readonly admissions: Map<string, Way>;
  readonly receipts: Map<string, Way>;
  /** Calls for help, by whom. */
  readonly calls: Map<string, string>;
  /** Slips on their way: the refused voter's attempt, or the place of a rehearsal. */
  readonly printing: Map<string, string | number>;
  desk: Desk;
}

interface Desk {
  /** The operator whose turn it is, whoever else signs in between. */
  readonly operator: string | null;
  /** Her turn was handed over, and the next one has not sat down yet. */
  readonly handedOver: boolean;
  readonly still: boolean;
}

/** What a refusal rehearses. Policy and list decide between reasons that the officer meets as one road. */
const refusalCases: Readonly<Record<string, RehearsalCase>> = {
  'not-identified': 'no-finger',
  'not-in-list': 'not-in-list',
  'other-precinct': 'other-precinct',
  'remote-needs-link': 'other-precinct',
  'listed-remote': 'other-precinct',
  'already-admitted': 'already-admitted',
  'voted-elsewhere': 'already-admitted',
  'admitted-outside': 'already-admitted',
};

/**
 * What operators have rehearsed, told by the journal of a training alone: nobody ticks anything. A voter's way counts for
 * whoever began it, found by its own identifiers, so that what happens between changes nothing; what is no voter's way
 * counts for the operator whose turn it is. Nothing that was passed is ever taken back.
 */
export const rehearsalTold: JournalFold<RehearsalTold> = {
  start: () => ({
    rehearsals: [],
    attempts: new Map(),
    admissions: new Map(),
    receipts: new Map(),
    calls: new Map(),
    printing: new Map(),
    desk: { operator: null, handedOver: false, still: false },
  }),
  step(told, event) {
    theRehearsal(told, event);
    theDesk(told, event);
    theWay(told, event);
    thePaper(told, event);
    return told;
  },
};

/** The rehearsal of this person that is under way, if there is one. */
export function runningRehearsal({ rehearsals }: RehearsalTold, person: string): OperatorRehearsal | null {
  return rehearsals.findLast((one) => one.person === person && one.until === null) ?? null;
}

function change(
  { rehearsals }: RehearsalTold,
  which: (one: OperatorRehearsal) => boolean,
  to: (one: OperatorRehearsal) => Partial<OperatorRehearsal>,
): void {
  for (const [place, one] of rehearsals.entries()) if (which(one)) rehearsals[place] = { ...one, ...to(one) };
}

function pass(told: RehearsalTold, person: string | null, ...cases: readonly RehearsalCase[]): void {
  change(
    told,
    (one) => one.person === person && one.until === null,
    ({ passed }) => ({ passed: [...new Set([...passed, ...cases])] }),
  );
}

function theRehearsal(told: RehearsalTold, event: JournalEvent): void {
  if (event.type === 'rehearsal.begun') {
    const { number, person } = event.body;
    if (runningRehearsal(told, person) !== null) return;
    told.rehearsals.push({
      ...{ number, person, sitting: event.sitting, from: event.at, until: null, passed: [], attempts: 0 },
      slip: { copies: 0, out: null },
    });
  }
  const ended =
    event.type === 'rehearsal.ended'
      ? ({ person }: OperatorRehearsal) => person === event.body.person
      : event.type === 'sitting.closed'
        ? () => true
        : () => false;
  change(
    told,
    (one) => one.until === null && ended(one),
    () => ({ until: event.at }),
  );
}

/** What is no voter's way: shifts, standstills, calls for help, an admission that is undone. */
function theDesk(told: RehearsalTold, event: JournalEvent): void {
  const { desk, calls } = told;
  switch (event.type) {
    case 'shift.ended':
      if (event.body.why !== 'taken-over') return;
      pass(told, event.body.person, 'shift-change');
      told.desk = { ...desk, handedOver: true };
      return;
    case 'person.signed-in': {
      const { person, role } = event.body;
      if (role !== 'officer') return;
      if (desk.handedOver) pass(told, person, 'shift-change');
      told.desk = { ...desk, operator: person, handedOver: false };
      return;
    }
    case 'sitting.suspended':
      told.desk = { ...desk, still: true };
      return;
    case 'sitting.resumed':
      if (desk.still) pass(told, desk.operator, 'standing-still');
      told.desk = { ...desk, still: false };
      return;
    case 'admission.undone':
      pass(told, operatorOf(event) ?? desk.operator, 'undone');
      return;
    case 'help.called': {
      const caller = operatorOf(event);
      if (caller !== null) calls.set(event.body.call, caller);
      return;
    }
    case 'help.answered': {
      const caller = calls.get(event.body.call) ?? null;
      // Who takes her own call back was helped by nobody.
      if (event.body.person !== caller) pass(told, caller, 'help');
      calls.delete(event.body.call);
    }
  }
}

function operatorOf({ actor }: JournalEvent): string | null {
  return actor.role === 'officer' ? (actor.person ?? null) : null;
}

/** A voter's way from the first look-up to the receipt in her hand, or to the door. */
function theWay(told: RehearsalTold, event: JournalEvent): void {
  const { attempts, admissions, receipts } = told;
  switch (event.type) {
    case 'attempt.started': {
      const person = operatorOf(event);
      if (person === null || runningRehearsal(told, person) === null) return;
      // Also a document's number is typed: only `document` was read.
      const roads = new Set<RehearsalCase>([event.body.by === 'document' ? 'document' : 'typed']);
      attempts.set(event.body.attempt, { person, roads, missed: false, refused: null, slipOut: false });
      change(
        told,
        (one) => one.person === person && one.until === null,
        (one) => ({ attempts: one.attempts + 1 }),
      );
      return;
    }
    case 'attempt.biometric': {
      const way = attempts.get(event.body.attempt);
      if (event.body.result !== 'match') {
        if (way) way.missed = true;
      } else if (way?.missed) way.roads.add('another-finger');
      return;
    }
    case 'attempt.approved':
      attempts.get(event.body.attempt)?.roads.add('no-finger');
      return;
    case 'attempt.ended': {
      const way = attempts.get(event.body.attempt);
      if (!way) return;
      way.refused = event.body.reason;
      sentAway(told, way);
      return;
    }
    case 'admission.reserved': {
      const way = attempts.get(event.body.attempt);
      if (!way) return;
      admissions.set(event.body.admission, way);
      for (const { receipt } of event.body.receipts) receipts.set(receipt, way);
      return;
    }
    case 'print.failed':
      if (event.body.sent === 'nothing') receipts.get(event.body.receipt)?.roads.add('paper-out');
      return;
    case 'receipt.reissued': {
      const way = admissions.get(event.body.admission);
      if (!way) return;
      way.roads.add('torn-slip');
      // The number that waited for paper is void: what comes out is another one.
      way.roads.delete('paper-out');
      receipts.set(event.body.receipt, way);
      return;
    }
    case 'admission.confirmed': {
      const way = admissions.get(event.body.admission);
      if (way) pass(told, way.person, ...way.roads);
    }
  }
}

/** Who stands on no list takes it along on paper: nobody leaves with only a screen. */
function sentAway(told: RehearsalTold, { refused, slipOut, person }: Way): void {
  const road = refusalCases[refused ?? ''];
  if (road !== undefined && (road !== 'not-in-list' || slipOut)) pass(told, person, road);
}

function thePaper(told: RehearsalTold, event: JournalEvent): void {
  const { attempts, rehearsals, printing } = told;
  if (event.type === 'paper.handed') {
    const { paper, job, number, copy, attempt } = event.body;
    if (paper === 'refusal' && attempt !== undefined) printing.set(job, attempt);
    if (paper !== 'rehearsal') return;
    // After the close events are of no sitting: the paper is of the one that was last.
    const sitting = event.sitting ?? rehearsals.at(-1)?.sitting ?? null;
    const place = rehearsals.findLastIndex((one) => one.sitting === sitting && one.number === number);
    const of = rehearsals[place];
    if (of === undefined) return;
    printing.set(job, place);
    rehearsals[place] = { ...of, slip: { copies: copy, out: null } };
  }
  if (event.type !== 'paper.ended') return;
  const { job, out } = event.body;
  const what = printing.get(job);
  printing.delete(job);
  if (typeof what === 'number') {
    const of = rehearsals[what];
    if (of) rehearsals[what] = { ...of, slip: { ...of.slip, out } };
    return;
  }
  const way = what === undefined ? undefined : attempts.get(what);
  if (way === undefined || out !== 'yes') return;
  way.slipOut = true;
  sentAway(told, way);
}
