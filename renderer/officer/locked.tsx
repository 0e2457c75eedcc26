import { LockKeyhole, LockKeyholeOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { useDesk } from '../parts/zone.ts';
import { OpenReservations } from './reservations.tsx';

/** The power was cut and with it went the register's key: nobody can be looked up until two persons give it again. */
export function Locked() {
  const { t } = useTranslation('officer');
  const { approvals, openReservations } = useDesk();
  const [asking, setAsking] = useState(false);
  return (
    <Frame
      layout="not-serving"
      main={<Button kind="main" icon={LockKeyholeOpen} label={t('locked.unlock')} onPress={() => setAsking(true)} />}
    >
      <LockKeyhole className="big-icon" aria-hidden="true" />
      <h1>{t('locked')}</h1>
      <p className="lead">{t('locked.what')}</p>
      {openReservations.length > 0 ? <OpenReservations /> : null}
      {asking ? (
        <ApprovalSheet
          title={t('locked.unlock')}
          reasons={null}
          approval={approvals.open}
          action={t('locked.unlock')}
          ask={(client, { approvers }) => client.station.unlock({ approvers })}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Frame>
  );
}
