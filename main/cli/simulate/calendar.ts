import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Environment of the kiosk's processes: the file that says how far their clock is away from this machine's. */
export const CALENDAR = 'TAANUU_CALENDAR';

/**
 * The day that the simulated kiosk believes it is, because somebody set its clock. Processes read it when they start
 * (other-day.ts), so another day begins with the kiosk being switched on; within a day the time goes on as it does.
 */
export class Calendar {
  readonly file: string;
  #ahead = 0;

  /** @param room where the file lies: not on the kiosk's disk */
  constructor(room: string) {
    this.file = join(room, 'calendar');
  }

  /** @param at ISO instant with zone, at which the kiosk is switched on next */
  set(at: string): void {
    this.#ahead = Date.parse(at) - Date.now();
    writeFileSync(this.file, String(this.#ahead));
  }

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }
}
