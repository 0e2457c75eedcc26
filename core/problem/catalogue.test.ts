import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bySeverity, families } from './catalogue.ts';

const languages = ['ky', 'ru', 'en'] as const;

describe.each(languages)('the words of the error catalogue in %s', (language) => {
  for (const [name, entries] of Object.entries(families)) {
    const words = JSON.parse(
      readFileSync(new URL(`../../assets/locales/${language}/problem-${name}.json`, import.meta.url), 'utf8'),
    ) as Record<string, Record<string, string>>;

    it.each(Object.keys(entries))('%s says what happened, what the officer and the technician do', (code) => {
      for (const part of ['happened', 'officer', 'technician']) {
        expect(words[code]?.[part], `${language} ${code} ${part}`).toMatch(/\S/);
      }
      expect(words[code]?.happened).not.toContain(code);
    });

    it(`problem-${name}.json has no words for a code that does not exist`, () => {
      expect(Object.keys(words).filter((code) => !(code in entries))).toEqual([]);
    });
  }
});

describe('several problems at once', () => {
  it('are told with the worst first, and equals in their order', () => {
    const codes = [
      'station.busy',
      'station.wrong-date',
      'storage.full',
      'station.interrupted',
      'station.locked',
    ] as const;
    const sorted = bySeverity(codes.map((code) => ({ code }))).map(({ code }) => code);
    expect(sorted.slice(0, 2)).toEqual(['storage.full', 'station.locked']);
    expect(sorted.slice(2, 4)).toEqual(['station.wrong-date', 'station.interrupted']);
    expect(sorted.at(-1)).toBe('station.busy');
  });
});
