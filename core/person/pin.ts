/**
 * The personal number (ПИН): 14 digits, [12] DDMMYYYY NNNNN; 1 = female, 2 = male. No check digit is published,
 * and numbers may be assigned and changed, so only the shape is checked and a disagreement with the register is a
 * warning, never a refusal.
 */
export interface PinFacts {
  readonly sex: 'female' | 'male';
  /** ISO date. */
  readonly birthDate: string;
}

/** True if the text has the shape of a PIN and a day that exists; says nothing about whether anybody has it. */
export function isPin(text: string): boolean {
  return pinFacts(text) !== null;
}

/** Sex and birth date as the PIN states them, or null if the text is not shaped like a PIN. */
export function pinFacts(text: string): PinFacts | null {
  const match = /^([12])(\d\d)(\d\d)(\d{4})\d{5}$/.exec(text);
  if (!match) return null;
  const [, sex, day, month, year] = match;
  const birthDate = `${year}-${month}-${day}`;
  return isDay(Number(year), Number(month), Number(day)) ? { sex: sex === '1' ? 'female' : 'male', birthDate } : null;
}

/** What a person typed as a PIN: spaces, no-break spaces and hyphens are not part of it. */
export function typedPin(text: string): string {
  return text.replaceAll(/[\s\u00a0\u202f-]/g, '');
}

/**
 * A PIN as the screens and slips show it, in groups of four: `•••• •••• •••• 23`.
 * @param digits how many of the last digits are shown (policy.receipt.maskedPinDigits); 0 shows none
 */
export function maskedPin(pin: string, digits = 2): string {
  const hidden = Math.max(pin.length - digits, 0);
  const masked = '•'.repeat(hidden) + pin.slice(hidden);
  return masked.replaceAll(/.{4}(?=.)/gu, '$& ');
}

/** Builds a PIN from its parts; `serial` is the five-digit number within the day (0–99999). */
export function formatPin(facts: PinFacts, serial: number): string {
  const [year, month, day] = facts.birthDate.split('-');
  return `${facts.sex === 'female' ? '1' : '2'}${day}${month}${year}${String(serial).padStart(5, '0')}`;
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  // Date.UTC reads years 0–99 as 1900–1999; nobody has such a PIN.
  return year >= 1850 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
