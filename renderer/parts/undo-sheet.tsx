import { ArrowRight, Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localTime } from '../../core/person/dates.ts';
import type { AdmittedView, Stage } from '../../main/api/views.ts';
import { ActScope, useAct } from './act.tsx';
import { ApprovalSheet } from './approval-sheet.tsx';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { ReceiptNumber } from './receipt-number.tsx';
import { Sheet } from './sheet.tsx';
import { fullName } from './voter-card.tsx';
import { useDesk } from './zone.ts';

/**
 * Undo of a confirmed admission: the number on the paper slip, whose it is, the reason, the codes of those who decide,
 * and what becomes of the slip.
 */
export function UndoSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('parts');
  const { approvals, station } = useDesk();
  const [found, setFound] = useState<(AdmittedView & { readonly receipt: string }) | null>(null);
  const [done, setDone] = useState(false);
  if (found === null) {
    return (
      <ActScope subject="undo">
        <NumberOfSlip onFound={setFound} onClose={onClose} />
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

function NumberOfSlip({
  onFound,
  onClose,
}: {
  readonly onFound: (found: AdmittedView & { readonly receipt: string }) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('parts');
  const { station } = useDesk();
  const { act, busy } = useAct();
  const [receipt, setReceipt] = useState(`${station.station?.number ?? ''}-`);
  const look = (): void =>
    void act(async (client) => {
      const answer = await client.reservation.admitted({ receipt });
      if (answer.ok) onFound({ ...answer.value, receipt });
      return answer;
    });
  return (
    <Sheet
      title={t('undo.open')}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={ArrowRight}
          label={t('next')}
          isDisabled={busy || !/\d$/.test(receipt)}
          onPress={look}
        />
      }
    >
      <p className="sheet-question">{t('undo.number')}</p>
      <ReceiptNumber value={receipt} onValue={setReceipt} />
    </Sheet>
  );
}

/** Whose admission it is: name, number in the list, receipts and when; so that nobody undoes another's. */
function WhoseSlip({ admitted: { voter, receipts, at } }: { readonly admitted: AdmittedView }) {
  const { t } = useTranslation('parts');
  const { station } = useDesk();
  return (
    <section className="whose-slip" aria-label={t('voter')}>
      <strong className="whose-slip-name">{voter === null ? t('undo.not-listed') : fullName(voter)}</strong>
      <dl className="facts number">
        {voter === null ? null : (
          <div>
            <dt>{t('number')}</dt>
            <dd>{voter.number}</dd>
          </div>
        )}
        <div>
          <dt>{t('receipt.number')}</dt>
          <dd>{receipts.join(' · ')}</dd>
        </div>
        <div>
          <dt>{t('undo.at')}</dt>
          <dd>{localTime(at, station.zone)}</dd>
        </div>
      </dl>
    </section>
  );
}
