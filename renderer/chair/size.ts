import type { Language } from '../../main/api/views.ts';
import { shownNumber } from '../parts/numbers.ts';

/** Bytes as people read them. The units are international symbols, the same in all three languages. */
export function fileSize(bytes: number, language: Language): string {
  return bytes >= 1_000_000
    ? `${shownNumber(bytes / 1_000_000, language)} MB`
    : `${shownNumber(bytes / 1_000, language)} kB`;
}
