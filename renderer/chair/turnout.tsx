import { Check, Clock3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { useStationTime } from '../parts/clock.tsx';
import { Frame } from '../parts/frame.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { languageOf } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';

/** Stages in which the turnout can be recorded. */
const recording = ['open', 'suspended', 'finishing'];

/** The turnout at the times of the policy: recorded once each, never changed. */
export function Turnout() {
  const { t, i18n } = useTranslation('chair');
  const { turnout, station, counters, ballotZone } = useDesk();
  const sheetsAt = (time: string) => ballotZone?.sheets.find((one) => one.time === time)?.sheets;
  const { act, busy } = useAct();
  const next = turnout.find((point) => point.total === null);
  const now = useStationTime(station);
  // In official work a number is of its hour; whoever trains need not wait for it.
  const due = next !== undefined && (station.mode !== 'official' || now >= next.time);
  return (
    <Frame
      layout="turnout"
      main={
        next && recording.includes(station.stage) ? (
          <Button
            kind="main"
            icon={Clock3}
            label={t('turnout.record', { time: next.time })}
            isDisabled={busy || !due}
            onPress={() => void act((client) => client.station.recordTurnout({ time: next.time }))}
          />
        ) : undefined
      }
    >
      <h1>{t('page.turnout')}</h1>
      <p className="lead">{t('turnout.of', { number: shownNumber(counters.registered, languageOf(i18n)) })}</p>
      <ol className="turnout-times number">
        {turnout.map(({ time, total }) => (
          <li key={time} className={total === null ? 'turnout-open' : 'turnout-done'}>
            <span className="turnout-time">{time}</span>
            <span className="turnout-total">{total === null ? '—' : shownNumber(total, languageOf(i18n))}</span>
            <meter
              min={0}
              max={Math.max(counters.registered, 1)}
              value={total ?? 0}
              aria-label={t('turnout.share', { time })}
            />
            <span className="turnout-word">
              {total === null ? null : <Check className="icon" aria-hidden="true" />}
              {sheetsAt(time) === undefined
                ? t(total === null ? 'state.to-do' : 'state.done')
                : t('turnout.sheets', { number: shownNumber(sheetsAt(time) ?? 0, languageOf(i18n)) })}
            </span>
          </li>
        ))}
      </ol>
    </Frame>
  );
}
