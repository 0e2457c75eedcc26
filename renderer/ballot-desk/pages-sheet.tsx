import { CircleStop, ScanLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SignedPagesView } from '../../main/api/ballot-views.ts';
import { ActScope } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { useBallotAct } from './zone.ts';

interface PagesProps {
  readonly pages: SignedPagesView;
  readonly onClose: () => void;
}

/** Pages of signed protocols and stamped slips go through the scanner, for the results file. */
export function PagesSheet(props: PagesProps) {
  return (
    <ActScope subject="pages">
      <Scanning {...props} />
    </ActScope>
  );
}

function Scanning({ pages: { at, pages, slips }, onClose }: PagesProps) {
  const { t } = useTranslation('ballot-desk');
  const { act, busy } = useBallotAct();
  const isFeeding = at.is === 'feeding';
  return (
    <Sheet
      title={t('pages.scan')}
      onClose={onClose}
      main={
        isFeeding ? (
          <Button
            icon={CircleStop}
            label={t('feeder.stop')}
            isDisabled={busy}
            onPress={() => void act((client) => client.pages.stop({}))}
          />
        ) : (
          <Button
            kind="main"
            icon={ScanLine}
            label={t(at.is === 'idle' || at.is === 'done' ? 'feeder.feed' : 'feeder.go-on')}
            isDisabled={busy}
            onPress={() => void act((client) => client.pages.begin({}))}
          />
        )
      }
    >
      <p className="sheet-question">{t('pages.what')}</p>
      <p className="ballot-counter" role="status">
        <strong className="number">{pages}</strong>
        <span>{t('pages.kept')}</span>
      </p>
      {slips === 0 ? null : <p className="number">{t('pages.slips', { slips })}</p>}
      <Standing at={at} />
    </Sheet>
  );
}

/** How the feed stands, and what to look at before it goes on. */
function Standing({ at }: Pick<SignedPagesView, 'at'>) {
  const { t } = useTranslation('ballot-desk');
  switch (at.is) {
    case 'feeding':
      return <p className="soft">{t('pages.feeding')}</p>;
    case 'done':
      return <p>{t('pages.done')}</p>;
    case 'stopped':
      return (
        <>
          <ProblemNotice problem={at.problem} />
          <p>{t('pages.top')}</p>
        </>
      );
    default:
      return null;
  }
}
