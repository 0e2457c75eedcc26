import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { BallotRecord } from '../../../../core/ballot/record.ts';
import type { IntoBallotZone } from '../../../../core/hatch/hatch.ts';
import type { Problem } from '../../../../core/problem/catalogue.ts';
import type { Result } from '../../../../core/problem/result.ts';
import { SimulatedBallotBox } from '../../../../drivers/simulator/ballot-box/box.ts';
import { SimulatedPort } from '../../../../drivers/simulator/pty.ts';
import type { BallotStation } from '../../../demo/ballot-station.ts';
import type { Deed, FromZone, ToZone, ZoneSight } from './protocol.ts';

type Answer = Result<readonly BallotRecord[] | null, Problem>;
type Stage = Extract<IntoBallotZone, { hatch: 'stage' }>;

/** Millimetres in a second: a quick box, because a day has many sheets. */
const SPEED = 3_000;
/** After its death the zone is started anew after so long, in milliseconds. */
const RESTART_MS = 50;

/**
 * The room with the ballot box: the box itself, which outlives every process; the zone as a process, which is started again
 * whenever it dies; and what the other zone tells it.
 */
export class BallotRoom {
  readonly box: SimulatedBallotBox;
  readonly port: SimulatedPort;
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

  /** @param capacity ballots that the store can take */
  constructor(folder: string, station: BallotStation, capacity: number) {
    this.#folder = folder;
    this.#offer = station.offer;
    this.#capacity = capacity;
    mkdirSync(join(folder, 'ballot'), { recursive: true });
    this.port = new SimulatedPort(join(folder, 'box'));
    this.box = new SimulatedBallotBox(this.port, { speed: SPEED });
    this.port.plug();
    this.#start();
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
    const state = [join(this.#folder, 'ballot'), this.port.path, join(this.#folder, 'hatch'), String(this.#capacity)];
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
