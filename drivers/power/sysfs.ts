import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PowerReading, UNKNOWN_POWER } from '../../core/power/rule.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { DeviceHealth, DeviceStatus } from '../device.ts';
import { KeptDevice } from '../kept-device.ts';
import { Listeners, type Unlisten } from '../listeners.ts';
import { PolledKeeper } from '../polled-keeper.ts';
import { type PowerSource, powerStatus, sameReading } from './power-source.ts';
import { type Supply, supplyReading } from './supply.ts';

/** Where Linux shows mains adapters and batteries. */
export const POWER_SUPPLY_FOLDER = '/sys/class/power_supply';

const POLL_MS = 2_000;
/** Some batteries are asked over a slow bus at every read. */
const LOOK_LIMIT_MS = 3_000;
/** No computer has more. */
const SUPPLIES_LIMIT = 16;

const FILES = [
  'type',
  'scope',
  'present',
  'online',
  'status',
  'capacity',
  'capacity_level',
  'energy_now',
  'energy_full',
  'power_now',
  'charge_now',
  'charge_full',
  'current_now',
  'time_to_empty_now',
  'time_to_empty_avg',
] as const;

export interface SysfsOptions {
  readonly folder?: string;
  readonly name?: string;
  readonly pollMs?: number;
  readonly clock?: Clock;
}

/** The computer's own adapter and battery, by looking at the kernel's files: no daemon, nothing to connect. */
export class SysfsSource extends KeptDevice<PolledKeeper> implements PowerSource {
  readonly kind = 'power';
  readonly name: string;
  private readonly folder: string;
  protected readonly keeper: PolledKeeper;
  private readonly readings = new Listeners<PowerReading>();
  private current = UNKNOWN_POWER;

  constructor(options: SysfsOptions = {}) {
    super();
    this.folder = options.folder ?? POWER_SUPPLY_FOLDER;
    this.name = options.name ?? 'Linux';
    this.keeper = new PolledKeeper({
      name: this.name,
      kind: this.kind,
      path: this.folder,
      clock: options.clock ?? systemClock,
      everyMs: options.pollMs ?? POLL_MS,
      limitMs: LOOK_LIMIT_MS,
      look: (signal) => this.look(signal),
      late: { code: 'power.not-said' },
    });
    this.keeper.events.on((event) => {
      // A look that was given up says nothing of now.
      if (event.event === 'status' && codeOf(event.status) === 'power.not-said') this.heard(UNKNOWN_POWER);
    });
  }

  get reading(): PowerReading {
    return this.current;
  }

  onReading(listener: (reading: PowerReading) => void): Unlisten {
    return this.readings.on(listener);
  }

  health(): DeviceHealth {
    return this.keeper.health();
  }

  private async look(signal: AbortSignal): Promise<DeviceStatus> {
    const reading = supplyReading(await suppliesIn(this.folder));
    if (!signal.aborted) this.heard(reading ?? UNKNOWN_POWER);
    return reading === null ? { state: 'missing', problem: { code: 'power.no-supply' } } : powerStatus({ reading });
  }

  private heard(reading: PowerReading): void {
    if (sameReading(reading, this.current)) return;
    this.current = reading;
    this.readings.emit(reading);
  }
}

const codeOf = (status: DeviceStatus): string | null => (status.state === 'attention' ? status.problem.code : null);

/** Every supply that the kernel shows in this folder, as its files say it. */
export async function suppliesIn(folder: string): Promise<Supply[]> {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names
      .sort()
      .slice(0, SUPPLIES_LIMIT)
      .map(async (name) => {
        const values = await Promise.all(
          FILES.map(async (file) => {
            // A file that is not there, or cannot be read just now (ENODEV, EAGAIN), is a thing not said.
            const text = await readFile(join(folder, name, file), 'utf8').catch(() => '');
            return [file, text.slice(0, 100).trim()] as const;
          }),
        );
        return Object.fromEntries(values) as Supply;
      }),
  );
}
