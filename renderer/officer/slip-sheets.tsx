import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope, useAct } from '../parts/act.tsx';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { ReceiptNumber } from '../parts/receipt-number.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useDesk } from '../parts/zone.ts';

/** The reservation a sheet is about. */
export interface OfSlip {
  readonly admission: string;
  readonly receipt: string;
  /** A slip of it may be in somebody's hand. */
  readonly mayBeOut: boolean;
  readonly onClose: () => void;
}

/** The slip is whole: its number is read from the paper and typed, then the admission is confirmed. */
export function SlipIsOutSheet(slip: OfSlip) {
  return (
    <ActScope subject="slip-is-out">
      <SlipIsOut {...slip} />
    </ActScope>
  );
}

function SlipIsOut({ admission, receipt, onClose }: OfSlip) {
  const { t } = useTranslation('officer');
  const { act, busy } = useAct();
  // All but the running number is the same on every slip of this desk; the rest is read from the paper.
  const [typed, setTyped] = useState(receipt.slice(0, receipt.lastIndexOf('-') + 1));
  const confirm = async (): Promise<void> => {
    if (await act((client) => client.reservation.slipIsOut({ admission, receipt: typed.trim() }))) onClose();
  };
  return (
    <Sheet
      title={t('tray.whole')}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={Check}
          label={t('slip.confirm')}
          isDisabled={busy || !/\d$/.test(typed)}
          onPress={() => void confirm()}
        />
      }
    >
      <p className="sheet-question">{t('slip.number')}</p>
      <ReceiptNumber value={typed} onValue={setTyped} />
    </Sheet>
  );
}

/**
 * The slip is spoiled or did not come: its number is void, a marked one is printed.
 * @param found what lies in the tray: that is the reason, and nobody says it twice
 */
export function ReprintSheet({ admission, receipt, onClose, found }: OfSlip & { readonly found: 'none' | 'spoiled' }) {
  const { t } = useTranslation('officer');
  const { approvals } = useDesk();
  return (
    <ApprovalSheet
      title={t('reprint.of', { receipt })}
      reasons={null}
      said={t(`reprint.reason.${found}`)}
      approval={approvals.reprint}
      action={t('reprint.do')}
      ask={(client, given) => client.reservation.reprint({ admission, ...given })}
      onClose={onClose}
    />
  );
}

/** The voter goes without a slip. Once any slip may be out it takes the persons the policy names. */
export function ReleaseSheet({ admission, receipt, mayBeOut, onClose }: OfSlip) {
  const { t } = useTranslation('officer');
  const { approvals } = useDesk();
  return (
    <ApprovalSheet
      title={t('release.of', { receipt })}
      reasons={[t('release.reason.left'), t('release.reason.printer'), t('release.reason.mistake')]}
      approval={mayBeOut ? approvals.release : null}
      action={t('release.do')}
      ask={(client, given) => client.reservation.release({ admission, ...given })}
      onClose={onClose}
    />
  );
}
