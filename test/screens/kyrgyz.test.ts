import { describe, expect, it } from 'vitest';
import { glossary } from './glossary.ts';
import { words } from './locales.ts';

/** Kyrgyz words that are spelt as in Russian because they are the same words. */
const trulySame: readonly string[] = [
  'commission/column.results',
  'commission/device',
  'commission/results.column.machine',
  'kiosks/net.hub.over.cable',
  'kiosks/net.hub.over.satellite',
  'kiosks/net.hub.over.wireless',
  'chair/item.device-camera',
  'parts/device.camera',
  'parts/light.ballot-reader',
  'parts/light.camera',
  'parts/light.display',
  'parts/menu',
  'parts/mode',
  'parts/paged.at',
  'officer/refused.device',
  'parts/pin',
  'parts/trail.document',
  'parts/trail.receipt',
  'parts/light.document',
  'parts/light.printer',
  'parts/light.chip',
  'reception/answer.pin',
  'technician/check.device',
  'parts/light.page-printer',
  'parts/role.officer',
  'parts/role.technician',
  'chair/page.log',
  'chair/item.mode',
  'parts/write.file',
  'parts/write.stick',
  'parts/write.stick-gb',
  'parts/write.stick-mb',
  'playground/person.pin',
  'trial/scan.dpi-of',
  'signed/field.ballot',
  'signed/field.pin',
  'signed/value.rayon',
  'technician/reopen.found',
  'protocols/protocol',
  'scans/column.value',
  'trustees/number',
  'verifier/sitting',
];

describe('the Kyrgyz of the screens', () => {
  it('is Kyrgyz where it says so', () => {
    const same = Object.keys(words.ky).filter(
      (key) => words.ky[key] === words.ru[key] || words.ky[key] === words.en[key],
    );
    expect(same.sort()).toEqual([...trulySame].sort());
  });

  it('spells Kyrgyz with its own letters, without the look-alike fita and without odd spaces', () => {
    for (const [key, text] of Object.entries(words.ky)) expect(text, key).not.toMatch(/[ѳѲ\u00a0]/);
  });

  it.each(glossary)('speaks of $ru by the terms of the glossary', ({ ru, ky, en }) => {
    const speaking = Object.keys(words.ru).filter((key) => ru.test(words.ru[key] ?? ''));
    expect(speaking).not.toEqual([]);
    for (const key of speaking) {
      expect(words.ky[key], key).toMatch(ky);
      expect(words.en[key], key).toMatch(en);
    }
  });

  it('has no plural after a number in Kyrgyz', () => {
    for (const [key, text] of Object.entries(words.ky)) {
      expect(text, key).not.toMatch(
        /(\d|\{\{\w+\}\}) \p{L}+(лар|лер|лор|лөр|дар|дер|дор|дөр|тар|тер|тор|төр)(\s|\p{P}|$)/u,
      );
    }
  });
});
