import type { ActKind } from '../election/policy-acts.ts';
import type { ActFacts } from './catalogue/acts.ts';
import type { BodyOf } from './catalogue.ts';
import { isOfBefore, lastCloseAfter } from './day.ts';
import type { EventOf, JournalEvent } from './event.ts';

/** An exception of which an act can be drawn. */
export interface Occasion {
  readonly kind: ActKind;
  /** The attempt, admission, receipt or entry that it is of; of a standstill its event. */
  readonly of: string;
  readonly sitting: string | null;
  readonly facts: ActFacts;
}

interface Reservation {
  readonly voter: string;
  readonly attempt: string;
  receipts: readonly string[];
  /** Where people, not a measurement, established who it is. */
  readonly way: 'photo' | 'override' | null;
  readonly reason: string | null;
  /** Where people decided that she, who is listed to vote elsewhere, is admitted here. */
  readonly homecoming: Homecoming | null;
}

type Homecoming = Pick<BodyOf<'attempt.homecoming'>, 'station' | 'reason'>;

/** What is known of one voter in one round besides what happens at the desk; pseudonyms, and none of them in an act. */
interface Known {
  /** Her admission here that stands. */
  admission: string | null;
  /** Her admissions that stand at other kiosks of the station, by kiosk and admission. */
  readonly elsewhere: Map<string, string>;
  /** The entry from the paper list that counts. */
  entry: { readonly name: string; readonly page: number; readonly line: number } | null;
}

export interface Occasions {
  /** By kind and what it is of, in the order in which they happened. */
  readonly found: Map<string, Occasion>;
  readonly reservations: Map<string, Reservation>;
  /** Reason of the last decision of people in each attempt that has no reservation yet. */
  readonly approved: Map<string, string>;
  /** The same of those who are listed to vote at a remote station. */
  readonly homecomers: Map<string, Homecoming>;
  readonly known: Map<string, Known>;
  /** The standstill that lasts. */
  pause: Occasion | null;
  /** Whether a sitting is under way. */
  open: boolean;
  /** The event that closed the last sitting; 0: none yet. */
  lastClose: number;
  /** Names of what is open of each kiosk that serves beside this one, until the papers of both are compared. */
  readonly beside: Map<string, readonly string[]>;
  /** Round of the last sitting that was opened: 0 is the day and what belongs to it. */
  round: number;
}

export const noOccasions = (): Occasions => ({
  found: new Map(),
  reservations: new Map(),
  approved: new Map(),
  homecomers: new Map(),
  known: new Map(),
  pause: null,
  open: false,
  lastClose: 0,
  beside: new Map(),
  round: 0,
});

/** Which act a refusal is a matter of; for the others there is none. */
export const ofRefusal: ReadonlyMap<string, ActKind> = new Map([
  ['not-identified', 'not-identified'],
  ['no-biometrics', 'not-identified'],
  ['listed-remote', 'listed-remote'],
  ['already-admitted', 'already-admitted'],
  ['admitted-outside', 'already-admitted'],
  ['standing-still', 'standing-still'],
  ['not-in-list', 'refused'],
  ['other-precinct', 'refused'],
  ['remote-needs-link', 'refused'],
  ['needs-link', 'refused'],
  ['locked-elsewhere', 'refused'],
  ['voted-elsewhere', 'already-admitted'],
  ['not-an-applicant', 'refused'],
  ['document-expired', 'refused'],
  ['document-kind-not-accepted', 'refused'],
]);

/** The name of an exception among all of a journal. */
export const keyOf = (kind: ActKind, of: string): string => `${kind} ${of}`;

/** What an event makes of the exceptions: some arise, some are told more of, an entry by mistake is none. */
export function takeOccasion(told: Occasions, event: JournalEvent): void {
  told.lastClose = lastCloseAfter(told.lastClose, event);
  switch (event.type) {
    case 'sitting.opened':
      told.round = event.body.round ?? 0;
      told.open = true;
      return;
    case 'copy.superseded':
      // Nobody decided it, and nobody gave a reason: the station stands still all the same.
      if (told.open && told.pause === null && !isOfBefore(event, told.lastClose)) standsStill(told, event, {});
      return;
    case 'sitting.suspended':
    case 'sitting.resumed':
    case 'sitting.closed':
      takeStandstill(told, event);
      return;
    case 'attempt.started':
    case 'attempt.approved':
    case 'attempt.homecoming':
    case 'attempt.ended':
      takeAttempt(told, event);
      return;
    case 'admission.reserved':
    case 'receipt.reissued':
    case 'admission.confirmed':
    case 'admission.released':
    case 'admission.undone':
      takeAdmission(told, event);
      return;
    case 'admission.on-paper':
    case 'admission.on-paper-undone':
      takePaper(told, event);
      return;
    case 'copy.served-beside':
    case 'copy.reconciled':
      takeBeside(told, event);
      return;
    case 'ballot-zone.too-many-sheets':
    case 'ballot.too-many-handed':
      takeSheets(told, event);
      return;
    case 'lock.refused':
      // Admitted here without her lock, and elsewhere too.
      if (event.body.how === 'admitted' && event.body.admission !== undefined) {
        foundTwice(told, event, event.body.admission);
      }
      return;
    case 'admission.doubled':
      foundTwice(told, event, event.body.admission);
      return;
    case 'admission.learned': {
      const { device, admission, voter, round, state } = event.body;
      const known = knownOf(told, voter, round);
      const there = `${device} ${admission}`;
      if (state === 'confirmed') known.elsewhere.set(there, admission);
      else known.elsewhere.delete(there);
      takeMeeting(told, event, known);
      return;
    }
  }
}

type Facts = Omit<ActFacts, 'at'>;

function arises(told: Occasions, event: JournalEvent, kind: ActKind, of: string, facts: Facts): void {
  told.found.set(keyOf(kind, of), { kind, of, sitting: event.sitting, facts: { at: event.at, ...facts } });
}

/** What became later of an exception that is there; of one that is not there nothing is told. */
function learns({ found }: Occasions, kind: ActKind, of: string, facts: Partial<ActFacts>): void {
  const one = found.get(keyOf(kind, of));
  if (one !== undefined) found.set(keyOf(kind, of), { ...one, facts: { ...one.facts, ...facts } });
}

function knownOf({ known }: Occasions, voter: string, round: number): Known {
  const name = `${voter} ${round}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  const nothing: Known = { admission: null, elsewhere: new Map(), entry: null };
  known.set(name, nothing);
  return nothing;
}

function takeAttempt(
  told: Occasions,
  event:
    | EventOf<'attempt.started'>
    | EventOf<'attempt.approved'>
    | EventOf<'attempt.homecoming'>
    | EventOf<'attempt.ended'>,
): void {
  const { attempt } = event.body;
  switch (event.type) {
    case 'attempt.started': {
      // Whether the address printed in it is that of the list, only people can see: which document it was, the journal says.
      const { documentKind } = event.body;
      if (documentKind !== undefined) arises(told, event, 'address-differs', attempt, { document: documentKind });
      return;
    }
    case 'attempt.approved':
      told.approved.set(attempt, event.body.reason);
      return;
    case 'attempt.homecoming':
      told.homecomers.set(attempt, event.body);
      return;
    case 'attempt.ended': {
      const { reason } = event.body;
      told.approved.delete(attempt);
      told.homecomers.delete(attempt);
      const kind = ofRefusal.get(reason);
      if (kind === undefined) return;
      arises(told, event, kind, attempt, { refusal: reason });
      learns(told, 'address-differs', attempt, { refusal: reason });
      return;
    }
  }
}

function takeAdmission(
  told: Occasions,
  event:
    | EventOf<'admission.reserved'>
    | EventOf<'receipt.reissued'>
    | EventOf<'admission.confirmed'>
    | EventOf<'admission.released'>
    | EventOf<'admission.undone'>,
): void {
  const { admission } = event.body;
  const of = told.reservations.get(admission);
  switch (event.type) {
    case 'admission.reserved': {
      const { voter, attempt, modality, receipts } = event.body;
      const way = modality === 'photo' || modality === 'override' ? modality : null;
      const reason = way === null ? null : (told.approved.get(attempt) ?? null);
      const numbers = receipts.map(({ receipt }) => receipt);
      const homecoming = told.homecomers.get(attempt) ?? null;
      told.reservations.set(admission, { voter, attempt, receipts: numbers, way, reason, homecoming });
      told.approved.delete(attempt);
      told.homecomers.delete(attempt);
      return;
    }
    case 'receipt.reissued': {
      const { voided, receipt, reason } = event.body;
      if (of) of.receipts = of.receipts.map((one) => (one === voided ? receipt : one));
      arises(told, event, 'reprint', receipt, { receipts: [receipt], voided: [voided], reason });
      return;
    }
    case 'admission.confirmed': {
      if (of === undefined) return;
      const receipts = [...event.body.receipts];
      const because = of.reason === null ? {} : { reason: of.reason };
      if (of.way !== null) arises(told, event, 'decision', admission, { receipts, way: of.way, ...because });
      if (of.homecoming !== null) {
        const { station, reason } = of.homecoming;
        arises(told, event, 'homecoming', admission, { receipts, listed: station, reason });
      }
      learns(told, 'address-differs', of.attempt, { receipts });
      const known = knownOf(told, of.voter, told.round);
      known.admission = admission;
      takeMeeting(told, event, known);
      return;
    }
    case 'admission.released': {
      const { reason, voided } = event.body;
      // Reserved only, here and there: she was admitted at one of the two.
      told.found.delete(keyOf('twice', admission));
      arises(told, event, 'not-printed', admission, { receipts: [...(of?.receipts ?? voided)], reason });
      return;
    }
    case 'admission.undone': {
      arises(told, event, 'undone', admission, { receipts: [...(of?.receipts ?? [])], reason: event.body.reason });
      for (const known of of === undefined ? [] : told.known.values()) {
        if (known.admission === admission) known.admission = null;
      }
      return;
    }
  }
}

function takePaper(told: Occasions, event: EventOf<'admission.on-paper'> | EventOf<'admission.on-paper-undone'>): void {
  if (event.type === 'admission.on-paper-undone') {
    const { entry } = event.body;
    // It was a mistake: nobody was found twice.
    told.found.delete(keyOf('on-paper', entry));
    for (const known of told.known.values()) if (known.entry?.name === entry) known.entry = null;
    return;
  }
  const { entry, voter, page, line, conflict } = event.body;
  if (conflict !== null) arises(told, event, 'on-paper', entry, { page, line, conflict });
  else knownOf(told, voter, told.round).entry = { name: entry, page, line };
}

/** Another kiosk's admission of a voter who has voted here, or by the paper list. */
function takeMeeting(told: Occasions, event: JournalEvent, { admission, elsewhere, entry }: Known): void {
  if (elsewhere.size === 0) return;
  // A kiosk that went on from this one's copy tells of this one's admissions too.
  const isAnother = [...elsewhere.values()].some((one) => one !== admission);
  if (admission !== null && isAnother) foundTwice(told, event, admission);
  if (entry !== null && !told.found.has(keyOf('on-paper', entry.name))) {
    const { name, page, line } = entry;
    arises(told, event, 'on-paper', name, { page, line, conflict: 'admitted' });
  }
}

/** An admission here of a voter who was admitted at another kiosk too. */
function foundTwice(told: Occasions, event: JournalEvent, admission: string): void {
  if (told.found.has(keyOf('twice', admission))) return;
  arises(told, event, 'twice', admission, { receipts: [...(told.reservations.get(admission)?.receipts ?? [])] });
}

function takeStandstill(
  told: Occasions,
  event: EventOf<'sitting.suspended'> | EventOf<'sitting.resumed'> | EventOf<'sitting.closed'>,
): void {
  const { pause } = told;
  told.pause = null;
  if (pause !== null) {
    told.found.set(keyOf('standstill', pause.of), { ...pause, facts: { ...pause.facts, until: event.at } });
  }
  if (event.type === 'sitting.suspended') standsStill(told, event, { reason: event.body.reason });
  if (event.type === 'sitting.closed') told.open = false;
}

function standsStill(told: Occasions, { device, seq, sitting, at }: JournalEvent, facts: Facts): void {
  told.pause = { kind: 'standstill', of: `${device}:${seq}`, sitting, facts: { at, ...facts } };
}

/** Another kiosk serves beside this one: once for each sitting, until people have compared the papers of both. */
function takeBeside(told: Occasions, event: EventOf<'copy.served-beside'> | EventOf<'copy.reconciled'>): void {
  const { device } = event.body;
  const open = told.beside.get(device) ?? [];
  if (event.type === 'copy.reconciled') {
    for (const of of open) learns(told, 'served-beside', of, { until: event.at, reason: event.body.reason });
    told.beside.delete(device);
    return;
  }
  const known = open.some((of) => told.found.get(keyOf('served-beside', of))?.sitting === event.sitting);
  if (known) return;
  const of = `${event.device}:${event.seq}`;
  arises(told, event, 'served-beside', of, { beside: device });
  told.beside.set(device, [...open, of]);
}

/** Once for a sitting: when it was first seen, with the last numbers. */
function takeSheets(
  { found }: Occasions,
  { at, type, body }: EventOf<'ballot-zone.too-many-sheets'> | EventOf<'ballot.too-many-handed'>,
): void {
  const { sitting, sheets, most } = body;
  const kind = type === 'ballot.too-many-handed' ? 'too-many-handed' : 'too-many-sheets';
  const known = found.get(keyOf(kind, sitting));
  const facts = { at: known?.facts.at ?? at, sheets, most };
  found.set(keyOf(kind, sitting), { kind, of: sitting, sitting, facts });
}
