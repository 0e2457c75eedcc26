import { LockKeyhole, LockKeyholeOpen } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApprovalSheet } from './approval-sheet.tsx';
import { Button } from './button.tsx';
import { Frame } from './frame.tsx';
import { useDesk } from './zone.ts';

/**
 * The power was cut and with it went the register's key: nobody can be looked up until two persons give it again.
 * @param unlocks whether the person who is signed in may ask for it (main/access/table.ts)
 * @param children what can be done all the same
 */
export function Locked({ unlocks, children }: { readonly unlocks: boolean; readonly children?: ReactNode }) {
  const { t } = useTranslation('parts');
  const { approvals } = useDesk();
  const [asking, setAsking] = useState(false);
  const unlock = (
    <Button kind="main" icon={LockKeyholeOpen} label={t('locked.unlock')} onPress={() => setAsking(true)} />
  );
  return (
    <Frame layout="not-serving" {...(unlocks ? { main: unlock } : {})}>
      <LockKeyhole className="big-icon" aria-hidden="true" />
      <h1>{t('locked')}</h1>
      <p className="lead">{t('locked.what')}</p>
      {children}
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
