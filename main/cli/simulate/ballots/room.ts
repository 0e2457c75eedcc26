import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Compartment } from '../../../../core/ballot/path/box.ts';
import type { IntoBallotZone } from '../../../../core/hatch/hatch.ts';
import { SimulatedBallotBox } from '../../../../drivers/simulator/ballot-box/box.ts';
import type { SheetPlace } from '../../../../drivers/simulator/ballot-box/whereabouts.ts';
import type { SimulatedEscl } from '../../../../drivers/simulator/escl.ts';
import { SimulatedPort } from '../../../../drivers/simulator/pty.ts';
import type { BallotStation } from '../../../demo/ballot-station.ts';
import type { Answer, Deed, FromZone, ToZone, ZoneSight } from './protocol.ts';

type Stage = Extract<IntoBallotZone, { hatch: 'stage' }>;

/** Millimetres in a second: a quick box, because a day has many sheets. */
const SPEED = 3_000;
/** After its death the zone is started anew after so long, in milliseconds. */
const RESTART_MS = 50;

/**
 * The room with the ballot box: the box itself, which outlives every process, and those that failed before it; the scanner
 * with a feeder; the zone as a process, which is started again whenever it dies; and what the other zone tells it.
 */
export class BallotRoom {
  readonly port: SimulatedPort;
  readonly scanner: SimulatedEscl | null;
  /** The box that stands under the reader now, last. */
  readonly #boxes: SimulatedBallotBox[] = [];
  readonly #folder: string;
  readonly #capacity: number;
  readonly #offer: BallotStation['offer'];
  #stage: Stage = { hatch: 'stage', stage: 'unprovisioned', sitting: null };
  #zone: ChildProcess | null = null;
  #sight: ZoneSight | null = null;
  #wake: () => void = () => {};
  #wanted = true;
  #deeds = 0;
  readonly #waiting = new Map<number, (result: Answer | null) => void>();

  /**
   * @param capacity ballots that the store can take
   * @param scanner with a feeder, switched on; null: there is none
   */
  constructor(folder: string, station: BallotStation, capacity: number, scanner: SimulatedEscl | null = null) {
    this.#folder = folder;
    this.#offer = station.offer;
    this.#capacity = capacity;
    mkdirSync(join(folder, 'ballot'), { recursive: true });
    this.port = new SimulatedPort(join(folder, 'box'));
    this.scanner = scanner;
    this.placeBox();
    this.#start();
  }

  /** The box that stands under the reader. */
  get box(): SimulatedBallotBox {
    const box = this.#boxes.at(-1);
    if (!box) throw new Error('there is a box from the beginning');
    return box;
  }

  /** The boxes of the day in their order: what lies in one that failed stays in it. */
  get boxes(): readonly SimulatedBallotBox[] {
    return this.#boxes;
  }

  /** Another box is put under the reader; the one before has no power any more. */
  placeBox(): void {
    const { port } = this;
    if (port.plugged) port.unplug();
    this.#boxes.at(-1)?.powerOff();
    this.#boxes.push(new SimulatedBallotBox(port, { speed: SPEED, name: `B-${1000 + this.#boxes.length}` }));
    port.plug();
  }

  /** A box has its power again, unless it was taken away meanwhile. */
  powerOn(box: SimulatedBallotBox): void {
    if (box === this.box) box.powerOn();
  }

  /** Where a sheet is: in a compartment of some box, or where the one that stands here has it. */
  placeOf(name: string): SheetPlace {
    const places = this.#boxes.map(({ whereabouts }) => whereabouts.of(name));
    return places.find((place) => place === 'valid' || place === 'invalid') ?? places.at(-1) ?? 'hand';
  }

  /** Whether it lies in a box. */
  holds(name: string): boolean {
    return ['valid', 'invalid'].includes(this.placeOf(name));
  }

  /** The sheets in the compartments of this side, of all boxes. */
  lyingIn(compartment: Compartment): readonly string[] {
    return this.#boxes.flatMap(({ whereabouts }) => whereabouts.in(compartment));
  }

  /** What the zone shows; null while it is away. */
  get sight(): ZoneSight | null {
    return this.#sight;
  }

  /** Resolves when something is shown that was not, or after so many milliseconds. */
  async change(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** The station's stage, now and for every zone that is started later. */
  stage(stage: Stage['stage'], sitting: string): void {
    this.#stage = { hatch: 'stage', stage, sitting };
    this.#tell({ say: 'hatch', message: this.#stage });
  }

  /** What a person does; null where the zone died meanwhile. */
  async do(deed: Deed): Promise<Answer | null> {
    const id = ++this.#deeds;
    const zone = this.#zone;
    if (!zone?.connected) return null;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#tell({ say: 'do', id, deed });
    });
  }

  /** SIGKILL. @returns whether there was a zone */
  kill(): boolean {
    return this.#zone?.kill('SIGKILL') ?? false;
  }

  /** The power of everything here goes, and comes back when this has been done. */
  async blackout(meanwhile: () => void): Promise<void> {
    this.#wanted = false;
    const zone = this.#zone;
    const gone = new Promise<void>((resolve) => (zone ? zone.once('exit', () => resolve()) : resolve()));
    this.box.powerOff();
    zone?.kill('SIGKILL');
    await gone;
    meanwhile();
    this.box.powerOn();
    this.#wanted = true;
    this.#start();
  }

  async close(): Promise<void> {
    this.#wanted = false;
    const zone = this.#zone;
    if (zone) {
      const gone = new Promise<void>((resolve) => zone.once('exit', () => resolve()));
      if (zone.connected) zone.disconnect();
      await gone;
    }
    this.port.unplug();
  }

  #start(): void {
    const { NODE_COMPILE_CACHE = join(this.#folder, 'compiled') } = process.env;
    const log = openSync(join(this.#folder, 'zone.log'), 'a');
    const state = [
      ...[join(this.#folder, 'ballot'), this.port.path, this.scanner?.url ?? ''],
      ...[join(this.#folder, 'hatch'), String(this.#capacity)],
    ];
    const zone = fork(new URL('./zone-process.ts', import.meta.url), state, {
      execArgv: [],
      stdio: ['ignore', log, log, 'ipc'],
      env: { ...process.env, NODE_COMPILE_CACHE },
    });
    closeSync(log);
    this.#zone = zone;
    zone.on('message', (message: FromZone) => this.#hear(message));
    zone.on('error', () => zone.kill('SIGKILL'));
    zone.on('exit', () => {
      this.#zone = null;
      this.#sight = null;
      for (const answer of this.#waiting.values()) answer(null);
      this.#waiting.clear();
      this.#wake();
      if (this.#wanted) setTimeout(() => this.#wanted && this.#start(), RESTART_MS);
    });
  }

  #tell(message: ToZone): void {
    if (this.#zone?.connected) this.#zone.send(message, () => {});
  }

  #hear(message: FromZone): void {
    switch (message.say) {
      case 'hatch':
        if (message.message.hatch !== 'here') return;
        // It knows nothing of this side: everything is told again.
        this.#tell({ say: 'hatch', message: this.#offer });
        this.#tell({ say: 'hatch', message: this.#stage });
        return;
      case 'sight':
        this.#sight = message.sight;
        this.#wake();
        return;
      case 'done':
        this.#waiting.get(message.id)?.(message.result);
        this.#waiting.delete(message.id);
        return;
    }
  }
}
