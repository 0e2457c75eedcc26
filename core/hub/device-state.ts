import { type ChainState, GENESIS } from '../journal/chain.ts';
import type { EventOf, JournalEvent } from '../journal/event.ts';
import { type Admitted, admittedOf, counted, openedTurnout, otherwise, type Turnout } from './turnout.ts';
import { noUnconfirmed, type UnconfirmedAdmissions, withUnconfirmed } from './unconfirmed.ts';

/**
 * What the hub knows of a device by its journal: a fold that is kept as JSON beside where it stands, so that whoever goes on
 * with it takes each event once.
 */
export interface DeviceState extends ChainState {
  /** Time and hybrid clock of its last event. */
  readonly at: string | null;
  readonly hlc: string | null;
  readonly version: string | null;
  readonly sitting: string | null;
  readonly stage: 'before' | 'open' | 'suspended' | 'finishing' | 'closed';
  /** Rounds of its sittings: within one a voter is admitted once. */
  readonly rounds: Readonly<Record<string, number>>;
  readonly turnout: Readonly<Record<string, Turnout>>;
  /** Reserved, and not yet confirmed or released, by admission. */
  readonly reserved: Readonly<Record<string, Admitted & { readonly since: string | null }>>;
  /** What is wrong with its peripherals, by peripheral. */
  readonly peripherals: Readonly<Record<string, string>>;
  readonly starts: number;
  readonly brokenOff: number;
  /** Processes that died. */
  readonly deaths: number;
  readonly overrides: number;
  /** Attempts that have begun and are at no end yet, by when. */
  readonly begun: Readonly<Record<string, string>>;
  /** How long voters took from the beginning of their attempt until they were admitted: how many, and seconds in all. */
  readonly served: { readonly voters: number; readonly seconds: number };
  /** Admissions without their voter's lock; states of before there were any have it not. */
  readonly unconfirmed?: UnconfirmedAdmissions;
}

export const noState: DeviceState = {
  ...{ seq: 0, hash: GENESIS, at: null, hlc: null, version: null, sitting: null, stage: 'before' },
  ...{ rounds: {}, turnout: {}, reserved: {}, peripherals: {}, starts: 0, brokenOff: 0, deaths: 0, overrides: 0 },
  ...{ begun: {}, served: { voters: 0, seconds: 0 } },
};

/** What an event tells of a voter's place in the index of admissions (admitted.ts). */
export interface Placing {
  readonly voter: string;
  readonly round: number;
  /** The admission, or the entry of the paper list. */
  readonly of: string;
  readonly seq: number;
  readonly at: string;
  readonly in: boolean;
  /** The precinct on whose list she stands; absent where that is not known. */
  readonly home?: string;
}

/**
 * The event that is undone by this one and whose facts the state does not keep, by what it is called: it has to be looked
 * for in the journal (`isEarlier`). Null: nothing has to.
 */
export function earlierNeeded(state: DeviceState, event: JournalEvent): string | null {
  if (event.type === 'admission.undone') return event.body.admission;
  if (event.type === 'admission.on-paper-undone') return event.body.entry;
  if (event.type === 'admission.confirmed' || event.type === 'admission.released') {
    return state.reserved[event.body.admission] ? null : event.body.admission;
  }
  return null;
}

/** The event that reserved this admission, or made this entry. */
export type Earlier = EventOf<'admission.reserved'> | EventOf<'admission.on-paper'>;

export function isEarlier(event: JournalEvent, of: string): event is Earlier {
  return (
    (event.type === 'admission.reserved' && event.body.admission === of) ||
    (event.type === 'admission.on-paper' && event.body.entry === of)
  );
}

/**
 * Takes the next event.
 * @param earlier what `earlierNeeded` asked for; null: nothing, or it is nowhere
 */
export function projected(
  state: DeviceState,
  event: JournalEvent,
  earlier: Earlier | null,
): { readonly state: DeviceState; readonly placing: Placing | null } {
  const at = { seq: event.seq, hash: event.hash, at: event.at, hlc: event.hlc };
  const told = livedThrough(state, event);
  const { counted: after, placing } = admissions(told, event, earlier);
  const before = state.unconfirmed ?? noUnconfirmed;
  const round = event.sitting === null ? 0 : (after.rounds[event.sitting] ?? 0);
  const unconfirmed = withUnconfirmed(before, event, round);
  return { state: { ...after, ...at, ...(unconfirmed === before ? {} : { unconfirmed }) }, placing };
}

/** Life of the device and of its sittings. */
function livedThrough(state: DeviceState, event: JournalEvent): DeviceState {
  switch (event.type) {
    case 'device.started': {
      const brokenOff = state.brokenOff + (event.body.previous === 'broke-off' ? 1 : 0);
      // What is attached is told anew, and no attempt goes over a start.
      const fresh = { peripherals: {}, begun: {} };
      return { ...state, version: event.body.version, starts: state.starts + 1, brokenOff, ...fresh };
    }
    case 'process.died':
      return { ...state, deaths: state.deaths + 1 };
    case 'peripheral.problem':
      return { ...state, peripherals: { ...state.peripherals, [event.body.peripheral]: event.body.problem } };
    case 'peripheral.attached':
    case 'peripheral.removed': {
      const { [event.body.peripheral]: _, ...peripherals } = state.peripherals;
      return { ...state, peripherals };
    }
    case 'sitting.opened': {
      const { sitting, round = 0 } = event.body;
      const turnout = { ...state.turnout, [sitting]: openedTurnout(event) };
      return { ...state, sitting, stage: 'open', rounds: { ...state.rounds, [sitting]: round }, turnout };
    }
    case 'sitting.suspended':
      return { ...state, stage: 'suspended' };
    case 'sitting.resumed':
      return { ...state, stage: 'open' };
    case 'sitting.finishing':
      return { ...state, stage: 'finishing' };
    case 'sitting.closed':
      return { ...counting(state, event.sitting, (turnout) => otherwise(turnout, event)), stage: 'closed' };
    case 'attempt.started':
      return { ...state, begun: { ...state.begun, [event.body.attempt]: event.at } };
    case 'attempt.ended': {
      const { [event.body.attempt]: _, ...begun } = state.begun;
      return counting({ ...state, begun }, event.sitting, (turnout) => otherwise(turnout, event));
    }
    default:
      return state;
  }
}

/** Who is admitted, and where that is not so any more. */
function admissions(
  state: DeviceState,
  event: JournalEvent,
  earlier: Earlier | null,
): { readonly counted: DeviceState; readonly placing: Placing | null } {
  const placed = (voter: string, sitting: string | null, of: string, isIn: boolean): Placing => ({
    ...{ voter, of, seq: event.seq, at: event.at, in: isIn },
    round: sitting === null ? 0 : (state.rounds[sitting] ?? 0),
  });
  switch (event.type) {
    case 'admission.reserved': {
      const one = admittedOf(event);
      const overrides = state.overrides + (one.modality === 'override' ? 1 : 0);
      const { [event.body.attempt]: since = null, ...begun } = state.begun;
      const reserved = { ...state.reserved, [event.body.admission]: { ...one, since } };
      const placing = { ...placed(one.voter, event.sitting, event.body.admission, true), home: event.body.precinct };
      return { counted: { ...state, reserved, overrides, begun }, placing };
    }
    case 'admission.confirmed':
    case 'admission.released':
    case 'admission.undone': {
      const { admission } = event.body;
      const { [admission]: kept, ...reserved } = state.reserved;
      const one = kept ?? (earlier?.type === 'admission.reserved' ? admittedOf(earlier) : null);
      if (!one) return { counted: state, placing: null };
      const served =
        event.type === 'admission.confirmed' ? withServed(state.served, kept?.since, event.at) : state.served;
      const after = counting({ ...state, reserved, served }, one.sitting, (turnout) => {
        if (event.type === 'admission.released') return otherwise(turnout, event);
        if (event.type === 'admission.confirmed') return counted(turnout, one, 1);
        return otherwise(counted(turnout, one, -1), event);
      });
      // Confirmed is as much in as reserved.
      const isOut = event.type !== 'admission.confirmed';
      const home = one.precinct === undefined ? {} : { home: one.precinct };
      return {
        counted: after,
        placing: isOut ? { ...placed(one.voter, one.sitting, admission, false), ...home } : null,
      };
    }
    case 'admission.on-paper': {
      const after = counting(state, event.sitting, (turnout) => otherwise(turnout, event));
      return { counted: after, placing: placed(event.body.voter, event.sitting, event.body.entry, true) };
    }
    case 'admission.on-paper-undone': {
      if (earlier?.type !== 'admission.on-paper') return { counted: state, placing: null };
      const { voter, entry, conflict } = earlier.body;
      const fewer = (turnout: Turnout) => (conflict === null ? { ...turnout, onPaper: turnout.onPaper - 1 } : turnout);
      return {
        counted: counting(state, earlier.sitting, fewer),
        placing: placed(voter, earlier.sitting, entry, false),
      };
    }
    default:
      return { counted: state, placing: null };
  }
}

/** Who was left over a stop, and comes to her end hours later, tells nothing of how long a voter takes. */
const LONGEST_SECONDS = 15 * 60;

function withServed(
  served: DeviceState['served'],
  since: string | null | undefined,
  at: string,
): DeviceState['served'] {
  const seconds = since ? Math.round((Date.parse(at) - Date.parse(since)) / 1_000) : -1;
  if (seconds < 0 || seconds > LONGEST_SECONDS) return served;
  return { voters: served.voters + 1, seconds: served.seconds + seconds };
}

function counting(state: DeviceState, sitting: string | null, by: (turnout: Turnout) => Turnout): DeviceState {
  const turnout = sitting === null ? undefined : state.turnout[sitting];
  if (sitting === null || !turnout) return state;
  return { ...state, turnout: { ...state.turnout, [sitting]: by(turnout) } };
}
