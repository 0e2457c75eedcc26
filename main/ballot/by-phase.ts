import type { BallotDay, BallotPhase } from '../../core/ballot/day/day.ts';
import type { Feeding } from './box/box.ts';

/** What is told of the sheets since the close: nothing before it; mobile boxes count once they are done. */
export function sinceClose({ closedSheets, mobile }: Pick<BallotDay, 'closedSheets' | 'mobile'>) {
  if (closedSheets === null) return [];
  const fed = mobile.reduce((sum, { sheets }) => sum + (sheets ?? 0), 0);
  return [{ time: null, sheets: closedSheets + fed, ...(fed > 0 ? { mobile: fed } : {}) }];
}

/** What the reader takes in a phase. */
export function feedingOf(phase: BallotPhase): Feeding {
  switch (phase) {
    case 'testing':
      return { takes: 'test' };
    case 'open':
      return { takes: 'box' };
    case 'mobile':
      return { takes: 'mobile' };
    case 'paused':
      return { takes: 'nothing', why: 'paused' };
    case 'closed':
    case 'counted':
      return { takes: 'nothing', why: 'after' };
    case 'unproved':
    case 'tested':
    case 'zero':
      return { takes: 'nothing', why: 'before' };
  }
}
