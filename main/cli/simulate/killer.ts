import type { Listeners } from '../../../drivers/listeners.ts';
import type { Bench } from '../../../drivers/simulator/bench.ts';
import type { LedgerSlip } from '../../../drivers/simulator/ledger.ts';
import { chance } from '../../demo/random.ts';
import type { Process } from './house.ts';
import type { Moment, Trap } from './trap.ts';

/** Moments of a visit at which something is killed. */
export const visitPoints = [
  /** When the document's last byte has left the reader: before anything is reserved. */
  'document',
  /** When the image is on its way. */
  'image',
  'before-reservation',
  'after-reservation',
  /** "Handed to the printer" is on disk, and no byte has left. */
  'before-bytes',
  /** At the first bytes that reach the printer. */
  'first-byte',
  /** Within the bytes of the slip. */
  'within-bytes',
  /** When the slip has been cut. */
  'after-bytes',
  'before-confirmation',
  'after-confirmation',
] as const;
/** Moments of the station's own work. */
export const stationPoints = ['import', 'checkpoint'] as const;
export type KillPoint = (typeof visitPoints)[number] | (typeof stationPoints)[number] | 'random';

/** A process, or the power of the whole kiosk. */
export type Victim = Process | 'power';

export interface Killing {
  readonly point: KillPoint;
  readonly victim: Victim;
}

/** Of a day's killings so many are at any time within a visit; the others go round the named points. */
const RANDOM_SHARE = 0.3;

/** Who dies: the zone three times as often as each of the others. @param dice in [0, 1) */
function victimAt(dice: number): Process {
  if (dice < 0.6) return 'zone';
  return dice < 0.8 ? 'device-host' : 'supervisor';
}

/** Every moment that has a name. */
export const namedPoints: readonly KillPoint[] = [...stationPoints, ...visitPoints];

/**
 * So many killings, every named point in turn, deterministic from the seed.
 * @param power cuts the power instead of killing one process
 */
export function planKillings(
  count: number,
  seed: string,
  power: boolean,
  named: readonly KillPoint[] = namedPoints,
): readonly Killing[] {
  const dice = chance(`${seed}/kill`);
  const random = Math.floor(count * RANDOM_SHARE);
  return Array.from({ length: count }, (_, i) => {
    const point = i < count - random ? (named[i % named.length] ?? 'random') : 'random';
    const process = victimAt(dice.next());
    return { point, victim: power ? 'power' : process };
  });
}

/** Kinds of work of the station, each with the moments it is stopped at, in turn. */
const stationMoments: Readonly<Record<(typeof stationPoints)[number], readonly Moment[]>> = {
  import: [
    { at: 'register-file', nth: 1 },
    { at: 'register-file', nth: 2 },
    { at: 'register-file', nth: 3 },
    { at: 'register-file', nth: 4 },
    { at: 'before', event: 'package.imported' },
    { at: 'after', event: 'package.imported' },
  ],
  checkpoint: [
    { at: 'before', event: 'checkpoint.made' },
    { at: 'after', event: 'checkpoint.made' },
  ],
};

const commits: Readonly<Partial<Record<KillPoint, Moment>>> = {
  'before-reservation': { at: 'before', event: 'admission.reserved' },
  'after-reservation': { at: 'after', event: 'admission.reserved' },
  'before-bytes': { at: 'after', event: 'print.handed' },
  'before-confirmation': { at: 'before', event: 'admission.confirmed' },
  'after-confirmation': { at: 'after', event: 'admission.confirmed' },
};

/** Bytes that the printer gets for a voter's slip, about: its raster and the cut. */
const SLIP_BYTES = 94_000;

/** Nearly every visit takes longer, in milliseconds. */
const VISIT_MS = 400;

/** Springs at one moment and strikes there. What kills is given; the ledger's process is never a victim. */
export class Killer {
  readonly #trap: Trap;
  readonly #bench: Bench;
  readonly #slips: Listeners<LedgerSlip>;
  readonly #strike: (victim: Victim) => boolean;
  readonly #dice = chance('killer');
  readonly #used = new Map<KillPoint, number>();
  /** What has happened, by point and by victim. */
  readonly done: Record<string, number> = {};
  readonly victims: Record<string, number> = {};
  #armed: Killing | null = null;
  #disarm: () => void = () => {};

  /** @param slips tells of every slip that has come out */
  constructor(trap: Trap, bench: Bench, slips: Listeners<LedgerSlip>, strike: (victim: Victim) => boolean) {
    this.#trap = trap;
    this.#bench = bench;
    this.#slips = slips;
    this.#strike = strike;
  }

  /** Whether the last killing that was armed has not happened yet. */
  get waiting(): boolean {
    return this.#armed !== null;
  }

  /** Sets the trap. What does not spring until `disarm` has not happened. */
  arm(killing: Killing): void {
    this.disarm();
    this.#armed = killing;
    const { point, victim } = killing;
    const strike = () => {
      this.disarm();
      if (!this.#strike(victim)) return;
      this.done[point] = (this.done[point] ?? 0) + 1;
      this.victims[victim] = (this.victims[victim] ?? 0) + 1;
    };
    const moment = point === 'import' || point === 'checkpoint' ? this.#next(point) : commits[point];
    if (moment) {
      this.#trap.arm(moment, strike);
      this.#disarm = () => this.#trap.disarm();
    } else this.#disarm = this.#fromOutside(point, strike);
  }

  disarm(): void {
    this.#armed = null;
    this.#disarm();
    this.#disarm = () => {};
  }

  /** Moments that are visible from outside: bytes at a port, and time. @returns takes it back */
  #fromOutside(point: KillPoint, strike: () => void): () => void {
    const { document, fingerprint, printer } = this.#bench.ports;
    const some = (most: number) => this.#dice.next() * most;
    switch (point) {
      case 'document':
        return afterBytes(document, 90, some(160), strike);
      case 'image':
        return afterBytes(fingerprint, 40_000, some(60), strike);
      case 'first-byte':
        return afterBytes(printer, 200, 0, strike);
      case 'within-bytes':
        return afterBytes(printer, 1_000 + some(SLIP_BYTES - 8_000), 0, strike);
      case 'after-bytes':
        return afterSlip(this.#slips, some(30), strike);
      default: {
        const timer = setTimeout(strike, some(VISIT_MS));
        return () => clearTimeout(timer);
      }
    }
  }

  #next(point: 'import' | 'checkpoint'): Moment | undefined {
    const used = this.#used.get(point) ?? 0;
    this.#used.set(point, used + 1);
    const moments = stationMoments[point];
    return moments[used % moments.length];
  }
}

/** Strikes so many milliseconds after the next whole slip of a voter was cut. @returns takes it back */
function afterSlip(slips: Listeners<LedgerSlip>, delayMs: number, strike: () => void): () => void {
  let delayed: NodeJS.Timeout | undefined;
  const forget = slips.on((slip) => {
    if (slip.whole) delayed ??= setTimeout(strike, delayMs);
  });
  return () => {
    forget();
    clearTimeout(delayed);
  };
}

/** Strikes after so many more bytes went through the port, and so many milliseconds. @returns takes it back */
function afterBytes(port: Bench['ports']['printer'], bytes: number, delayMs: number, strike: () => void): () => void {
  const start = port.counters;
  let delayed: NodeJS.Timeout | undefined;
  const timer = setInterval(() => {
    const { toHost, fromHost } = port.counters;
    if (toHost + fromHost - start.toHost - start.fromHost < bytes) return;
    clearInterval(timer);
    delayed = setTimeout(strike, delayMs);
  }, 1);
  return () => {
    clearInterval(timer);
    clearTimeout(delayed);
  };
}
