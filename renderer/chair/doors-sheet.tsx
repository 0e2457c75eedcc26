import { ArrowRight, PencilLine, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope, useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { useStationTime } from '../parts/clock.tsx';
import { Notice } from '../parts/notice.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useDesk } from '../parts/zone.ts';
import { NumberQuestion } from './number-question.tsx';

/** Closing the doors: how many are inside, where the policy asks, and then once more whether it is meant. */
export function DoorsSheet({ asks, onClose }: { readonly asks: boolean; readonly onClose: () => void }) {
  return (
    <ActScope subject="doors">
      <Doors asks={asks} onClose={onClose} />
    </ActScope>
  );
}

function Doors({ asks, onClose }: { readonly asks: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation(['day', 'parts']);
  const { station } = useDesk();
  const { act, busy } = useAct();
  const now = useStationTime(station);
  const [typed, setTyped] = useState('');
  const [counted, setCounted] = useState(!asks);
  const closes = station.election?.closes ?? '';
  if (!counted) {
    return (
      <Sheet
        title={t('inside.title')}
        onClose={onClose}
        main={
          <Button
            kind="main"
            icon={ArrowRight}
            label={t('parts:next')}
            isDisabled={typed === ''}
            onPress={() => setCounted(true)}
          />
        }
      >
        <p className="sheet-question">{t('inside.ask')}</p>
        <NumberQuestion
          label={t('inside.number')}
          value={typed}
          onValue={setTyped}
          onEnter={() => typed !== '' && setCounted(true)}
        />
      </Sheet>
    );
  }
  const finish = async (): Promise<void> => {
    if (await act((client) => client.station.finish(asks ? { inside: Number(typed) } : {}))) onClose();
  };
  return (
    // The last answer stands where no press before it was: a second tap by mistake closes nothing.
    <Sheet title={t('doors.sure')} onClose={onClose}>
      {asks ? <p className="inside-left number">{t('doors.inside', { count: Number(typed) })}</p> : null}
      <p className="sheet-question">{t('doors.what')}</p>
      {now < closes ? <Notice tone="warn" title={t('doors.early', { now, closes })} /> : null}
      <div className="choices">
        {asks ? (
          <Button icon={PencilLine} label={t('doors.mend')} isDisabled={busy} onPress={() => setCounted(false)} />
        ) : null}
        <Button icon={UsersRound} label={t('doors.yes')} isDisabled={busy} onPress={() => void finish()} />
      </div>
    </Sheet>
  );
}
