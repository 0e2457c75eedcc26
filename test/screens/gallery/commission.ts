import type { Problem } from '../../../core/problem/catalogue.ts';
import type { ConsoleView, LogsFinding, LogsRun, ResultsState, StationRow } from '../../../main/api/console-views.ts';
import { packagesAt } from './console-packages.ts';
import { alarms, country, isIn, reportsOf, stations, turnoutOf } from './country.ts';
import type { Scene } from './scene.ts';

const at = (more: Partial<ConsoleView>): ConsoleView => ({ ...country, ...more });

/** What is seen of one territory: by its own commission, or by the central one that looks at it. */
function scoped(scope: string, whose: 'own' | 'central', all: ConsoleView = country): ConsoleView {
  const own = all.stations.filter((row) => isIn(row, scope));
  const turnout = turnoutOf(own);
  const shown = alarms.filter((alarm) => own.some(({ station }) => station === alarm.station));
  const seen: ConsoleView = {
    ...{ ...all, scope, stations: own, turnout, reports: reportsOf(turnout), alarms: shown, alarmsInAll: shown.length },
  };
  if (whose === 'central') return seen;
  const person = all.people.find(({ territory }) => territory === scope) ?? null;
  const territories = all.territories.filter(({ code, parent }) => code === scope || parent === scope);
  return { ...seen, person, own: scope, territories };
}

/** After the close: most protocols are there. */
const states: readonly ResultsState[] = ['awaited', 'incomplete', 'not-balanced', 'corrected', 'forged', 'held'];
const counted = at({
  now: '2025-11-30T15:40:00Z',
  stations: stations.map((row, nth): StationRow => {
    const results = nth % 5 === 1 ? 'awaited' : nth % 83 === 7 ? (states[(nth % 11) % 6] ?? 'arrived') : 'arrived';
    return { ...row, stage: row.stage === 'open' ? 'closed' : row.stage, results, forecast: null };
  }),
});

const correctedStation = counted.stations.find(({ results }) => results === 'corrected')?.station ?? '';

/** The protocol of that station, and what is pressed there. */
const results = (press: readonly string[], scan?: Problem): Scene => ({
  ...{
    view: counted,
    press: ['commission:room.protocols', 'commission:results.corrected', correctedStation, ...press],
  },
  ...(scan === undefined ? {} : { refused: { 'results.scan': scan } }),
});
const station = correctedStation;

const wrong: readonly LogsFinding[] = [
  { station: '0412', device: 'd-2', cause: 'changed', seq: 311 },
  { station: '0931', device: 'd-1', cause: 'truncated', seq: 702 },
  { station: '1720', device: 'd-3', cause: 'rewritten', seq: 44 },
  { station: '1720', device: 'd-1', cause: 'missing', seq: null },
];
const run = (more: Partial<LogsRun>): ConsoleView =>
  at({
    downloads: [
      {
        ...({ id: 'l1', from: 'hub', state: 'running', stations: 2_500, done: 1_214, events: 602_118 } as const),
        ...{ folder: '/var/lib/taanuu-console/logs/2025-11-30-1620', wrong, problem: null },
        ...more,
      },
    ],
  });

/** Packages are made at this console. */
const packing = (...packages: Parameters<typeof packagesAt>): Pick<Scene, 'view' | 'press'> => ({
  ...{ view: at({ packages: packagesAt(...packages) }), press: ['commission:room.logs', 'commission:room.packages'] },
});
const pressing = (scene: Pick<Scene, 'view' | 'press'>, ...more: readonly string[]): Scene => ({
  ...{ view: scene.view, press: [...(scene.press ?? []), ...more] },
});

/** The commission's console. */
export const commissionScenes = {
  'console-sign-in': { view: at({ person: null, stations: [], alarms: [], alarmsInAll: 0 }) },
  'console-overview': { view: country },
  'console-overview-dark': { view: country, theme: 'dark' },
  'console-territorial': { view: scoped('suzak', 'own') },
  'console-oblast': { view: scoped('jalal-abad-oblast', 'own') },
  'console-oblast-turnout': { view: scoped('jalal-abad-oblast', 'own'), press: ['commission:room.turnout'] },
  'console-oblast-stations': { view: scoped('jalal-abad-oblast', 'own'), press: ['commission:room.stations'] },
  'console-looks-at': { view: scoped('suzak', 'central'), press: ['commission:room.turnout'] },
  'console-hub-away': { view: at({ hub: { connected: false, heard: '2025-11-30T09:42:00Z' } }) },
  'console-simulated': { view: at({ simulated: true, hub: { connected: false, heard: null } }) },
  'console-quiet': { view: at({ alarms: [], alarmsInAll: 0 }) },
  'console-alarms': { view: country, press: ['commission:room.alarms'] },
  'console-stations': { view: country, press: ['commission:room.stations'] },
  'console-map': { view: country, press: ['commission:room.map'] },
  'console-map-dark': { view: country, theme: 'dark', press: ['commission:room.map'] },
  'console-station': { view: country, press: ['commission:room.alarms', alarms[1]?.station ?? ''] },
  'console-turnout': { view: country, press: ['commission:room.turnout'] },
  'console-publication': { view: country, press: ['commission:room.turnout', 'publication:look'] },
  'console-publication-last': { view: counted, press: ['commission:room.turnout', 'publication:look'] },
  'console-protocols': { view: counted, press: ['commission:room.protocols'] },
  'console-results': results([]),
  'console-results-away': results([], { code: 'console.scan-away' }),
  'console-scan': results(['.paper']),
  'console-scan-large': results(['.paper', 'scans:larger', 'scans:larger']),
  'console-scan-beside': results(['.paper', '.actions-main button']),
  'console-scan-slip': results(['scans:slip.final']),
  'console-scan-missing': results(['.paper'], { code: 'console.scan-missing', params: { station } }),
  'console-scan-altered': results(['.paper'], { code: 'console.scan-altered', params: { station } }),
  'console-scans-stick': results(['scans:take', 'TAANUU-USB']),
  'console-sums': { view: counted, press: ['commission:room.protocols', 'protocols:sums'] },
  'console-sum': {
    view: counted,
    press: ['commission:room.protocols', 'protocols:sums', 'protocols:sums.is.partial'],
  },
  'console-sum-hindered': {
    view: counted,
    press: ['commission:room.protocols', 'protocols:sums', 'protocols:sums.is.hindered'],
  },
  'console-sums-write': {
    view: counted,
    press: ['commission:room.protocols', 'protocols:sums', 'protocols:sums.write'],
  },
  'console-protocols-none': { view: country, press: ['commission:room.protocols'] },
  'console-logs': { view: country, press: ['commission:room.logs'] },
  'console-logs-running': { view: run({}), press: ['commission:room.logs'] },
  'console-logs-sound': {
    view: run({ state: 'done', done: 2_500, events: 1_240_772, wrong: [] }),
    press: ['commission:room.logs'],
  },
  'console-logs-stick': { view: country, press: ['commission:room.logs', 'commission:logs.stick', 'TAANUU-USB'] },
  'console-logs-kiosk': { view: country, press: ['commission:room.logs', 'commission:logs.kiosk'] },
  'console-slip': { view: country, press: ['commission:room.logs', 'commission:logs.slip'] },
  // Where packages are made, one more key stands under the logs.
  'console-logs-packages': {
    view: { ...run({}), packages: packagesAt(null) },
    press: ['commission:room.logs'],
  },
  'console-packages': packing(null),
  'console-packages-running': packing({
    ...{ state: 'running', made: 1, failed: 0, now: { station: '0002', voters: 700 } },
  }),
  'console-packages-made': packing({}),
  'console-packages-left-out': pressing(packing({}), 'commission:packages.tab.left-out'),
  'console-packages-acts': pressing(packing({ state: 'signed', failed: 0 }), 'commission:packages.tab.acts'),
  'console-packages-failed': packing({
    ...{ state: 'failed', taken: null, rows: 0, leftOut: 1, unusable: 0, stations: 0, made: 0, failed: 0 },
    problem: { code: 'package.list-head', params: { field: 'pin' } },
  }),
  'console-package': pressing(packing({}, 'elsewhere'), '0001'),
  'console-package-proof': pressing(packing({}), '0001', 'commission:package.proof'),
  'console-package-sheet': pressing(packing({}), ...['0001', 'commission:package.proof', 'commission:package.last']),
  'console-packages-sign': pressing(packing({}), 'commission:packages.sign'),
  'console-packages-out': pressing(packing({}, 'elsewhere'), 'commission:packages.out'),
  'console-menu': { view: country, press: ['parts:menu'] },
} satisfies Record<string, Scene>;
