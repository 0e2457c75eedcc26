import { GraduationCap, Save, Square, SquareCheckBig, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayHoldDuty } from '../../core/election/duties.ts';
import type { Duty } from '../../core/election/policy-duties.ts';
import type { DutyView } from '../../main/api/duty-views.ts';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { Paged } from '../parts/paged.tsx';
import { useDesk } from '../parts/zone.ts';
import { Rehearsals } from './rehearsals.tsx';
import { Shifts } from './shifts.tsx';

/** Members that a page of the screen holds. */
const PAGE = 6;
/** Stages in which the lot may be entered or changed. */
const changing = ['ready', 'open', 'suspended', 'finishing'];

interface Lot {
  readonly duty: Duty;
  readonly person: string;
}

const lotsOf = (duties: readonly DutyView[]): readonly Lot[] =>
  duties.flatMap(({ duty, holders }) => holders.map((person) => ({ duty, person })));
const same = (one: Lot, other: Lot): boolean => one.duty === other.duty && one.person === other.person;

/** Who was drawn for what: entered at 7:00 and changed during the day, on this one screen. */
export function Lots() {
  const { t } = useTranslation(['people', 'rehearsal']);
  const { duties, people, station, approvals, rehearsal } = useDesk();
  const [chosen, setChosen] = useState<Duty | null>(null);
  /** What is on the screen and not yet approved; null: nothing was changed. */
  const [draft, setDraft] = useState<readonly Lot[] | null>(null);
  const [saves, setSaves] = useState(false);
  const [turned, setTurned] = useState<'shifts' | 'rehearsals' | null>(null);
  const members = people.filter(({ role }) => mayHoldDuty(role));
  const duty = chosen ?? duties[0]?.duty;
  const lots = draft ?? lotsOf(duties);
  const names = (of: Duty): string =>
    members
      .flatMap(({ id, name }) => (lots.some((lot) => same(lot, { duty: of, person: id })) ? [name] : []))
      .join(', ');

  /** Whom several lots fell on: no rule is known that forbids it, and it may be a mistake. */
  const several = members.filter(({ id }) => lots.filter((lot) => lot.person === id).length > 1);

  const operators = (
    <>
      <Button kind="quiet" icon={UsersRound} label={t('shifts')} onPress={() => setTurned('shifts')} />
      {rehearsal ? (
        <Button kind="quiet" icon={GraduationCap} label={t('rehearsal:page')} onPress={() => setTurned('rehearsals')} />
      ) : null}
    </>
  );

  if (turned === 'shifts') return <Shifts onBack={() => setTurned(null)} />;
  if (turned === 'rehearsals' && rehearsal) return <Rehearsals rehearsal={rehearsal} onBack={() => setTurned(null)} />;
  if (duty === undefined) {
    return (
      <Frame layout="lots" back={operators}>
        <h1>{t('lots')}</h1>
        <Notice tone="plain" title={t('lots.none')} />
      </Frame>
    );
  }
  const press = (lot: Lot): void => {
    setDraft(lots.some((one) => same(one, lot)) ? lots.filter((one) => !same(one, lot)) : [...lots, lot]);
  };
  const may = changing.includes(station.stage);
  return (
    <Frame
      layout="lots"
      back={operators}
      main={
        <Button
          kind="main"
          icon={Save}
          label={t('lots.save')}
          isDisabled={!may || draft === null}
          onPress={() => setSaves(true)}
        />
      }
    >
      <h1>{t('lots')}</h1>
      <p className="lead">{t(draft === null ? 'lots.what' : 'lots.unsaved')}</p>
      <ul className="duties">
        {duties.map((one) => (
          <li key={one.duty}>
            <Button
              label={t(`duty.${one.duty}`)}
              detail={names(one.duty) || t('lots.nobody')}
              chosen={one.duty === duty}
              onPress={() => setChosen(one.duty)}
            />
          </li>
        ))}
      </ul>
      {several.length === 0 ? null : (
        <Notice tone="warn" title={t('lots.several', { names: several.map(({ name }) => name).join(', ') })} />
      )}
      <h2>{t(`duty.${duty}.who`)}</h2>
      <Paged items={members} size={several.length === 0 ? PAGE : PAGE / 2} className="members">
        {({ id, name }) => {
          const holds = lots.some((lot) => same(lot, { duty, person: id }));
          return (
            <li key={id}>
              <Button
                icon={holds ? SquareCheckBig : Square}
                label={name}
                chosen={holds}
                isDisabled={!may}
                onPress={() => press({ duty, person: id })}
              />
            </li>
          );
        }}
      </Paged>
      {saves ? (
        <ApprovalSheet
          title={t('lots.save')}
          reasons={null}
          approval={approvals.duties}
          action={t('lots.save')}
          ask={async (client, { approvers }) => {
            const answer = await client.duty.draw({ holders: [...lots], approvers });
            if (answer.ok) setDraft(null);
            return answer;
          }}
          onClose={() => setSaves(false)}
        />
      ) : null}
    </Frame>
  );
}
