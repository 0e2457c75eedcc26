import type { BoxStatus } from '../../../core/ballot/path/box.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import type { AcceptOrder } from '../../../drivers/ballot/ballot-reader.ts';
import type { BoxSignal } from '../../../drivers/ballot/messages.ts';
import type { GrayPage, ScanRequest } from '../../../drivers/scanner/page-scanner.ts';

/**
 * What the ballot zone and its device hosts say to each other, over the pipe between parent and child. The host alone loads
 * a device's addon, and knows of a sheet no more than its picture for as long as it passes it on.
 */
export type BoxRequest =
  | { readonly ask: 'look' }
  | { readonly ask: 'grab' }
  | { readonly ask: 'scan'; readonly sheet: number }
  | { readonly ask: 'accept'; readonly order: AcceptOrder }
  | { readonly ask: 'give-back'; readonly sheet: number }
  | { readonly ask: 'hold' }
  | { readonly ask: 'reset' }
  | { readonly ask: 'signal'; readonly show: BoxSignal }
  | { readonly ask: 'reopen' };

/** What a request to the box is answered with. News of a box is every change of it. */
export type BoxAnswer = Result<BoxStatus | GrayPage | null, Problem>;

/**
 * The scan that the scanner with a feeder is asked for. News of it are its pages. Nobody breaks one off: a sheet that has
 * begun to move would come out without having been taken.
 */
export type FeederRequest = ScanRequest;

/** All pages of the scan were told, or why there are no more. */
export type FeederAnswer = Result<null, Problem>;
