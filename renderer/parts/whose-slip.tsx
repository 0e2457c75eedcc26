import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localTime } from '../../core/person/dates.ts';
import type { AdmittedView } from '../../main/api/views.ts';
import { useAct } from './act.tsx';
import { Button } from './button.tsx';
import { ReceiptNumber } from './receipt-number.tsx';
import { Sheet } from './sheet.tsx';
import { fullName } from './voter-card.tsx';
import { useDesk } from './zone.ts';

/** An admission, and the number by which it was found. */
export type FoundByReceipt = AdmittedView & { readonly receipt: string };

/** Asks for the number on a paper slip, and finds whose it is. */
export function NumberOfSlip({
  title,
  onFound,
  onClose,
}: {
  readonly title: string;
  readonly onFound: (found: FoundByReceipt) => void;
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
      title={title}
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

/** Whose admission it is: name, number in the list, receipts and when; so that nobody decides about another's. */
export function WhoseSlip({ admitted: { voter, receipts, at } }: { readonly admitted: AdmittedView }) {
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
