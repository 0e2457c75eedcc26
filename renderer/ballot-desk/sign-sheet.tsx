import { CircleCheck, CircleDashed, Stamp, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../core/problem/catalogue.ts';
import { numbersText } from '../../core/results/protocol.ts';
import type { ProtocolView } from '../../main/api/ballot-views.ts';
import { ActScope } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { afterRefusal, credentialsOf, emptyDrafts } from '../parts/drafts.ts';
import { Field } from '../parts/field.tsx';
import { NumberPad } from '../parts/number-pad.tsx';
import { Paged } from '../parts/paged.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useStationPeople, type WindowPerson } from '../parts/zone.ts';
import { useBallotAct } from './zone.ts';

interface SignProps {
  readonly protocol: ProtocolView;
  readonly onClose: () => void;
}

/** Everybody whom the form names signs with the own code, one after the other; it counts when all have. */
export function SignSheet(props: SignProps) {
  return (
    <ActScope subject="sign">
      <Signing {...props} />
    </ActScope>
  );
}

/** Places and people that the smallest screen holds below each other. */
const ROWS = 4;

function Signing({ protocol, onClose }: SignProps) {
  const { t } = useTranslation(['ballot-desk', 'parts']);
  const people = useStationPeople();
  const { act, busy, forget } = useBallotAct();
  const roles = protocol.signs.flatMap(({ role, persons }) => Array.from({ length: persons }, () => role));
  const [drafts, setDrafts] = useState(() => emptyDrafts(roles.length));
  const [at, setAt] = useState(0);
  // Those that stood on the page when they began to sign: what has come since nobody of them has looked at.
  const [seen] = useState(() => numbersText(protocol.lines));
  const draft = drafts[at];
  const given = credentialsOf(drafts);
  const change = (person: WindowPerson | null, code: string): void => {
    forget();
    setDrafts(drafts.with(at, { person, code }));
  };
  const sign = async (): Promise<void> => {
    if (given === null) return;
    let why: Problem | null = null;
    const done = await act(async (client) => {
      const answer = await client.results.sign({
        protocol: protocol.id,
        by: [...given],
        ...(protocol.sealed ? {} : { seen }),
      });
      if (!answer.ok) why = answer.error;
      return answer;
    });
    if (done) return onClose();
    const after = afterRefusal(drafts, why);
    setDrafts(after);
    setAt(
      Math.max(
        0,
        after.findIndex(({ code }) => code === ''),
      ),
    );
  };
  const places = drafts.map((one, place) => ({ ...one, place, role: roles[place] ?? 'member' }));
  const offered = people.filter(
    ({ id, role }) => role === roles[at] && !drafts.some(({ person }) => person?.id === id),
  );
  return (
    <Sheet
      title={t('sign')}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={Stamp}
          label={t('sign')}
          isDisabled={busy || given === null}
          onPress={() => void sign()}
        />
      }
    >
      <div className="signing">
        <section>
          <Paged items={places} size={ROWS} className="choices">
            {({ place, role, person, code }) => (
              <li key={place}>
                <Button
                  icon={code === '' ? CircleDashed : CircleCheck}
                  label={person?.name ?? t('sign.nobody')}
                  detail={t(`parts:role.${role}`)}
                  chosen={place === at}
                  isDisabled={busy}
                  onPress={() => setAt(place)}
                />
              </li>
            )}
          </Paged>
        </section>
        <section>
          {draft?.person ? (
            <>
              <Field
                label={`${draft.person.name}: ${t('parts:code')}`}
                secret
                focus
                value={draft.code}
                onValue={(code) => change(draft.person, code)}
              />
              <Button
                kind="quiet"
                icon={UserRound}
                label={t('parts:approver.change')}
                isDisabled={busy}
                onPress={() => change(null, '')}
              />
            </>
          ) : (
            <Paged items={offered} size={ROWS} className="choices">
              {(person) => (
                <li key={person.id}>
                  <Button icon={UserRound} label={person.name} isDisabled={busy} onPress={() => change(person, '')} />
                </li>
              )}
            </Paged>
          )}
        </section>
        <NumberPad
          onDigit={(digit) => draft?.person && change(draft.person, draft.code + digit)}
          onDelete={() => draft?.person && change(draft.person, draft.code.slice(0, -1))}
          onClear={() => draft?.person && change(draft.person, '')}
        />
      </div>
    </Sheet>
  );
}
