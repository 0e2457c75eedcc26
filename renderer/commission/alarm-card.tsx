import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AlarmRow } from '../../main/api/console-views.ts';
import { inLanguage } from '../parts/words.ts';
import { alarmWords } from './alarm-words.ts';
import { useTimes } from './times.ts';
import { useConsole } from './zone.ts';

const icons = { now: CircleAlert, soon: TriangleAlert, know: Info } as const;

/** An alarm: where, since when, what is the case, what to do. Pressed it opens the station. */
export function AlarmCard({ alarm, onPress }: { readonly alarm: AlarmRow; readonly onPress: () => void }) {
  const { t, i18n } = useTranslation('commission');
  const { stations } = useConsole();
  const { said } = useTimes();
  const row = stations.find(({ station }) => station === alarm.station);
  const { what, act } = alarmWords(alarm, i18n);
  const Icon = icons[alarm.urgency];
  return (
    <AriaButton className={`button alarm alarm-${alarm.urgency}`} onPress={onPress}>
      <Icon className="icon" aria-hidden="true" />
      <span className="alarm-words">
        <span className="alarm-head number">
          <strong>{alarm.station}</strong>
          <span>{t(`urgency.${alarm.urgency}`)}</span>
          <span>{said(alarm.since)}</span>
          <span className="alarm-place">{row ? inLanguage(row.name, i18n) : ''}</span>
        </span>
        <strong>{what}</strong>
        <span>{act}</span>
      </span>
    </AriaButton>
  );
}
