import { ArrowLeft, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { localTime } from '../../core/person/dates.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { Paged } from '../parts/paged.tsx';
import { useDesk } from '../parts/zone.ts';

/** Shifts that a page of the screen holds. */
const PAGE = 5;

/** The operators of this sitting, one after the other, and the slip of each. */
export function Shifts({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation('people');
  const { shifts, people, station } = useDesk();
  const { act, busy } = useAct();
  const clock = (at: string): string => localTime(new Date(at).toISOString(), station.zone);
  return (
    <Frame layout="lots" back={<Button kind="quiet" icon={ArrowLeft} label={t('lots')} onPress={onBack} />}>
      <h1>{t('shifts')}</h1>
      {shifts.length === 0 ? <Notice tone="plain" title={t('shifts.none')} /> : null}
      <Paged items={shifts.toReversed()} size={PAGE} className="shifts">
        {({ number, person, from, until, admitted, slip }) => (
          <li key={number}>
            <span className="number">№ {number}</span>
            <span>
              {people.find(({ id }) => id === person)?.name ?? person}
              <span className="check-problem">
                {until === null ? t('shift.running') : t(`shift.slip.${slip ?? 'none'}`)}
              </span>
            </span>
            <span className="number">
              {clock(from)}–{until === null ? '' : clock(until)}
            </span>
            <span className="number">{t('shift.admitted', { count: admitted })}</span>
            {until === null ? (
              <span />
            ) : (
              <Button
                icon={Printer}
                label={t('shift.print')}
                isDisabled={busy}
                onPress={() => void act((client) => client.shift.print({ shift: number }))}
              />
            )}
          </li>
        )}
      </Paged>
    </Frame>
  );
}
