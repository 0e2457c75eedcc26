import { useStationTime } from '../parts/clock.tsx';
import { useDesk } from '../parts/zone.ts';
import { DoorsButton } from './doors-button.tsx';
import { SlipButtons } from './slip-buttons.tsx';
import { StageFrame } from './stage-frame.tsx';
import { SuspendButton } from './suspend-button.tsx';

/** The open station: it can stand still, and its doors are closed when their hour has come. */
export function OpenStage() {
  const { station } = useDesk();
  // Before its hour the end of the day is no next thing to do, and so not the largest button of the screen.
  const over = useStationTime(station) >= (station.election?.closes ?? '');
  return (
    <StageFrame
      back={<SlipButtons slip="start" />}
      other={<SuspendButton />}
      main={<DoorsButton kind={over ? 'main' : 'plain'} />}
    />
  );
}
