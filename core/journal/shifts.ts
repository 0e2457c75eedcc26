import type { JournalEvent } from './event.ts';
import type { JournalFold } from './following.ts';

/** What an operator's own slip counts; the same counters as the station's. */
export interface ShiftTotals {
  readonly reserved: number;
  readonly confirmed: number;
  readonly released: number;
  readonly undone: number;
  readonly reprints: number;
  /** Attempts that ended without a reservation, by reason. */
  readonly refused: Readonly<Record<string, number>>;
}

/** An operator's turn at this kiosk: from her first sign-in after another's to the next one's, or to the close. */
export interface Shift {
  /** 1, 2, 3 … in the sitting. */
  readonly number: number;
  readonly sitting: string;
  readonly person: string;
  /** As the journal writes instants. */
  readonly from: string;
  readonly until: string | null;
  readonly totals: ShiftTotals;
  /** Her slip: how often it was printed, and what came of the last time. */
  readonly slip: { readonly copies: number; readonly out: 'yes' | 'no' | 'maybe' | null };
}

/** The shifts of every sitting, and what happened in it while no operator's ran. */
export interface ShiftsTold {
  readonly shifts: Shift[];
  readonly nobody: Map<string, ShiftTotals>;
  /** Jobs of which no end was told, by the place of their shift. */
  readonly open: Map<string, number>;
}

export const noTotals: ShiftTotals = { reserved: 0, confirmed: 0, released: 0, undone: 0, reprints: 0, refused: {} };

/** The shift that runs in this sitting now. */
export function runningShift({ shifts }: ShiftsTold, sitting: string | null): Shift | null {
  const last = shifts.at(-1);
  return last?.sitting === sitting && last.until === null ? last : null;
}

/** Both together: the sum over a sitting's shifts, and of what was nobody's, is the station's. */
export function addTotals(one: ShiftTotals, other: ShiftTotals): ShiftTotals {
  const refused = { ...one.refused };
  for (const [reason, n] of Object.entries(other.refused)) refused[reason] = (refused[reason] ?? 0) + n;
  return {
    reserved: one.reserved + other.reserved,
    confirmed: one.confirmed + other.confirmed,
    released: one.released + other.released,
    undone: one.undone + other.undone,
    reprints: one.reprints + other.reprints,
    refused,
  };
}

/** What an event adds to the totals of whoever's shift it is; null: nothing is counted. */
function counted(event: JournalEvent): ShiftTotals | null {
  switch (event.type) {
    case 'admission.reserved':
      return { ...noTotals, reserved: 1 };
    case 'admission.confirmed':
      return { ...noTotals, confirmed: 1 };
    case 'admission.released':
      return { ...noTotals, released: 1 };
    case 'admission.undone':
      return { ...noTotals, undone: 1 };
    case 'receipt.reissued':
      return { ...noTotals, reprints: 1 };
    case 'attempt.ended':
      return { ...noTotals, refused: { [event.body.reason]: 1 } };
    default:
      return null;
  }
}

/**
 * Whoever signs in at the desk meanwhile, an operator's shift goes on until another operator has come: it is hers what the
 * kiosk does by itself, and what the chair undoes at her desk.
 */
export const shiftsTold: JournalFold<ShiftsTold> = {
  start: () => ({ shifts: [], nobody: new Map(), open: new Map() }),
  step(told, event) {
    const { sitting } = event;
    if (event.type === 'paper.handed' || event.type === 'paper.ended') return printed(told, event);
    if (sitting === null) return told;
    const running = runningShift(told, sitting);
    const end = (): void => {
      if (running) told.shifts[told.shifts.length - 1] = { ...running, until: event.at };
    };
    switch (event.type) {
      case 'shift.ended':
        if (running?.person === event.body.person) end();
        return told;
      case 'sitting.closed':
        end();
        return told;
      case 'person.signed-in': {
        if (event.body.role !== 'officer' || running?.person === event.body.person) return told;
        // Of a run that broke off between the two, and of journals of before.
        end();
        const number = told.shifts.filter((one) => one.sitting === sitting).length + 1;
        told.shifts.push({
          ...{ number, sitting, person: event.body.person, from: event.at, until: null },
          totals: noTotals,
          slip: { copies: 0, out: null },
        });
        return told;
      }
      default: {
        const more = counted(event);
        if (more === null) return told;
        if (running) {
          told.shifts[told.shifts.length - 1] = { ...running, totals: addTotals(running.totals, more) };
        } else {
          told.nobody.set(sitting, addTotals(told.nobody.get(sitting) ?? noTotals, more));
        }
        return told;
      }
    }
  },
};

function printed(told: ShiftsTold, event: Extract<JournalEvent, { type: 'paper.handed' | 'paper.ended' }>): ShiftsTold {
  const change = (place: number, slip: Shift['slip']): void => {
    const shift = told.shifts[place];
    if (shift) told.shifts[place] = { ...shift, slip };
  };
  if (event.type === 'paper.ended') {
    const place = told.open.get(event.body.job);
    const copies = place === undefined ? 0 : (told.shifts[place]?.slip.copies ?? 0);
    if (place !== undefined) change(place, { copies, out: event.body.out });
    told.open.delete(event.body.job);
    return told;
  }
  const { paper, number, copy, job } = event.body;
  if (paper !== 'shift') return told;
  // After the close events are of no sitting: the paper is of the one that was last.
  const sitting = event.sitting ?? told.shifts.at(-1)?.sitting;
  const place = told.shifts.findLastIndex((one) => one.sitting === sitting && one.number === number);
  told.open.set(job, place);
  change(place, { copies: copy, out: null });
  return told;
}
