import type { Actor } from '../../core/journal/event.ts';
import { runningShift, type Shift, type ShiftsTold, shiftsTold } from '../../core/journal/shifts.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, type Result } from '../../core/problem/result.ts';
import type { ShiftView } from '../api/shift-views.ts';
import { unlessDiskRefuses } from '../storage/failure.ts';
import { type Kiosk, SYSTEM } from './kiosk.ts';
import { Following } from './state/following.ts';
import { stationOf } from './state/read.ts';

/** Prints an operator's slip; numbered and told in the journal as other papers are. */
export type PrintShift = (shift: Shift, actor: Actor) => Promise<Result<null, Problem>>;

/** Operators' turns at this kiosk: each ends with her own totals on her own slip. */
export class Shifts {
  readonly #kiosk: Kiosk;
  readonly #print: PrintShift;
  readonly #told = new Following<ShiftsTold>(shiftsTold);
  /** Shifts whose slip is on its way to the printer. */
  #printing = 0;

  constructor(kiosk: Kiosk, print: PrintShift) {
    this.#kiosk = kiosk;
    this.#print = print;
  }

  /** Shifts of the sitting that runs, or ran last, oldest first. */
  get all(): readonly Shift[] {
    const { sitting } = stationOf(this.#kiosk.db);
    return this.#told.of(this.#kiosk.db).shifts.filter((one) => one.sitting === sitting);
  }

  view(): readonly ShiftView[] {
    return this.all.map(({ number, person, from, until, totals, slip }) => ({
      ...{ number, person, from, until, slip: slip.out },
      admitted: totals.confirmed - totals.undone,
    }));
  }

  /** A slip that an operator is still owed: it did not come out, or perhaps not whole, and nobody prints it now. */
  get owed(): Shift | null {
    if (this.#printing > 0) return null;
    return this.all.findLast(({ until, slip }) => until !== null && slip.out !== 'yes') ?? null;
  }

  /** Told on every screen until the slip is out. */
  get problem(): Problem | null {
    const { owed } = this;
    return owed && { code: 'station.shift-slip', params: { shift: owed.number } };
  }

  /** Another operator has come: the one before goes home, with her slip. */
  taken(person: string): void {
    if (this.#running()?.person === person) return;
    this.end('taken-over');
    void this.printEnded();
  }

  /**
   * Ends the shift that runs, if there is one, in the name of her whose it was. It only records, for it may be a part of a
   * commit that is still refused: whoever makes the commit calls `printEnded` after it.
   */
  end(why: 'taken-over' | 'closed'): void {
    const running = this.#running();
    if (running === null) return;
    const { person, number, totals } = running;
    const body = { person, shift: number, why, ...totals, refused: { ...totals.refused } };
    this.#kiosk.record('shift.ended', body, { role: 'officer', person });
  }

  /** Prints the slip of the shift that has ended and of which no slip was ever begun; its own time holds nobody up. */
  async printEnded(): Promise<void> {
    const ended = this.all.findLast(({ until }) => until !== null);
    if (ended?.slip.copies === 0) await unlessDiskRefuses(this.print(ended.number, SYSTEM));
  }

  /** Prints the slip of a shift that is over, again if it must be. */
  async print(number: number, actor: Actor): Promise<Result<null, Problem>> {
    const shift = this.all.find((one) => one.number === number);
    if (shift === undefined || shift.until === null) return err({ code: 'station.nothing-to-do' });
    this.#printing += 1;
    try {
      return await this.#print(shift, actor);
    } finally {
      this.#printing -= 1;
      this.#kiosk.changed();
    }
  }

  #running(): Shift | null {
    const { sitting, stage } = stationOf(this.#kiosk.db);
    return stage === 'closed' ? null : runningShift(this.#told.of(this.#kiosk.db), sitting);
  }
}
