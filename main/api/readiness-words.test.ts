import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkWords, ownChecks } from './readiness-words.ts';

const words = (file: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(new URL(`../../assets/locales/ky/${file}.json`, import.meta.url), 'utf8'));

it('knows each check that the report has words for', () => {
  const told = Object.keys(words('technician')).filter((key) => key.startsWith('check.'));
  expect(told.toSorted()).toEqual(ownChecks.map((check) => `check.${check}`).toSorted());
});

it('calls a line of the list to open as that list does', () => {
  const items = Object.keys(words('chair')).filter((key) => key.startsWith('item.') && !key.startsWith('item.device-'));
  for (const item of items) expect(checkWords(item.slice(5)).key).toBe(`chair:${item}`);
  expect(checkWords('device.printer')).toEqual({ key: 'technician:check.device', about: 'printer' });
});
