import { PackagePlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/button.tsx';
import { BoxSheet } from './box-sheet.tsx';
import { CallChair } from './call-chair.tsx';
import { StepFrame } from './step-frame.tsx';
import { useMay } from './zone.ts';

/** Which box stands under the reader, and the seal on it. */
export function BoxStep() {
  const { t } = useTranslation('ballot-desk');
  const { serves } = useMay();
  const [open, setOpen] = useState(false);
  return (
    <StepFrame
      title={t('now.box')}
      lead={t('now.box.what')}
      main={
        serves ? <Button kind="main" icon={PackagePlus} label={t('box.assign')} onPress={() => setOpen(true)} /> : null
      }
    >
      {serves ? null : <CallChair />}
      {open ? (
        <BoxSheet
          title={t('box.assign')}
          asksSeal
          kind="box"
          ask={(client, { box, seal, approvers }) => client.box.assign({ box, seal, approvers })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </StepFrame>
  );
}
