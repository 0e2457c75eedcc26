import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationHealth, StationRow, StationStage } from '../../main/api/console-views.ts';
import { Field } from '../parts/field.tsx';
import { inLanguage, languageOf } from '../parts/words.ts';
import { Choice } from './choice.tsx';
import { healths } from './health.ts';
import { isLookedAt, type StationFilter } from './stations.ts';
import { useConsole } from './zone.ts';

const stages: readonly StationStage[] = ['silent', 'before', 'open', 'suspended', 'finishing', 'closed'];

/** What map and list are given to choose which stations they show. */
export interface Filtering {
  readonly filter: StationFilter;
  readonly onFilter: (filter: StationFilter) => void;
}

/** The stations that a filter leaves, in the order of the view. */
export function useFiltered(filter: StationFilter): readonly StationRow[] {
  const { i18n } = useTranslation();
  const { stations, territories } = useConsole();
  const language = languageOf(i18n);
  return useMemo(() => {
    const places = new Map(territories.map(({ id, names }) => [id, inLanguage(names, { language })]));
    const place = (row: StationRow): string =>
      filter.text === '' ? '' : `${inLanguage(row.name, { language })} ${places.get(row.territory) ?? ''}`;
    return stations.filter((row) => isLookedAt(row, filter, place(row)));
  }, [stations, territories, filter, language]);
}

/** Which stations are looked at: by words, territory, stage and health. */
export function Filters({ filter, onFilter, children }: Filtering & { readonly children?: ReactNode }) {
  const { t, i18n } = useTranslation('commission');
  const { territories } = useConsole();
  const change = (part: Partial<StationFilter>): void => onFilter({ ...filter, ...part });
  return (
    <div className="filters">
      <Field
        label={t('filter.text')}
        hint={t('filter.text')}
        value={filter.text}
        onValue={(text) => change({ text })}
      />
      {territories.length > 1 ? (
        <Choice
          label={t('territory')}
          value={filter.territory}
          options={[
            { value: '', label: t('filter.territories') },
            ...territories.map(({ id, names }) => ({ value: id, label: inLanguage(names, i18n) })),
          ]}
          onValue={(territory) => change({ territory })}
        />
      ) : null}
      <Choice<StationStage | ''>
        label={t('column.stage')}
        value={filter.stage}
        options={[
          { value: '', label: t('filter.stages') },
          ...stages.map((value) => ({ value, label: t(`stage.${value}`) })),
        ]}
        onValue={(stage) => change({ stage })}
      />
      <Choice<StationHealth | ''>
        label={t('column.health')}
        value={filter.health}
        options={[
          { value: '', label: t('filter.healths') },
          ...healths.map((value) => ({ value, label: t(`health.${value}`) })),
        ]}
        onValue={(health) => change({ health })}
      />
      {children}
    </div>
  );
}
