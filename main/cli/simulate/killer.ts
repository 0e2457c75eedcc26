import { readFileSync } from 'node:fs';
import type { Bench } from '../../../drivers/simulator/bench.ts';
import { chance } from '../../demo/random.ts';
import type { Supervisor } from '../../host/supervisor.ts';

/** Moments at which a process is killed, by what is visible from outside: bytes at a port, and time. */
export const killPoints = [
  /** When the document's last byte has left the reader: before anything is reserved. */
  'document',
  /** When the image is on its way: the verdict and the reservation follow within milliseconds. */
  'image',
  /** At the first byte that reaches the printer: the reservation is on disk. */
  'first-byte',
  /** Within the bytes of the slip. */
  'within',
  /** When the slip has been cut: before, at or after the confirmation. */
  'cut',
  /** Any time within the visit. */
  'random',
] as const;
export type KillPoint = (typeof killPoints)[number];

export type Victim = 'zone' | 'device-host';

export interface Killing {
  readonly point: KillPoint;
  readonly victim: Victim;
}

/** Which visits get a killing: `count` of them, every point in turn and both victims, deterministic from the seed. */
export function planKillings(visits: number, count: number, seed: string): ReadonlyMap<number, Killing> {
  const dice = chance(`${seed}/kill`);
  const map = new Map<number, Killing>();
  const every = Math.max(1, visits / count);
  for (let i = 0; i < count; i += 1) {
    const at = Math.floor(i * every);
    const point = killPoints[i % killPoints.length] ?? 'random';
    map.set(at, { point, victim: dice.next() < 0.7 ? 'zone' : 'device-host' });
  }
  return map;
}

/** Kills with SIGKILL; the ledger's process is never its victim. */
export class Killer {
  readonly #house: Supervisor;
  readonly #bench: Bench;
  readonly #dice = chance('killer');
  readonly done: Record<string, number> = {};
  #disarm: () => void = () => {};

  constructor(house: Supervisor, bench: Bench) {
    this.#house = house;
    this.#bench = bench;
  }

  /** Sets the trap for one visit. What does not spring until `disarm` has not happened. */
  arm({ point, victim }: Killing): void {
    this.#disarm();
    const strike = () => {
      this.#disarm();
      this.#disarm = () => {};
      if (this.#kill(victim)) this.done[point] = (this.done[point] ?? 0) + 1;
    };
    const { document, fingerprint, printer } = this.#bench.ports;
    /** Strikes after so many bytes went through the port, from now on. */
    const after = (port: typeof printer, bytes: number, delayMs: number) => {
      const start = port.counters;
      const timer = setInterval(() => {
        const { toHost, fromHost } = port.counters;
        if (toHost + fromHost - start.toHost - start.fromHost < bytes) return;
        clearInterval(timer);
        delayed = setTimeout(strike, delayMs);
      }, 1);
      let delayed: NodeJS.Timeout | undefined;
      this.#disarm = () => {
        clearInterval(timer);
        clearTimeout(delayed);
      };
    };
    const some = (most: number) => this.#dice.next() * most;
    switch (point) {
      case 'document':
        after(document, 90, some(160));
        return;
      case 'image':
        after(fingerprint, 40_000, some(60));
        return;
      case 'first-byte':
        after(printer, 200, 0);
        return;
      case 'within':
        after(printer, 1_000 + some(80_000), 0);
        return;
      case 'cut':
        after(printer, 87_300, some(30));
        return;
      case 'random': {
        const timer = setTimeout(strike, some(700));
        this.#disarm = () => clearTimeout(timer);
      }
    }
  }

  disarm(): void {
    this.#disarm();
  }

  #kill(victim: Victim): boolean {
    const zone = this.#house.status().find((one) => one.name === 'identification')?.pid ?? null;
    const pid = victim === 'zone' ? zone : zone === null ? null : (childrenOf(zone)[0] ?? null);
    if (pid === null) return false;
    try {
      process.kill(pid, 'SIGKILL');
      return true;
    } catch {
      // It had just gone by itself.
      return false;
    }
  }
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
