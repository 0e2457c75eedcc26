import { chance, mangled, pieces, upTo } from '../testing/chance.ts';
import { NutParser, powerCondition } from './nut-codec.ts';

export interface NutFuzzCount {
  readonly cases: number;
  /** Answers that the parser made out of mangled bytes: whole lists, and errors. */
  readonly lists: number;
  readonly errors: number;
  /** The most that a parser held at once, in bytes and variables. */
  readonly mostHeld: number;
}

const words = ['OL', 'OB', 'LB', 'CHRG', 'FSD', 'a "quoted" word', 'back\\slash', '', 'ө', '\u0000'];

/**
 * Mangled lists through the parser, `cases` of them; throws at the first that breaks the rule: nothing throws, at most
 * a line and a list are held, every reading is one there can be, and the next good list is read to the letter.
 * @param seed the same seed makes the same cases
 */
export function fuzzNut(cases: number, seed: number): NutFuzzCount {
  const random = chance(seed);
  let lists = 0;
  let errors = 0;
  let mostHeld = 0;
  for (let n = 0; n < cases; n++) {
    const parser = new NutParser();
    const bad = mangled(answer(upTo(random, 8), random), random);
    for (const part of pieces(bad, random)) {
      for (const frame of parser.push(part)) {
        if (frame.frame === 'error') errors += 1;
        else lists += 1;
        if (frame.frame === 'variables') possible(powerCondition(frame.values), n);
      }
      mostHeld = Math.max(mostHeld, parser.held);
    }
    const good = `\nBEGIN LIST VAR kiosk\nVAR kiosk ups.status "OB ${n}"\nEND LIST VAR kiosk\n`;
    const frames = pieces(Buffer.from(good), random).flatMap((part) => parser.push(part));
    const last = frames.at(-1);
    const read = last?.frame === 'variables' ? [...last.values] : null;
    if (JSON.stringify(read) !== JSON.stringify([['ups.status', `OB ${n}`]])) {
      throw new Error(`case ${n} of seed ${seed}: the good list was read as ${JSON.stringify(read)}`);
    }
  }
  return { cases, lists, errors, mostHeld };
}

function answer(kind: number, random: () => number): Uint8Array {
  const status = words[upTo(random, words.length)] ?? '';
  const value = (text: string) => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
  const list = ['BEGIN LIST VAR kiosk', `VAR kiosk ups.status ${value(status)}`];
  for (let i = upTo(random, 6); i > 0; i--) list.push(`VAR kiosk battery.charge ${value(String(random() * 200 - 50))}`);
  list.push('END LIST VAR kiosk');
  const supplies = `BEGIN LIST UPS\nUPS kiosk ${value(status)}\nUPS other ""\nEND LIST UPS\n`;
  if (kind === 2) return Buffer.from(supplies, 'utf8');
  const text =
    kind === 0 ? 'ERR DATA-STALE\n' : kind === 1 ? `${'x'.repeat(upTo(random, 3_000))}\n` : `${list.join('\n')}\n`;
  return Buffer.from(text, 'utf8');
}

function possible({ reading }: ReturnType<typeof powerCondition>, n: number): void {
  const { charge, runtimeS } = reading;
  const fine = (charge === null || (charge >= 0 && charge <= 100)) && (runtimeS === null || runtimeS >= 0);
  if (!fine) throw new Error(`case ${n}: an impossible reading: ${JSON.stringify(reading)}`);
}
