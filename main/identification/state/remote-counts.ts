import { shownCounts } from '../../../core/receipt/constituency-counts.ts';
import type { CountersView } from '../../api/views.ts';
import type { Database } from '../../storage/open.ts';
import type { InForce } from '../kiosk.ts';
import { constituencyCounts } from './read.ts';

/** A station for remote voting counts by constituency too; where few came of one it is not told apart. */
export function remoteCounts(
  db: Database,
  sitting: string | null,
  { policy, precinct, election }: InForce,
): Pick<CountersView, 'byConstituency'> {
  if (precinct.kind !== 'remote') return {};
  const { shown, together } = shownCounts(constituencyCounts(db, sitting), policy.results.smallCount);
  const named = shown.map(({ constituency, ...count }) => {
    const names = election.constituencies.find(({ id }) => id === constituency)?.names;
    return { names: names ?? { ky: constituency, ru: constituency, en: constituency }, ...count };
  });
  return { byConstituency: { shown: named, together } };
}
