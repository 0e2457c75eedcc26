import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bySeverity } from '../../core/problem/catalogue.ts';
import { ActScope } from '../parts/act.tsx';
import { ModeMark } from '../parts/mode-mark.tsx';
import { Notice } from '../parts/notice.tsx';
import { SignIn } from '../parts/sign-in.tsx';
import { problemWords } from '../parts/words.ts';
import { Adjudication } from './adjudication.tsx';
import { BallotBar } from './bar.tsx';
import { Pages } from './pages.tsx';
import { ProtocolPage } from './protocol-page.tsx';
import { useBallotDesk, useMay } from './zone.ts';

/** The commission's desk beside the box. */
export function BallotDesk() {
  const { i18n } = useTranslation();
  const { station, person, tooMany } = useBallotDesk();
  const { repairs } = useMay();
  return (
    <div className="desk">
      <ModeMark mode={station.mode} />
      <BallotBar />
      {bySeverity(station.problems)
        .slice(0, repairs ? undefined : 1)
        .map((problem) => (
          <Notice
            key={problem.code}
            tone={tooMany ? 'bad' : 'warn'}
            title={problemWords(problem, 'happened', i18n)}
            text={problemWords(problem, repairs ? 'technician' : 'officer', i18n)}
            code={problem.code}
          />
        ))}
      <ActScope key={person?.id ?? ''} subject={station.phase}>
        {person === null ? <SignIn /> : <Room />}
      </ActScope>
    </div>
  );
}

/** What takes the whole screen, and goes back to the pages. */
type Open = { readonly room: 'adjudication' } | { readonly room: 'protocol'; readonly protocol: string };

function Room() {
  const { protocols } = useBallotDesk();
  const [open, setOpen] = useState<Open | null>(null);
  const onBack = (): void => setOpen(null);
  if (open?.room === 'adjudication') return <Adjudication onBack={onBack} />;
  const protocol = open === null ? undefined : protocols.find(({ id }) => id === open.protocol);
  if (protocol) return <ProtocolPage protocol={protocol} onBack={onBack} />;
  return (
    <Pages
      onAdjudicate={() => setOpen({ room: 'adjudication' })}
      onProtocol={(id) => setOpen({ room: 'protocol', protocol: id })}
    />
  );
}
