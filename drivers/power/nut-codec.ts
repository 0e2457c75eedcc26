import type { PowerCondition } from './power-source.ts';

/** NUT's network protocol, as upsd speaks it. Source: Network UPS Tools developer guide, "Network protocol information". */

/** Longest line that is read; upsd itself takes none longer than 512 bytes. */
const LINE_LIMIT = 1_024;
/** More variables than any supply has; whoever sends more is no upsd. */
const VARIABLES_LIMIT = 1_000;

export type NutFrame =
  /** A whole list of variables. */
  | { readonly frame: 'variables'; readonly ups: string; readonly values: ReadonlyMap<string, string> }
  /** Every supply that this upsd watches, with what its administrator wrote beside it. */
  | { readonly frame: 'supplies'; readonly supplies: ReadonlyMap<string, string> }
  /** `ERR <reason>`, for instance DATA-STALE. */
  | { readonly frame: 'error'; readonly reason: string };

/** LIST VAR: everything that the supply says, in one answer. */
export function askVariables(ups: string): Uint8Array {
  return Buffer.from(`LIST VAR ${ups}\n`, 'ascii');
}

/** LIST UPS: the names of all supplies, and a description of each. */
export const ASK_SUPPLIES: Uint8Array = Buffer.from('LIST UPS\n', 'ascii');

/** Leaves politely, so that upsd need not find out. */
export const LOGOUT: Uint8Array = Buffer.from('LOGOUT\n', 'ascii');

/** upsd's answers picked out of a stream. Holds at most one line and one list; never throws. */
export class NutParser {
  private line: number[] = [];
  private tooLong = false;
  /** The list that has begun; `ups` is null where it is the list of supplies itself. */
  private list: { readonly ups: string | null; readonly values: Map<string, string> } | null = null;
  private noise = 0;

  /** Bytes that belonged to no answer. */
  get skipped(): number {
    return this.noise;
  }

  /** What is held of answers that are not complete: bytes of a line, and variables of a list. */
  get held(): number {
    return this.line.length + (this.list?.values.size ?? 0);
  }

  /** Forgets what came half. */
  forget(): void {
    this.line = [];
    this.tooLong = false;
    this.list = null;
  }

  /** The answers that are complete with these bytes, in order. */
  push(bytes: Uint8Array): NutFrame[] {
    const frames: NutFrame[] = [];
    for (const byte of bytes) {
      if (byte === 0x0a) {
        const frame = this.ended();
        if (frame !== null) frames.push(frame);
      } else if (this.tooLong) {
        this.noise += 1;
      } else if (this.line.push(byte) > LINE_LIMIT) {
        this.noise += this.line.length;
        this.tooLong = true;
        this.line = [];
      }
    }
    return frames;
  }

  private ended(): NutFrame | null {
    const bytes = this.line;
    this.line = [];
    if (this.tooLong) {
      this.tooLong = false;
      this.list = null;
      return null;
    }
    const words = nutWords(Buffer.from(bytes).toString('utf8'));
    const [first, second, third, fourth] = words ?? [];
    if (first === 'ERR' && second !== undefined) {
      this.list = null;
      return { frame: 'error', reason: second.slice(0, 60) };
    }
    const { list } = this;
    const about = third === 'VAR' && fourth !== undefined ? fourth : third === 'UPS' && !fourth ? null : undefined;
    if (first === 'BEGIN' && second === 'LIST' && about !== undefined) {
      this.list = { ups: about, values: new Map() };
      return null;
    }
    const [key, value] = list?.ups === null ? [second, third] : [third, fourth];
    const fits = list?.ups === null ? first === 'UPS' : first === 'VAR' && second === list?.ups;
    if (list !== null && fits && key !== undefined && value !== undefined) {
      if (list.values.size < VARIABLES_LIMIT) list.values.set(key, value);
      else this.list = null;
      return null;
    }
    if (list !== null && first === 'END' && second === 'LIST' && about === list.ups) {
      this.list = null;
      const { ups, values } = list;
      return ups === null ? { frame: 'supplies', supplies: values } : { frame: 'variables', ups, values };
    }
    // A line that fits nowhere breaks the list it stands in: half a list must not pass for a whole one.
    this.list = null;
    this.noise += bytes.length + 1;
    return null;
  }
}

/** The words of a line: parted by spaces, "in quotes" or not, `\` before a character that stands for itself. Null if a quote is left open. */
export function nutWords(line: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const character = line[i] as string;
    if (character === '\\' && i + 1 < line.length) {
      i += 1;
      word = (word ?? '') + line[i];
    } else if (character === '"') {
      quoted = !quoted;
      word ??= '';
    } else if (!quoted && (character === ' ' || character === '\r')) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quoted) return null;
  if (word !== null) words.push(word);
  return words;
}

/**
 * What a supply's variables say. `ups.status` is a list of flags: OL mains, OB battery, LB nearly empty, FSD a shutdown
 * that upsmon has ordered, CAL a test that only looks like battery, RB battery to be replaced, OVER overload, BYPASS
 * mains around the supply. Values that are no numbers, or impossible ones, count as not said.
 */
export function powerCondition(values: ReadonlyMap<string, string>): PowerCondition {
  const flags = new Set((values.get('ups.status') ?? '').split(/\s+/));
  const ordered = flags.has('FSD');
  const onMains = flags.has('OL') || flags.has('BYPASS') || flags.has('CAL');
  const source = ordered ? 'battery' : onMains ? 'mains' : flags.has('OB') ? 'battery' : 'unknown';
  return {
    reading: {
      source,
      charge: numberWithin(values.get('battery.charge'), 100),
      runtimeS: numberWithin(values.get('battery.runtime'), 1_000_000),
      low: ordered || (source === 'battery' && flags.has('LB')),
    },
    batteryWorn: flags.has('RB'),
    overload: flags.has('OVER'),
  };
}

function numberWithin(text: string | undefined, most: number): number | null {
  if (text === undefined || !/^\d{1,9}(\.\d{1,9})?$/.test(text)) return null;
  const value = Number(text);
  return value <= most ? value : null;
}
