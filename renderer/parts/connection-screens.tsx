import { KeyRound, PlugZap } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../core/problem/catalogue.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { Keyboard } from './keyboard.tsx';
import { Notice } from './notice.tsx';
import { problemWords } from './words.ts';
import { useConnection, useView, useZone } from './zone.ts';

/**
 * Around a window: draws its screens when there is something to draw, and says so when the line to the zone is away.
 * A lost line leaves the last screen readable, under a notice; nothing can be asked until it is back.
 */
export function Connected({ children }: { readonly children: ReactNode }) {
  const connection = useConnection();
  const view = useView();
  if (connection.kind === 'code-wanted') return <CodeWanted refused={connection.refused} />;
  if (view === null) return <Waiting />;
  return (
    <>
      {children}
      {connection.kind === 'open' ? null : (
        <div className="line-lost">
          <ProblemNotice problem={{ code: 'window.line-lost' }} />
        </div>
      )}
    </>
  );
}

/** What everybody in front of a window can do about it. */
function ProblemNotice({ problem }: { readonly problem: Problem }) {
  const { i18n } = useTranslation();
  return (
    <Notice
      tone="bad"
      title={problemWords(problem, 'happened', i18n)}
      text={problemWords(problem, 'officer', i18n)}
      code={problem.code}
    />
  );
}

function Waiting() {
  const { t } = useTranslation('parts');
  return (
    <main className="waiting">
      <PlugZap className="icon" aria-hidden="true" />
      <h1>{t('line.starting')}</h1>
      <p>{t('line.starting-what')}</p>
    </main>
  );
}

/** In a plain browser the window shows who it is by a one-time code that the kiosk printed at its start. */
function CodeWanted({ refused }: { readonly refused: boolean }) {
  const { t } = useTranslation('parts');
  const { enterCode } = useZone();
  const [code, setCode] = useState('');
  const enter = (): void => void enterCode(code.trim().toUpperCase());
  return (
    <main className="code-wanted">
      <h1>{t('window-code.title')}</h1>
      <p>{t('window-code.where')}</p>
      <Field label={t('window-code.field')} value={code} onValue={setCode} onEnter={enter} focus />
      {refused ? <ProblemNotice problem={{ code: 'window.code-refused' }} /> : null}
      <Button kind="main" icon={KeyRound} label={t('window-code.enter')} isDisabled={code === ''} onPress={enter} />
      <Keyboard text={code} onText={setCode} />
    </main>
  );
}
