import {
  Eraser,
  FileCog,
  FileDown,
  HandHelping,
  KeyRound,
  Map as MapIcon,
  Network,
  NotebookPen,
  PackageOpen,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stage } from '../../main/api/views.ts';
import { HandedOver } from '../chair/handed-over-stage.tsx';
import { Log } from '../chair/log.tsx';
import { Packages } from '../chair/packages.tsx';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { useDesk } from '../parts/zone.ts';
import { ConfigurationPage } from './configuration.tsx';
import { KitMapPage } from './kit-map.tsx';
import { NetworkPage } from './network.tsx';
import { PassportPage } from './passport.tsx';
import { Registration } from './registration.tsx';
import { Wipe } from './wipe.tsx';

const pages = [
  { name: 'registration', icon: KeyRound },
  { name: 'packages', icon: PackageOpen },
  { name: 'passport', icon: NotebookPen },
  { name: 'map', icon: MapIcon },
  { name: 'configuration', icon: FileCog },
  { name: 'network', icon: Network },
  { name: 'log', icon: FileDown },
  { name: 'handing', icon: HandHelping },
  { name: 'wipe', icon: Eraser },
] as const;
type Page = (typeof pages)[number]['name'];

/** Stages in which nobody is served, and something may be destroyed. */
const emptying: readonly Stage[] = ['ready', 'closed', 'handed-over'];

function mayLook(page: Page, stage: Stage): boolean {
  if (page === 'handing') return stage === 'handed-over';
  return page !== 'wipe' || emptying.includes(stage);
}

/** What belongs to this kiosk as a whole, and to no one device of it. */
export function KioskPage() {
  const { t } = useTranslation('kit');
  const { station } = useDesk();
  const [page, setPage] = useState<Page | null>(null);
  const { forget } = useAct();
  const go = (to: Page | null): void => {
    forget();
    setPage(to);
  };
  const back = () => go(null);
  switch (page) {
    case 'registration':
      return <Registration onBack={back} />;
    case 'packages':
      return <Packages onBack={back} />;
    case 'passport':
      return <PassportPage onBack={back} />;
    case 'map':
      return <KitMapPage onBack={back} />;
    case 'configuration':
      return <ConfigurationPage onBack={back} />;
    case 'network':
      return <NetworkPage onBack={back} />;
    case 'log':
      return <Log onBack={back} />;
    case 'handing':
      return <HandedOver onBack={back} />;
    case 'wipe':
      return <Wipe onBack={back} />;
    case null:
      return (
        <Frame layout="kiosk">
          <h1>{t('kiosk.title')}</h1>
          <ul className="handed">
            {pages
              .filter(({ name }) => mayLook(name, station.stage))
              .map(({ name, icon }) => (
                <li key={name}>
                  <Button
                    icon={icon}
                    label={t(`kiosk.${name}`)}
                    detail={t(`kiosk.${name}.what`)}
                    onPress={() => go(name)}
                  />
                </li>
              ))}
          </ul>
        </Frame>
      );
  }
}
