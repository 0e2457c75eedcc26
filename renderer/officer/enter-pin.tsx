import { Cpu, Fingerprint, Search, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../core/problem/catalogue.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { Trail } from '../parts/trail.tsx';
import { problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import { PinPad } from './pin-pad.tsx';
import { isWholePin } from './pin-text.ts';
import { ScanPage } from './scan-page.tsx';

/** The document has no PIN that a machine can read: it is typed from the page. */
export function EnterPin({
  why,
  mayFindByFinger,
  problem,
}: {
  readonly why: 'no-pin-in-document' | 'unreadable-document';
  readonly mayFindByFinger: boolean;
  readonly problem: Problem | null;
}) {
  const { t, i18n } = useTranslation('officer');
  const { act, busy } = useAct();
  const [pin, setPin] = useState('');
  const { opensChips: chip } = useDesk();
  // Six digits are no PIN: they open the chip of the card that carries them.
  const opensChip = chip && /^\d{6}$/.test(pin);
  const find = (): void => {
    if (isWholePin(pin)) void act((client) => client.voter.find({ text: pin }));
    else if (opensChip) void act((client) => client.voter.openChip({ can: pin }));
  };
  return (
    <Frame
      layout="idle"
      back={<Button kind="quiet" icon={X} label={t('cancel')} onPress={() => void act((c) => c.voter.cancel({}))} />}
      other={
        <>
          <ScanPage label={t('enter-pin.scan')} />
          {mayFindByFinger ? (
            <Button
              icon={Fingerprint}
              label={t('search.begin')}
              isDisabled={busy}
              onPress={() => void act((client) => client.voter.searchFinger({}))}
            />
          ) : null}
        </>
      }
      main={
        <Button
          kind="main"
          icon={opensChip ? Cpu : Search}
          label={t(opensChip ? 'enter-pin.open-chip' : 'idle.find')}
          isDisabled={busy || !(isWholePin(pin) || opensChip)}
          onPress={find}
        />
      }
    >
      <section className="idle-invite">
        <Trail now="document" />
        <h1>{t('enter-pin')}</h1>
        <p className="lead">{t(`enter-pin.${why}`)}</p>
        {chip ? <p className="lead">{t('enter-pin.chip')}</p> : null}
        {problem === null ? null : (
          <Notice
            tone="warn"
            title={problemWords(problem, 'happened', i18n)}
            text={problemWords(problem, 'officer', i18n)}
          />
        )}
      </section>
      <PinPad label={t('enter-pin.digits', { typed: pin.length })} pin={pin} onPin={setPin} onEnter={find} />
    </Frame>
  );
}
