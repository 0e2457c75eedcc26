import { Bell, FileCheck2, FolderDown, Gauge, Grid3x3, Rows3, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { languageOf } from '../parts/words.ts';
import { Alarms } from './alarms.tsx';
import { HubAway } from './hub-away.tsx';
import { Logs } from './logs.tsx';
import { MapRoom } from './map-room.tsx';
import { Overview } from './overview.tsx';
import { Packages } from './packages.tsx';
import { Protocols } from './protocols.tsx';
import { Station } from './station.tsx';
import { noFilter, type StationFilter } from './stations.ts';
import { Stations } from './stations-page.tsx';
import { Turnout } from './turnout.tsx';
import { useConsole } from './zone.ts';

const rooms = [
  { name: 'overview', icon: Gauge },
  { name: 'alarms', icon: Bell },
  { name: 'map', icon: Grid3x3 },
  { name: 'stations', icon: Rows3 },
  { name: 'turnout', icon: Users },
  { name: 'protocols', icon: FileCheck2 },
  { name: 'logs', icon: FolderDown },
] as const;
/** Packages are opened from the logs: on the lower screen the rail has no room for one more key. */
type Room = (typeof rooms)[number]['name'] | 'packages';

/** The rooms of the console; a station that is looked at takes the place of the room from which it was opened. */
export function Rooms() {
  const { t, i18n } = useTranslation('commission');
  const { stations, alarmsInAll, packages, scope } = useConsole();
  const [room, setRoom] = useState<Room>('overview');
  // A station that is open is so of the territory that was looked at.
  const [opened, setOpened] = useState<{ readonly station: string; readonly scope: string | null } | null>(null);
  // Map and list look at the same stations, and are as they were when one comes back from a station.
  const [filter, setFilter] = useState<StationFilter>(noFilter);
  const open = opened?.scope === scope ? opened.station : null;
  const row = open === null ? undefined : stations.find(({ station }) => station === open);
  const setOpen = (station: string | null): void => setOpened(station === null ? null : { station, scope });
  const go = (next: Room): void => {
    setOpen(null);
    setRoom(next);
  };
  return (
    <div className="chair">
      <nav className="rail" aria-label={t('rooms')}>
        {rooms.map(({ name, icon }) => (
          <Button
            key={name}
            icon={icon}
            label={t(`room.${name}`)}
            chosen={name === (room === 'packages' ? 'logs' : room)}
            {...(name === 'alarms' && alarmsInAll > 0 ? { detail: shownNumber(alarmsInAll, languageOf(i18n)) } : {})}
            onPress={() => go(name)}
          />
        ))}
      </nav>
      <div className="console-room">
        <HubAway />
        <ActScope key={open ?? room} subject={open ?? room}>
          {row ? (
            <Station row={row} onBack={() => setOpen(null)} />
          ) : room === 'overview' ? (
            <Overview onStation={setOpen} />
          ) : room === 'alarms' ? (
            <Alarms onStation={setOpen} />
          ) : room === 'map' ? (
            <MapRoom filter={filter} onFilter={setFilter} onStation={setOpen} />
          ) : room === 'stations' ? (
            <Stations filter={filter} onFilter={setFilter} onStation={setOpen} onLogs={() => go('logs')} />
          ) : room === 'turnout' ? (
            <Turnout onStation={setOpen} />
          ) : room === 'protocols' ? (
            <Protocols onStation={setOpen} />
          ) : room === 'packages' ? (
            <Packages />
          ) : (
            <Logs onPackages={packages === null ? null : () => go('packages')} />
          )}
        </ActScope>
      </div>
    </div>
  );
}
