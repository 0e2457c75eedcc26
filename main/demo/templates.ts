import type { RegisterRecord } from '../../core/election/register-record.ts';
import type { DemoVoter } from './voters.ts';

/** Templates of the voter's enrolled fingers. The fingerprint engine is not in the house yet, so nobody has any. */
export function enrolTemplates(_voter: DemoVoter): RegisterRecord['fingers'] {
  return [];
}
