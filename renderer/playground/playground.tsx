import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorldPerson } from '../../main/api/playground.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { Ballots } from './ballots.tsx';
import { People } from './people.tsx';
import { Person } from './person.tsx';
import { Table } from './table.tsx';
import { Tray } from './tray.tsx';
import { useConnection, useLine, useSeenWorld } from './world.ts';

/** The two halves of the world: before the officer, and before the ballot box. */
const rooms = ['people', 'ballots'] as const;
type Room = (typeof rooms)[number];

/** The page of the simulated world: people on the left, one of them in the middle, paper on the right, devices below. */
export function Playground() {
  const { t } = useTranslation('playground');
  const connection = useConnection();
  const view = useSeenWorld();
  const [person, setPerson] = useState<WorldPerson | null>(null);
  const [room, setRoom] = useState<Room>('people');
  return (
    <div className="playground">
      <header className="masthead">
        <h1>{t('title')}</h1>
        <p>{t('subtitle')}</p>
        {view === null || view.box === null ? null : (
          <fieldset className="choice-row" aria-label={t('room')}>
            {rooms.map((one) => (
              <Button key={one} label={t(`room.${one}`)} chosen={one === room} onPress={() => setRoom(one)} />
            ))}
          </fieldset>
        )}
        <LanguageSwitch />
      </header>
      {connection.kind === 'code-wanted' ? (
        <CodeWanted refused={connection.refused} />
      ) : view === null ? (
        <p className="waiting">{t('line.starting')}</p>
      ) : room === 'ballots' && view.box !== null ? (
        <Ballots />
      ) : (
        <>
          <main className="scene">
            <People chosen={person} onChoose={setPerson} />
            <Person person={person} />
            <Tray />
          </main>
          <Table />
        </>
      )}
      {view !== null && connection.kind === 'reconnecting' ? (
        <p className="line-lost" role="alert">
          {t('line.lost')}
        </p>
      ) : null}
    </div>
  );
}

function CodeWanted({ refused }: { readonly refused: boolean }) {
  const { t } = useTranslation('playground');
  const { enterCode } = useLine();
  const [code, setCode] = useState('');
  const enter = (): void => void enterCode(code.trim().toUpperCase());
  return (
    <main className="code-wanted">
      <h2>{t('code.title')}</h2>
      <p>{t('code.where')}</p>
      <Field label={t('code.field')} value={code} onValue={setCode} onEnter={enter} focus />
      {refused ? <p role="alert">{t('code.refused')}</p> : null}
      <Button kind="main" label={t('code.enter')} isDisabled={code === ''} onPress={enter} />
    </main>
  );
}
