import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope } from './act.tsx';
import { ApprovalSheet } from './approval-sheet.tsx';
import { Button } from './button.tsx';
import { ReceiptNumber } from './receipt-number.tsx';
import { Sheet } from './sheet.tsx';
import { useDesk } from './zone.ts';

/** Undo of a confirmed admission: the number on the paper slip, the reason, then the codes of those who decide. */
export function UndoSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('parts');
  const { approvals, station } = useDesk();
  const [receipt, setReceipt] = useState(`${station.station?.number ?? ''}-`);
  const [typed, setTyped] = useState(false);
  if (typed) {
    return (
      <ApprovalSheet
        title={t('undo.of', { receipt })}
        reasons={[t('undo.reason.other-person'), t('undo.reason.left'), t('undo.reason.mistake')]}
        approval={approvals.undo}
        action={t('undo.do')}
        ask={(client, given) => client.reservation.undo({ receipt, ...given })}
        onClose={onClose}
      />
    );
  }
  return (
    <ActScope subject="undo">
      <Sheet
        title={t('undo.open')}
        onClose={onClose}
        main={
          <Button
            kind="main"
            icon={ArrowRight}
            label={t('next')}
            isDisabled={!/\d$/.test(receipt)}
            onPress={() => setTyped(true)}
          />
        }
      >
        <p className="sheet-question">{t('undo.number')}</p>
        <ReceiptNumber value={receipt} onValue={setReceipt} />
      </Sheet>
    </ActScope>
  );
}
