import { Check, CircleX, Printer, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SlipSeriesView } from '../../main/api/day-views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';

/** Numbered copies of which not all are out: how far they are, and what is asked of people. The oldest series first. */
export function Copies() {
  const { day } = useDesk();
  const series = day?.copies[0];
  return series === undefined ? null : <Series {...series} />;
}

function Series({ series, slip, of, next, state, problem }: SlipSeriesView) {
  const { t, i18n } = useTranslation('day');
  const { act, busy } = useAct();
  const seen = (out: boolean): void => {
    void act((client) => client.day.copySeen({ series, copy: next, out }));
  };
  return (
    <section className="copies" role="status">
      <p className="copies-words">
        <strong>{t(`copies.${slip}`)}</strong>
        <span>{t(`copies.${state}`, { next, of })}</span>
        {problem === null || state === 'printing' ? null : (
          <span className="check-problem">
            {problemWords(problem, 'happened', i18n)} {problemWords(problem, 'officer', i18n)}
          </span>
        )}
      </p>
      {state === 'maybe' ? (
        <>
          <Button icon={RotateCcw} label={t('copies.not-out')} isDisabled={busy} onPress={() => seen(false)} />
          <Button icon={Check} label={t('copies.out')} isDisabled={busy} onPress={() => seen(true)} />
        </>
      ) : null}
      {state === 'waiting' ? (
        <>
          <Button
            kind="quiet"
            icon={CircleX}
            label={t('copies.leave')}
            isDisabled={busy}
            onPress={() => void act((client) => client.day.leaveCopies({ series }))}
          />
          <Button
            icon={Printer}
            label={t('copies.on')}
            isDisabled={busy}
            onPress={() => void act((client) => client.day.goOnCopies({}))}
          />
        </>
      ) : null}
    </section>
  );
}
