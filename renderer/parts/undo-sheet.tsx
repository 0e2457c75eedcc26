import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdmittedView, Stage } from '../../main/api/views.ts';
import { ActScope } from './act.tsx';
import { ApprovalSheet } from './approval-sheet.tsx';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { Sheet } from './sheet.tsx';
import { type FoundByReceipt, NumberOfSlip, WhoseSlip } from './whose-slip.tsx';
import { useDesk } from './zone.ts';

/**
 * Undo of a confirmed admission: the number on the paper slip, whose it is, the reason, the codes of those who decide,
 * and what becomes of the slip.
 */
export function UndoSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('parts');
  const { approvals, station } = useDesk();
  const [found, setFound] = useState<FoundByReceipt | null>(null);
  const [done, setDone] = useState(false);
  if (found === null) {
    return (
      <ActScope subject="undo">
        <NumberOfSlip title={t('undo.open')} onFound={setFound} onClose={onClose} />
      </ActScope>
    );
  }
  if (done) {
    return (
      <ActScope subject="undone">
        <Sheet
          title={t('undo.done')}
          onClose={onClose}
          main={<Button kind="main" icon={Check} label={t('undo.seen')} onPress={onClose} />}
        >
          <WhoseSlip admitted={found} />
          <Notice tone="warn" title={t('undo.done.slip')} text={t('undo.done.keep')} />
          {mayComeAgain(found, station.stage) ? <p className="sheet-question">{t('undo.done.again')}</p> : null}
        </Sheet>
      </ActScope>
    );
  }
  const { receipt } = found;
  return (
    <ApprovalSheet
      title={t('undo.of', { receipt })}
      about={<WhoseSlip admitted={found} />}
      reasons={[t('undo.reason.other-person'), t('undo.reason.left'), t('undo.reason.mistake')]}
      approval={approvals.undo}
      action={t('undo.do')}
      ask={(client, given) => client.reservation.undo({ receipt, ...given })}
      onClose={onClose}
      onDone={() => setDone(true)}
    />
  );
}

/** Whether she is on the present list and the station serves: else nobody admits her now. */
const mayComeAgain = ({ voter }: AdmittedView, stage: Stage): boolean =>
  voter !== null && (stage === 'open' || stage === 'finishing');
