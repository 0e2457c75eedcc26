import { LogIn, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { Credential } from '../../main/api/credential.ts';
import { useAct } from './act.tsx';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { Frame } from './frame.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { NumberPad } from './number-pad.tsx';
import { Paged } from './paged.tsx';
import { usePeople } from './zone.ts';

/** People that the screen holds; with more of them the last row is for turning the page. */
const ROOM = 10;

/** What every zone with a desk takes. */
interface SigningIn {
  readonly access: { readonly signIn: (credential: Credential) => Promise<Result<null, Problem>> };
}

/** Who works at this desk: a name from the list, then the own code. The code is gone as soon as it was sent. */
export function SignIn() {
  const { t } = useTranslation('parts');
  const people = usePeople();
  const { act, busy } = useAct<SigningIn>();
  const [chosen, setChosen] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const person = people.find((one) => one.id === chosen) ?? null;

  const enter = (): void => {
    if (person === null || code === '') return;
    setCode('');
    void act((client) => client.access.signIn({ person: person.id, code }));
  };

  return (
    <Frame
      layout="sign-in"
      back={<LanguageSwitch />}
      main={
        <Button
          kind="main"
          icon={LogIn}
          label={t('sign-in')}
          isDisabled={busy || person === null || code === ''}
          onPress={enter}
        />
      }
    >
      <section>
        <h1>{t('sign-in.who')}</h1>
        <Paged items={people} size={people.length > ROOM ? ROOM - 2 : ROOM} className="people">
          {(one) => (
            <li key={one.id}>
              <Button
                icon={UserRound}
                label={one.name}
                detail={t(`role.${one.role}`)}
                chosen={one.id === chosen}
                onPress={() => {
                  setChosen(one.id);
                  setCode('');
                }}
              />
            </li>
          )}
        </Paged>
      </section>
      <section className="code-side">
        <Field
          label={person === null ? t('sign-in.first-name') : t('code')}
          secret
          focus={person !== null}
          value={code}
          onValue={setCode}
          onEnter={enter}
        />
        <NumberPad
          onDigit={(digit) => setCode(code + digit)}
          onDelete={() => setCode(code.slice(0, -1))}
          onClear={() => setCode('')}
        />
      </section>
    </Frame>
  );
}
