import { ArrowLeft, Check, CircleCheck, CircleDashed, CircleDot, CircleX, UserX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type NotMetReason, notMetReasons } from '../../core/election/sittings.ts';
import type { VisitView } from '../../main/api/sittings-views.ts';
import { ActScope, useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Paged } from '../parts/paged.tsx';
import { Sheet } from '../parts/sheet.tsx';

/** Visits that a page of the screen holds. */
const PAGE = 5;
const icons = { done: CircleCheck, 'not-met': CircleX, next: CircleDot, waiting: CircleDashed } as const;

/** Whom to visit, in order: who is next and where, who is done, who was not met and why. */
export function Visits({ visits, onBack }: { readonly visits: readonly VisitView[]; readonly onBack: () => void }) {
  const { t } = useTranslation('sittings');
  const [notMet, setNotMet] = useState(false);
  const next = visits.find(({ state }) => state === 'next');
  // The one to go to stands on the first page, with those that follow; who was visited comes behind.
  const shown = visits.toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)) || a.place - b.place);
  return (
    <Frame
      layout="packages"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('visits.back')} onPress={onBack} />}
      main={next && <Button icon={UserX} label={t('visits.not-met')} onPress={() => setNotMet(true)} />}
    >
      <h1>{t('visits')}</h1>
      <Paged items={shown} size={PAGE} className="visits">
        {(visit) => <Visit key={visit.record} visit={visit} />}
      </Paged>
      {notMet && next ? <NotMetSheet visit={next} onClose={() => setNotMet(false)} /> : null}
    </Frame>
  );
}

/** A voter was visited and did not vote: which of the known reasons it was. */
function NotMetSheet({ visit, onClose }: { readonly visit: VisitView; readonly onClose: () => void }) {
  const { t } = useTranslation('sittings');
  return (
    <ActScope subject={visit.record}>
      <WhyNotMet visit={visit} title={`${t('visits.not-met')}: ${visit.surname} ${visit.given}`} onClose={onClose} />
    </ActScope>
  );
}

function WhyNotMet({
  visit,
  title,
  onClose,
}: {
  readonly visit: VisitView;
  readonly title: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['sittings', 'parts']);
  const { act, busy } = useAct();
  const [reason, setReason] = useState<NotMetReason | null>(null);
  const send = async (): Promise<void> => {
    if (reason === null) return;
    if (await act((client) => client.sittings.notMet({ record: visit.record, reason }))) onClose();
  };
  return (
    <Sheet
      title={title}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={Check}
          label={t('visits.not-met')}
          isDisabled={busy || reason === null}
          onPress={() => void send()}
        />
      }
    >
      <p className="sheet-question">{t('parts:reason.ask')}</p>
      <ul className="choices">
        {notMetReasons.map((one) => (
          <li key={one}>
            <Button label={t(`visits.why.${one}`)} chosen={one === reason} onPress={() => setReason(one)} />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

const isOver = ({ state }: VisitView): boolean => state === 'done' || state === 'not-met';

function Visit({ visit }: { readonly visit: VisitView }) {
  const { t } = useTranslation('sittings');
  const { surname, given, patronymic, number, address, place, reason, state, why, application } = visit;
  const Icon = icons[state];
  return (
    <li className={`visit visit-${state}`}>
      <Icon className="icon" aria-hidden="true" />
      <span>
        {place}. {surname} {given} {patronymic ?? ''} <span className="number soft">№ {number}</span>
        <span className="check-problem">
          {t(`applicants.reason.${reason}`)}
          {application === null ? null : ` · ${t('granted.from', { application })}`}
        </span>
      </span>
      <span>{address}</span>
      <span className="visit-state">
        {t(`visit.${state}`)}
        {why === null ? null : <span className="check-problem">{t(`visits.why.${why}`)}</span>}
      </span>
    </li>
  );
}
