import { printsBallots } from '../../core/election/rules.ts';
import type { Kiosk } from './kiosk.ts';
import { sittingOf } from './state/sittings.ts';

/** Whether ballots are printed in a sitting: outside the room none are, whatever the election says. */
export function printsHere(kiosk: Pick<Kiosk, 'db' | 'inForce'>, sitting: string | null): boolean {
  const force = kiosk.inForce();
  if (!force || sittingOf(kiosk.db, sitting)?.kind === 'outside') return false;
  return printsBallots(force.election, force.precinct.kind);
}
