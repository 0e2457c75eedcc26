import type { Election } from '../../core/election/election.ts';
import type { Policy } from '../../core/election/policy.ts';
import type { RehearsalPeople } from '../../core/election/rehearsal.ts';
import type { Story } from '../api/playground.ts';
import type { DemoVoter } from './voters.ts';
import { worldPeople } from './world-people.ts';

/** Who is sent away from this station, and how many of each a training has papers of. */
const stories: readonly Story[] = ['not-in-list', 'other-precinct', 'other-constituency'];
const PER_STORY = 2;

/** People of the simulated world who stand on no list of this station, for the package of a training. */
export function rehearsalPeople(
  everybody: readonly DemoVoter[],
  election: Election,
  policy: Policy,
  station: string,
): RehearsalPeople {
  const people = worldPeople(everybody, election, station).map(({ seen }) => seen);
  const some = stories.flatMap((story) =>
    people.filter((one) => one.story === story && one.documents[0]?.readable).slice(0, PER_STORY),
  );
  return {
    people: some.map(({ pin, surname, given, patronymic, documents }) => {
      const kind = policy.documents.find(({ id }) => id === documents[0]?.kind);
      return { pin, surname, given, patronymic, paper: kind?.names ?? null };
    }),
  };
}
