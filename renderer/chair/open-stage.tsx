import { useTranslation } from 'react-i18next';
import { useStationTime } from '../parts/clock.tsx';
import { useDesk } from '../parts/zone.ts';
import { DoorsButton } from './doors-button.tsx';
import { ACTS_WAIT_ROWS, ActsWait } from './papers/acts-wait.tsx';
import { SlipButtons } from './slip-buttons.tsx';
import { StageFrame } from './stage-frame.tsx';
import { SuspendButton } from './suspend-button.tsx';
import { ToOfficer } from './to-officer.tsx';

/** Rows of a list that its words and the keys of its slips take on the narrowest screen. */
const LEAD_ROWS = 1.9;
const SLIP_ROWS = 2.6;

/** The open station: the officer works at it, it can stand still, and its doors are closed when their hour has come. */
export function OpenStage({ onActs }: { readonly onActs: () => void }) {
  const { t } = useTranslation('chair');
  const { station, day } = useDesk();
  const actsDue = day?.actsDue ?? 0;
  // Before its hour the end of the day is no next thing to do, and so not the largest button of the screen. Each key
  // keeps its place when the hour comes: no key comes under a finger that meant the other, and an open sheet stays.
  const over = useStationTime(station) >= (station.election?.closes ?? '');
  return (
    <StageFrame
      back={<SuspendButton />}
      other={<DoorsButton kind={over ? 'main' : 'plain'} />}
      main={<ToOfficer kind={over ? 'plain' : 'main'} />}
      above={
        <>
          {over ? null : <p className="lead">{t('next.officer')}</p>}
          <ActsWait onActs={onActs} />
        </>
      }
      aboveRows={(over ? 0 : LEAD_ROWS) + SLIP_ROWS + (actsDue > 0 ? ACTS_WAIT_ROWS : 0)}
    >
      {/* Rarely wanted: the row below is full with what the day needs. */}
      <div className="choice-row">
        <SlipButtons slip="start" />
      </div>
    </StageFrame>
  );
}
