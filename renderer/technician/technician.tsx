import { Cable, ClipboardCheck, FileDown, Fingerprint, PackageOpen, Printer, RotateCcw, Wrench } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Log } from '../chair/log.tsx';
import { Packages } from '../chair/packages.tsx';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { useDesk } from '../parts/zone.ts';
import { AttachedDevices } from './attached.tsx';
import { DeviceCard } from './device-card.tsx';
import { DevicePage } from './device-page.tsx';
import { FingerBench } from './finger-bench.tsx';
import { Readiness } from './readiness.tsx';
import { mayTry } from './trying.ts';

const pages = [
  { name: 'devices', icon: Wrench },
  { name: 'attached', icon: Cable },
  { name: 'readiness', icon: ClipboardCheck },
  { name: 'finger', icon: Fingerprint },
  { name: 'packages', icon: PackageOpen },
  { name: 'log', icon: FileDown },
] as const;
type TechnicianPage = (typeof pages)[number]['name'];

/** The technician's bench: one card per device, a try of the sensor, the election package, the log. */
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
      <Page page={page} />
    </div>
  );
}

function Page({ page }: { readonly page: TechnicianPage }) {
  switch (page) {
    case 'devices':
      return <Bench />;
    case 'attached':
      return <AttachedDevices />;
    case 'readiness':
      return <Readiness />;
    case 'finger':
      return <FingerBench />;
    case 'packages':
      return <Packages />;
    case 'log':
      return <Log />;
  }
}

function Bench() {
  const { t } = useTranslation('technician');
  const { station } = useDesk();
  const { act, busy } = useAct();
  const mayTest = mayTry(station.stage);
  const [opened, setOpened] = useState<string | null>(null);
  const device = station.devices.find(({ id }) => id === opened);
  if (device) return <DevicePage device={device} onBack={() => setOpened(null)} />;
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
        <DeviceCard key={device.id} device={device} onOpen={() => setOpened(device.id)} />
      ))}
    </Frame>
  );
}
