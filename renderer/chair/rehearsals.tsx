import { ArrowLeft, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { localTime } from '../../core/person/dates.ts';
import type { OperatorRehearsalView, RehearsalView } from '../../main/api/rehearsal-views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { Paged } from '../parts/paged.tsx';
import { useDesk } from '../parts/zone.ts';

/** Operators that a page of the screen holds. */
const PAGE = 5;

/** How far each operator has come in a training: what is left for her, and her slip. */
export function Rehearsals({ rehearsal, onBack }: { readonly rehearsal: RehearsalView; readonly onBack: () => void }) {
  const { t } = useTranslation(['rehearsal', 'people']);
  return (
    <Frame layout="lots" back={<Button kind="quiet" icon={ArrowLeft} label={t('people:lots')} onPress={onBack} />}>
      <h1>{t('operators')}</h1>
      {rehearsal.operators.length === 0 ? <Notice tone="plain" title={t('none')} /> : null}
      <Paged items={rehearsal.operators.toReversed()} size={PAGE} className="shifts rehearsals">
        {(one) => <Operator key={one.number} one={one} rehearsal={rehearsal} />}
      </Paged>
    </Frame>
  );
}

function Operator({ one, rehearsal }: { readonly one: OperatorRehearsalView; readonly rehearsal: RehearsalView }) {
  const { t } = useTranslation(['rehearsal', 'people']);
  const { people, station } = useDesk();
  const { act, busy } = useAct();
  const { number, person, from, until, passed, attempts, slip } = one;
  const { cases } = rehearsal;
  const clock = (at: string): string => localTime(new Date(at).toISOString(), station.zone);
  const numbers = cases.flatMap((each, place) => (passed.includes(each) ? [] : [place + 1])).join(', ');
  return (
    <li>
      <span className="number">№ {number}</span>
      <span>
        {people.find(({ id }) => id === person)?.name ?? person}
        <span className="check-problem">
          {until === null ? t('running') : t(`people:shift.slip.${slip ?? 'none'}`)}
          {numbers === '' ? null : <span className="number">{` · ${t('left', { numbers })}`}</span>}
        </span>
      </span>
      <span className="number">
        {clock(from)}–{until === null ? '' : clock(until)}
      </span>
      <span className="number">
        {t('count', { passed: passed.length, of: cases.length })}
        <span className="check-problem">{t('attempts', { count: attempts })}</span>
      </span>
      <Button
        icon={Printer}
        label={t(until === null ? 'end' : 'print')}
        isDisabled={busy}
        onPress={() =>
          void act((client) => (until === null ? client.rehearsal.end({ number }) : client.rehearsal.print({ number })))
        }
      />
    </li>
  );
}
