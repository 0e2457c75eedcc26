import type { Step } from '../../core/admission/step.ts';
import { Hands } from '../parts/hand.tsx';

/** Which finger goes on the sensor is shown by the same drawing as at the desk; other steps need no picture. */
export function VoterPicture({ step }: { readonly step: Step }) {
  return step.at === 'finger' ? <Hands finger={step.finger} /> : null;
}
