import { Activity } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { localTime } from '../../core/person/dates.ts';
import type { DeviceView } from '../../main/api/views.ts';
import { Button } from '../parts/button.tsx';
import { deviceIcons, stateIcons } from '../parts/devices.tsx';
import { problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import { ReopenKey } from './reopen-key.tsx';

/** One device: its state, what to do about it, where it is attached. */
export function DeviceCard({ device, onOpen }: { readonly device: DeviceView; readonly onOpen: () => void }) {
  const { t, i18n } = useTranslation(['technician', 'parts']);
  const { station } = useDesk();
  const { kind, state, problem } = device;
  const Icon = deviceIcons[kind];
  const State = stateIcons[state];
  return (
    <section className={`device-card device-${state}`}>
      <h2>
        <Icon className="icon" aria-hidden="true" />
        {t(`parts:device.${kind}`)}
      </h2>
      <p className="device-card-state">
        <State className="icon device-state" aria-hidden="true" />
        <strong>{t(`parts:state.${state}`)}</strong>
        <span className="soft number">{t('since', { time: localTime(device.since, station.zone) })}</span>
      </p>
      {problem === null ? (
        <p className="device-card-todo">{t('nothing-to-do')}</p>
      ) : (
        <div className="device-card-todo">
          <p>
            <strong>{problemWords(problem, 'happened', i18n)}</strong>
          </p>
          <p>{problemWords(problem, 'technician', i18n)}</p>
          <p className="soft small">{problem.code}</p>
        </div>
      )}
      <dl className="number small device-card-facts">
        <div>
          <dt>{t('path')}</dt>
          <dd className="copyable">{device.path}</dd>
        </div>
      </dl>
      <div className="device-card-actions">
        <Button icon={Activity} label={t('device.open')} onPress={onOpen} />
        <ReopenKey device={device} />
      </div>
    </section>
  );
}
