import { useTranslation } from 'react-i18next';
import { useDesk } from '../parts/zone.ts';
import { CloseButton } from './close-button.tsx';
import { SlipButtons } from './slip-buttons.tsx';
import { StageFrame } from './stage-frame.tsx';
import { SuspendButton } from './suspend-button.tsx';
import { ToOfficer } from './to-officer.tsx';

/** The doors are closed: those inside are counted down, and then the day ends. */
export function FinishingStage() {
  const { t } = useTranslation('day');
  const { station, day } = useDesk();
  const waits = (day?.copies.length ?? 0) > 0;
  const inside = day?.questions.find(({ question }) => question === 'inside');
  // As long as somebody waits inside, the next thing to do is to serve; what is counted comes after the last one.
  const serving = (station.insideLeft ?? 0) > 0;
  return (
    <StageFrame
      back={serving ? <SuspendButton /> : <SlipButtons slip="start" />}
      other={serving ? <CloseButton kind="plain" /> : <SuspendButton />}
      main={serving ? <ToOfficer kind="main" /> : <CloseButton kind="main" />}
      aboveRows={station.insideLeft === null ? 0 : waits ? 1.6 : 2.7}
      above={
        station.insideLeft === null ? null : (
          <p className="inside-left number">
            {t('inside.left', { count: station.insideLeft })}
            {/* Where more were admitted than were counted, the difference is asked about below: it is no sum. */}
            {inside === undefined || inside.people === null || inside.own > inside.people || waits ? null : (
              <span className="check-problem">
                {t('inside.left.sum', { counted: inside.people, admitted: inside.own })}
              </span>
            )}
          </p>
        )
      }
    />
  );
}
