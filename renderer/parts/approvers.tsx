import { CheckCircle2, UserRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayJoin } from '../../core/election/approval.ts';
import type { ApprovalView } from '../../main/api/views.ts';
import { ActNote, useAct } from './act.tsx';
import { Button } from './button.tsx';
import { type Draft, isRefused } from './drafts.ts';
import { Field } from './field.tsx';
import { NumberPad } from './number-pad.tsx';
import { Paged } from './paged.tsx';
import { useRowsThatFit } from './rows-that-fit.ts';
import { useStationPeople, type WindowPerson } from './zone.ts';

/**
 * Both persons side by side: each is picked by name and types the own code; one number pad serves both. Everybody who may
 * approve by the signed policy and the lot has a row that never moves; whoever cannot join the other one stands there
 * disabled. Whoever could join nobody is not listed: her row would keep from sight those who can.
 */
export function Approvers({
  rule,
  drafts,
  onDrafts,
}: {
  readonly rule: ApprovalView;
  readonly drafts: readonly Draft[];
  readonly onDrafts: (drafts: readonly Draft[]) => void;
}) {
  const { t } = useTranslation('parts');
  const people = useStationPeople();
  const { busy, trouble, forget } = useAct();
  const [active, setActive] = useState(0);
  const change = (index: number, draft: Draft): void => {
    forget();
    onDrafts(drafts.with(index, draft));
  };
  const current = drafts[active];
  const typing = current?.person ? current : null;
  const able = people.filter((person) => mayJoin(rule, [], person, rule.oneOf));
  // One alone is looked for by what she is: the rule names the likeliest first.
  const place = ({ role }: WindowPerson): number => rule.roles.indexOf(role);
  const listed = drafts.length === 1 ? able.toSorted((a, b) => place(a) - place(b)) : able;
  // Whose code was wrong types it again.
  const refused = drafts.findIndex((draft) => isRefused(draft, trouble));
  useEffect(() => {
    if (refused >= 0) setActive(refused);
  }, [refused]);

  return (
    <div className="approvers">
      <div className="approvers-side">
        <div className="approvers-places">
          {drafts.map((draft, index) => {
            const others = drafts.flatMap(({ person }, other) => (person && other !== index ? [person] : []));
            const offered = listed.filter(
              (person) => others.every((other) => other.id !== person.id) && mayJoin(rule, others, person, rule.oneOf),
            );
            return (
              // Places do not move.
              <section key={index} className={index === active ? 'approver approver-active' : 'approver'}>
                <h3>{drafts.length === 1 ? t('approver.one') : t('approver', { place: index + 1 })}</h3>
                {draft.person === null && offered.length === 0 ? <p>{t('approver.nobody')}</p> : null}
                {draft.person === null ? (
                  <Listed
                    people={listed}
                    mayPick={(person) => !busy && offered.includes(person)}
                    onPick={(person) => {
                      setActive(index);
                      change(index, { person, code: '' });
                    }}
                  />
                ) : (
                  <>
                    <Button
                      kind="plain"
                      chosen
                      icon={CheckCircle2}
                      label={draft.person.name}
                      detail={t('approver.change')}
                      isDisabled={busy}
                      onPress={() => {
                        setActive(index);
                        change(index, { person: null, code: '' });
                      }}
                    />
                    <Field
                      label={t('code')}
                      secret
                      focus={index === active}
                      value={draft.code}
                      onFocus={() => setActive(index)}
                      onValue={(code) => change(index, { ...draft, code })}
                    />
                  </>
                )}
              </section>
            );
          })}
        </div>
        {/* Below the codes, where room is: at the foot of the sheet it would cover the keys that type a code again. */}
        <ActNote />
      </div>
      <NumberPad
        onDigit={(digit) => typing && change(active, { ...typing, code: typing.code + digit })}
        onDelete={() => typing && change(active, { ...typing, code: typing.code.slice(0, -1) })}
        onClear={() => typing && change(active, { ...typing, code: '' })}
      />
    </div>
  );
}

/** Those who may be picked, one page at a time: as many as the sheet holds, with more of them the last row turns the page. */
function Listed({
  people,
  mayPick,
  onPick,
}: {
  readonly people: readonly WindowPerson[];
  readonly mayPick: (person: WindowPerson) => boolean;
  readonly onPick: (person: WindowPerson) => void;
}) {
  const { t } = useTranslation('parts');
  const [list, rows] = useRowsThatFit<HTMLUListElement>(Math.max(1, people.length));
  return (
    <Paged items={people} size={people.length > rows ? Math.max(1, rows - 1) : rows} className="people" list={list}>
      {(person) => (
        <li key={person.id}>
          <Button
            icon={UserRound}
            label={person.name}
            detail={t(`role.${person.role}`)}
            isDisabled={!mayPick(person)}
            onPress={() => onPick(person)}
          />
        </li>
      )}
    </Paged>
  );
}
