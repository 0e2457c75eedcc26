import { useTranslation } from 'react-i18next';
import type { ApplicantView } from '../../../main/api/application-views.ts';
import { useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { Frame } from '../../parts/frame.tsx';
import { Hands } from '../../parts/hand.tsx';
import { Notice } from '../../parts/notice.tsx';
import { VoterCard } from '../../parts/voter-card.tsx';
import { problemWords } from '../../parts/words.ts';
import { useDesk } from '../../parts/zone.ts';
import { FingerState } from '../finger.tsx';
import { AskFor } from './ask-for.tsx';
import { Filed } from './filed.tsx';
import { LeaveApplication } from './leave.tsx';

/** Somebody applies before the day: her finger, what she asks for, her slip. */
export function Applicant({ applicant }: { readonly applicant: ApplicantView }) {
  switch (applicant.at) {
    case 'finger':
      return <ApplicantFinger step={applicant.step} />;
    case 'trouble':
      return <Trouble problem={applicant.problem} />;
    case 'asking':
      return <AskFor kinds={applicant.kinds} stations={applicant.stations} />;
    case 'filed':
      return <Filed filed={applicant} />;
  }
}

function ApplicantFinger({ step }: Pick<Extract<ApplicantView, { at: 'finger' }>, 'step'>) {
  const { t } = useTranslation(['application', 'officer']);
  const { voter } = useDesk();
  const { act, busy } = useAct();
  return (
    <Frame
      layout="with-voter"
      back={<LeaveApplication />}
      other={
        <Button
          label={t('officer:finger.next')}
          isDisabled={busy || step.next.length === 0}
          onPress={() => void act((client) => client.application.nextFinger({}))}
        />
      }
    >
      {voter ? <VoterCard voter={voter} /> : null}
      <section className="step-side finger">
        <p className="lead">{t('who')}</p>
        <h1>{t(`officer:finger.${step.finger}`)}</h1>
        <Hands finger={step.finger} />
        <FingerState step={step} />
      </section>
    </Frame>
  );
}

function Trouble({ problem }: Pick<Extract<ApplicantView, { at: 'trouble' }>, 'problem'>) {
  const { t, i18n } = useTranslation('application');
  const { voter } = useDesk();
  const { act, busy } = useAct();
  return (
    <Frame
      layout="with-voter"
      back={<LeaveApplication />}
      main={
        <Button
          kind="main"
          label={t('again')}
          isDisabled={busy}
          onPress={() => void act((client) => client.application.begin({}))}
        />
      }
    >
      {voter ? <VoterCard voter={voter} /> : null}
      <section className="step-side">
        <Notice
          tone="warn"
          title={problemWords(problem, 'happened', i18n)}
          text={problemWords(problem, 'officer', i18n)}
          code={problem.code}
        />
      </section>
    </Frame>
  );
}
