import type { Mode, Words } from '../election/common.ts';
import type { SlipLine } from './slip.ts';
import { modeWords } from './words.ts';

/** What every slip is about. */
export interface SlipPlace {
  readonly mode: Mode;
  readonly election: Words;
  readonly station: string;
  readonly device: string;
  /** Local ISO date and hh:mm. */
  readonly date: string;
  readonly time: string;
  /** Hash of the journal's last event, hex. */
  readonly head: string;
}

/** The band of every mode in which nobody votes. */
export function marks(mode: Mode): readonly SlipLine[] {
  const text = modeWords[mode];
  return text ? [{ line: 'mark', text }] : [];
}
