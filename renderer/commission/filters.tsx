import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationHealth, StationRow, StationStage } from '../../main/api/console-views.ts';
import { Field } from '../parts/field.tsx';
import { inLanguage, languageOf } from '../parts/words.ts';
import { Choice } from './choice.tsx';
import { healths } from './health.ts';
import { isLookedAt, type StationFilter } from './stations.ts';
import { useTerritories } from './territories.ts';
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
  const { stations } = useConsole();
  const { nameOf, upwards } = useTerritories();
  const language = languageOf(i18n);
  return useMemo(() => {
    const place = (row: StationRow): string =>
      filter.text === '' ? '' : [inLanguage(row.name, { language }), ...upwards(row.territory).map(nameOf)].join(' ');
    return stations.filter((row) => isLookedAt(row, filter, place(row)));
  }, [stations, nameOf, upwards, filter, language]);
}

/** Which stations are shown: by words, stage and health. */
export function Filters({ filter, onFilter, children }: Filtering & { readonly children?: ReactNode }) {
  const { t } = useTranslation('commission');
  const change = (part: Partial<StationFilter>): void => onFilter({ ...filter, ...part });
  return (
    <div className="filters">
      <Field
        label={t('filter.text')}
        hint={t('filter.text')}
        value={filter.text}
        onValue={(text) => change({ text })}
      />
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
