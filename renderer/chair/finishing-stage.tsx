import { useTranslation } from 'react-i18next';
import { useDesk } from '../parts/zone.ts';
import { CloseButton } from './close-button.tsx';
import { SlipButtons } from './slip-buttons.tsx';
import { StageFrame } from './stage-frame.tsx';
import { SuspendButton } from './suspend-button.tsx';

/** The doors are closed: those inside are counted down, and then the day ends. */
export function FinishingStage() {
  const { t } = useTranslation('day');
  const { station } = useDesk();
  return (
    <StageFrame
      back={<SlipButtons slip="start" />}
      other={<SuspendButton />}
      main={<CloseButton kind="main" />}
      above={
        station.insideLeft === null ? null : (
          <p className="inside-left number">{t('inside.left', { count: station.insideLeft })}</p>
        )
      }
    />
  );
}
