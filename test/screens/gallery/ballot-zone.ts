import type { BallotZoneView, ResultsFileView } from '../../../main/api/ballot-zone-views.ts';
import type { ChecklistLine, DeskView } from '../../../main/api/views.ts';
import { chair } from './chair.ts';
import { dayScenes } from './day.ts';
import { as, type Scene } from './scene.ts';
import { atStation, desk } from './views.ts';
import { WIPED_BESIDE } from './wiped-device.ts';

/** What the kiosk shows of the ballot zone beside it. */
const sheets: BallotZoneView['sheets'] = [
  { time: '10:00', sheets: 96, mobile: 0, most: 98 },
  { time: '12:00', sheets: 231, mobile: 0, most: 233 },
];
const zone = (more: Partial<BallotZoneView> = {}): BallotZoneView => ({ sheets, files: [], results: null, ...more });
const tooMany = { code: 'ballot-zone.too-many-sheets', params: { sheets: 414, most: 413 } } as const;
const turnout: DeskView['turnout'] = [
  { time: '10:00', total: 98 },
  { time: '12:00', total: 233 },
  ...desk.turnout.filter(({ time }) => time > '12:00').map(({ time }) => ({ time, total: null })),
];

const line = (state: ChecklistLine['state'], problem: ChecklistLine['problem'], detail: string | null = null) => ({
  ...{ item: 'ballot-zone', state, problem, detail },
});
const opening = (one: ChecklistLine): Scene['view'] => {
  const view = chair.opening.view as DeskView;
  return { ...view, ballotZone: zone({ sheets: [] }), opening: [...(view.opening ?? []), one] };
};
const closing = (one: ChecklistLine): Scene['view'] => {
  const view = dayScenes['closing-questions'].view as DeskView;
  return { ...view, ballotZone: zone(), closing: [...(view.closing ?? []), one] };
};
const files = (['totals', 'protocol'] as const).map((kind) => ({ file: `${kind}-0001`, kind, written: false }));
/** The results file on its way to the commission, as the chair sees it with the log. */
const results = (up: ResultsFileView['up'], written: boolean): Scene => ({
  view: atStation(
    { stage: 'closed' },
    { person: as('chair'), ballotZone: zone({ files, results: { number: 2, written, up } }) },
  ),
  press: ['chair:page.log'],
});
const there = { way: 'link', percent: 100, problem: null } as const;
const receipt = {
  way: 'link',
  at: '2023-10-08T15:47:00.000Z',
  sha256: '7c1f09ab55e2d46089ab'.padEnd(64, '0'),
} as const;

export const ballotZoneScenes = {
  'opening-ballots': { view: opening(line('done', null)) },
  'opening-ballots-needs': { view: opening(line('to-do', { code: 'ballot-zone.test-due' })) },
  'opening-ballots-absent': { view: opening(line('blocked', { code: 'ballot-zone.absent' })) },
  'opening-ordinary-box': { view: opening(line('done', { code: 'ballot-zone.ordinary-box' })) },
  'opening-without-box': {
    view: {
      ...(dayScenes['opening-without'].view as DeskView),
      day: desk.day && {
        ...desk.day,
        opening: { seals: [], list: null, undecided: [{ device: 'ballot-box', kind: 'ballot-box' }], late: false },
      },
    },
    press: ['day:opening.write'],
  },
  'closing-ballots': { view: closing(line('to-do', null, 'too-many-sheets')) },
  'closing-ballots-absent': { view: closing(line('to-do', { code: 'ballot-zone.absent' })) },
  'turnout-sheets': {
    view: { ...desk, person: as('chair'), ballotZone: zone(), turnout },
    press: ['chair:page.turnout'],
  },
  'totals-sheets': {
    view: atStation(
      { stage: 'closed' },
      {
        ...{ person: as('chair'), turnout },
        ballotZone: zone({ sheets: [...sheets, { time: null, sheets: 411, mobile: 0, most: 413 }] }),
      },
    ),
    press: ['chair:page.totals', 'parts:paged.on'],
  },
  'too-many-sheets': { view: atStation({ problems: [tooMany] }, { person: as('officer') }) },
  'too-many-sheets-chair': {
    view: atStation({ problems: [tooMany] }, { person: as('chair'), ballotZone: zone() }),
  },
  'ballot-zone-gone': {
    view: atStation({ problems: [{ code: 'ballot-zone.gone' }] }, { person: as('officer') }),
  },
  'ballot-zone-gone-chair': {
    view: atStation({ problems: [{ code: 'ballot-zone.gone' }] }, { person: as('chair'), ballotZone: zone() }),
  },
  'log-results': {
    view: atStation(
      { stage: 'closed' },
      { person: as('chair'), ballotZone: zone({ files, results: { number: 2, written: false, up: null } }) },
    ),
    press: ['chair:page.log'],
  },
  'log-results-written': {
    view: atStation(
      { stage: 'closed' },
      { person: as('chair'), ballotZone: zone({ files, results: { number: 1, written: true, up: null } }) },
    ),
    press: ['chair:page.log'],
  },
  'log-results-waits': results({ way: null, percent: null, problem: null, receipt: null }, false),
  'log-results-peer': results({ way: 'peer', percent: 40, problem: null, receipt: null }, true),
  'log-results-there': results({ ...there, receipt: { ...receipt, standing: 'in-force', verdict: 'sound' } }, true),
  'log-results-refused': results({ ...there, receipt: { ...receipt, standing: 'broken', verdict: 'refused' } }, false),
  'log-ballots': {
    view: atStation({ stage: 'closed' }, { person: as('chair'), ballotZone: zone({ files }) }),
    press: ['chair:page.log', 'TAANUU-USB', 'papers:log.print'],
  },
  'log-ballots-files': {
    view: atStation({ stage: 'closed' }, { person: as('chair'), ballotZone: zone({ files }) }),
    press: ['chair:page.log', 'TAANUU-USB', 'chair:log.ballots'],
  },
  'wiped-beside': {
    view: atStation(
      {
        ...{ stage: 'unprovisioned', station: null, election: null, admitted: 0 },
        device: { ...desk.station.device, id: WIPED_BESIDE },
      },
      { person: null, people: [] },
    ),
  },
} satisfies Record<string, Scene>;
