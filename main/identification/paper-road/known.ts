import type { PaperVoterView } from '../../api/copy-views.ts';
import type { Kiosk } from '../kiosk.ts';
import type { ListedVoter } from '../register/shape.ts';
import { knownVoters } from '../state/on-paper.ts';
import { stationOf } from '../state/read.ts';
import { sittingOf } from '../state/sittings.ts';
import { allElsewhere } from '../state/voted-elsewhere.ts';

/** How a voter of the list is known already, and since when: an ISO moment, a date, or null where nobody can say. */
export interface KnownVoter {
  readonly already: NonNullable<PaperVoterView['already']>;
  readonly at: string | null;
}

/**
 * How each voter of the list is known in the round that is under way. What the printed list marks is what is said when
 * somebody is entered from it: what this kiosk and the others of the station have told, and what the register says.
 */
export function knownOf(kiosk: Pick<Kiosk, 'db' | 'inForce'>): (voter: ListedVoter) => KnownVoter | null {
  const { db } = kiosk;
  const round = sittingOf(db, stationOf(db).sitting)?.round ?? 0;
  const known = knownVoters(db, round);
  const elsewhere = new Map(allElsewhere(db, round).map(({ voter, at }) => [voter, at]));
  const home = kiosk.inForce()?.precinct.kind === 'home';
  return ({ voter, admittedOn, remote }) => {
    const told = known.get(voter);
    if (told) return told;
    const there = elsewhere.get(voter);
    if (there !== undefined) return { already: 'elsewhere', at: there };
    if (admittedOn !== null) return { already: 'admitted', at: admittedOn };
    return home && remote === 1 ? { already: 'elsewhere', at: null } : null;
  };
}
