import { pathPlaces } from '../../../../core/ballot/path/box.ts';
import type { GrayPage } from '../../../../core/ballot/reading.ts';
import type { PaperSheet } from '../../../../drivers/simulator/ballot-box/whereabouts.ts';
import { type Chance, chance } from '../../../demo/random.ts';
import type { BoxExchange } from './exchange.ts';
import type { ZoneKiller } from './killer.ts';
import type { Exchange, Mishap } from './plan.ts';
import type { ZoneSight } from './protocol.ts';
import type { BallotRoom } from './room.ts';

/** How a sheet is put in, and what happens meanwhile. */
export interface Putting {
  readonly name: string;
  readonly page: GrayPage;
  /** A sheet that sticks to it. */
  readonly under?: PaperSheet;
  /** The box asks: it is to be taken as it is. Otherwise it is to come back. */
  readonly insists?: boolean;
  /** She pulls it out again while it is drawn in. */
  readonly pulls?: boolean;
  readonly mishap?: Mishap | null;
  /** Another sheet that somebody pushes in behind it. */
  readonly second?: PaperSheet;
  /** The box fails for good meanwhile. */
  readonly fails?: Exchange | null;
}

const A4_MM = 297;
/** After so long without rest the day has come to a stop, in milliseconds; a machine may have much else to do. */
const PATIENCE_MS = 300_000;
const LOOK_MS = 40;
/** A mishap happens within so many milliseconds of the way. */
const WAY_MS = 500;
/** How long power, cable or cover are away, at most. */
const AWAY_MS = 700;
const PULL_MS = 20;

/** The people around the box: whatever its screen says, they do, until nothing is left to be done. */
export class Hands {
  readonly #room: BallotRoom;
  readonly #killer: ZoneKiller;
  readonly #exchange: BoxExchange;
  readonly #dice: Chance;
  #current = '';
  #insists = false;
  /** What the screen said last, and why the sheet came back. */
  #seen: ZoneSight | null = null;
  #back: string | null = null;
  /** Things that end by themselves. */
  #underWay = 0;
  /** Why voters were asked, why sheets came back, and what persons were called for: how often. */
  readonly asked: Record<string, number> = {};
  readonly returned: Record<string, number> = {};
  readonly called: Record<string, number> = {};
  located = 0;

  constructor(room: BallotRoom, killer: ZoneKiller, exchange: BoxExchange, seed: string) {
    this.#room = room;
    this.#killer = killer;
    this.#exchange = exchange;
    this.#dice = chance(`${seed}/hands`);
  }

  /** Puts a sheet in, and does what is to be done until the box is ready for the next. @returns why it came back */
  async put(putting: Putting): Promise<string | null> {
    const { name, page, under, insists = false, pulls = false, mishap, second, fails } = putting;
    const { path } = this.#room.box;
    this.#current = name;
    this.#insists = insists;
    this.#killer.watch(name);
    if (mishap?.startsWith('jam-') || mishap === 'lossy' || mishap === 'late') this.#spoil(mishap);
    if (!path.insert({ name, page, lengthMm: A4_MM, ...(under && { under }) })) throw new Error('the slot is not free');
    if (pulls) this.#later(PULL_MS, () => path.pull());
    if (mishap) this.#strike(mishap, second);
    if (fails) this.#exchange.watch(fails, name);
    return this.rest();
  }

  /** The box fails for good while no sheet is in it. */
  async without(fails: Exchange): Promise<void> {
    this.#exchange.fail(fails);
    await this.rest();
  }

  /** Until the box is ready, and nothing lies in it. */
  async rest(): Promise<string | null> {
    const began = performance.now();
    this.#back = null;
    this.#seen = null;
    while (!this.#atRest() || this.#exchange.failsAfterAll()) {
      if (performance.now() - began > PATIENCE_MS) {
        throw new Error(`no rest with ${this.#current}: ${JSON.stringify(this.#standing())}`);
      }
      const { sight } = this.#room;
      if (this.#exchange.due && this.#underWay === 0) await this.#exchange.carryOut((now) => this.#answer(now));
      else if (sight) await this.#answer(sight);
      await this.#room.change(LOOK_MS);
    }
    this.#killer.rest();
    this.#room.box.fault = {};
    this.#room.box.path.snag = null;
    return this.#back;
  }

  /** Notes what the screen says, where it says something new, and does it. */
  async #answer(sight: ZoneSight): Promise<void> {
    const before = this.#seen;
    this.#seen = sight;
    const { show } = sight;
    const count = (times: Record<string, number>, why: string) => {
      times[why] = (times[why] ?? 0) + 1;
    };
    if (show.show === 'take-back' && before?.show.show !== 'take-back') {
      this.#back = show.why;
      count(this.returned, show.why);
    }
    if (show.show === 'ask' && before?.show.show !== 'ask') count(this.asked, show.why);
    const call = show.show === 'wait' ? sight.problems[0] : undefined;
    if (call && call !== before?.problems[0]) count(this.called, call);
    await this.#help(sight);
  }

  /** What is not at rest, for whoever has to find out why. */
  #standing(): object {
    const { sight, box, port } = this.#room;
    const places = pathPlaces.filter((place) => box.path.covered(place));
    return {
      ...{ sight, lies: box.path.content?.name ?? null, covered: places, plugged: port.plugged },
      ...{ underWay: this.#underWay, killer: this.#killer.quiet, exchange: this.#exchange.due },
    };
  }

  #atRest(): boolean {
    const { sight, box } = this.#room;
    const free = sight?.show.show === 'ready' || sight?.show.show === 'accepted';
    const alone = this.#underWay === 0 && this.#killer.quiet && !this.#exchange.due;
    return free && alone && !sight.busy && box.path.content === null;
  }

  async #help({ show, problems, locate }: ZoneSight): Promise<void> {
    const { box, port } = this.#room;
    if (show.show === 'take-back') box.path.pull();
    if (show.show === 'ask') await this.#room.do({ do: this.#insists ? 'insist' : 'take-back' });
    if (show.show !== 'wait') return;
    const [code = ''] = problems;
    if (locate) {
      const where = this.#room.holds(this.#current) ? 'in-box' : 'in-hand';
      if ((await this.#room.do({ do: 'located', where }))?.ok) this.located += 1;
    } else if (code.startsWith('ballot-reader.jammed') || code === 'ballot-reader.paper-left') {
      // The motor is mended, and somebody reaches in.
      box.fault = {};
      if (box.path.pull()) return;
      box.setCover(true);
      await this.#room.change(LOOK_MS);
      if (!box.path.pushOn(box.diverter)) box.path.takeOut();
      box.setCover(false);
    } else if (code === 'ballot-reader.cover-open') {
      if (this.#underWay === 0) box.setCover(false);
    } else if (code === 'ballot-reader.missing') port.plug();
    else await this.#room.do({ do: 'cleared' });
  }

  /** What is wrong from the beginning of its way. */
  #spoil(mishap: Mishap): void {
    const { box } = this.#room;
    switch (mishap) {
      case 'jam-front':
        box.fault = { motorDead: true };
        return;
      case 'jam-middle':
        box.path.snag = 'middle';
        return;
      case 'jam-gate':
        box.path.snag = 'gate';
        return;
      case 'jam-back':
        box.path.snag = 'back';
        return;
      case 'jam-behind-flap':
        box.path.snag = 'behind-flap';
        return;
      case 'lossy':
        box.fault = { loseEvery: 5 + this.#dice.below(40), doubleEvery: 2 + this.#dice.below(9) };
        return;
      case 'late':
        box.fault = { lateMs: 1 + this.#dice.below(8) };
        return;
      default:
        return;
    }
  }

  /** What happens at some moment of its way. */
  #strike(mishap: Mishap, second?: PaperSheet): void {
    const { box, port } = this.#room;
    const [at, away] = [this.#dice.next() * WAY_MS, this.#dice.next() * AWAY_MS];
    const reaches = this.#dice.happens(0.5);
    switch (mishap) {
      case 'cable':
        this.#later(at, () => {
          port.unplug();
          this.#later(away, () => port.plug());
        });
        return;
      case 'power':
        this.#later(at, () => {
          box.powerOff();
          this.#later(away, () => this.#room.powerOn(box));
        });
        return;
      case 'cover':
        this.#later(at, () => {
          box.setCover(true);
          if (reaches) box.path.takeOut();
          this.#later(away, () => box.setCover(false));
        });
        return;
      case 'second-sheet':
        this.#later(at, () => second && box.path.insert(second));
        return;
      default:
        return;
    }
  }

  #later(ms: number, then: () => void): void {
    this.#underWay += 1;
    setTimeout(() => {
      this.#underWay -= 1;
      then();
    }, ms);
  }
}
