import type { ReceptionView } from '../../../main/api/reception-views.ts';
import { useDesk } from '../../parts/zone.ts';
import { Applicant } from '../application/applicant.tsx';
import { Reading } from '../reading.tsx';
import { Answer } from './answer.tsx';
import { Ask } from './ask.tsx';

/** People who ask or apply: before the day, and beside the queue on it. */
export function Reception({ reception }: { readonly reception: ReceptionView }) {
  const { reading } = useDesk();
  if (reading !== null) return <Reading reading={reading} />;
  if (reception.applicant !== null) return <Applicant applicant={reception.applicant} />;
  return reception.where === null ? <Ask reception={reception} /> : <Answer where={reception.where} />;
}
