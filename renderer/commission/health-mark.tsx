import { useTranslation } from 'react-i18next';
import type { StationHealth } from '../../main/api/console-views.ts';
import { healthPath } from './health.ts';

/** Colour, shape and word of a health. */
export function HealthMark({ health, count }: { readonly health: StationHealth; readonly count?: string }) {
  const { t } = useTranslation('commission');
  return (
    <span className={`health health-${health}`}>
      <svg viewBox="0 0 16 16" className="health-shape" aria-hidden="true">
        <path d={healthPath(health, 1, 1, 14)} />
      </svg>
      <span>{t(`health.${health}`)}</span>
      {count === undefined ? null : <strong className="number">{count}</strong>}
    </span>
  );
}
