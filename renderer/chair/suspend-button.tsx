import { Pause } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { useDesk } from '../parts/zone.ts';

/** Lets the station stand still: why, and by whom. */
export function SuspendButton() {
  const { t } = useTranslation('chair');
  const { approvals } = useDesk();
  const [suspends, setSuspends] = useState(false);
  return (
    <>
      <Button icon={Pause} label={t('suspend')} onPress={() => setSuspends(true)} />
      {suspends ? (
        <ApprovalSheet
          title={t('suspend')}
          reasons={[t('suspend.reason.power'), t('suspend.reason.device'), t('suspend.reason.order')]}
          approval={approvals.suspend}
          action={t('suspend')}
          ask={(client, given) => client.station.suspend(given)}
          onClose={() => setSuspends(false)}
        />
      ) : null}
    </>
  );
}
