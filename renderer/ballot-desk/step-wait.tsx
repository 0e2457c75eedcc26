import { useTranslation } from 'react-i18next';
import { Notice } from '../parts/notice.tsx';
import { problemWords } from '../parts/words.ts';
import { BoxFacts } from './box-facts.tsx';
import { ReplaceKey } from './replace-key.tsx';
import { StepFrame } from './step-frame.tsx';
import { ZeroAgainKey } from './step-zero.tsx';
import { TestKey } from './test-key.tsx';
import { useBallotDesk, useMay } from './zone.ts';

/** What comes by itself: the package over the hatch, the reader on its cable, the opening with the station. */
export function WaitStep({ step }: { readonly step: 'package' | 'reader' | 'open' }) {
  const { t, i18n } = useTranslation('ballot-desk');
  const { devices, station } = useBallotDesk();
  const { repairs } = useMay();
  const reader = devices.find(({ kind }) => kind === 'ballot-reader');
  const problem = step === 'reader' ? (reader?.problem ?? null) : null;
  const voting = station.phase === 'open' || station.phase === 'paused';
  return (
    <StepFrame
      title={t(`now.${step}`)}
      lead={t(`now.${step}.what`)}
      back={step === 'open' ? <TestKey /> : voting ? <ReplaceKey /> : null}
      other={step === 'open' ? <ZeroAgainKey /> : null}
    >
      {problem === null ? null : (
        <Notice
          tone="warn"
          title={problemWords(problem, 'happened', i18n)}
          text={problemWords(problem, repairs ? 'technician' : 'officer', i18n)}
          code={problem.code}
        />
      )}
      <BoxFacts />
    </StepFrame>
  );
}
