import type { TFunction } from 'i18next';
import {
  CalendarDays,
  ChartNoAxesColumn,
  Clock3,
  Dices,
  FileDown,
  FilePen,
  HardDriveUpload,
  ListChecks,
  Network,
  PackageOpen,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskNetworkView } from '../../main/api/network-views.ts';
import type { Stage } from '../../main/api/views.ts';
import { Button } from '../parts/button.tsx';
import { isAway } from '../parts/kiosks.ts';
import { Locked } from '../parts/locked.tsx';
import { useDesk } from '../parts/zone.ts';
import { Registration } from '../technician/registration.tsx';
import { Applications } from './applications.tsx';
import { CopyPage } from './copy/copy-page.tsx';
import { Duty } from './duty.tsx';
import { KiosksPage } from './kiosks/kiosks-page.tsx';
import { Log } from './log.tsx';
import { Lots } from './lots.tsx';
import { Packages } from './packages.tsx';
import { Acts } from './papers/acts.tsx';
import { Sittings } from './sittings/sittings.tsx';
import { Totals } from './totals.tsx';
import { Turnout } from './turnout.tsx';

const pages = [
  { name: 'duty', icon: ListChecks },
  { name: 'lots', icon: Dices },
  { name: 'totals', icon: ChartNoAxesColumn },
  { name: 'turnout', icon: Clock3 },
  { name: 'copy', icon: HardDriveUpload },
  { name: 'kiosks', icon: Network },
  { name: 'sittings', icon: CalendarDays },
  { name: 'applications', icon: FilePen },
  { name: 'packages', icon: PackageOpen },
  { name: 'log', icon: FileDown },
] as const;
export type ChairPage = (typeof pages)[number]['name'];

/** With the sittings, or below a banner, there is one page more than a screen holds: those of no use in a stage make room. */
const unused: Readonly<Partial<Record<ChairPage, readonly Stage[]>>> = {
  lots: ['closed', 'handed-over'],
  totals: ['ready'],
  turnout: ['ready'],
  packages: ['open', 'suspended', 'finishing'],
};

/** With the sittings and the other kiosks there is one more again. The log has its place with the technician too. */
const unusedBeside: typeof unused = {
  log: ['open', 'suspended', 'finishing'],
  turnout: ['closed', 'handed-over'],
};

/** The chair's room: what is to be done now, the totals, the turnout, the election package, the log. */
export function Chair({ first = 'duty' }: { readonly first?: ChairPage }) {
  const { t } = useTranslation('chair');
  const { station, sittings, applications, day } = useDesk();
  const several = (sittings?.list.length ?? 0) > 1;
  // In the weeks before, nobody is served: the applications have the place.
  const among = station.kiosks !== null && applications === null;
  const crowded = several || among || station.problems.length > 0;
  const bare = station.stage === 'unprovisioned';
  const [chosen, setPage] = useState<ChairPage>(first);
  // The page from which the acts were come to: whoever is sent there is led back.
  const [actsFrom, setActsFrom] = useState<ChairPage | null>(null);
  // Whoever turns to a page stands at its beginning, also from deep inside it.
  const [turns, setTurns] = useState(0);
  const [registering, setRegistering] = useState(false);
  if (bare && registering) return <Registration onBack={() => setRegistering(false)} />;
  const page = bare ? 'packages' : chosen;
  const actsDue = day?.actsDue ?? 0;
  const turnTo = (next: ChairPage): void => {
    setActsFrom(null);
    setTurns(turns + 1);
    setPage(next);
  };
  const toActs = (): void => {
    setActsFrom(page);
    setPage('totals');
  };
  return (
    <div className="chair">
      {bare ? null : (
        <nav className="pages" aria-label={t('pages')}>
          {pages
            .filter(({ name }) => several || name !== 'sittings')
            .filter(({ name }) => among || name !== 'kiosks')
            .filter(({ name }) => !crowded || !unused[name]?.includes(station.stage))
            .filter(({ name }) => !several || !among || !unusedBeside[name]?.includes(station.stage))
            // What belongs to the day gives its place to what belongs to the weeks before.
            .filter(({ name }) => name !== 'applications' || applications !== null)
            .filter(({ name }) => name !== 'turnout' || applications === null)
            .map(({ name, icon }) => (
              <Button
                key={name}
                icon={icon}
                label={labelOf(t, name)}
                chosen={name === page}
                onPress={() => turnTo(name)}
                {...detailOf(t, name, actsDue, station.kiosks)}
              />
            ))}
        </nav>
      )}
      {actsFrom === null ? (
        <Page
          key={turns}
          page={page}
          onLog={() => turnTo('log')}
          onActs={toActs}
          onRegister={() => setRegistering(true)}
        />
      ) : (
        <Acts backTo={labelOf(t, actsFrom)} onBack={() => turnTo(actsFrom)} />
      )}
    </div>
  );
}

/** Pages of a slice have their words in its own file. */
const slices: Readonly<Partial<Record<ChairPage, string>>> = {
  sittings: 'sittings',
  applications: 'application',
  kiosks: 'kiosks',
};
const labelOf = (t: (key: string) => string, name: ChairPage): string => {
  const slice = slices[name];
  return t(slice === undefined ? `page.${name}` : `${slice}:page`);
};

/** What waits on a page. */
function detailOf(
  t: TFunction,
  name: ChairPage,
  actsDue: number,
  kiosks: KioskNetworkView | null,
): { readonly detail?: string } {
  if (name === 'totals' && actsDue > 0) return { detail: t('acts:waits.tab', { count: actsDue }) };
  const away = kiosks?.others.filter(isAway) ?? [];
  if (name !== 'kiosks' || away.length === 0) return {};
  return { detail: t('kiosks:tab', { devices: away.map(({ place }) => place).join(', ') }) };
}

interface PageProps {
  readonly page: ChairPage;
  readonly onLog: () => void;
  readonly onActs: () => void;
  readonly onRegister: () => void;
}

function Page({ page, onLog, onActs, onRegister }: PageProps) {
  const { sittings, station, applications, kiosksToday } = useDesk();
  switch (page) {
    case 'duty':
      // The next thing to do; totals, turnout and log need no register.
      return station.locked ? <Locked unlocks={true} /> : <Duty onLog={onLog} onActs={onActs} />;
    case 'lots':
      return <Lots />;
    case 'totals':
      return <Totals onActs={onActs} />;
    case 'turnout':
      return <Turnout />;
    case 'copy':
      return <CopyPage />;
    case 'kiosks':
      return station.kiosks && kiosksToday ? (
        <KiosksPage kiosks={station.kiosks} today={kiosksToday} onActs={onActs} />
      ) : null;
    case 'sittings':
      return sittings && <Sittings sittings={sittings} />;
    case 'applications':
      // They belong to the weeks before: on the day the page is gone, and whoever stood on it is at the totals.
      return applications === null ? <Totals onActs={onActs} /> : <Applications applications={applications} />;
    case 'packages':
      return <Packages onRegister={onRegister} />;
    case 'log':
      return <Log />;
  }
}
