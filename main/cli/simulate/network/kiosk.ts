import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { linkPlan } from '../../../link/house.ts';
import { Calendar } from '../calendar.ts';
import { childrenOf, gone, House, signalled, zoneEnvironment } from '../house.ts';
import type { RegisteredDevice } from './laboratory.ts';
import type { Place } from './lan.ts';
import { type Answered, type Deed, linesOf, type Said, type Settled, type Sight, type VisitSaid } from './protocol.ts';

/** What of a kiosk can be killed, or stopped as if it hung. */
export const victims = ['zone', 'link', 'server', 'kiosk'] as const;
export type Victim = (typeof victims)[number];

/** The kiosk has died under what was asked: it may have been done. */
export class KioskLost extends Error {
  override readonly name = 'KioskLost';
}

const linkEntry = fileURLToPath(new URL('../../../link/main.ts', import.meta.url));
const LOOK_MS = 30;
const BACK_MS = 60_000;

/** One kiosk as its processes: supervisor, identification zone, link and nats-server; and the people who sit there. */
export class NetworkKiosk {
  readonly device: RegisteredDevice;
  readonly name: string;
  readonly id: string;
  /** The slips that came out, as numbers. */
  readonly paper: string;
  readonly #house: House;
  readonly #socket: string;
  readonly #waiting = new Map<number, (said: Said | null) => void>();
  #line: Socket | null = null;
  #asked = 0;

  /** @param day ISO instant that its clock shows at the start; null: this machine's */
  constructor(device: RegisteredDevice, name: string, place: Place, room: string, day: string | null) {
    this.device = device;
    this.name = name;
    this.id = device.keys.device;
    mkdirSync(room, { recursive: true });
    this.paper = join(room, 'paper');
    this.#socket = join(room, 'zone');
    const calendar = day === null ? null : new Calendar(room);
    if (day !== null) calendar?.set(day);
    const entry = fileURLToPath(new URL('./zone-process.ts', import.meta.url));
    const env = zoneEnvironment({ room, ...(calendar && { calendar: calendar.file }) });
    const { user, ...link } = linkPlan(device.folder);
    this.#house = new House({
      ...{ room, through: place.through },
      plan: [
        { name: 'identification', entry, args: [device.folder, this.#socket, this.paper], env },
        { ...link, entry: linkEntry, ...(user !== undefined && canRead(user) ? { user } : {}) },
      ],
    });
  }

  start(): void {
    this.#house.start();
  }

  /** The people come, as often as it takes, and bring to an end what stood open. */
  async sit(): Promise<readonly Settled[]> {
    const began = performance.now();
    for (;;) {
      try {
        await this.#ask({ do: 'sit' });
        const said = await this.#ask({ do: 'settle' });
        return said.settled ?? [];
      } catch (error) {
        if (!(error instanceof KioskLost) || performance.now() - began > BACK_MS) throw error;
        await sleep(LOOK_MS);
      }
    }
  }

  /** A voter steps up. Throws `KioskLost` where nobody knows what came of it. */
  async visit(pin: string): Promise<VisitSaid> {
    const { visit } = await this.#ask({ do: 'visit', pin });
    if (!visit) throw new Error('a visit without an end');
    return visit;
  }

  async look(): Promise<Sight> {
    const { sight } = await this.#ask({ do: 'look' });
    if (!sight) throw new Error('a look that saw nothing');
    return sight;
  }

  /** SIGKILL. @returns whether there was such a process */
  kill(victim: Victim): boolean {
    if (victim === 'kiosk') return this.#house.killAll().length > 0;
    const pid = this.#pid(victim);
    return pid !== null && signalled(pid, 'SIGKILL');
  }

  /** The process hangs, until it goes on. @returns lets it go on */
  freeze(victim: Exclude<Victim, 'kiosk' | 'zone'>): () => void {
    const pid = this.#pid(victim);
    if (pid === null) return () => {};
    signalled(pid, 'SIGSTOP');
    return () => void signalled(pid, 'SIGCONT');
  }

  /** What was killed as a whole is switched on again. */
  async revive(): Promise<void> {
    await gone(this.#house.killAll());
    this.#house.start();
  }

  async stop(): Promise<void> {
    this.#line?.destroy();
    await this.#house.stop();
    await gone(this.#house.killAll());
  }

  #pid(victim: Exclude<Victim, 'kiosk'>): number | null {
    const { supervisor } = this.#house;
    const children = supervisor === null ? [] : childrenOf(supervisor);
    const of = (entry: string): number | null => children.find((pid) => commandOf(pid).includes(entry)) ?? null;
    if (victim === 'zone') return of('zone-process.ts');
    const link = of(linkEntry);
    if (victim === 'link' || link === null) return link;
    return childrenOf(link).find((pid) => commandOf(pid)[0]?.endsWith('nats-server')) ?? null;
  }

  async #ask(deed: Deed): Promise<Extract<Said, { ok: true }>> {
    const line = await this.#reached();
    this.#asked += 1;
    const id = this.#asked;
    const said = await new Promise<Said | null>((resolve) => {
      this.#waiting.set(id, resolve);
      line.write(`${JSON.stringify({ id, deed })}\n`);
    });
    if (said === null) throw new KioskLost(`${this.name} at ${deed.do}`);
    if (!said.ok) throw new Error(`${this.name} at ${deed.do}: ${said.why}`);
    return said;
  }

  async #reached(): Promise<Socket> {
    if (this.#line !== null) return this.#line;
    const began = performance.now();
    for (;;) {
      const line = await this.#call();
      if (line !== null) {
        this.#line = line;
        return line;
      }
      if (performance.now() - began > BACK_MS) throw new Error(`${this.name} does not come`);
      await sleep(LOOK_MS);
    }
  }

  #call(): Promise<Socket | null> {
    return new Promise((resolve) => {
      const line = connect(this.#socket);
      line.setEncoding('utf8');
      line.once('connect', () => resolve(line));
      line.on('error', () => {});
      line.on(
        'data',
        linesOf((text) => {
          const { id, said } = JSON.parse(text) as Answered;
          this.#waiting.get(id)?.(said);
          this.#waiting.delete(id);
        }),
      );
      line.once('close', () => {
        resolve(null);
        if (this.#line !== line) return;
        this.#line = null;
        for (const answer of this.#waiting.values()) answer(null);
        this.#waiting.clear();
      });
    });
  }
}

function commandOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/** Whether the link could run as this user: a checkout may lie where nobody else can read. */
function canRead(user: number): boolean {
  if (process.getuid?.() !== 0) return false;
  return spawnSync('/usr/bin/test', ['-r', linkEntry], { uid: user, gid: user }).status === 0;
}
