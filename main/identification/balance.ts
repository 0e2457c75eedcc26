import type { Problem } from '../../core/problem/catalogue.ts';
import type { CountersView } from '../api/views.ts';
import type { Told } from './state/told.ts';

/**
 * The journal's lines against the state tables, `reserved = confirmed + released`, and for each ballot of each admission
 * that stands exactly one valid slip that is told to have come out.
 */
export function balanceProblem(counters: CountersView, told: Told): Problem | null {
  for (const name of ['reserved', 'confirmed', 'released', 'undone'] as const) {
    if (told[name] !== counters[name]) {
      return { code: 'station.journal-differs', params: { line: `${name} ${told[name]} ≠ ${counters[name]}` } };
    }
  }
  if (told.reserved !== told.confirmed + told.released + counters.open) {
    return { code: 'station.not-balanced', params: { line: 'reserved = confirmed + released' } };
  }
  if (told.slips !== told.printed || counters.firstPrints !== counters.ballotsDue) {
    return { code: 'station.not-balanced', params: { line: 'confirmed = printed' } };
  }
  return null;
}
