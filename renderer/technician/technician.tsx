import { Cable, ClipboardCheck, Fingerprint, ListOrdered, MonitorCog, Printer, RotateCcw, Wrench } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { useDesk } from '../parts/zone.ts';
import { AttachedDevices } from './attached.tsx';
import { DeviceCard } from './device-card.tsx';
import { DevicePage } from './device-page.tsx';
import { FingerBench } from './finger-bench.tsx';
import { Guide } from './guide.tsx';
import { isWanted } from './guide-steps.ts';
import { KioskPage } from './kiosk.tsx';
import { Readiness } from './readiness.tsx';
import { mayTry } from './trying.ts';

const pages = [
  { name: 'devices', icon: Wrench },
  { name: 'attached', icon: Cable },
  { name: 'readiness', icon: ClipboardCheck },
  { name: 'finger', icon: Fingerprint },
  { name: 'kiosk', icon: MonitorCog },
  { name: 'guide', icon: ListOrdered },
] as const;
type TechnicianPage = (typeof pages)[number]['name'];

/**
 * The technician's bench: one card per device, a try of the sensor, the election package, the log. The guided set-up
 * stands first while something that a table needs is not well, and opens by itself before the station does.
 */
export function Technician() {
  const { t } = useTranslation('technician');
  const { forget } = useAct();
  const desk = useDesk();
  // Decided once: a list that moves under the hand is worse than one in the wrong order.
  const [wanted] = useState(() => isWanted(desk));
  const [page, setPage] = useState<TechnicianPage>(wanted && mayTry(desk.station.stage) ? 'guide' : 'devices');
  // Pressed again, a page begins anew: out of whatever was opened on it. A refusal told on one is not said on another.
  const [turn, setTurn] = useState(0);
  const go = (name: TechnicianPage): void => {
    forget();
    setTurn((before) => before + 1);
    setPage(name);
  };
  const first = (name: TechnicianPage): boolean => wanted && name === 'guide';
  // In the middle of a day nobody puts a kiosk together; the room of its list is wanted for what is wrong.
  const offered = pages.filter(({ name }) => name !== 'guide' || wanted || mayTry(desk.station.stage));
  const inOrder = [...offered.filter(({ name }) => first(name)), ...offered.filter(({ name }) => !first(name))];
  return (
    <div className="chair">
      <nav className="pages" aria-label={t('pages')}>
        {inOrder.map(({ name, icon }) => (
          <Button key={name} icon={icon} label={t(`page.${name}`)} chosen={name === page} onPress={() => go(name)} />
        ))}
      </nav>
      <Page key={turn} page={page} onPage={go} />
    </div>
  );
}

function Page({ page, onPage }: { readonly page: TechnicianPage; readonly onPage: (page: TechnicianPage) => void }) {
  switch (page) {
    case 'devices':
      return <Bench />;
    case 'attached':
      return <AttachedDevices />;
    case 'readiness':
      return <Readiness />;
    case 'finger':
      return <FingerBench />;
    case 'kiosk':
      return <KioskPage />;
    case 'guide':
      return <Guide onReadiness={() => onPage('readiness')} />;
  }
}

function Bench() {
  const { t } = useTranslation(['technician', 'parts']);
  const { station } = useDesk();
  const { act, busy, trouble, forget } = useAct();
  const mayTest = mayTry(station.stage);
  const [opened, setOpened] = useState<string | null>(null);
  const device = station.devices.find(({ id }) => id === opened);
  // Told of a device that suffers from it, a refusal goes when the device is well again: it would only cover the keys.
  const isTold = station.devices.some(({ problem }) => problem !== null && problem.code === trouble?.code);
  useEffect(() => (isTold ? forget : undefined), [isTold, forget]);
  const open = (id: string | null): void => {
    forget();
    setOpened(id);
  };
  if (device) return <DevicePage device={device} onBack={() => open(null)} />;
  return (
    <Frame
      layout="bench"
      back={
        <Button
          icon={Printer}
          label={t('test-print')}
          {...(mayTest ? {} : { detail: t('test-print.when') })}
          isDisabled={busy || !mayTest}
          onPress={() => void act((client) => client.device.testPrint({}), t('parts:printed'))}
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
        <DeviceCard key={device.id} device={device} onOpen={() => open(device.id)} />
      ))}
    </Frame>
  );
}
