import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import type {
  CaptureProgress,
  DeviceHealth,
  DeviceKind,
  FingerImage,
  PrintFailure,
  TableKind,
} from '../../../drivers/device.ts';

/**
 * What the identification zone and its device host say to each other (structured clone over the child's IPC
 * channel). The zone never loads a device's addon; the host never sees the database.
 */

/** Where each device is attached. */
export type DevicePaths = Readonly<Record<TableKind, string>>;

/** What a host is started with. */
export interface HostOptions {
  readonly paths: DevicePaths;
  /** Resolution of the fingerprint sensor's model; null: the ridge period must tell, less exactly. */
  readonly sensorDpi: number | null;
}

/** Asked of the host. Each request is answered once under its id. */
export type HostRequest = { readonly id: number } & (
  | { readonly ask: 'capture'; readonly afterLift: boolean }
  /** Ends the capture that runs; it answers `device.cancelled`. */
  | { readonly ask: 'stop-capture' }
  /** The slip as SVG; the host renders and prints it. */
  | { readonly ask: 'print'; readonly svg: string }
  /** Closes and opens the device's port anew. */
  | { readonly ask: 'reopen'; readonly kind: DeviceKind }
);

export type CaptureAnswer = Result<FingerImage, Problem>;
export type PrintAnswer = Result<null, PrintFailure>;

/** Said by the host. */
export type HostMessage =
  | { readonly say: 'answer'; readonly id: number; readonly value: CaptureAnswer | PrintAnswer | null }
  | { readonly say: 'progress'; readonly progress: CaptureProgress }
  | { readonly say: 'health'; readonly health: readonly DeviceHealth[] }
  | { readonly say: 'document'; readonly text: string }
  | { readonly say: 'unreadable'; readonly problem: Problem }
  /** The last rung of a device's ladder: this process wants to be started anew. */
  | { readonly say: 'restart-needed'; readonly problem: Problem };
