import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { inTreeOrder, type PlacedTerritory } from '../../core/election/territory-tree.ts';
import type { ShownTerritory } from '../../main/api/console-views.ts';
import { inLanguage, languageOf } from '../parts/words.ts';
import { useConsole } from './zone.ts';

/** The territories that this person may look at, and what they are called. */
export interface Territories {
  /** In the order of reading: each behind the one in which it lies. */
  readonly placed: readonly PlacedTerritory<ShownTerritory>[];
  /** Null: the country's stations that lie in none. */
  readonly nameOf: (code: string | null) => string;
  /** A territory and all in which it lies, the lowest first; of null none. */
  readonly upwards: (code: string | null) => readonly string[];
}

export function useTerritories(): Territories {
  const { t, i18n } = useTranslation('commission');
  const { territories } = useConsole();
  const language = languageOf(i18n);
  return useMemo(() => {
    const known = new Map(territories.map((one) => [one.code, one]));
    const upwards = (code: string | null): readonly string[] => {
      const found: string[] = [];
      for (let at = code; at !== null && known.has(at); at = known.get(at)?.parent ?? null) found.push(at);
      return found;
    };
    const nameOf = (code: string | null): string => {
      const one = code === null ? undefined : known.get(code);
      return one === undefined ? (code ?? t('territory.none')) : inLanguage(one.names, { language });
    };
    return { placed: inTreeOrder(territories), nameOf, upwards };
  }, [territories, t, language]);
}
