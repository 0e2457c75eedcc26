import { useTranslation } from 'react-i18next';
import type { Step } from '../../core/admission/step.ts';
import { Frame } from '../parts/frame.tsx';
import { Trail } from '../parts/trail.tsx';
import { VoterCard } from '../parts/voter-card.tsx';
import { useDesk } from '../parts/zone.ts';
import { NextVoter } from './next-voter.tsx';
import { PrinterPicture } from './printer-picture.tsx';

/** The kiosk works and nobody has to do anything: says what is awaited. */
export function Working({
  step,
}: {
  readonly step: Extract<Step, { at: 'looking-up' | 'locking' | 'reserving' | 'printing' | 'ballot-printing' }>;
}) {
  const { t } = useTranslation(['officer', 'sheet']);
  const { voter } = useDesk();
  return (
    <Frame layout={voter ? 'with-voter' : 'alone'} apart={<NextVoter />}>
      {voter ? <VoterCard voter={voter} /> : null}
      <section className="step-side">
        <Trail now={step.at === 'looking-up' ? 'document' : 'receipt'} />
        {step.at === 'looking-up' || step.at === 'locking' ? null : <PrinterPicture />}
        <h1>{step.at === 'ballot-printing' ? t('sheet:printing') : t(`working.${step.at}`)}</h1>
        {step.at === 'locking' ? <p className="lead">{t('working.locking.most', { seconds: step.seconds })}</p> : null}
        {step.at === 'printing' ? <p className="lead number">{step.receipt}</p> : null}
      </section>
    </Frame>
  );
}
