import type { EventOf, JournalEvent } from './event.ts';
import type { JournalFold } from './following.ts';

/** A time in which the station stood still. */
export interface Pause {
  /** ISO with zone. */
  readonly from: string;
  /** Null while it lasts. */
  readonly until: string | null;
  readonly reason: string;
}

/** What a sitting's events tell besides the counters. */
export interface SittingDay {
  readonly opened: string;
  readonly closed: string | null;
  readonly pauses: readonly Pause[];
  /** Starts of the kiosk since the opening; and those of them after a run that had not ended in order. */
  readonly restarts: number;
  readonly brokenOff: number;
  /** Reasons of admissions that people decided over every other way, of undone ones, and of released reservations. */
  readonly overrides: Tally;
  readonly undone: Tally;
  readonly released: Tally;
}

export type Tally = Readonly<Record<string, number>>;

interface Told {
  readonly sittings: Map<string, SittingDay>;
  /** Reason of each attempt that people have approved an override for, until it is reserved. */
  readonly approved: Map<string, string>;
  lastClose: number;
}

/** The days of all sittings of a journal. */
export const dayFold: JournalFold<Told> = {
  start: () => ({ sittings: new Map(), approved: new Map(), lastClose: 0 }),
  step(told, event) {
    const { sittings, approved } = told;
    if (event.type === 'sitting.opened') sittings.set(event.body.sitting, opening(event.at));
    if (event.type === 'attempt.approved' && event.body.kind === 'override') {
      approved.set(event.body.attempt, event.body.reason);
    }
    const old = isOfBefore(event, told.lastClose);
    told.lastClose = lastCloseAfter(told.lastClose, event);
    if (event.sitting === null || old) return told;
    const day = sittings.get(event.sitting);
    const next = day && after(day, event, approved);
    if (next) sittings.set(event.sitting, next);
    return told;
  },
};

/** The day of a sitting; null before it was opened. */
export const dayOf = ({ sittings }: Told, sitting: string | null): SittingDay | null =>
  (sitting === null ? undefined : sittings.get(sitting)) ?? null;

/**
 * The event that closed the last sitting of a journal, after this event; 0: none yet.
 * @param before what it was until then
 */
export function lastCloseAfter(before: number, event: JournalEvent): number {
  if (event.type === 'sitting.closed') return event.seq;
  // The numbers of a journal that this one goes on from are another's.
  return event.type === 'copy.continued' ? 0 : before;
}

/**
 * Whether this is late news of a sitting of before: another kiosk went on with that one, and nothing stands still now.
 * @param lastClose of `lastCloseAfter`
 */
export const isOfBefore = (event: JournalEvent, lastClose: number): boolean =>
  event.type === 'copy.superseded' && event.body.count < lastClose;

const SUPERSEDED = 'Киоск → ';

/** Why a station stands still that another kiosk has gone on from: nobody has given a reason. */
export const reasonOfSuperseded = ({ device }: EventOf<'copy.superseded'>['body']): string => `${SUPERSEDED}${device}`;

/**
 * A reason as it is told: where it is `reasonOfSuperseded`, with what people call that kiosk.
 * @param serial null for what is no device's name: somebody's own words stay as they are
 */
export function reasonTold(reason: string, serial: (device: string) => string | null): string {
  const known = reason.startsWith(SUPERSEDED) ? serial(reason.slice(SUPERSEDED.length)) : null;
  return known === null ? reason : `${SUPERSEDED}${known}`;
}

const opening = (opened: string): SittingDay => ({
  opened,
  closed: null,
  pauses: [],
  restarts: 0,
  brokenOff: 0,
  overrides: {},
  undone: {},
  released: {},
});

function after(day: SittingDay, event: JournalEvent, approved: Map<string, string>): SittingDay {
  const ended = day.pauses.map((pause) => ({ ...pause, until: pause.until ?? event.at }));
  switch (event.type) {
    case 'sitting.suspended':
      return { ...day, pauses: [...ended, { from: event.at, until: null, reason: event.body.reason }] };
    case 'copy.superseded':
      if (day.closed !== null || day.pauses.at(-1)?.until === null) return day;
      return { ...day, pauses: [...ended, { from: event.at, until: null, reason: reasonOfSuperseded(event.body) }] };
    case 'sitting.resumed':
      return { ...day, pauses: ended };
    case 'sitting.closed':
      return { ...day, pauses: ended, closed: event.at };
    case 'device.started': {
      // After the close a start is nobody's day.
      if (day.closed !== null) return day;
      const brokenOff = day.brokenOff + (event.body.previous === 'broke-off' ? 1 : 0);
      return { ...day, restarts: day.restarts + 1, brokenOff };
    }
    case 'admission.reserved': {
      const reason = approved.get(event.body.attempt);
      approved.delete(event.body.attempt);
      if (event.body.modality !== 'override' || reason === undefined) return day;
      return { ...day, overrides: counted(day.overrides, reason) };
    }
    case 'admission.undone':
      return { ...day, undone: counted(day.undone, event.body.reason) };
    case 'admission.released':
      return { ...day, released: counted(day.released, event.body.reason) };
    default:
      return day;
  }
}

const counted = (tally: Tally, reason: string): Tally => ({ ...tally, [reason]: (tally[reason] ?? 0) + 1 });
