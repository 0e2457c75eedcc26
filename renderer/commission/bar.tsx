import { CircleCheck, CircleX, FlaskConical, Menu } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDate } from '../../core/person/dates.ts';
import { Button } from '../parts/button.tsx';
import { inLanguage } from '../parts/words.ts';
import { ConsoleMenu } from './menu.tsx';
import { Scope } from './scope.tsx';
import { useTerritories } from './territories.ts';
import { useTimes } from './times.ts';
import { useConsole } from './zone.ts';

/** Always there: whose console, which election, what time, and whether what is shown is what is now. */
export function ConsoleBar() {
  const { t, i18n } = useTranslation(['commission', 'parts']);
  const { person, election, hub, simulated, own } = useConsole();
  const { nameOf } = useTerritories();
  const { now } = useTimes();
  const [menu, setMenu] = useState(false);
  const state = simulated ? 'simulated' : hub.connected ? 'connected' : 'away';
  const Icon = simulated ? FlaskConical : hub.connected ? CircleCheck : CircleX;
  return (
    <header className="status-bar">
      <div className="status-place">
        <span className="status-station">{own === null ? t('central') : nameOf(own)}</span>
        <span className="status-election">
          {inLanguage(election.names, i18n)} · {shortDate(election.date)}
        </span>
      </div>
      {person === null ? null : <Scope />}
      <span className={`hub hub-${state}`}>
        <Icon className="icon" aria-hidden="true" />
        {t(`hub.${state}`)}
      </span>
      <time className="status-clock number">{now}</time>
      <Button
        kind="quiet"
        icon={Menu}
        label={t('parts:menu')}
        {...(person === null ? {} : { detail: person.name })}
        onPress={() => setMenu(true)}
      />
      {menu ? <ConsoleMenu onClose={() => setMenu(false)} /> : null}
    </header>
  );
}
