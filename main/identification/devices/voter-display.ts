import type { Problem } from '../../../core/problem/catalogue.ts';
import type { DeviceStatus } from '../../../drivers/device.ts';
import type { ScreensSeen } from '../../host/messages.ts';
import type { Found } from './lists.ts';
import type { NamedHealth } from './protocol.ts';
import { type DeviceSetup, VOTER_DISPLAY } from './setup.ts';

/** A page that is being loaded, or that the shell has just put back, has so long to look on, in milliseconds. */
export const PAGE_LIMIT_MS = 20_000;

/** What a display is called whose screen nobody sees. */
const UNSEEN = 'voter';

/** What is known of the voters' display at one moment. */
export interface DisplaySight {
  /** What the shell sees; null where there is no shell (browsers), or it has not spoken yet. */
  readonly seen: ScreensSeen | null;
  /** Voter windows that are looking on. */
  readonly watching: number;
  /** Milliseconds since one last was, since the shell opened one, or since this zone began. */
  readonly blindMs: number;
}

/** How the display is. Whoever looks on is there, whatever a shell says; nobody's voter waits for it. */
export function displayStatus({ seen, watching, blindMs }: DisplaySight): DeviceStatus {
  if (watching > 0) return { state: 'ready' };
  const missing: Problem | null =
    seen === null
      ? { code: 'display.no-window' }
      : seen.windows.includes(VOTER_DISPLAY)
        ? null
        : { code: 'display.missing' };
  // A shell that has told of its screens knows at once; a browser is opened by hand, and slowly.
  if (missing?.code === 'display.missing') return { state: 'missing', problem: missing };
  if (blindMs < PAGE_LIMIT_MS) return { state: 'working', doing: 'connecting' };
  return missing
    ? { state: 'missing', problem: missing }
    : { state: 'attention', problem: { code: 'display.page-silent' } };
}

/** The second display as a device among the others: the zone knows who looks on, the shell what is plugged in. */
export class VoterDisplay {
  readonly #watching: () => number;
  readonly #now: () => number;
  readonly #setup: () => DeviceSetup | undefined;
  readonly #changed: () => void;
  #seen: ScreensSeen | null = null;
  #blindSince: number;
  #status: DeviceStatus = { state: 'working', doing: 'connecting' };
  #since: number;
  #opened = 0;

  constructor(around: {
    /** Voter windows that are looking on now. */
    readonly watching: () => number;
    /** Monotonic milliseconds. */
    readonly now: () => number;
    /** Its entry among the devices of this kiosk; without one it is not watched. */
    readonly setup: () => DeviceSetup | undefined;
    /** Told when its status is another. */
    readonly changed: () => void;
  }) {
    this.#watching = around.watching;
    this.#now = around.now;
    this.#setup = around.setup;
    this.#changed = around.changed;
    this.#blindSince = around.now();
    this.#since = this.#blindSince;
  }

  /** What the shell sees of displays. */
  heard(seen: ScreensSeen): void {
    const opened = seen.windows.includes(VOTER_DISPLAY) && !this.#seen?.windows.includes(VOTER_DISPLAY);
    // A window that has just been opened has its time to load, however long there was none.
    if (opened) this.#blindSince = this.#now();
    this.#seen = seen;
    this.look();
  }

  /** Looks anew; called every second. */
  look(): void {
    const now = this.#now();
    const watching = this.#watching();
    if (watching > 0) this.#blindSince = now;
    const status = displayStatus({ seen: this.#seen, watching, blindMs: now - this.#blindSince });
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
    if (status.state === 'ready') this.#opened += 1;
    this.#status = status;
    this.#since = now;
    if (this.#setup()) this.#changed();
  }

  /** Its health among the devices of this kiosk; none where it is not set up. */
  health(): readonly NamedHealth[] {
    const setup = this.#setup();
    if (!setup) return [];
    return [
      {
        ...{ id: setup.id, driver: setup.driver, kind: 'display', path: setup.at, name: this.#name() },
        status: this.#status,
        forMs: this.#now() - this.#since,
        counters: { bytesIn: 0, bytesOut: 0, opened: this.#opened, skipped: 0, retries: 0, recoveries: {} },
      },
    ];
  }

  /** The display as something that can be given its place: seen by the shell, or told by a window that looks on. */
  found(): readonly Found[] {
    if (this.#watching() === 0 && (this.#seen?.screens.length ?? 0) < 2) return [];
    return [
      {
        ...{ kind: 'display', at: VOTER_DISPLAY, path: VOTER_DISPLAY, name: this.#name() },
        ...{ usb: null, serial: null, port: null },
        drivers: ['display'],
      },
    ];
  }

  /** As the journal may hold it: never empty, and without numbers that might look like a person's. */
  #name(): string {
    const second = this.#seen?.screens[1];
    if (!second) return UNSEEN;
    const label = second.label
      .replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '')
      .replace(/\d{7,}/g, '…')
      .slice(0, 60)
      .normalize('NFC');
    return `${label} ${second.width} × ${second.height}`.trim();
  }
}
