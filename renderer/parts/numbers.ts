import type { Language } from '../../main/api/views.ts';

/** Chromium's ICU has no Kyrgyz numbers and would write them the American way; Kyrgyz texts space them as Russian ones. */
const locales: Readonly<Record<Language, string>> = { ky: 'ru', ru: 'ru', en: 'en-GB' };

/** A count or a measure as people read it in the language of the screen, at most one decimal. */
export function shownNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 }).format(value);
}

/** A share of 1 as percent, with this many decimals. */
export function shownShare(share: number, language: Language, decimals = 1): string {
  const format = { style: 'percent', minimumFractionDigits: decimals, maximumFractionDigits: decimals } as const;
  return new Intl.NumberFormat(locales[language], format).format(share);
}
