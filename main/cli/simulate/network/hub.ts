import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { HubEntry } from '../../../../core/election/hub.ts';
import type { FleetFile } from '../../../hub/fleet.ts';
import { setUpHub } from '../../../hub/setting-up.ts';
import { hubEntry } from '../../../package/certificates.ts';
import type { Commission } from '../../../package/commission.ts';
import type { HubAnswered, HubAsked, HubSeen } from './hub-said.ts';
import type { Place } from './lan.ts';

/** Sites of the hub, and collectors beside the first of them. */
export const SITES = 3;
const COLLECTORS = 2;
const ROUTE_PORT = 7423;
/** A program that ends is started again after so many milliseconds. */
const AGAIN_MS = 300;
const LOOK_MS = 200;
/** After this time the hub must have everything: elections of leaders, and as many events as a kiosk may send in a second. */
const SETTLED_MS = 180_000;

const cli = fileURLToPath(new URL('../../taanuu.ts', import.meta.url));

/** One program of the hub, which is started again whenever it ends. */
class Program {
  #child: ChildProcess | null = null;
  #wanted = false;
  readonly #start: () => ChildProcess;

  constructor(start: () => ChildProcess) {
    this.#start = start;
  }

  run(): void {
    this.#wanted = true;
    const child = this.#start();
    this.#child = child;
    child.once('exit', () => {
      if (this.#child === child) this.#child = null;
      if (this.#wanted) setTimeout(() => this.#wanted && this.#child === null && this.run(), AGAIN_MS);
    });
  }

  /** SIGKILL. @param stays whether it is not started again */
  async kill(stays: boolean): Promise<void> {
    if (stays) this.#wanted = false;
    const child = this.#child;
    if (child === null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

/** The hub above the simulated station: three real servers at places of their own, and real collectors. */
export class SimulatedHub {
  readonly #folder: string;
  readonly #places: readonly Place[];
  readonly #servers: readonly Program[];
  readonly #collectors: readonly Program[];
  readonly #waiting = new Map<number, (seen: HubSeen | null) => void>();
  #looking: ChildProcess | null = null;
  #asked = 0;
  #of: Pick<HubAsked, 'election' | 'mode'> = { election: '', mode: '' };

  constructor(folder: string, places: readonly Place[]) {
    this.#folder = folder;
    this.#places = places;
    mkdirSync(folder, { recursive: true });
    const log = openSync(join(folder, 'hub.log'), 'a');
    const stdio = ['ignore', log, log] as const;
    this.#servers = places.map(
      ({ through }, n) =>
        new Program(() => {
          const [program = '', ...args] = [...through, 'nats-server', '-c', 'server.conf'];
          return spawn(program, args, { cwd: this.#site(n), stdio: [...stdio] });
        }),
    );
    this.#collectors = Array.from({ length: COLLECTORS }, (_, n) => {
      const through = places[n % places.length]?.through ?? [];
      const [program = '', ...args] = [...through, process.execPath, cli, 'hub', 'collect', this.#collector];
      return new Program(() => spawn(program, args, { stdio: [...stdio] }));
    });
  }

  /** Writes its files and starts it. @returns what the station's package says of it */
  start(commission: Commission, fleet: FleetFile): HubEntry {
    this.#of = { election: fleet.election, mode: fleet.mode };
    const sites = this.#places.map(({ at }, n) => {
      const [address = '', port] = at.split(':');
      return { name: `site-${n + 1}`, address, port: Number(port), routePort: ROUTE_PORT };
    });
    setUpHub({
      ...{
        folder: this.#folder,
        sites,
        fleet,
        store: 'streams',
        storeBytes: 2 * 1024 ** 3,
        sync: false,
        monitor: null,
      },
      commission: { name: commission.trust.name, publicKey: commission.trust.root, sign: commission.sign },
    });
    for (const one of [...this.#servers, ...this.#collectors]) one.run();
    const servers = this.#places.map(({ at }) => at);
    return hubEntry(readFileSync(join(this.#collector, 'hub.pem'), 'utf8'), servers);
  }

  /** A power cut at one site, or of one collector: it comes back by itself. */
  async kill(what: 'site' | 'collector', n: number): Promise<void> {
    const all = what === 'site' ? this.#servers : this.#collectors;
    await all[n % all.length]?.kill(false);
  }

  /** All sites lose all that they have, for good. */
  async lose(): Promise<void> {
    await Promise.all([...this.#collectors, ...this.#servers].map((one) => one.kill(true)));
    for (const n of this.#places.keys()) rmSync(join(this.#site(n), 'streams'), { recursive: true, force: true });
    for (const one of [...this.#servers, ...this.#collectors]) one.run();
  }

  /** Waits until it has, and has counted, each journal up to that event, and says what it has. */
  async settled(heads: Readonly<Record<string, number>>): Promise<HubSeen> {
    const began = performance.now();
    for (;;) {
      const seen = await this.#look('heads');
      const has = (device: string, seq: number): boolean =>
        seen?.journals.some((one) => one.device === device && one.seq >= seq && one.counted === one.seq) ?? false;
      if (seen && Object.entries(heads).every(([device, seq]) => has(device, seq))) {
        const all = await this.#look('all');
        if (all) return all;
      }
      if (performance.now() - began > SETTLED_MS) {
        const told = seen?.journals.map(({ lines: _, ...one }) => one);
        throw new Error(`the hub never has everything: it has ${JSON.stringify(told)} of ${JSON.stringify(heads)}`);
      }
      await sleep(LOOK_MS);
    }
  }

  /** As people do when every device has sent what it has: locks are made anew, and given from now on. */
  async openLocks(): Promise<void> {
    const began = performance.now();
    while ((await this.#look('locks')) === null) {
      if (performance.now() - began > SETTLED_MS) throw new Error('the hub does not give locks');
      await sleep(LOOK_MS);
    }
  }

  async stop(): Promise<void> {
    this.#looking?.kill('SIGKILL');
    await Promise.all([...this.#collectors, ...this.#servers].map((one) => one.kill(true)));
  }

  get #collector(): string {
    return join(this.#folder, 'collector');
  }

  #site(n: number): string {
    return join(this.#folder, 'sites', `site-${n + 1}`);
  }

  #look(what: HubAsked['look']): Promise<HubSeen | null> {
    const process = this.#looker();
    this.#asked += 1;
    const asked: HubAsked = { id: this.#asked, look: what, ...this.#of };
    return new Promise((resolve) => {
      this.#waiting.set(asked.id, resolve);
      process.send(asked);
    });
  }

  #looker(): ChildProcess {
    if (this.#looking !== null) return this.#looking;
    const [program = process.execPath, ...before] = [...(this.#places[0]?.through ?? []), process.execPath];
    const child = fork(fileURLToPath(new URL('./hub-look-process.ts', import.meta.url)), [this.#collector], {
      ...{ execPath: program, execArgv: before, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
    });
    child.on('message', ({ id, seen }: HubAnswered) => {
      this.#waiting.get(id)?.(seen);
      this.#waiting.delete(id);
    });
    child.once('exit', () => {
      this.#looking = null;
      for (const answer of this.#waiting.values()) answer(null);
      this.#waiting.clear();
    });
    this.#looking = child;
    return child;
  }
}
