import type { Policy } from '../../../core/election/policy.ts';
import type { PowerReading } from '../../../core/power/rule.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { TrialSlip } from '../../../core/receipt/trial-slip.ts';
import type { TrialSeen } from '../../api/trial-views.ts';
import type { Biometrics } from '../biometrics/client.ts';
import type { DeviceClient } from '../devices/client.ts';
import type { PageReading } from '../documents/page-reading.ts';

/** Gray pixels to be shown. */
export interface ShownImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** What a try needs of the zone. */
export interface TrialTools {
  readonly device: string;
  readonly devices: Pick<DeviceClient, 'trial'>;
  readonly biometrics: Pick<Biometrics, 'extract'>;
  readonly policy: () => Policy;
  /** What the supply said last; null of one that never said anything. */
  readonly power: () => PowerReading | null;
  /** The reader that sends zones by itself; null where there is none. */
  readonly zoneReader: () => string | null;
  /** DER certificates of the authorities that are believed. */
  readonly authorities: () => readonly Uint8Array[];
  /** The day for which certificates must be valid; null where the clock is not to be believed. */
  readonly today: () => string | null;
  readonly pages: Pick<PageReading, 'read' | 'codes'>;
  /** The slip, or the A4 page, as SVG. */
  readonly slip: (which: TrialSlip) => string;
  readonly page: () => string;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** What is seen has changed. */
  readonly changed: () => void;
}

/** One try of one device. It lives on after it has ended, until the page is left: then it is wiped. */
export interface Trial {
  readonly seen: TrialSeen;
  /** The picture now, and a number that is another one for another picture. */
  readonly image: { readonly number: number; readonly image: ShownImage } | null;
  /** Does it, until it is over or the signal aborts; what went wrong, or null. Never rejects. */
  run(signal: AbortSignal): Promise<Problem | null>;
  /** Overwrites what was seen. */
  wipe(): void;
}
