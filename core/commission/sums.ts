import type { Tally, Turnout } from '../hub/turnout.ts';
import type { TurnoutSum } from './rows.ts';

const tallies = ['byCategory', 'bySex', 'byAge', 'bySexAndAge', 'byHour', 'byReport'] as const;
type TallyName = (typeof tallies)[number];

/** What one station adds to the sums above it. */
export interface Contribution extends TurnoutSum {
  /** By the hour in the election's own zone; `00`: in sittings of days before. */
  readonly byReport: Tally;
}

/** A sum that stations are taken into and out of. */
export class Sum {
  #registered = 0;
  #admitted = 0;
  #onPaper = 0;
  #unconfirmed = 0;
  readonly #tallies = Object.fromEntries(tallies.map((name) => [name, new Map<string, number>()])) as Record<
    TallyName,
    Map<string, number>
  >;

  /** @param by 1: takes it in; -1: takes out what was taken in before */
  take(one: Contribution, by: 1 | -1): void {
    this.#registered += by * one.registered;
    this.#admitted += by * one.admitted;
    this.#onPaper += by * one.onPaper;
    this.#unconfirmed += by * one.unconfirmed;
    for (const name of tallies) {
      const sum = this.#tallies[name];
      for (const [key, count] of Object.entries(one[name])) {
        const now = (sum.get(key) ?? 0) + by * count;
        if (now === 0) sum.delete(key);
        else sum.set(key, now);
      }
    }
  }

  /** Keys in their order, so that one sum is one value whatever way it came about. */
  value(): Contribution {
    const tally = (name: TallyName): Tally =>
      Object.fromEntries([...this.#tallies[name]].sort(([a], [b]) => (a < b ? -1 : 1)));
    return {
      ...{ registered: this.#registered, admitted: this.#admitted },
      ...{ onPaper: this.#onPaper, unconfirmed: this.#unconfirmed },
      ...{ byCategory: tally('byCategory'), bySex: tally('bySex'), byAge: tally('byAge') },
      ...{ bySexAndAge: tally('bySexAndAge'), byHour: tally('byHour'), byReport: tally('byReport') },
    };
  }
}

/** A sitting of one device that counts for the round, and whether it is of the day itself. */
export interface CountedSitting {
  readonly turnout: Turnout;
  readonly isDay: boolean;
}

const zero: Contribution = {
  ...{ registered: 0, admitted: 0, onPaper: 0, unconfirmed: 0 },
  ...{ byCategory: {}, bySex: {}, byAge: {}, bySexAndAge: {}, byHour: {}, byReport: {} },
};

/**
 * What the devices of a station have counted.
 * @param listed voters on its list as the settings say; what kiosks have opened with goes before it
 * @param hoursAhead its hour minus the election's
 * @param unconfirmed admitted without a lock, and not reconciled yet
 */
export function contributionOf(
  sittings: readonly CountedSitting[],
  listed: number | null,
  hoursAhead: number,
  unconfirmed: number,
): Contribution {
  const sum = new Sum();
  let registered = 0;
  for (const { turnout, isDay } of sittings) {
    registered = Math.max(registered, turnout.registered);
    const { admitted, onPaper, byCategory, bySex, byAge, bySexAndAge, byHour } = turnout;
    const byReport = isDay ? shifted(byHour, hoursAhead) : admitted === 0 ? {} : { '00': admitted };
    // Hours of the days before are no hours of this day's curve.
    const hours = isDay ? byHour : {};
    sum.take({ ...zero, admitted, onPaper, byCategory, bySex, byAge, bySexAndAge, byHour: hours, byReport }, 1);
  }
  return { ...sum.value(), unconfirmed, registered: registered > 0 ? registered : (listed ?? 0) };
}

/** Hours of another zone as those of the election's; what falls into another day counts at its edge. */
function shifted(byHour: Tally, hoursAhead: number): Tally {
  if (hoursAhead === 0) return byHour;
  const own: Record<string, number> = {};
  for (const [hour, count] of Object.entries(byHour)) {
    const at = String(Math.min(23, Math.max(0, Number(hour) - hoursAhead))).padStart(2, '0');
    own[at] = (own[at] ?? 0) + count;
  }
  return own;
}

/** Admitted before a full hour in the election's zone. @param time `14:00` */
export function admittedBefore(byReport: Tally, time: string): number {
  const until = Number(time.slice(0, 2));
  return Object.entries(byReport).reduce((sum, [hour, count]) => sum + (Number(hour) < until ? count : 0), 0);
}
