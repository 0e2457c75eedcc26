import { useTranslation } from 'react-i18next';
import { Frame } from '../parts/frame.tsx';
import { type Filtering, Filters, useFiltered } from './filters.tsx';
import { Legend } from './legend.tsx';
import { StationMap } from './station-map.tsx';

/** The stations as squares under the names of their territories. */
export function MapRoom({ onStation, ...filtering }: Filtering & { readonly onStation: (station: string) => void }) {
  const { t } = useTranslation('commission');
  const shown = useFiltered(filtering.filter);
  return (
    <Frame layout="stations">
      <Filters {...filtering} />
      <Legend rows={shown} />
      {shown.length === 0 ? (
        <p className="lead">{t('filter.nothing')}</p>
      ) : (
        <StationMap rows={shown} named onStation={onStation} />
      )}
    </Frame>
  );
}
