import type { BoxStatus, Compartment } from '../../core/ballot/path/box.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { Device } from '../device.ts';
import type { Unlisten } from '../listeners.ts';
import type { GrayPage } from '../scanner/page-scanner.ts';
import type { BoxSignal } from './messages.ts';

/** Which sheet is to be accepted, under which name, and where it is to lie. */
export interface AcceptOrder {
  readonly sheet: number;
  /** 32 hexadecimal digits, random, for this one sheet. */
  readonly token: string;
  readonly into: Compartment;
}

/**
 * A ballot box. Its motions never reject and always end: with the status in which the box came to rest, or with a
 * problem; then `look` says what is the case. One motion at a time: a second one waits for the first. Every motion may
 * be asked for again: what was done already is not done twice.
 */
export interface BallotReader extends Device {
  readonly kind: 'ballot-reader';
  /** As it was last heard; null before it was, and as long as it cannot be. */
  readonly box: BoxStatus | null;
  /** Every change of it. */
  onBox(listener: (status: BoxStatus) => void): Unlisten;
  /** Asks now. */
  look(): Promise<Result<BoxStatus, Problem>>;
  /** Takes the sheet in the slot. That it was pulled back is no problem: then the status has no sheet. */
  grab(): Promise<Result<BoxStatus, Problem>>;
  /** Draws the sheet up to the gate, and brings its picture. */
  scan(sheet: number): Promise<Result<GrayPage, Problem>>;
  accept(order: AcceptOrder): Promise<Result<BoxStatus, Problem>>;
  giveBack(sheet: number): Promise<Result<BoxStatus, Problem>>;
  /** Stops what moves. */
  hold(): Promise<Result<BoxStatus, Problem>>;
  /** Initialises motors and sensors; paper behind the flap is pushed on. */
  reset(): Promise<Result<BoxStatus, Problem>>;
  /** Lamp and sound at the slot. */
  signal(show: BoxSignal): Promise<Result<BoxStatus, Problem>>;
}
