import { Printer } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../core/admission/step.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { play } from '../parts/sound.ts';
import { Trail } from '../parts/trail.tsx';
import { VoterCard } from '../parts/voter-card.tsx';
import { problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import { NextVoter } from './next-voter.tsx';
import { usePrinterTrouble } from './printer-state.tsx';
import { ReleaseSheet, ReprintSheet, SlipIsOutSheet } from './slip-sheets.tsx';
import { TrayQuestion, useTrayAnswer } from './tray.tsx';

/** Reserved, but the receipt did not certainly come out: what is wrong, and what lies in the tray. */
export function PrintTrouble({ step }: { readonly step: Extract<Step, { at: 'print-trouble' }> }) {
  const { t, i18n } = useTranslation('officer');
  const { voter, admission, mayBeOut } = useDesk();
  const { act, busy } = useAct();
  const [answer, setAnswer] = useTrayAnswer();
  useEffect(() => play('attention'), []);
  const { problem, receipt, sent } = step;
  const notReady = usePrinterTrouble() !== null;
  const nothingSent = sent === 'nothing';
  const slip = { admission: admission ?? '', receipt, mayBeOut, onClose: () => setAnswer(null) };

  return (
    <Frame
      layout="print-trouble"
      apart={<NextVoter />}
      back={<Button kind="quiet" label={t('release.open')} onPress={() => setAnswer('release')} />}
      main={
        nothingSent ? (
          <Button
            kind="main"
            icon={Printer}
            label={t('print.now')}
            {...(notReady ? { detail: t('print.not-ready') } : {})}
            isDisabled={busy || notReady || admission === null}
            onPress={() => void act((client) => client.reservation.resume({ admission: admission ?? '' }))}
          />
        ) : undefined
      }
    >
      {voter ? <VoterCard voter={voter} /> : null}
      <section className="step-side">
        <Trail now="receipt" />
        <Notice
          tone="bad"
          title={problemWords(problem, 'happened', i18n)}
          text={problemWords(problem, 'officer', i18n)}
          code={problem.code}
        />
        {nothingSent ? <p className="lead">{t('print.nothing-sent')}</p> : <TrayQuestion onAnswer={setAnswer} />}
      </section>
      {answer === 'whole' ? <SlipIsOutSheet {...slip} /> : null}
      {answer === 'none' || answer === 'spoiled' ? <ReprintSheet {...slip} found={answer} /> : null}
      {answer === 'release' ? <ReleaseSheet {...slip} /> : null}
    </Frame>
  );
}
