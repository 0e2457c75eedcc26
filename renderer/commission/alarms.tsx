import { useTranslation } from 'react-i18next';
import type { AlarmRow } from '../../main/api/console-views.ts';
import { Frame } from '../parts/frame.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { Paged } from '../parts/paged.tsx';
import { languageOf } from '../parts/words.ts';
import { AlarmCard } from './alarm-card.tsx';
import { useConsole } from './zone.ts';

/** Alarms that the smallest screen holds, in two columns. */
const ROOM = 8;

const urgencies = ['now', 'soon', 'know'] as const satisfies readonly AlarmRow['urgency'][];

/** All alarms, the most urgent first. */
export function Alarms({ onStation }: { readonly onStation: (station: string) => void }) {
  const { t, i18n } = useTranslation('commission');
  const { alarms, alarmsInAll } = useConsole();
  const language = languageOf(i18n);
  return (
    <Frame layout="alarms">
      <header className="room-head">
        <h1>{t('room.alarms')}</h1>
        <ul className="facts-row">
          {urgencies.map((urgency) => (
            <li key={urgency} className="number">
              <strong>{shownNumber(alarms.filter((one) => one.urgency === urgency).length, language)}</strong>{' '}
              {t(`urgency.${urgency}`)}
            </li>
          ))}
          {alarmsInAll > alarms.length ? (
            <li>{t('alarms.first', { count: alarms.length, all: shownNumber(alarmsInAll, language) })}</li>
          ) : null}
        </ul>
      </header>
      {alarms.length === 0 ? <p className="lead">{t('alarms.none')}</p> : null}
      <Paged items={alarms} size={ROOM} className="alarm-list">
        {(alarm) => (
          <li key={alarm.id}>
            <AlarmCard alarm={alarm} onPress={() => onStation(alarm.station)} />
          </li>
        )}
      </Paged>
    </Frame>
  );
}
