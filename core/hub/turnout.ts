import type { EventOf, JournalEvent } from '../journal/event.ts';

/** Numbers by a short name: a sex, an age group, an hour. */
export type Tally = Readonly<Record<string, number>>;

/** A sitting of one device, in numbers. Admitted is who was confirmed, and was not undone. */
export interface Turnout {
  readonly opened: string;
  readonly closed: string | null;
  /** Voters on the list of the station. */
  readonly registered: number;
  readonly admitted: number;
  readonly released: number;
  readonly undone: number;
  /** Entered from the paper list, in no other number. */
  readonly onPaper: number;
  readonly bySex: Tally;
  readonly byAge: Tally;
  /** `female 36–45` */
  readonly bySexAndAge: Tally;
  /** home, remote, outside. */
  readonly byCategory: Tally;
  readonly byConstituency: Tally;
  /** finger, face, photo, override. */
  readonly byModality: Tally;
  /** By the hour of the reservation, local time: `08`. */
  readonly byHour: Tally;
  /** Attempts that came to nothing, by why. */
  readonly refused: Tally;
}

/** What is counted of an admission. */
export type Admitted = Pick<
  EventOf<'admission.reserved'>['body'],
  'voter' | 'sex' | 'ageGroup' | 'category' | 'constituency' | 'modality'
> & {
  /** On whose list she stands; what was kept before it was has none. */
  readonly precinct?: string;
  /** When it was reserved, and in which sitting. */
  readonly at: string;
  readonly sitting: string | null;
};

export const admittedOf = ({ at, sitting, body }: EventOf<'admission.reserved'>): Admitted => {
  const { voter, sex, ageGroup, category, constituency, precinct, modality } = body;
  return { voter, sex, ageGroup, category, constituency, precinct, modality, at, sitting };
};

export const openedTurnout = ({ at, body }: EventOf<'sitting.opened'>): Turnout => ({
  ...{ opened: at, closed: null, registered: body.registered, admitted: 0, released: 0, undone: 0, onPaper: 0 },
  ...{ bySex: {}, byAge: {}, bySexAndAge: {}, byCategory: {}, byConstituency: {}, byModality: {}, byHour: {} },
  refused: {},
});

/** @param by 1 for a confirmed admission, -1 for one that is undone */
export function counted(turnout: Turnout, one: Admitted, by: 1 | -1): Turnout {
  return {
    ...turnout,
    admitted: turnout.admitted + by,
    bySex: plus(turnout.bySex, one.sex, by),
    byAge: plus(turnout.byAge, one.ageGroup, by),
    bySexAndAge: plus(turnout.bySexAndAge, `${one.sex} ${one.ageGroup}`, by),
    byCategory: plus(turnout.byCategory, one.category, by),
    byConstituency: plus(turnout.byConstituency, one.constituency, by),
    byModality: plus(turnout.byModality, one.modality, by),
    byHour: plus(turnout.byHour, one.at.slice(11, 13), by),
  };
}

/** What an event adds that is no admission of its own. */
export function otherwise(turnout: Turnout, event: JournalEvent): Turnout {
  switch (event.type) {
    case 'sitting.closed':
      return { ...turnout, closed: event.at };
    case 'admission.released':
      return { ...turnout, released: turnout.released + 1 };
    case 'admission.undone':
      return { ...turnout, undone: turnout.undone + 1 };
    case 'admission.on-paper':
      return event.body.conflict === null ? { ...turnout, onPaper: turnout.onPaper + 1 } : turnout;
    case 'attempt.ended':
      return { ...turnout, refused: plus(turnout.refused, event.body.reason, 1) };
    default:
      return turnout;
  }
}

const plus = (tally: Tally, name: string, by: number): Tally => {
  const { [name]: before = 0, ...others } = tally;
  return before + by === 0 ? others : { ...others, [name]: before + by };
};

/** Sums of what several devices counted in one sitting. Registered is the station's list, which they share. */
export function summed(turnouts: readonly Turnout[]): Turnout | null {
  const [first, ...others] = turnouts;
  if (!first) return null;
  return others.reduce<Turnout>(
    (sum, one) => ({
      opened: inOrder(one.opened, sum.opened)[0],
      // The station is closed when its last device is.
      closed: sum.closed === null || one.closed === null ? null : inOrder(one.closed, sum.closed)[1],
      registered: Math.max(sum.registered, one.registered),
      admitted: sum.admitted + one.admitted,
      released: sum.released + one.released,
      undone: sum.undone + one.undone,
      onPaper: sum.onPaper + one.onPaper,
      bySex: both(sum.bySex, one.bySex),
      byAge: both(sum.byAge, one.byAge),
      bySexAndAge: both(sum.bySexAndAge, one.bySexAndAge),
      byCategory: both(sum.byCategory, one.byCategory),
      byConstituency: both(sum.byConstituency, one.byConstituency),
      byModality: both(sum.byModality, one.byModality),
      byHour: both(sum.byHour, one.byHour),
      refused: both(sum.refused, one.refused),
    }),
    first,
  );
}

/** Times of one zone, the earlier one first. */
const inOrder = (a: string, b: string): readonly [string, string] => (a < b ? [a, b] : [b, a]);

const both = (a: Tally, b: Tally): Tally => Object.entries(b).reduce((sum, [name, count]) => plus(sum, name, count), a);
