import { useState } from 'react';
import type { BallotStep } from '../../main/api/ballot-views.ts';
import { Recount } from './recount.tsx';
import { BoxStep } from './step-box.tsx';
import { CountStep, DecideStep, ProtocolStep } from './step-count.tsx';
import { MobileStep } from './step-mobile.tsx';
import { OpenedStep } from './step-open.tsx';
import { TestStep } from './step-test.tsx';
import { TroubleStep } from './step-trouble.tsx';
import { WaitStep } from './step-wait.tsx';
import { ZeroStep } from './step-zero.tsx';
import { useBallotDesk } from './zone.ts';

/** One list of what there is to do at the box, and beside it the one thing that comes now. */
export function Steps({
  onAdjudicate,
  onProtocols,
}: {
  readonly onAdjudicate: () => void;
  readonly onProtocols: () => void;
}) {
  const { steps, box, station, feeder, recount } = useBallotDesk();
  const [recounting, setRecounting] = useState(false);
  // A sheet that stands in the path, or a box that takes nothing, comes before everything else: as long as the box is needed.
  const over = station.phase === 'closed' || station.phase === 'counted';
  if (box.show === 'wait' && !over && feeder === null) return <TroubleStep problem={box.problem} />;
  if (station.phase === 'mobile') return <MobileStep />;
  // One that was begun is shown to whoever comes; one that a stop has ended is offered anew.
  if (recount && (recounting || recount.at.is !== 'idle')) {
    return <Recount recount={recount} onBack={() => setRecounting(false)} />;
  }
  const now: BallotStep['step'] = steps.find(({ state }) => state === 'now')?.step ?? 'protocol';
  switch (now) {
    case 'package':
    case 'reader':
    case 'open':
      return <WaitStep step={now} />;
    case 'box':
      return <BoxStep />;
    case 'test':
      return <TestStep />;
    case 'zero':
      return <ZeroStep />;
    case 'close':
      return <OpenedStep />;
    case 'mobile':
      return <MobileStep />;
    case 'adjudicate':
      return <DecideStep onAdjudicate={onAdjudicate} />;
    case 'count':
      return <CountStep />;
    case 'protocol':
      return <ProtocolStep onProtocols={onProtocols} onRecount={() => setRecounting(true)} />;
  }
}
