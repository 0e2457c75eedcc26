import type { Mode, Words } from '../election/common.ts';
import type { SlipLine } from './slip.ts';
import { modeWords, slipWords } from './words.ts';

/** What every slip is about. */
export interface SlipPlace {
  readonly mode: Mode;
  readonly election: Words;
  readonly station: string;
  /** The kiosk by its name in journals and codes, and by what people call it. */
  readonly device: string;
  readonly serial: string;
  /** Local ISO date and hh:mm. */
  readonly date: string;
  readonly time: string;
  /** Hash of the journal's last event, hex. */
  readonly head: string;
}

/** Which kiosk: as its plate has it, and as the codes and files have it that are held against the paper. */
export function deviceLine({ device, serial }: Pick<SlipPlace, 'device' | 'serial'>): SlipLine {
  return { line: 'pair', name: slipWords.device, value: `${serial} · ${device}` };
}

/** The band of every mode in which nobody votes. */
export function marks(mode: Mode): readonly SlipLine[] {
  const text = modeWords[mode];
  return text ? [{ line: 'mark', text }] : [];
}
