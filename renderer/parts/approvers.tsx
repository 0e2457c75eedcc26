import { CheckCircle2, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayJoin } from '../../core/election/approval.ts';
import type { Approval } from '../../core/election/policy.ts';
import type { Credential } from '../../main/api/identification.ts';
import type { PersonView } from '../../main/api/views.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { NumberPad } from './number-pad.tsx';
import { useDesk } from './zone.ts';

/** One of those who approve, while the code is being typed; `person` is null until somebody is picked. */
export interface Draft {
  readonly person: PersonView | null;
  readonly code: string;
}

/** So many empty places for approvers. */
export function emptyDrafts(count: number): readonly Draft[] {
  return Array.from({ length: count }, () => ({ person: null, code: '' }));
}

/** The credentials, once everybody was picked and typed a code; null before. */
export function credentialsOf(drafts: readonly Draft[]): readonly Credential[] | null {
  const complete = drafts.flatMap(({ person, code }) => (person && code !== '' ? [{ person: person.id, code }] : []));
  return complete.length === drafts.length ? complete : null;
}

/**
 * Both persons side by side: each is picked by name and types the own code; one number pad serves both. Only those are
 * offered whom the signed policy allows beside the other one.
 */
export function Approvers({
  rule,
  drafts,
  onDrafts,
}: {
  readonly rule: Approval;
  readonly drafts: readonly Draft[];
  readonly onDrafts: (drafts: readonly Draft[]) => void;
}) {
  const { t } = useTranslation('parts');
  const { people } = useDesk();
  const [active, setActive] = useState(0);
  const change = (index: number, draft: Draft): void => onDrafts(drafts.with(index, draft));
  const current = drafts[active];
  const typing = current?.person ? current : null;

  return (
    <div className="approvers">
      {drafts.map((draft, index) => {
        const others = drafts.flatMap(({ person }, other) => (person && other !== index ? [person] : []));
        const offered = people.filter(
          (person) =>
            others.every((other) => other.id !== person.id) &&
            mayJoin(
              rule,
              others.map((other) => other.role),
              person.role,
            ),
        );
        return (
          // Places do not move.
          <section key={index} className={index === active ? 'approver approver-active' : 'approver'}>
            <h3>{t('approver', { place: index + 1 })}</h3>
            {draft.person === null ? (
              <ul className="people">
                {offered.length === 0 ? <li>{t('approver.nobody')}</li> : null}
                {offered.map((person) => (
                  <li key={person.id}>
                    <Button
                      icon={UserRound}
                      label={person.name}
                      detail={t(`role.${person.role}`)}
                      onPress={() => {
                        setActive(index);
                        change(index, { person, code: '' });
                      }}
                    />
                  </li>
                ))}
              </ul>
            ) : (
              <>
                <Button
                  kind="plain"
                  chosen
                  icon={CheckCircle2}
                  label={draft.person.name}
                  detail={t('approver.change')}
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
      <NumberPad
        onDigit={(digit) => typing && change(active, { ...typing, code: typing.code + digit })}
        onDelete={() => typing && change(active, { ...typing, code: typing.code.slice(0, -1) })}
        onClear={() => typing && change(active, { ...typing, code: '' })}
      />
    </div>
  );
}
