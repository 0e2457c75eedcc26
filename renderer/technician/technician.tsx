import { FileDown, PackageOpen, Printer, RotateCcw, Wrench } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Log } from '../chair/log.tsx';
import { Packages } from '../chair/packages.tsx';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { useDesk } from '../parts/zone.ts';
import { DeviceCard } from './device-card.tsx';

type TechnicianPage = 'devices' | 'packages' | 'log';

const pages = [
  { name: 'devices', icon: Wrench },
  { name: 'packages', icon: PackageOpen },
  { name: 'log', icon: FileDown },
] as const;

/** The technician's bench: one card per device, the election package, the log. */
export function Technician() {
  const { t } = useTranslation('technician');
  const [page, setPage] = useState<TechnicianPage>('devices');
  return (
    <div className="chair">
      <nav className="pages" aria-label={t('pages')}>
        {pages.map(({ name, icon }) => (
          <Button
            key={name}
            icon={icon}
            label={t(`page.${name}`)}
            chosen={name === page}
            onPress={() => setPage(name)}
          />
        ))}
      </nav>
      {page === 'devices' ? <Bench /> : page === 'packages' ? <Packages /> : <Log />}
    </div>
  );
}

/** Stages in which the zone prints a test slip: while voters are served the printer is theirs. */
const testing = ['ready', 'suspended'];

function Bench() {
  const { t } = useTranslation('technician');
  const { station } = useDesk();
  const { act, busy } = useAct();
  const mayTest = testing.includes(station.stage);
  return (
    <Frame
      layout="bench"
      back={
        <Button
          icon={Printer}
          label={t('test-print')}
          {...(mayTest ? {} : { detail: t('test-print.when') })}
          isDisabled={busy || !mayTest}
          onPress={() => void act((client) => client.device.testPrint({}))}
        />
      }
      other={
        <Button
          icon={RotateCcw}
          label={t('restart')}
          detail={t('restart.what')}
          isDisabled={busy}
          onPress={() => void act((client) => client.device.restartHost({}))}
        />
      }
    >
      {station.devices.map((device) => (
        <DeviceCard key={device.kind} device={device} />
      ))}
    </Frame>
  );
}
