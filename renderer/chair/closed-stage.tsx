import { FileDown, HandHelping } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/button.tsx';
import { useDesk } from '../parts/zone.ts';
import { Handing } from './handing.tsx';
import { ACTS_WAIT_ROWS, ActsWait } from './papers/acts-wait.tsx';
import { SlipButtons } from './slip-buttons.tsx';
import { StageFrame } from './stage-frame.tsx';

/** After the close: acts that were forgotten, the final slip, the log, and the handing over. */
export function ClosedStage({ onLog, onActs }: { readonly onLog: () => void; readonly onActs: () => void }) {
  const { t } = useTranslation(['chair', 'afterwards', 'sittings']);
  const { day, sittings } = useDesk();
  const [hands, setHands] = useState(false);
  // Before the handing over stands whatever is still to be held.
  const next = sittings?.list.find(({ id }) => id === sittings.proposed);
  if (hands) return <Handing onBack={() => setHands(false)} />;
  return (
    <StageFrame
      {...(next
        ? { what: t('sittings:closed.next', { sitting: t(`sittings:kind.${next.kind}`), date: next.date }) }
        : {})}
      above={<ActsWait onActs={onActs} />}
      aboveRows={(day?.actsDue ?? 0) > 0 ? ACTS_WAIT_ROWS : 0}
      back={<SlipButtons slip="final" />}
      other={<Button icon={HandHelping} label={t('afterwards:handing.title')} onPress={() => setHands(true)} />}
      main={<Button kind="main" icon={FileDown} label={t('to-log')} onPress={onLog} />}
    />
  );
}
