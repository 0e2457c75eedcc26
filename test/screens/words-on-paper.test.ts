import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { questionWords } from '../../core/receipt/day-words.ts';
import { dutyWords } from '../../core/receipt/duty-lines.ts';
import { rehearsalCaseWords } from '../../core/receipt/rehearsal-words.ts';
import { modalityWords, modeWords, refusalWords, slipWords } from '../../core/receipt/words.ts';
import { languages, words } from './locales.ts';

describe('what stands on the screens and on paper', () => {
  it('counts on the slips under the names of the screen, so that both can be compared', () => {
    const pairs = [
      ...Object.entries(refusalWords).map(([key, both]) => [`reason.${key}`, both] as const),
      ...Object.entries(modalityWords).map(([key, both]) => [`modality.${key}`, both] as const),
      ...(
        [
          'registered',
          'reserved',
          'confirmed',
          'released',
          'undone',
          'reprints',
          'homecomers',
          'unconfirmed',
          'contested',
        ] as const
      ).map((key) => [`total.${key}`, slipWords[key]] as const),
      ['by-modality', slipWords.byModality] as const,
      ['by-sex', slipWords.bySex] as const,
      ['by-age', slipWords.byAge] as const,
      ['by-reason', slipWords.byReason] as const,
      ['by-constituency', slipWords.byConstituency] as const,
      ['by-constituency.few', slipWords.smallConstituencies] as const,
      ['sex.female', slipWords.women] as const,
      ['sex.male', slipWords.men] as const,
    ];
    for (const [key, both] of pairs) {
      expect({ ky: words.ky[`chair/${key}`], ru: words.ru[`chair/${key}`] }, key).toEqual(both);
    }
  });

  it("counts on the observers' page under the names of the slip that it verifies", () => {
    const pairs = [
      ...(
        ['registered', 'reserved', 'confirmed', 'released', 'undone', 'validSlips', 'reprints', 'onPaper'] as const
      ).map((key) => [`total.${key}`, slipWords[key]] as const),
      ...(['station', 'sitting', 'device', 'head'] as const).map((key) => [key, slipWords[key]] as const),
      ...(['inside', 'signatures', 'receipts'] as const).map((key) => [`total.${key}`, questionWords[key]] as const),
      ['total.byHand', questionWords['by-hand']] as const,
    ];
    for (const [key, both] of pairs) {
      expect({ ky: words.ky[`verifier/${key}`], ru: words.ru[`verifier/${key}`] }, key).toEqual(both);
    }
  });

  it('calls a drawn duty on the slips as on the screens', () => {
    for (const [duty, both] of Object.entries(dutyWords)) {
      expect({ ky: words.ky[`people/duty.${duty}`], ru: words.ru[`people/duty.${duty}`] }).toEqual(both);
      for (const language of languages) expect(words[language]).toHaveProperty([`people/duty.${duty}.who`]);
    }
  });

  it('calls the cases of a rehearsal on the slip as on the screens', () => {
    for (const [one, both] of Object.entries(rehearsalCaseWords)) {
      expect({ ky: words.ky[`rehearsal/case.${one}`], ru: words.ru[`rehearsal/case.${one}`] }).toEqual(both);
    }
  });

  it('calls a mode on the slips as on the screens', () => {
    for (const [mode, both] of Object.entries(modeWords)) {
      if (both === null) continue;
      expect(both.ky).toContain(words.ky[`parts/mode-name.${mode}`]);
      expect(both.ru).toContain(words.ru[`parts/mode-name.${mode}`]);
      for (const language of languages) {
        expect(words[language][`parts/mode.${mode}`]).toContain(words[language][`parts/mode-name.${mode}`]);
      }
    }
  });

  it('calls the roles as the signed policy does, which this version takes with no other words', () => {
    for (const { role, names } of defaultPolicy.roles) {
      for (const language of languages) expect(words[language][`parts/role.${role}`]).toBe(names[language]);
    }
  });
});
