import { ChartNoAxesColumn, Clock3, FileDown, ListChecks, PackageOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/button.tsx';
import { Locked } from '../parts/locked.tsx';
import { useDesk } from '../parts/zone.ts';
import { Duty } from './duty.tsx';
import { Log } from './log.tsx';
import { Packages } from './packages.tsx';
import { Totals } from './totals.tsx';
import { Turnout } from './turnout.tsx';

const pages = [
  { name: 'duty', icon: ListChecks },
  { name: 'totals', icon: ChartNoAxesColumn },
  { name: 'turnout', icon: Clock3 },
  { name: 'packages', icon: PackageOpen },
  { name: 'log', icon: FileDown },
] as const;
export type ChairPage = (typeof pages)[number]['name'];

/** The chair's room: what is to be done now, the totals, the turnout, the election package, the log. */
export function Chair({ first = 'duty' }: { readonly first?: ChairPage }) {
  const { t } = useTranslation('chair');
  const { station } = useDesk();
  const bare = station.stage === 'unprovisioned';
  const [chosen, setPage] = useState<ChairPage>(first);
  const page = bare ? 'packages' : chosen;
  return (
    <div className="chair">
      {bare ? null : (
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
      )}
      <Page page={page} locked={station.locked} onLog={() => setPage('log')} />
    </div>
  );
}

interface PageProps {
  readonly page: ChairPage;
  readonly locked: boolean;
  readonly onLog: () => void;
}

function Page({ page, locked, onLog }: PageProps) {
  switch (page) {
    case 'duty':
      // The next thing to do; totals, turnout and log need no register.
      return locked ? <Locked unlocks={true} /> : <Duty onLog={onLog} />;
    case 'totals':
      return <Totals />;
    case 'turnout':
      return <Turnout />;
    case 'packages':
      return <Packages />;
    case 'log':
      return <Log />;
  }
}
