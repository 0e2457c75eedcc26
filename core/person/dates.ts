/**
 * Dates as every screen and slip shows them, in fixed formats: ICU's ky-KG gives 8/10/23, which nobody writes.
 * All functions take ISO dates (YYYY-MM-DD) or ISO instants; none reads a clock.
 */

/** Age groups of the published breakdowns (azattyk.org/a/33641312). */
export const ageGroups = ['18', '19-35', '36-45', '46-55', '56-65', '66+'] as const;
export type AgeGroup = (typeof ageGroups)[number];

/** `2023-10-08` → `08.10.2023`, the same in all languages. */
export function shortDate(iso: string): string {
  const { year, month, day } = parts(iso);
  return `${pad(day)}.${pad(month)}.${String(year).padStart(4, '0')}`;
}

/** Local wall time `14:02` of an instant in a zone (IANA name), 24 hours in all languages. */
export function localTime(instant: string, zone: string): string {
  const at = formatter(zone).formatToParts(new Date(instant));
  const part = (type: string) => at.find((p) => p.type === type)?.value ?? '';
  return `${part('hour')}:${part('minute')}`;
}

/** Local date (ISO) of an instant in a zone. */
export function localDate(instant: string, zone: string): string {
  const at = formatter(zone).formatToParts(new Date(instant));
  const part = (type: string) => at.find((p) => p.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** Whole years of age on a day. Somebody born on 29 February comes of age on 1 March in other years. */
export function ageOn(birthDate: string, day: string): number {
  const birth = parts(birthDate);
  const on = parts(day);
  const hadBirthday = on.month > birth.month || (on.month === birth.month && on.day >= birth.day);
  return on.year - birth.year - (hadBirthday ? 0 : 1);
}

/** The published age group of a person on the day of the election; null below 18. */
export function ageGroupOn(birthDate: string, day: string): AgeGroup | null {
  const age = ageOn(birthDate, day);
  if (age < 18) return null;
  if (age === 18) return '18';
  if (age <= 35) return '19-35';
  if (age <= 45) return '36-45';
  if (age <= 55) return '46-55';
  if (age <= 65) return '56-65';
  return '66+';
}

/** True for an ISO date of a day that exists. */
export function isIsoDate(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

/** `08.10.2023`, `8.10.2023` or an ISO date as ISO; null if it is no day. For lists that come from other systems. */
export function readDate(text: string): string | null {
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text.trim());
  const iso = dotted ? `${dotted[3]}-${pad(Number(dotted[2]))}-${pad(Number(dotted[1]))}` : text.trim();
  return isIsoDate(iso) ? iso : null;
}

function parts(iso: string): { year: number; month: number; day: number } {
  if (!isIsoDate(iso)) throw new RangeError('not an ISO date');
  return { year: Number(iso.slice(0, 4)), month: Number(iso.slice(5, 7)), day: Number(iso.slice(8, 10)) };
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}

/** Making an Intl formatter costs about 50 µs; screens ask every second. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let made = formatters.get(zone);
  if (!made) {
    made = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(zone, made);
  }
  return made;
}
