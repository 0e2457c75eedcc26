import { Sigma } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultsState, StationRow } from '../../main/api/console-views.ts';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { languageOf } from '../parts/words.ts';
import { ResultsMark } from './results-mark.tsx';
import { ResultsPage } from './results-page.tsx';
import { StationTable } from './station-table.tsx';
import { inOrder, resultsOrder } from './stations.ts';
import { Sums } from './sums.tsx';
import { useConsole } from './zone.ts';

/** Where the protocols of the stations are: how many are in which state, and which stations. */
export function Protocols({ onStation }: { readonly onStation: (station: string) => void }) {
  const { t, i18n } = useTranslation(['commission', 'protocols']);
  const { stations } = useConsole();
  const [open, setOpen] = useState<string | null>(null);
  const [sums, setSums] = useState(false);
  const [state, setState] = useState<ResultsState | null>(null);
  const language = languageOf(i18n);
  const due = useMemo(() => stations.filter(({ results }) => results !== null), [stations]);
  const shown = useMemo(
    (): readonly StationRow[] =>
      inOrder(state === null ? due : due.filter(({ results }) => results === state), 'results'),
    [due, state],
  );
  const row = stations.find(({ station }) => station === open);
  if (row !== undefined) {
    return <ResultsPage row={row} onBack={() => setOpen(null)} onStation={() => onStation(row.station)} />;
  }
  if (sums) return <Sums onBack={() => setSums(false)} onStation={onStation} />;
  return (
    <Frame
      layout="protocols"
      main={
        due.length === 0 ? undefined : <Button icon={Sigma} label={t('protocols:sums')} onPress={() => setSums(true)} />
      }
    >
      <header className="room-head">
        <h1>{t('room.protocols')}</h1>
        <p className="number">
          {t('protocols.here', {
            here: shownNumber(
              due.filter(({ results }) => results !== 'awaited' && results !== 'held' && results !== 'forged').length,
              language,
            ),
            all: shownNumber(stations.length, language),
          })}
        </p>
      </header>
      {due.length === 0 ? <p className="lead">{t('protocols.none')}</p> : null}
      <div className="protocol-states">
        {due.length === 0
          ? null
          : resultsOrder.map((one) => (
              <Button
                key={one}
                label={shownNumber(due.filter(({ results }) => results === one).length, language)}
                detail={t(`results.${one}`)}
                chosen={state === one}
                onPress={() => setState(state === one ? null : one)}
              />
            ))}
      </div>
      {due.length === 0 ? null : (
        <>
          <p>{state === null ? t('protocols.all') : <ResultsMark state={state} />}</p>
          <StationTable rows={shown} onStation={setOpen} />
        </>
      )}
    </Frame>
  );
}
