import { type Chance, chance } from '../../../demo/random.ts';
import { type Moment, moments, someTimeAfter, whenAt } from './moments.ts';
import type { BallotRoom } from './room.ts';

/** Other work of the zone during which it is killed. */
export const works = ['exchange', 'feeding', 'adjudicating'] as const;
export type Work = (typeof works)[number];

/** Of the killings so many come with a loss of the box's own power. */
const POWER_SHARE = 0.25;
/** How long that lasts, in milliseconds. */
const POWER_MS = 600;

/** A zone that is just being started is killed a little later, in milliseconds. */
const AGAIN_MS = 50;

/** Kills the zone at moments of a sheet's way, seen at the box itself, and amid other work. */
export class ZoneKiller {
  readonly #room: BallotRoom;
  readonly #dice: Chance;
  readonly #done: Record<Moment | Work, number> = {
    ...{ 'in-slot': 0, 'drawn-in': 0, 'before-gate': 0, 'gate-open': 0, fallen: 0 },
    ...{ exchange: 0, feeding: 0, adjudicating: 0 },
  };
  #armed: { readonly moment: Moment; readonly afterMs: number; readonly power: boolean } | null = null;
  #stopLooking: () => void = () => {};
  /** Something is under way that ends by itself. */
  #underWay = 0;
  powerCuts = 0;

  constructor(room: BallotRoom, seed: string) {
    this.#room = room;
    this.#dice = chance(`${seed}/killings`);
  }

  get done(): Readonly<Record<Moment | Work, number>> {
    return this.#done;
  }

  /** How many killings came of those that were armed. */
  get ofSheets(): number {
    return moments.reduce((sum, moment) => sum + this.#done[moment], 0);
  }

  /** Whether the killing that was armed has not come yet. */
  get waiting(): boolean {
    return this.#armed !== null;
  }

  get quiet(): boolean {
    return this.#underWay === 0;
  }

  /** The next killing; it comes when its moment comes. */
  arm(): void {
    const moment = this.#dice.pick(moments);
    this.#armed = { moment, afterMs: someTimeAfter(moment, this.#dice), power: this.#dice.happens(POWER_SHARE) };
  }

  /** Kills the zone once within so many milliseconds. */
  amid(work: Work, withinMs: number): void {
    this.#underWay += 1;
    const strike = () => {
      if (!this.#room.kill()) {
        setTimeout(strike, AGAIN_MS);
        return;
      }
      this.#underWay -= 1;
      this.#done[work] += 1;
    };
    setTimeout(strike, this.#dice.next() * withinMs);
  }

  /** A sheet is on its way. @param name of it */
  watch(name: string): void {
    this.#stopLooking();
    const armed = this.#armed;
    if (!armed) return;
    this.#stopLooking = whenAt(this.#room, name, armed.moment, () => {
      this.#armed = null;
      this.#underWay += 1;
      setTimeout(() => this.#strike(armed), armed.afterMs);
    });
  }

  /** Nothing is on its way any more. */
  rest(): void {
    this.#stopLooking();
  }

  #strike({ moment, power }: { readonly moment: Moment; readonly power: boolean }): void {
    const { box } = this.#room;
    this.#underWay -= 1;
    if (!this.#room.kill()) {
      // It was dying already: this one is still to come.
      this.arm();
      return;
    }
    this.#done[moment] += 1;
    if (!power) return;
    this.powerCuts += 1;
    this.#underWay += 1;
    box.powerOff();
    setTimeout(() => {
      this.#room.powerOn(box);
      this.#underWay -= 1;
    }, this.#dice.next() * POWER_MS);
  }
}
