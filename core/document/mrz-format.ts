import { checkDigit, type MrzFormat } from './mrz-fields.ts';

/** What a synthetic document says. Fictional people only. */
export interface MrzContent {
  readonly format: MrzFormat;
  /** Series and number, at most 9 characters, for example ID0000001. */
  readonly number: string;
  /** 14 digits, or null for a document without a PIN. */
  readonly pin: string | null;
  /** Latin, as 9303 spells it. */
  readonly surname: string;
  readonly given: string;
  readonly sex: 'female' | 'male' | null;
  /** YYYY-MM-DD */
  readonly birthDate: string;
  /** YYYY-MM-DD */
  readonly expires: string;
}

/**
 * Writes the machine-readable zone that a Kyrgyz ID card (TD1) or passport (TD3) would carry, with right check digits:
 * the demo election's documents and the tests are made of these.
 * @returns the lines joined by LF. Throws RangeError where the content does not fit (a bug of the caller).
 */
export function formatMrz(content: MrzContent): string {
  const number = fill(content.number, 9);
  const birth = sixDigits(content.birthDate);
  const expiry = sixDigits(content.expires);
  const sex = content.sex === 'female' ? 'F' : content.sex === 'male' ? 'M' : '<';
  const names = `${words(content.surname)}<<${words(content.given)}`;
  const pin = content.pin ?? '';

  if (content.format === 'td1') {
    const upper = number + checkDigit(number) + fill(pin, 15);
    const birthPart = birth + checkDigit(birth);
    const expiryPart = expiry + checkDigit(expiry);
    const rest = fill('', 11);
    const composite = checkDigit(upper + birthPart + expiryPart + rest);
    return [`IDKGZ${upper}`, `${birthPart}${sex}${expiryPart}KGZ${rest}${composite}`, fill(names, 30, 'cut')].join(
      '\n',
    );
  }
  const personal = fill(pin, 14);
  const numberPart = number + checkDigit(number);
  const birthPart = birth + checkDigit(birth);
  const tail = expiry + checkDigit(expiry) + personal + checkDigit(personal);
  const composite = checkDigit(numberPart + birthPart + tail);
  return [`P<KGZ${fill(names, 39, 'cut')}`, `${numberPart}KGZ${birthPart}${sex}${tail}${composite}`].join('\n');
}

function words(name: string): string {
  return name
    .toUpperCase()
    .split(/[^A-Z]+/)
    .filter(Boolean)
    .join('<');
}

function fill(text: string, width: number, tooLong: 'refuse' | 'cut' = 'refuse'): string {
  if (text.length > width && tooLong === 'refuse') throw new RangeError(`does not fit into ${width} characters`);
  return text.slice(0, width).padEnd(width, '<');
}

function sixDigits(date: string): string {
  const match = /^\d{2}(\d{2})-(\d{2})-(\d{2})$/.exec(date);
  if (match === null) throw new RangeError('a date must be YYYY-MM-DD');
  return match.slice(1).join('');
}
