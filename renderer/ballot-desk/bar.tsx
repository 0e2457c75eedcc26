import { Menu } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/button.tsx';
import { Clock } from '../parts/clock.tsx';
import { DeviceLights } from '../parts/devices.tsx';
import { BallotMenu } from './menu.tsx';
import { useBallotDesk } from './zone.ts';

/** Always there: which station, which stage, what time, whether the box is well, how many sheets lie in it. */
export function BallotBar() {
  const { t } = useTranslation(['ballot-desk', 'parts']);
  const { station, person, devices } = useBallotDesk();
  const [menu, setMenu] = useState(false);
  return (
    <header className="status-bar">
      <div className="status-place">
        <span className="status-station">
          {station.station === null
            ? t('parts:station.none')
            : t('parts:station.number', { number: station.station.number })}
        </span>
        <span className={`stage stage-${station.stage}`}>{t(`parts:stage.${station.stage}`)}</span>
      </div>
      <span className="status-clock">
        <Clock station={station} />
      </span>
      <DeviceLights devices={devices} />
      <span className="status-count number">
        <strong>{station.sheets}</strong> {t('sheets')}
      </span>
      <Button
        kind="quiet"
        icon={Menu}
        label={t('parts:menu')}
        {...(person === null ? {} : { detail: person.name })}
        onPress={() => setMenu(true)}
      />
      {menu ? <BallotMenu onClose={() => setMenu(false)} /> : null}
    </header>
  );
}
