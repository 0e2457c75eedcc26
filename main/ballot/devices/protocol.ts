import type { BoxStatus } from '../../../core/ballot/path/box.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import type { AcceptOrder } from '../../../drivers/ballot/ballot-reader.ts';
import type { BoxSignal } from '../../../drivers/ballot/messages.ts';
import type { DeviceHealth } from '../../../drivers/device.ts';
import type { GrayPage } from '../../../drivers/scanner/page-scanner.ts';

/**
 * What the ballot zone and its device host say to each other, over the pipe between parent and child. The host alone loads
 * a device's addon, and knows of a sheet no more than its picture for as long as it passes it on.
 */
export type HostRequest =
  | { readonly ask: 'look' }
  | { readonly ask: 'grab' }
  | { readonly ask: 'scan'; readonly sheet: number }
  | { readonly ask: 'accept'; readonly order: AcceptOrder }
  | { readonly ask: 'give-back'; readonly sheet: number }
  | { readonly ask: 'hold' }
  | { readonly ask: 'reset' }
  | { readonly ask: 'signal'; readonly show: BoxSignal }
  | { readonly ask: 'reopen' };

/** What a request is answered with. */
export type HostAnswer = Result<BoxStatus | GrayPage | null, Problem>;

export type ToHost = HostRequest & { readonly id: number };

export type FromHost =
  | { readonly say: 'answer'; readonly id: number; readonly answer: HostAnswer }
  /** Every change of the box, and null when it cannot be seen. */
  | { readonly say: 'box'; readonly status: BoxStatus }
  /** Once a second, whatever happens: it is alive. */
  | { readonly say: 'health'; readonly health: DeviceHealth | null }
  | { readonly say: 'restart-needed' };
