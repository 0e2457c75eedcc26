import type { Query } from '../../core/admission/context.ts';
import { isPin, typedPin } from '../../core/person/pin.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { Register } from './register/shape.ts';

type Typed = Extract<Query, { readonly text: string }>;

/** Letters of a series before the digits, as documents print them; Cyrillic letters that look alike are typed too. */
const DOCUMENT_NUMBER = /^[A-ZА-ЯІ]{1,4}\d{5,12}$/;
const LATIN: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  К: 'K',
  М: 'M',
  О: 'O',
  Р: 'P',
  Т: 'T',
  Х: 'X',
  І: 'I',
};

/**
 * What an officer typed, as a question to the register: a PIN, a number in the list, a document's number, or a name.
 * A slip of the finger is no voter who is refused: what cannot be a PIN, or names nobody, is told and nothing begins.
 * @param pinOnly a PIN is awaited, and nothing else
 */
export function typedQuery(
  text: string,
  register: Pick<Register, 'byPin' | 'byNumber' | 'byDocument' | 'search'>,
  pinOnly: boolean,
): Result<Typed, Problem> {
  const digits = typedPin(text);
  const allDigits = /^\d+$/.test(digits);
  // Numbers may be assigned and changed by hand: one that the list knows is one, whatever day it names.
  if (isPin(digits) || (digits.length === 14 && allDigits && register.byPin(digits) !== null)) {
    return ok({ by: 'pin', text: digits });
  }
  if (pinOnly || (allDigits && digits.length > 5)) {
    return err({ code: 'station.pin-shape', params: { digits: allDigits ? digits.length : 0 } });
  }
  if (allDigits) {
    const number = Number(digits);
    if (register.byNumber(number).length === 0) return err({ code: 'station.number-unknown', params: { number } });
    return ok({ by: 'number', text: digits });
  }
  const document = digits.toUpperCase();
  if (DOCUMENT_NUMBER.test(document)) {
    const latin = document.replaceAll(/[А-ЯІ]/g, (letter) => LATIN[letter] ?? letter);
    return register.byDocument(latin) === null
      ? err({ code: 'station.document-unknown' })
      : ok({ by: 'document-number', text: latin });
  }
  return register.search(text, 1).length === 0 ? err({ code: 'station.name-unknown' }) : ok({ by: 'name', text });
}
