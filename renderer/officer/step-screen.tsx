import { unreachable } from '../../core/problem/result.ts';
import { useDesk } from '../parts/zone.ts';
import { Admitted } from './admitted.tsx';
import { BallotOut, BallotTrouble } from './ballot-sheet.tsx';
import { Ballots } from './ballots.tsx';
import { Choose } from './choose.tsx';
import { EnterPin } from './enter-pin.tsx';
import { Finger, FingerTrouble } from './finger.tsx';
import { FingerCandidates, FingerSearch } from './finger-search.tsx';
import { Homecoming } from './homecoming.tsx';
import { Idle } from './idle.tsx';
import { isBeside } from './next-voter.tsx';
import { Override } from './override.tsx';
import { Photo } from './photo.tsx';
import { PrintTrouble } from './print-trouble.tsx';
import { Reading } from './reading.tsx';
import { Reception } from './reception/reception.tsx';
import { Refused } from './refused.tsx';
import { Warned } from './warned.tsx';
import { Working } from './working.tsx';

/** Exactly one screen for each step of a voter's way; a document that is being read stands before it. */
export function StepScreen() {
  const { step, reading, reception } = useDesk();
  if (reception?.asking) return <Reception reception={reception} />;
  // Beside a voter who takes her receipt it is the next one's, and told apart from her.
  if (reading !== null && !isBeside(step)) return <Reading reading={reading} />;
  switch (step.at) {
    case 'idle':
      return <Idle />;
    case 'looking-up':
    case 'locking':
    case 'reserving':
    case 'printing':
      return <Working step={step} />;
    case 'enter-pin':
      return <EnterPin why={step.why} mayFindByFinger={step.mayFindByFinger} problem={step.problem} />;
    case 'finger-search':
      return <FingerSearch step={step} />;
    case 'finger-candidates':
      return <FingerCandidates candidates={step.candidates} mayLookAgain={step.mayLookAgain} />;
    case 'choose':
      return <Choose candidates={step.candidates} more={step.more} problem={step.problem} />;
    case 'warning':
      return <Warned warnings={step.warnings} />;
    case 'homecoming':
      return <Homecoming to={step.to} />;
    case 'finger':
      return <Finger step={step} />;
    case 'device-trouble':
      return <FingerTrouble problem={step.problem} further={step.further} />;
    case 'photo':
      return <Photo approvers={step.approvers} />;
    case 'override':
      return <Override approvers={step.approvers} />;
    case 'ballots':
      return <Ballots ballots={step.ballots} />;
    case 'ballot-printing':
      return <Working step={step} />;
    case 'ballot-out':
      return <BallotOut step={step} />;
    case 'ballot-trouble':
      return <BallotTrouble step={step} />;
    case 'print-trouble':
      return <PrintTrouble step={step} />;
    case 'admitted':
      return <Admitted receipts={step.receipts} />;
    case 'refused':
      return <Refused refusal={step.refusal} />;
    default:
      return unreachable(step);
  }
}
