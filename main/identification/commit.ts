import type { Written } from '../../core/admission/ports.ts';
import { storageProblem } from '../storage/failure.ts';
import type { Kiosk } from './kiosk.ts';

/** A commit that the disk may refuse; whatever else goes wrong in it is a bug and is thrown. */
export function committed(kiosk: Pick<Kiosk, 'changed'>, commit: () => unknown): Written {
  try {
    commit();
    kiosk.changed();
    return { ok: true };
  } catch (error) {
    const problem = storageProblem(error, 'journal');
    if (problem) return { ok: false, problem };
    throw error;
  }
}
