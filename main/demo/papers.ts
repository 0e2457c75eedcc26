import { formatMrz } from '../../core/document/mrz-format.ts';
import { transliterate } from '../../core/person/names.ts';
import type { Chance } from './random.ts';
import type { Trait } from './trait.ts';

/** Kinds as the policy's table names them (core/election/policy-default.ts). */
export type PaperKind = 'id-card-2017' | 'id-card-2004' | 'passport-1994' | 'passport-2006' | 'passport-electronic';

/** A document as a thing: what is printed in it, whatever the register says. Fictional. */
export interface Paper {
  readonly kind: PaperKind;
  /** Number printed in the document. */
  readonly number: string;
  /** Number that the register has for it; differs for a document that was replaced. */
  readonly listedNumber: string;
  /** What a reader reads: lines of the zone, or null where there is none (1994): then the PIN is typed. */
  readonly mrz: string | null;
  /** ISO date, or null (1994 passports have none). */
  readonly expires: string | null;
  /** In what the document and the register disagree. */
  readonly differs: 'birth-date' | 'sex' | 'name' | 'number' | null;
}

interface Person {
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string | null;
  readonly sex: 'female' | 'male';
  readonly birthDate: string;
  readonly pin: string;
}

const series: Readonly<Record<PaperKind, string>> = {
  'id-card-2017': 'ID',
  'id-card-2004': 'AN',
  'passport-1994': 'A',
  'passport-2006': 'AC',
  'passport-electronic': 'PE',
};

const differences = ['birth-date', 'sex', 'name', 'number'] as const;

/** Prints a document. `day` is the day of the election: expired means expired on it. */
export function makePaper(
  dice: Chance,
  kind: PaperKind,
  person: Person,
  index: number,
  { trait, day }: { readonly trait: Trait; readonly day: string },
): Paper {
  const listedNumber = `${series[kind]}${String(index + 1).padStart(7, '0')}`;
  const differs = trait === 'document-differs' ? dice.pick(differences) : null;
  const number = differs === 'number' ? `${series[kind]}9${listedNumber.slice(series[kind].length + 1)}` : listedNumber;
  if (kind === 'passport-1994') return { kind, number, listedNumber, mrz: null, expires: null, differs };
  const expires = expiry(dice, day, trait === 'expired-document' || trait === 'old-passport');
  const printed = {
    format: kind === 'passport-2006' || kind === 'passport-electronic' ? 'td3' : 'td1',
    number,
    // In the 2004 card's zone too: that it is not used is for the policy to say.
    pin: person.pin,
    surname: transliterate(differs === 'name' ? `${person.surname.slice(0, -1)}ин` : person.surname),
    given: givenNames(kind, person),
    sex: differs === 'sex' ? (person.sex === 'female' ? 'male' : 'female') : person.sex,
    birthDate: differs === 'birth-date' ? shifted(person.birthDate) : person.birthDate,
    expires,
  } as const;
  return { kind, number, listedNumber, mrz: formatMrz(printed), expires, differs };
}

/** The e-passport carries the patronymic with the given names; the others leave it out. */
function givenNames(kind: PaperKind, { given, patronymic }: Person): string {
  return transliterate(kind === 'passport-electronic' && patronymic ? `${given} ${patronymic}` : given);
}

function expiry(dice: Chance, day: string, expired: boolean): string {
  const date = new Date(`${day}T00:00:00Z`);
  const days = 1 + dice.below(365 * 8);
  date.setUTCDate(date.getUTCDate() + (expired ? -Math.ceil(days / 4) : days));
  return date.toISOString().slice(0, 10);
}

/** Another day of the same month, as a clerk's slip makes it. */
function shifted(birthDate: string): string {
  const day = Number(birthDate.slice(8));
  return `${birthDate.slice(0, 8)}${String(day > 14 ? day - 10 : day + 10).padStart(2, '0')}`;
}
