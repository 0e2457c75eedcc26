import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GrantedView } from '../../../main/api/sittings-views.ts';
import { ActScope } from '../../parts/act.tsx';
import { ApprovalSheet } from '../../parts/approval-sheet.tsx';
import { Button } from '../../parts/button.tsx';
import { Paged } from '../../parts/paged.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { useDesk } from '../../parts/zone.ts';

/** Applicants that a page of the sheet holds. */
const PAGE = 8;

/** Those whose applications were granted, in the order of visits that they would have; two persons take them all. */
export function GrantedSheet({ granted, onClose }: { readonly granted: GrantedView; readonly onClose: () => void }) {
  const { t } = useTranslation(['sittings', 'parts']);
  const { approvals } = useDesk();
  const [taking, setTaking] = useState(false);
  const { fresh, already, gone } = granted;
  if (taking) {
    return (
      <ApprovalSheet
        title={`${t('granted.open')}: ${fresh.length}`}
        reasons={null}
        approval={approvals.sittings}
        action={t('granted.take')}
        ask={(client, { approvers }) => client.sittings.takeGranted({ approvers })}
        onClose={onClose}
      />
    );
  }
  return (
    <ActScope subject="granted">
      <Sheet
        title={t('granted.open')}
        onClose={onClose}
        main={
          <Button
            kind="main"
            icon={ArrowRight}
            label={t('parts:next')}
            isDisabled={fresh.length === 0}
            onPress={() => setTaking(true)}
          />
        }
      >
        <p className="sheet-question">{t(fresh.length === 0 ? 'granted.none' : 'granted.what')}</p>
        <Paged items={fresh} size={PAGE} className="granted">
          {({ application, place, number, reason }) => (
            <li key={application}>
              <span className="number">{place}.</span>
              <span className="number">№ {number}</span>
              <span>{t(`applicants.reason.${reason}`)}</span>
              <span className="number soft">{t('granted.from', { application })}</span>
            </li>
          )}
        </Paged>
        {already.length === 0 ? null : <p className="soft">{t('granted.already', { n: already.length })}</p>}
        {gone.length === 0 ? null : <p className="soft">{t('granted.gone', { n: gone.length })}</p>}
      </Sheet>
    </ActScope>
  );
}
