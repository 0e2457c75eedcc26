import { chart } from '../chart.ts';
import { resting } from './shared.ts';

/** No sheet is dealt with. */
export const waitingForSheets = {
  waiting: chart.createStateConfig({
    entry: 'forgetSheet',
    on: { ...resting, closed: { target: 'sorting', actions: 'close' } },
  }),
  closed: chart.createStateConfig({
    entry: 'forgetSheet',
    on: { ...resting, opened: { target: 'sorting', actions: 'open' } },
  }),
} as const;
