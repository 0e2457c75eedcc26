import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationHealth, StationRow } from '../../main/api/console-views.ts';
import { shownNumber } from '../parts/numbers.ts';
import { languageOf } from '../parts/words.ts';
import { healths } from './health.ts';
import { HealthMark } from './health-mark.tsx';

/** What the shapes of the map mean, and how many stations have each. */
export function Legend({ rows }: { readonly rows: readonly StationRow[] }) {
  const { i18n } = useTranslation();
  const counts = useMemo(() => countsOf(rows), [rows]);
  return (
    <ul className="legend">
      {healths.map((health) => (
        <li key={health}>
          <HealthMark health={health} count={shownNumber(counts[health], languageOf(i18n))} />
        </li>
      ))}
    </ul>
  );
}

function countsOf(rows: readonly StationRow[]): Readonly<Record<StationHealth, number>> {
  const counts: Record<StationHealth, number> = { alarm: 0, silent: 0, warning: 0, well: 0, 'none-yet': 0 };
  for (const { health } of rows) counts[health] += 1;
  return counts;
}
