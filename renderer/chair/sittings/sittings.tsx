import {
  CalendarCheck,
  CalendarClock,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleMinus,
  PackageX,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchView, SittingsView, SittingView } from '../../../main/api/sittings-views.ts';
import { useAct } from '../../parts/act.tsx';
import { ApprovalSheet } from '../../parts/approval-sheet.tsx';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { shownNumber } from '../../parts/numbers.ts';
import { languageOf } from '../../parts/words.ts';
import { useDesk } from '../../parts/zone.ts';
import { Tasks } from './tasks.tsx';

const icons = {
  closed: CircleCheck,
  open: CircleDot,
  next: CalendarClock,
  coming: CircleDashed,
  passed: CircleMinus,
} as const;

/** The sittings of the election in their order: what was held with its number, which comes next, what is to be done. */
export function Sittings({ sittings }: { readonly sittings: SittingsView }) {
  const { t } = useTranslation('sittings');
  const { act, busy } = useAct();
  const { approvals } = useDesk();
  const [other, setOther] = useState<SittingView | null>(null);
  const choices = sittings.list.filter(({ id }) => sittings.choices.includes(id));
  return (
    <Frame layout="packages">
      <h1>{t('page')}</h1>
      <p className="lead">{sittings.visits ? t('visited', { ...sittings.visits }) : t('what')}</p>
      <ul className="checklist">
        {sittings.list.map((sitting) => (
          <SittingLine key={sitting.id} sitting={sitting} />
        ))}
      </ul>
      <ul className="choices sitting-choices">
        <Tasks sittings={sittings} />
        {choices.map((choice) => (
          <li key={choice.id}>
            <Button
              icon={CalendarCheck}
              label={t('prepare', { sitting: t(`kind.${choice.kind}`) })}
              detail={choice.date}
              isDisabled={busy}
              onPress={() =>
                choice.id === sittings.proposed
                  ? void act((client) => client.sittings.prepare({ sitting: choice.id }))
                  : setOther(choice)
              }
            />
          </li>
        ))}
      </ul>
      {other === null ? null : (
        <ApprovalSheet
          title={`${t('prepare', { sitting: t(`kind.${other.kind}`) })} · ${other.date}`}
          reasons={null}
          approval={approvals.sittings}
          action={t('prepare.do')}
          ask={(client, { approvers }) => client.sittings.prepare({ sitting: other.id, approvers })}
          onClose={() => setOther(null)}
        />
      )}
    </Frame>
  );
}

function SittingLine({ sitting }: { readonly sitting: SittingView }) {
  const { t, i18n } = useTranslation('sittings');
  const { kind, date, open, close, state, admitted, onPaper, batches } = sitting;
  const Icon = icons[state];
  return (
    <li className={`check check-${state === 'closed' ? 'done' : state}`}>
      <Icon className="icon" aria-hidden="true" />
      <span className="check-item">
        {t(`kind.${kind}`)}
        <span className="check-problem number">
          {date} · {open}–{close}
        </span>
        {onPaper === 0 ? null : (
          <span className="check-problem">{t('on-paper', { number: shownNumber(onPaper, languageOf(i18n)) })}</span>
        )}
        {batches
          .filter(({ own, excluded }) => !own || excluded !== null)
          .map((batch) => (
            <BatchLine key={batch.device} batch={batch} />
          ))}
      </span>
      <span className="check-detail number">
        {admitted === null ? '' : t('admitted', { number: shownNumber(admitted, languageOf(i18n)) })}
      </span>
      <span className="check-state">{t(`state.${state}`)}</span>
    </li>
  );
}

/** The people whom another kiosk admitted, or boxes that a decision has excluded. */
function BatchLine({ batch }: { readonly batch: BatchView }) {
  const { t, i18n } = useTranslation('sittings');
  const { serial, admitted, excluded } = batch;
  const number = shownNumber(admitted, languageOf(i18n));
  return (
    <span className="check-problem">
      {serial} · {t('admitted', { number })}
      {excluded === null ? null : (
        <>
          {' '}
          · <PackageX className="icon" aria-hidden="true" /> {t('batch.excluded', { reason: excluded })}
        </>
      )}
    </span>
  );
}
