import { useDesk } from '../parts/zone.ts';
import { ClosedStage } from './closed-stage.tsx';
import { FinishingStage } from './finishing-stage.tsx';
import { HandedOver } from './handed-over-stage.tsx';
import { OpenStage } from './open-stage.tsx';
import { ReadyStage } from './ready-stage.tsx';
import { StageFrame } from './stage-frame.tsx';
import { SuspendedStage } from './suspended-stage.tsx';

/** What the station's stage asks of the chair: one list to open, one to close, and the way between. */
export function Duty({ onLog, onActs }: { readonly onLog: () => void; readonly onActs: () => void }) {
  const { station } = useDesk();
  switch (station.stage) {
    case 'unprovisioned':
      return <StageFrame />;
    case 'ready':
      return <ReadyStage onActs={onActs} />;
    case 'open':
      return <OpenStage onActs={onActs} />;
    case 'suspended':
      return <SuspendedStage />;
    case 'finishing':
      return <FinishingStage />;
    case 'closed':
      return <ClosedStage onLog={onLog} onActs={onActs} />;
    case 'handed-over':
      return <HandedOver onActs={onActs} />;
  }
}
