import { DoorOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApprovalSheet } from '../../parts/approval-sheet.tsx';
import { Button } from '../../parts/button.tsx';
import { useDesk } from '../../parts/zone.ts';

/** Begins the reception: those who may open the station give the key of the list. */
export function OpenReception() {
  const { t } = useTranslation('reception');
  const { approvals } = useDesk();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="main" icon={DoorOpen} label={t('open')} onPress={() => setAsking(true)} />
      {asking ? (
        <ApprovalSheet
          title={t('open')}
          reasons={null}
          approval={approvals.open}
          action={t('open')}
          ask={(client, { approvers }) => client.reception.open({ approvers })}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
