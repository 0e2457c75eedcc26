import {
  CalendarDays,
  ChartNoAxesColumn,
  Clock3,
  Dices,
  FileDown,
  FilePen,
  HardDriveUpload,
  ListChecks,
  PackageOpen,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stage } from '../../main/api/views.ts';
import { Button } from '../parts/button.tsx';
import { Locked } from '../parts/locked.tsx';
import { useDesk } from '../parts/zone.ts';
import { Registration } from '../technician/registration.tsx';
import { Applications } from './applications.tsx';
import { CopyPage } from './copy/copy-page.tsx';
import { Duty } from './duty.tsx';
import { Log } from './log.tsx';
import { Lots } from './lots.tsx';
import { Packages } from './packages.tsx';
import { Sittings } from './sittings/sittings.tsx';
import { Totals } from './totals.tsx';
import { Turnout } from './turnout.tsx';

const pages = [
  { name: 'duty', icon: ListChecks },
  { name: 'lots', icon: Dices },
  { name: 'totals', icon: ChartNoAxesColumn },
  { name: 'turnout', icon: Clock3 },
  { name: 'copy', icon: HardDriveUpload },
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

/** The chair's room: what is to be done now, the totals, the turnout, the election package, the log. */
export function Chair({ first = 'duty' }: { readonly first?: ChairPage }) {
  const { t } = useTranslation('chair');
  const { station, sittings, applications } = useDesk();
  const several = (sittings?.list.length ?? 0) > 1;
  const crowded = several || station.problems.length > 0;
  const bare = station.stage === 'unprovisioned';
  const [chosen, setPage] = useState<ChairPage>(first);
  const [registering, setRegistering] = useState(false);
  if (bare && registering) return <Registration onBack={() => setRegistering(false)} />;
  const page = bare ? 'packages' : chosen;
  return (
    <div className="chair">
      {bare ? null : (
        <nav className="pages" aria-label={t('pages')}>
          {pages
            .filter(({ name }) => several || name !== 'sittings')
            .filter(({ name }) => !crowded || !unused[name]?.includes(station.stage))
            // What belongs to the day gives its place to what belongs to the weeks before.
            .filter(({ name }) => name !== 'applications' || applications !== null)
            .filter(({ name }) => name !== 'turnout' || applications === null)
            .map(({ name, icon }) => (
              <Button
                key={name}
                icon={icon}
                label={labelOf(t, name)}
                chosen={name === page}
                onPress={() => setPage(name)}
              />
            ))}
        </nav>
      )}
      <Page page={page} locked={station.locked} onLog={() => setPage('log')} onRegister={() => setRegistering(true)} />
    </div>
  );
}

/** Pages of a slice have their words in its own file. */
const labelOf = (t: (key: string) => string, name: ChairPage): string =>
  name === 'sittings' || name === 'applications'
    ? t(`${name === 'sittings' ? name : 'application'}:page`)
    : t(`page.${name}`);

interface PageProps {
  readonly page: ChairPage;
  readonly locked: boolean;
  readonly onLog: () => void;
  readonly onRegister: () => void;
}

function Page({ page, locked, onLog, onRegister }: PageProps) {
  const { sittings } = useDesk();
  switch (page) {
    case 'duty':
      // The next thing to do; totals, turnout and log need no register.
      return locked ? <Locked unlocks={true} /> : <Duty onLog={onLog} />;
    case 'lots':
      return <Lots />;
    case 'totals':
      return <Totals />;
    case 'turnout':
      return <Turnout />;
    case 'copy':
      return <CopyPage />;
    case 'sittings':
      return sittings && <Sittings sittings={sittings} />;
    case 'applications':
      return <TheApplications />;
    case 'packages':
      return <Packages onRegister={onRegister} />;
    case 'log':
      return <Log />;
  }
}

/** They belong to the weeks before: on the day the page is gone, and with it whoever stood on it is at the duties. */
function TheApplications() {
  const { applications } = useDesk();
  return applications === null ? <Totals /> : <Applications applications={applications} />;
}
