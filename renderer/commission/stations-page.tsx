import { FolderDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { languageOf } from '../parts/words.ts';
import { Choice } from './choice.tsx';
import { type Filtering, Filters, useFiltered } from './filters.tsx';
import { StationTable } from './station-table.tsx';
import { inOrder, noFilter, type Sorting, sortings } from './stations.ts';
import { useConsole, useConsoleAct } from './zone.ts';

/** All stations, or those that are looked for, as a table; the logs of just these can be downloaded. */
export function Stations({
  onStation,
  onLogs,
  ...filtering
}: Filtering & { readonly onStation: (station: string) => void; readonly onLogs: () => void }) {
  const { t, i18n } = useTranslation('commission');
  const { stations } = useConsole();
  const { act, busy } = useConsoleAct();
  const [sorting, setSorting] = useState<Sorting>('worst');
  const some = useFiltered(filtering.filter);
  const shown = useMemo(() => inOrder(some, sorting), [some, sorting]);
  const download = async (): Promise<void> => {
    const named = shown.length === stations.length ? [] : shown.map(({ station }) => station);
    if (await act((client) => client.logs.fromHub({ stations: named }))) onLogs();
  };
  return (
    <Frame
      layout="stations"
      other={
        filtering.filter === noFilter ? null : (
          <Button label={t('filter.none')} onPress={() => filtering.onFilter(noFilter)} />
        )
      }
      main={
        <Button
          icon={FolderDown}
          label={t('logs.these', { count: shownNumber(shown.length, languageOf(i18n)) })}
          isDisabled={busy || shown.length === 0}
          onPress={() => void download()}
        />
      }
    >
      <Filters {...filtering}>
        <Choice
          label={t('sort')}
          value={sorting}
          options={sortings.map((value) => ({ value, label: t(`sort.${value}`) }))}
          onValue={setSorting}
        />
      </Filters>
      {shown.length === 0 ? (
        <p className="lead">{t('filter.nothing')}</p>
      ) : (
        <StationTable rows={shown} onStation={onStation} />
      )}
    </Frame>
  );
}
