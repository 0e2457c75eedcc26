import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope } from './act.tsx';
import { ApprovalSheet } from './approval-sheet.tsx';
import { type FoundByReceipt, NumberOfSlip, WhoseSlip } from './whose-slip.tsx';
import { useDesk } from './zone.ts';

/**
 * A ballot that this kiosk printed came back, spoiled by its voter or given back by the box: whose it is, and two persons
 * put it into the envelope. Then its voter is at the desk again, and another is printed for her.
 */
export function ReturnSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('sheet');
  const { approvals } = useDesk();
  const [found, setFound] = useState<FoundByReceipt | null>(null);
  if (found === null) {
    return (
      <ActScope subject="return">
        <NumberOfSlip title={t('return.open')} onFound={setFound} onClose={onClose} />
      </ActScope>
    );
  }
  const { receipt } = found;
  return (
    <ApprovalSheet
      title={t('return.of', { receipt })}
      about={<WhoseSlip admitted={found} />}
      question={t('return.how')}
      reasons={[t('return.reason.spoiled'), t('return.reason.box'), t('return.reason.print')]}
      approval={approvals.cancelBallot}
      action={t('cancel.do')}
      ask={(client, given) => client.sheet.exchange({ receipt, ...given })}
      onClose={onClose}
    />
  );
}
