import { ReceiptText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/button.tsx';
import { BoxFacts } from './box-facts.tsx';
import { CallChair } from './call-chair.tsx';
import { NoPrinter } from './no-printer.tsx';
import { StepFrame } from './step-frame.tsx';
import { TestKey } from './test-key.tsx';
import { useBallotAct, useMay } from './zone.ts';

/** The slip did not come out, or somebody wants another: the store is looked through once more. */
export function ZeroAgainKey() {
  const { t } = useTranslation('ballot-desk');
  const { decides } = useMay();
  const { act, busy } = useBallotAct();
  if (!decides) return null;
  return (
    <Button
      icon={ReceiptText}
      label={t('zero.again')}
      isDisabled={busy}
      onPress={() => void act((client) => client.zero.prove({}))}
    />
  );
}

/** The store is looked through place by place, and the slip says that nothing is in it. */
export function ZeroStep() {
  const { t } = useTranslation('ballot-desk');
  const { decides } = useMay();
  const { act, busy } = useBallotAct();
  return (
    <StepFrame
      title={t('now.zero')}
      lead={t('now.zero.what')}
      back={<TestKey />}
      main={
        decides ? (
          <Button
            kind="main"
            icon={ReceiptText}
            label={t('zero.prove')}
            isDisabled={busy}
            onPress={() => void act((client) => client.zero.prove({}))}
          />
        ) : null
      }
    >
      {decides ? null : <CallChair />}
      <NoPrinter />
      <BoxFacts />
    </StepFrame>
  );
}
