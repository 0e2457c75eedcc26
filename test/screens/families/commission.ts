import { resultsStates } from '../../../core/hub/results-state.ts';
import { causes } from '../../../core/journal/finding.ts';
import { slipKinds } from '../../../core/results/results-file.ts';
import { standings } from '../../../core/results/results-standing.ts';
import type {
  AlarmRow,
  LogsRun,
  MakingView,
  PackageRow,
  ResultsState,
  StationHealth,
  StationRow,
  StationStage,
} from '../../../main/api/console-views.ts';
import { packageActs } from '../../../main/commission/packages/acts.ts';
import { leftOutFields, leftOutReasons } from '../../../renderer/commission/left-out-words.ts';
import { sortings } from '../../../renderer/commission/stations.ts';
import { all, type Families } from './values.ts';

const alarms = all<Exclude<AlarmRow['alarm'], 'clock'> | 'clock.ahead' | 'clock.behind'>({
  ...{ refused: true, conflict: true, gap: true, silent: true, 'clock.ahead': true, 'clock.behind': true },
  ...{ overrides: true, backlog: true, peripheral: true, died: true, results: true },
});
const told = all<AlarmRow['alarm']>({
  ...{ refused: true, conflict: true, gap: true, silent: true, clock: true, overrides: true, backlog: true },
  ...{ peripheral: true, died: true, results: true },
});

/** The commission's console. */
export const commissionFamilies: Families = {
  'commission/room.': ['overview', 'alarms', 'map', 'stations', 'turnout', 'protocols', 'logs', 'packages'],
  'commission/alarm.': [...alarms, ...told.map((alarm) => `${alarm}.do`)],
  'commission/urgency.': all<AlarmRow['urgency']>({ now: true, soon: true, know: true }),
  'commission/health.': all<StationHealth>({ alarm: true, silent: true, warning: true, well: true, 'none-yet': true }),
  'commission/stage.': all<StationStage>({
    ...{ silent: true, before: true, open: true, suspended: true, finishing: true, closed: true },
  }),
  'commission/kind.': all<StationRow['kind']>({ home: true, remote: true, abroad: true }),
  'commission/results.': all<ResultsState>({
    ...{
      awaited: true,
      held: true,
      arrived: true,
      incomplete: true,
      'not-balanced': true,
      corrected: true,
      forged: true,
    },
  }),
  'commission/sort.': sortings,
  'commission/hub.': ['connected', 'away', 'simulated'],
  'commission/logs.is.': all<LogsRun['state']>({ running: true, done: true, stopped: true, failed: true }),
  'commission/logs.cause.': [...causes, 'missing', 'other'],
  'scans/slip.': slipKinds,
  'scans/box.': ['stationary', 'mobile'],
  'scans/short.': ['away', 'missing', 'altered', 'other'],
  'protocols/standing.': standings,
  'protocols/sums.is.': ['hindered', 'none', 'partial', 'whole'],
  // A station whose results are in order has no protocol of this constituency.
  'protocols/sums.why.': resultsStates,
  'publication/kind.': all<StationRow['kind']>({ home: true, remote: true, abroad: true }),
  'publication/withheld.': ['few', 'more-than-list'],
  'commission/clock.': ['ahead', 'behind'],
  'commission/packages.is.': all<MakingView['state']>({
    ...{ running: true, made: true, stopped: true, failed: true, signed: true },
  }),
  'commission/packages.state.': all<PackageRow['state']>({ made: true, signed: true, failed: true }),
  'commission/packages.act.': packageActs,
  'commission/packages.field.': leftOutFields,
  'commission/packages.reason.': leftOutReasons,
  'commission/packages.tab.': ['packages', 'left-out', 'acts'],
};
