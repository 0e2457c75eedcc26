import type { Chance } from '../../fingerprint/synthetic/chance.ts';
import type { MrzFormat } from '../mrz-fields.ts';
import type { MrzContent } from '../mrz-format.ts';

const surnames =
  'ASANOVA BEKOV TOKTOGULOV DZHUMABAEV SYDYKOVA KWON QURBANOV VOLKOV ZHEENBEKOVA YUSUPOV XENOFONTOV FROLOV';
const givens =
  'AIGUL NURBEK GULNARA ERLAN MEERIM BAKYT ZARINA ULUKBEK JAMILA OKSANA WALTER HANIFA PERIZAT CHYNGYZ DILARA';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * A person who does not exist. Every third one has names of random letters, so that every letter is met beside every
 * other one.
 */
export function person(chance: Chance, format: MrzFormat): MrzContent {
  const upTo = (n: number) => Math.floor(chance.next() * n);
  const of = (list: string) => list.split(' ')[upTo(list.split(' ').length)]!;
  const random = (from: string, length: number) => Array.from({ length }, () => from[upTo(from.length)]).join('');
  const digits = (length: number) => random('0123456789', length);
  const odd = chance.next() < 1 / 3;
  const sex = chance.next() < 0.5 ? 'female' : 'male';
  const [year, month, day] = [1940 + upTo(66), 1 + upTo(12), 1 + upTo(28)].map((n) => String(n).padStart(2, '0'));
  return {
    format,
    number: format === 'td1' ? `ID${digits(7)}` : `${random(letters, 2)}${digits(7)}`,
    pin: `${sex === 'female' ? 1 : 2}${day}${month}${year}${digits(5)}`,
    surname: odd ? random(letters, 5 + upTo(8)) : of(surnames),
    given: odd ? random(letters, 3 + upTo(6)) : of(givens),
    sex,
    birthDate: `${year}-${month}-${day}`,
    expires: `${2026 + upTo(10)}-${String(1 + upTo(12)).padStart(2, '0')}-${String(1 + upTo(28)).padStart(2, '0')}`,
  };
}
