import type { i18n } from 'i18next';
import type { AlarmRow } from '../../main/api/console-views.ts';
import { shownNumber } from '../parts/numbers.ts';
import { languageOf } from '../parts/words.ts';

/** A length of time in words: minutes, and from an hour on hours and minutes. */
export function lengthWords(minutes: number, instance: i18n): string {
  const whole = Math.round(minutes);
  const words = { ns: 'commission', hours: Math.floor(whole / 60), minutes: whole % 60 };
  return instance.t(whole < 60 ? 'minutes' : 'hours', words);
}

/** What a peripheral of a kiosk is called; one of a kind that has no word here is told as it is written. */
export function peripheralWord(peripheral: string, instance: i18n): string {
  const kind = peripheral === 'page' ? 'page-printer' : peripheral;
  return instance.t(`device.${kind}`, { ns: 'parts', defaultValue: peripheral });
}

/** What an alarm says, and what is to be done about it. Its numbers are written as the language writes them. */
export function alarmWords(
  { alarm, facts }: AlarmRow,
  instance: i18n,
): { readonly what: string; readonly act: string } {
  const language = languageOf(instance);
  const number = (name: string): number => Number(facts[name] ?? 0);
  const values: Record<string, string> = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'number' ? shownNumber(value, language) : value,
    ]),
  );
  if ('minutes' in facts) values.time = lengthWords(number('minutes'), instance);
  if ('seconds' in facts) values.time = lengthWords(Math.max(1, Math.abs(number('seconds')) / 60), instance);
  if ('kind' in facts) {
    values.kind = String(facts.kind)
      .split(' ')
      .map((one) => peripheralWord(one, instance))
      .join(', ');
  }
  if ('state' in facts) values.state = instance.t(`results.${facts.state}`, { ns: 'commission' });
  const name = alarm === 'clock' ? (number('seconds') < 0 ? 'clock.behind' : 'clock.ahead') : alarm;
  return {
    what: instance.t(`alarm.${name}`, { ns: 'commission', ...values }),
    act: instance.t(`alarm.${alarm}.do`, { ns: 'commission', ...values }),
  };
}
