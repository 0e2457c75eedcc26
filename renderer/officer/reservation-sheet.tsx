import { ArrowRight, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OpenReservationView } from '../../main/api/views.ts';
import { ActScope, useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { fullName } from '../parts/voter-card.tsx';
import { ReleaseSheet, ReprintSheet, SlipIsOutSheet } from './slip-sheets.tsx';
import { type TrayAnswer, TrayQuestion, useTrayAnswer } from './tray.tsx';

/** All receipts are out and a ballot is owed: it goes on at the desk, where its steps are. */
function OwedBallot({
  reservation: { admission, receipt, voter },
  onClose,
}: {
  readonly reservation: OpenReservationView;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('officer');
  const { act, busy } = useAct();
  const takeUp = async (): Promise<void> => {
    if (await act((client) => client.sheet.takeUp({ admission }))) onClose();
  };
  return (
    <Sheet
      title={voter === null ? receipt : `${fullName(voter)} · ${receipt}`}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={ArrowRight}
          label={t('sheet:take-up')}
          isDisabled={busy}
          onPress={() => void takeUp()}
        />
      }
    >
      <p className="sheet-question">{t('sheet:owed.ask')}</p>
    </Sheet>
  );
}

/** One open reservation: what lies in the tray decides what can be done with it. */
export function ReservationSheet({
  reservation,
  onClose,
}: {
  readonly reservation: OpenReservationView;
  readonly onClose: () => void;
}) {
  const [answer, setAnswer] = useTrayAnswer();
  if (reservation.ballot !== null) {
    return (
      <ActScope subject={reservation.admission}>
        <OwedBallot reservation={reservation} onClose={onClose} />
      </ActScope>
    );
  }
  switch (answer) {
    case 'whole':
      return <SlipIsOutSheet {...reservation} onClose={onClose} />;
    case 'none':
    case 'spoiled':
      return <ReprintSheet {...reservation} found={answer} onClose={onClose} />;
    case 'release':
      return <ReleaseSheet {...reservation} onClose={onClose} />;
    case null:
      return (
        <ActScope subject={reservation.admission}>
          <ReservationChoice reservation={reservation} onAnswer={setAnswer} onClose={onClose} />
        </ActScope>
      );
  }
}

function ReservationChoice({
  reservation,
  onAnswer,
  onClose,
}: {
  readonly reservation: OpenReservationView;
  readonly onAnswer: (answer: TrayAnswer) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('officer');
  const { act, busy } = useAct();
  const { admission, receipt, voter, sent } = reservation;
  const resume = async (): Promise<void> => {
    if (await act((client) => client.reservation.resume({ admission }))) onClose();
  };
  return (
    <Sheet
      title={voter === null ? receipt : `${fullName(voter)} · ${receipt}`}
      onClose={onClose}
      main={
        sent === 'nothing' ? (
          <Button kind="main" icon={Printer} label={t('print.now')} isDisabled={busy} onPress={() => void resume()} />
        ) : undefined
      }
    >
      {sent === 'nothing' ? (
        <>
          <p className="sheet-question">{t('print.nothing-sent')}</p>
          <div className="choice-row">
            <Button label={t('release.open')} onPress={() => onAnswer('release')} />
          </div>
        </>
      ) : (
        <TrayQuestion onAnswer={onAnswer} />
      )}
    </Sheet>
  );
}
