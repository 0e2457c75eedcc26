import { Menu } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Clock } from './clock.tsx';
import { DeviceLights } from './devices.tsx';
import { HelpKey } from './help-key.tsx';
import { KiosksSeen } from './kiosks-seen.tsx';
import { MenuSheet } from './menu-sheet.tsx';
import { useDesk } from './zone.ts';

/** Always there: which station, which stage, what time, whether the devices are well, how many were admitted. */
export function StatusBar() {
  const { t } = useTranslation('parts');
  const { station, person } = useDesk();
  const [menu, setMenu] = useState(false);
  return (
    <header className="status-bar">
      <div className="status-place">
        <span className="status-station">
          {station.station === null ? t('station.none') : t('station.number', { number: station.station.number })}
        </span>
        <span className={`stage stage-${station.stage}`}>{t(`stage.${station.stage}`)}</span>
        {station.kiosks === null ? null : <KiosksSeen kiosks={station.kiosks} upstream={station.upstream} />}
      </div>
      <span className="status-clock">
        <Clock station={station} />
      </span>
      <DeviceLights devices={station.devices} />
      {station.insideLeft === null ? null : (
        <span className="status-count number">
          <strong>{station.insideLeft}</strong> {t('inside-left')}
        </span>
      )}
      <span className="status-count number">
        <strong>{station.admitted}</strong> {t('admitted')}
      </span>
      {person === null && station.help.length === 0 ? null : <HelpKey />}
      <Button
        kind="quiet"
        icon={Menu}
        label={t('menu')}
        {...(person === null ? {} : { detail: person.name })}
        onPress={() => setMenu(true)}
      />
      {menu ? <MenuSheet onClose={() => setMenu(false)} /> : null}
    </header>
  );
}
