import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type FromShell, toShell } from '../../host/messages.ts';
import type { ProcessPlan } from '../../host/plan.ts';
import { CALENDAR } from './calendar.ts';
import { TRAP_FOLDER } from './trap.ts';

/** Processes of a kiosk that can be killed. */
export type Process = 'supervisor' | 'zone' | 'device-host';

export interface HouseOptions {
  /** Where the plan of processes is written, and their log: not on the kiosk's disk. */
  readonly room: string;
  readonly plan: readonly PlannedProcess[];
  /** Program and arguments through which the supervisor is started, in front of its own program. */
  readonly through?: readonly string[];
}

/** A process of the house; all that a plan may say of one stands in main/host/plan.ts. */
type PlannedProcess = Omit<ProcessPlan, 'env' | 'args'> & Partial<Pick<ProcessPlan, 'env' | 'args'>>;

export interface DayOptions {
  /** The kiosk's folder: keys, journals, registers. */
  readonly kiosk: string;
  /** Where what the kiosk writes anywhere else is found. */
  readonly room: string;
  readonly trap: string;
  /** The file of a calendar; without it the kiosk's clock is this machine's. */
  readonly calendar?: string;
}

/** A module that is loaded in front of the zone's own code. */
const inFront = (module: string): string => `--import=${new URL(module, import.meta.url).href}`;

/** What is set for a zone whose clock shows the day of a calendar, and for the modules in front of it. */
export function zoneEnvironment({ room, calendar, more = [] }: ZoneAround): Record<string, string> {
  return {
    NODE_OPTIONS: ['./other-day.ts', ...more].map(inFront).join(' '),
    ...(calendar !== undefined && { [CALENDAR]: calendar }),
    // What is written anywhere else than to the kiosk's folder is found there.
    TMPDIR: room,
    ...compiledBefore(),
  };
}

/** Where this process has its code compiled already, so have zones of its that are killed and started again and again. */
export function compiledBefore(): Record<string, string> {
  const { NODE_COMPILE_CACHE } = process.env;
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
}

interface ZoneAround extends Pick<DayOptions, 'room' | 'calendar'> {
  readonly more?: readonly string[];
}

/** The house of a simulated day: the identification zone, which starts its device host. */
export function dayPlan(options: DayOptions): readonly PlannedProcess[] {
  // Nobody looks at the screens of a simulated day: there need be none.
  const screens = join(options.room, 'screens');
  mkdirSync(screens, { recursive: true });
  return [
    {
      name: 'identification',
      entry: fileURLToPath(new URL('../../identification/main.ts', import.meta.url)),
      args: [options.kiosk, screens, '0'],
      env: { ...zoneEnvironment({ ...options, more: ['./observer.ts'] }), [TRAP_FOLDER]: options.trap },
    },
  ];
}

/** A service manager starts a dead supervisor again after so long, in milliseconds. */
const SERVICE_RESTART_MS = 100;
const TICKET_MS = 4_000;
const LOOK_MS = 20;
/** Longer than an orderly stop of every process. */
const STOP_MS = 15_000;

/**
 * The processes of one kiosk as they run there: a supervisor of its own that starts the zone, which starts its device
 * host. This class is the service manager around them, and the shell that asks for tickets.
 */
export class House {
  readonly #options: HouseOptions;
  #supervisor: ChildProcess | null = null;
  #windows: Readonly<Record<string, string>> = {};
  #wanted = false;
  #requests = 0;
  readonly #waiting = new Map<number, (ticket: string | null) => void>();

  constructor(options: HouseOptions) {
    this.#options = options;
    writeFileSync(join(options.room, 'plan.json'), JSON.stringify(options.plan));
  }

  start(): void {
    this.#wanted = true;
    this.#windows = {};
    const log = openSync(join(this.#options.room, 'processes.log'), 'a');
    const [program = process.execPath, ...before] = [...(this.#options.through ?? []), process.execPath];
    const child = fork(
      fileURLToPath(new URL('../../host/main.ts', import.meta.url)),
      [join(this.#options.room, 'plan.json')],
      { execPath: program, execArgv: before, stdio: ['ignore', log, log, 'ipc'] },
    );
    closeSync(log);
    this.#supervisor = child;
    child.on('message', (raw) => {
      const message = toShell.parse(raw);
      if (message.say === 'windows') this.#windows = message.windows;
      else if (message.say === 'ticket') this.#waiting.get(message.request)?.(message.ticket);
    });
    child.on('error', () => child.kill('SIGKILL'));
    child.on('exit', () => {
      if (this.#supervisor !== child) return;
      this.#supervisor = null;
      for (const answer of [...this.#waiting.values()]) answer(null);
      if (this.#wanted) setTimeout(() => this.#wanted && this.#supervisor === null && this.start(), SERVICE_RESTART_MS);
    });
  }

  /** Where the officer's window is and a one-time ticket for it; null while the zone is away. */
  async desk(): Promise<{ readonly address: string; readonly ticket: string } | null> {
    const supervisor = this.#supervisor;
    if (!supervisor?.connected || this.#windows.officer === undefined) return null;
    this.#requests += 1;
    const request = this.#requests;
    const asked: FromShell = { say: 'ticket-for', request, window: 'officer' };
    const ticket = await new Promise<string | null>((resolve) => {
      this.#waiting.set(request, resolve);
      setTimeout(() => resolve(null), TICKET_MS).unref();
      supervisor.send(asked, () => {});
    });
    this.#waiting.delete(request);
    const address = this.#windows.officer;
    return ticket === null || address === undefined ? null : { address, ticket };
  }

  /** The service manager's child; null while there is none. */
  get supervisor(): number | null {
    return this.#supervisor?.pid ?? null;
  }

  /** Process ids of what runs now. */
  pids(): Readonly<Record<Process, number | null>> {
    const supervisor = this.#supervisor?.pid ?? null;
    const zone = childOf(supervisor);
    return { supervisor, zone, 'device-host': childOf(zone) };
  }

  /** SIGKILL. @returns whether there was such a process */
  kill(process: Process): boolean {
    const pid = this.pids()[process];
    return pid !== null && signalled(pid, 'SIGKILL');
  }

  /**
   * SIGKILL to everything at once, and nobody starts anything again: the power is gone. `start` is its return.
   * @returns the processes that it hit; `gone` waits until they have let go of their files
   */
  killAll(): readonly number[] {
    this.#wanted = false;
    const all = this.#supervisor?.pid === undefined ? [] : heldStill(this.#supervisor.pid);
    for (const pid of all) signalled(pid, 'SIGKILL');
    this.#supervisor = null;
    this.#windows = {};
    return all;
  }

  async stop(): Promise<void> {
    this.#wanted = false;
    const child = this.#supervisor;
    if (!child) return;
    const late = setTimeout(() => this.killAll(), STOP_MS);
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    await gone;
    clearTimeout(late);
  }
}

/** Waits until these processes are gone. */
export async function gone(pids: readonly number[]): Promise<void> {
  for (const pid of pids) while (runs(pid)) await sleep(LOOK_MS);
}

/** A process whose last thread is dead holds no file any more, even if nobody has waited for it yet. */
function runs(pid: number): boolean {
  try {
    const dead = /^State:\s*[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return !dead || readdirSync(`/proc/${pid}/task`).length > 1;
  } catch {
    return false;
  }
}

export function signalled(pid: number, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    // It had just gone by itself.
    return false;
  }
}

/** A process and all that come from it, each stopped before its children are looked for: none is born unseen. */
function heldStill(pid: number): readonly number[] {
  signalled(pid, 'SIGSTOP');
  return [pid, ...childrenOf(pid).flatMap(heldStill)];
}

function childOf(pid: number | null): number | null {
  return pid === null ? null : (childrenOf(pid)[0] ?? null);
}

export function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
