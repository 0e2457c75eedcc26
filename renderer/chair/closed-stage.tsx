import { FileDown, HandHelping } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/button.tsx';
import { Handing } from './handing.tsx';
import { SlipButtons } from './slip-buttons.tsx';
import { StageFrame } from './stage-frame.tsx';

/** After the close: the final slip, the log, and the handing over. */
export function ClosedStage({ onLog }: { readonly onLog: () => void }) {
  const { t } = useTranslation(['chair', 'afterwards']);
  const [hands, setHands] = useState(false);
  if (hands) return <Handing onBack={() => setHands(false)} />;
  return (
    <StageFrame
      back={<SlipButtons slip="final" />}
      other={<Button icon={HandHelping} label={t('afterwards:handing.title')} onPress={() => setHands(true)} />}
      main={<Button kind="main" icon={FileDown} label={t('to-log')} onPress={onLog} />}
    />
  );
}
