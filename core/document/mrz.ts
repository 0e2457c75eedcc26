import { type PinFacts, pinFacts } from '../person/pin.ts';
import { err, ok, type Result } from '../problem/result.ts';
import type { DocumentWarning, FieldSource, IdentityDocument, ReadBy } from './identity-document.ts';
import { checkDigit, type MrzFormat, mrzFields, mrzShape, type Span, slice } from './mrz-fields.ts';

/** Why a text is not a zone that can be used. Every one of them means: lay the document down again. */
export type MrzFault =
  /** Not two lines of 44 or three of 30 from A–Z, 0–9 and <. */
  | { readonly fault: 'shape' }
  /** A field's own check digit is wrong. Never repaired: mod 10 accepts one wrong repair in ten. */
  | { readonly fault: 'check-digit'; readonly field: 'number' | 'birthDate' | 'expires' | 'pin' }
  /** A date or sex that cannot be. */
  | { readonly fault: 'value'; readonly field: 'birthDate' | 'expires' | 'sex' | 'number' }
  /** A zone of another kind of document or of another state. */
  | { readonly fault: 'not-kyrgyz'; readonly code: string; readonly issuer: string };

/** More characters than any zone with line ends has; longer input is not looked at. */
const LONGEST_TEXT = 512;

/**
 * Reads the machine-readable zone of a Kyrgyz ID card (TD1) or passport (TD3).
 * @param text the lines as a reader sent them: LF, CR or CRLF between them, surrounding white space ignored,
 *   lower case accepted as upper case, nothing else corrected.
 * @param by what read the zone; every field's source says it
 * @returns the document, with warnings, or the first fault found. Never throws, whatever the text.
 * Source: ICAO Doc 9303 parts 3–5; the place of the PIN from public samples (TD1 optional data, TD3 personal number).
 */
export function parseMrz(text: string, by?: ReadBy): Result<IdentityDocument, MrzFault> {
  const zone = splitLines(text);
  if (zone === null) return err({ fault: 'shape' });
  const { format, lines } = zone;
  const map = mrzFields[format];
  const field = (span: Span) => slice(lines, span);

  const code = field(map.code);
  const issuer = field(map.issuer).replaceAll('<', '');
  const accepted = format === 'td1' ? code === 'ID' || code.startsWith('I<') : code.startsWith('P');
  if (!accepted || issuer !== 'KGZ') return err({ fault: 'not-kyrgyz', code: code.replaceAll('<', ''), issuer });

  const checks = [
    ['number', map.number, map.numberCheck],
    ['birthDate', map.birth, map.birthCheck],
    ['expires', map.expiry, map.expiryCheck],
  ] as const;
  for (const [name, span, check] of checks) {
    if (checkDigit(field(span)) !== field(check)) return err({ fault: 'check-digit', field: name });
  }
  if (map.optionalCheck !== null && !optionalCheckHolds(field(map.optional), field(map.optionalCheck))) {
    return err({ fault: 'check-digit', field: 'pin' });
  }

  const number = field(map.number).replace(/<+$/, '');
  if (!/^[A-Z0-9]{3,9}$/.test(number)) return err({ fault: 'value', field: 'number' });
  const sexLetter = field(map.sex);
  if (!/[FM<]/.test(sexLetter)) return err({ fault: 'value', field: 'sex' });
  const sex = sexLetter === 'F' ? 'female' : sexLetter === 'M' ? 'male' : null;

  const warnings: DocumentWarning[] = [];
  const compositeHolds = checkDigit(map.composite.map(field).join('')) === field(map.compositeCheck);
  if (!compositeHolds) warnings.push('composite');

  const candidate = field(map.optional).replace(/<+$/, '');
  const facts = pinFacts(candidate);
  const pin = facts === null ? null : candidate;
  const expires = readDate(`20${field(map.expiry)}`);
  if (expires === 'impossible') return err({ fault: 'value', field: 'expires' });
  const birth = readBirth(field(map.birth), facts, expires);
  if (birth.date === 'impossible') return err({ fault: 'value', field: 'birthDate' });
  if (birth.inferred) warnings.push('century-inferred');
  if (facts !== null && birth.date !== facts.birthDate) warnings.push('pin-birth-date');
  if (facts !== null && sex !== null && sex !== facts.sex) warnings.push('pin-sex');

  const name = readName(field(map.names));
  if (name.cut) warnings.push('name-cut');

  const source = (check: FieldSource['check']): FieldSource => ({ from: format, check, ...(by && { by }) });
  const own = source('own');
  const none = source('none');
  const pinSource = map.optionalCheck === null ? source(compositeHolds ? 'composite' : 'none') : own;
  return ok({
    zone: format,
    series: /^[A-Z]*/.exec(number)?.[0] ?? '',
    number,
    issuer,
    pin,
    surname: name.surname,
    given: name.given,
    sex,
    birthDate: birth.date,
    expires,
    warnings,
    sources: { number: own, pin: pinSource, surname: none, given: none, sex: none, birthDate: own, expires: own },
  });
}

/** The lines of a text that has the shape of a zone, in capitals, and which shape it is; null where it has none. */
export function splitLines(text: string): { format: MrzFormat; lines: string[] } | null {
  if (text.length > LONGEST_TEXT) return null;
  const lines = text
    .toUpperCase()
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (!lines.every((line) => /^[A-Z0-9<]+$/.test(line))) return null;
  for (const format of ['td1', 'td3'] as const) {
    const { lines: count, width } = mrzShape[format];
    if (lines.length === count && lines.every((line) => line.length === width)) return { format, lines };
  }
  return null;
}

/** An empty personal number may carry the digit 0 or a filler as its check digit (9303-4 §4.2.2.2). */
export function optionalCheckHolds(optional: string, check: string): boolean {
  if (/^<+$/.test(optional)) return check === '0' || check === '<';
  return checkDigit(optional) === check;
}

type ReadDate = string | null | 'impossible';

/** YYYYMMDD → YYYY-MM-DD; null where day or month is left open by fillers (9303-3 §4.7.2). */
function readDate(digits: string): ReadDate {
  if (/^\d{4}(\d{2}|<<)<<$/.test(digits) || /^20<{6}$/.test(digits)) return null;
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(digits);
  if (match === null) return 'impossible';
  const [, year, month, day] = match;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
    ? `${year}-${month}-${day}`
    : 'impossible';
}

/**
 * The zone has two digits for the year. The PIN has four; without it the later century is taken that still
 * lets the holder be born ten years before the document ends (documents run for ten years).
 */
function readBirth(
  digits: string,
  pin: PinFacts | null,
  expires: string | null,
): { date: ReadDate; inferred: boolean } {
  if (pin !== null && digits === pin.birthDate.replaceAll('-', '').slice(2)) {
    return { date: pin.birthDate, inferred: false };
  }
  const latestYear = expires === null ? 1999 : Number(expires.slice(0, 4)) - 10;
  const century = Number(`20${digits.slice(0, 2)}`) <= latestYear ? '20' : '19';
  return { date: readDate(century + digits), inferred: true };
}

function readName(field: string): { surname: string; given: string; cut: boolean } {
  const [surname = '', given = ''] = field.replace(/<+$/, '').split('<<');
  const words = (part: string) => part.split('<').filter(Boolean).join(' ');
  return { surname: words(surname), given: words(given), cut: !field.endsWith('<') };
}
