import type { Language } from '../../main/api/views.ts';
import { shownNumber } from './numbers.ts';

/** Bytes as people read them. The units are international symbols, the same in all three languages. */
export function fileSize(bytes: number, language: Language): string {
  const { kilo, mega } = language === 'en' ? { kilo: 'kB', mega: 'MB' } : { kilo: 'кБ', mega: 'МБ' };
  return bytes >= 1_000_000
    ? `${shownNumber(bytes / 1_000_000, language)} ${mega}`
    : `${shownNumber(bytes / 1_000, language)} ${kilo}`;
}
