import { CircleCheckBig } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../core/problem/catalogue.ts';
import { Button } from '../parts/button.tsx';
import { BoxFacts } from './box-facts.tsx';
import { CallChair } from './call-chair.tsx';
import { LocateKeys } from './locate-keys.tsx';
import { EndKey } from './mobile-feeder.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { ReplaceKey } from './replace-key.tsx';
import { StepFrame } from './step-frame.tsx';
import { useBallotAct, useBallotDesk, useMay } from './zone.ts';

/** The box waits for a person: what happened, what to do, and one key when it is done. */
export function TroubleStep({ problem }: { readonly problem: Problem }) {
  const { t } = useTranslation('ballot-desk');
  const { clears, decides } = useMay();
  const { locate, station } = useBallotDesk();
  const { act, busy } = useBallotAct();
  const cleared = clears ? (
    <Button
      kind="main"
      icon={CircleCheckBig}
      label={t('trouble.cleared')}
      isDisabled={busy}
      onPress={() => void act((client) => client.box.cleared({}))}
    />
  ) : null;
  return (
    <StepFrame
      title={t('trouble')}
      back={<ReplaceKey />}
      other={locate ? <LocateKeys /> : station.phase === 'mobile' ? <EndKey kind="plain" /> : null}
      main={locate ? null : cleared}
    >
      <ProblemNotice problem={problem} />
      {locate ? null : <p>{t('trouble.counted')}</p>}
      {locate && !decides ? <CallChair /> : null}
      <BoxFacts />
    </StepFrame>
  );
}
