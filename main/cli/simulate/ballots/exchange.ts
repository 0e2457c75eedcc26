import { type Chance, chance } from '../../../demo/random.ts';
import type { ZoneKiller } from './killer.ts';
import { moments, someTimeAfter, whenAt } from './moments.ts';
import { type Exchange, exchanges } from './plan.ts';
import type { ZoneSight } from './protocol.ts';
import type { BallotRoom } from './room.ts';

/** Until persons do something about a box that has failed, at most, in milliseconds: seen by its screen or before. */
const NOTICED_MS = 1_500;
/** The zone is killed within so many milliseconds after they have begun. */
const KILL_MS = 2_000;
const LOOK_MS = 40;
/** After so long the exchange has come to a stop. */
const PATIENCE_MS = 120_000;

/** A box that fails for good, and the persons who put another one in its place and say so at the desk. */
export class BoxExchange {
  readonly #room: BallotRoom;
  readonly #killer: ZoneKiller;
  readonly #dice: Chance;
  #due: Exchange | null = null;
  /** It fails when its moment comes. */
  #armed: { readonly kind: Exchange; readonly disarm: () => void } | null = null;
  readonly done: Record<Exchange, number> = Object.fromEntries(exchanges.map((kind) => [kind, 0])) as Record<
    Exchange,
    number
  >;

  constructor(room: BallotRoom, killer: ZoneKiller, seed: string) {
    this.#room = room;
    this.#killer = killer;
    this.#dice = chance(`${seed}/exchanges`);
  }

  /** A box has failed, and stands here still. */
  get due(): boolean {
    return this.#due !== null;
  }

  /** The box fails at some moment of a sheet's way. @param name of it */
  watch(kind: Exchange, name: string): void {
    const moment = this.#dice.pick(moments);
    const afterMs = someTimeAfter(moment, this.#dice);
    let timer: NodeJS.Timeout | undefined;
    const stop = whenAt(this.#room, name, moment, () => {
      timer = setTimeout(() => this.fail(kind), afterMs);
    });
    const disarm = () => {
      stop();
      clearTimeout(timer);
    };
    this.#armed = { kind, disarm };
  }

  /** The way is over. @returns whether its moment had not come, so that the box fails now */
  failsAfterAll(): boolean {
    if (!this.#armed) return false;
    this.fail(this.#armed.kind);
    return true;
  }

  /** The box fails, and will not have its power again. */
  fail(kind: Exchange): void {
    this.#armed?.disarm();
    this.#armed = null;
    this.#due = kind;
    this.#room.box.powerOff();
  }

  /** @param help does what the screen says, such as to say where the sheet is that was on its way */
  async carryOut(help: (sight: ZoneSight) => Promise<void>): Promise<void> {
    const kind = this.#due;
    if (kind === null) return;
    await new Promise((resolve) => setTimeout(resolve, this.#dice.next() * NOTICED_MS));
    if (kind === 'killed') this.#killer.amid('exchange', KILL_MS);
    this.#emptyPath();
    const box = `B-${this.#room.boxes.length + 1}`;
    // Between two sheets it may be said before the other box stands there.
    const said = this.#dice.happens(0.5) && (await this.#say(box));
    this.#room.placeBox();
    const began = performance.now();
    while (!said && this.#room.sight?.day.box?.id !== box) {
      if (performance.now() - began > PATIENCE_MS) throw new Error(`${box}: ${JSON.stringify(this.#room.sight)}`);
      if (this.#room.sight) await help(this.#room.sight);
      await this.#say(box);
      await this.#room.change(LOOK_MS);
    }
    this.done[kind] += 1;
    this.#due = null;
  }

  /** Two persons say it at the desk, unless it stands there already: nobody knows what became of it when the zone died. */
  async #say(box: string): Promise<boolean> {
    const { sight } = this.#room;
    if (!sight || sight.day.box?.id === box) return false;
    return (await this.#room.do({ do: 'replace-box', box, seal: `S-${box}` }))?.ok === true;
  }

  /** They take out what sticks in it; what hangs behind the gate falls into the box, which stays sealed. */
  #emptyPath(): void {
    const { box } = this.#room;
    if (box.path.pull()) return;
    box.setCover(true);
    if (!box.path.pushOn(box.diverter)) box.path.takeOut();
    box.setCover(false);
  }
}
