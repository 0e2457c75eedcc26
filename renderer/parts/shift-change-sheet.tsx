import { UserCheck, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope, useAct } from './act.tsx';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { NumberPad } from './number-pad.tsx';
import { Paged } from './paged.tsx';
import { Sheet } from './sheet.tsx';
import { useDesk } from './zone.ts';

/** Operators that the sheet holds below each other. */
const ROOM = 4;

/** The next operator over the idle screen: her name, her code, one press. A slip prints for the one before. */
export function ShiftChangeSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <ActScope subject="shift">
      <NextOperator onClose={onClose} />
    </ActScope>
  );
}

function NextOperator({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['people', 'parts']);
  const { people, person } = useDesk();
  const { act, busy } = useAct();
  const others = people.filter(({ id, role }) => role === 'officer' && id !== person?.id);
  // At most stations there is one other: nothing to choose.
  const [chosen, setChosen] = useState<string | null>(others.length === 1 ? (others[0]?.id ?? null) : null);
  const [code, setCode] = useState('');
  const take = async (): Promise<void> => {
    if (chosen === null || code === '') return;
    setCode('');
    if (await act((client) => client.access.takeOver({ person: chosen, code }))) onClose();
  };
  return (
    <Sheet
      title={t('shift.change')}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={UserCheck}
          label={t('shift.take')}
          isDisabled={busy || chosen === null || code === ''}
          onPress={() => void take()}
        />
      }
    >
      <div className="next-operator">
        <section>
          <h3>{t('shift.next')}</h3>
          <Paged items={others} size={ROOM} className="people">
            {({ id, name }) => (
              <li key={id}>
                <Button
                  icon={UserRound}
                  label={name}
                  chosen={id === chosen}
                  onPress={() => {
                    setChosen(id);
                    setCode('');
                  }}
                />
              </li>
            )}
          </Paged>
          <p className="soft">{t(others.length === 0 ? 'shift.nobody' : 'shift.what')}</p>
        </section>
        <section className="code-side">
          <Field
            label={t(chosen === null ? 'parts:sign-in.first-name' : 'parts:code')}
            secret
            focus={chosen !== null}
            value={code}
            onValue={setCode}
            onEnter={() => void take()}
          />
          <NumberPad
            onDigit={(digit) => setCode(code + digit)}
            onDelete={() => setCode(code.slice(0, -1))}
            onClear={() => setCode('')}
          />
        </section>
      </div>
    </Sheet>
  );
}
