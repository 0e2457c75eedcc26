import type { BallotPhase } from '../../../core/ballot/day/day.ts';
import { type BallotStepName, ballotSteps } from '../../../core/ballot/day/steps.ts';
import { resultsDefault } from '../../../core/election/policy-results.ts';
import type { BallotDeskView, BallotStationView, BallotStep } from '../../../main/api/ballot-views.ts';
import type { DeviceView, Role } from '../../../main/api/views.ts';
import { papers, styles } from './ballot-papers.ts';
import { ballotStation } from './box.ts';
import { people } from './people.ts';
import { devices } from './views.ts';

/** The commission's desk beside the box. */

export const commission = people.filter(({ role }) => role !== 'officer');
export const reader: readonly DeviceView[] = devices.slice(0, 1).map((device) => ({
  ...device,
  ...({ id: 'box', kind: 'ballot-reader', driver: 'ballot-box', name: 'Ballot box reader 1' } as const),
  path: '/dev/serial/by-id/usb-demo-box',
}));
export const printer: readonly DeviceView[] = devices.slice(0, 1).map((device) => ({
  ...device,
  ...({ id: 'ballot-printer', kind: 'page-printer', driver: 'cups', name: 'CUPS' } as const),
  path: 'ballots@/run/cups/cups.sock',
}));
export const readerAway: readonly DeviceView[] = reader.map((device) => ({
  ...device,
  ...({ state: 'missing', problem: { code: 'ballot-reader.missing' } } as const),
}));

/** All steps before this one are done. */
const stepsAt = (now: BallotStepName | null, recorded = false): readonly BallotStep[] => {
  const at = now === null ? ballotSteps.length : ballotSteps.indexOf(now);
  return ballotSteps.map((step, nth) => {
    if (nth === at) return { step, state: 'now' };
    if (nth > at) return { step, state: 'later' };
    return { step, state: recorded && step === 'test' ? 'recorded' : 'done' };
  });
};

export const desk: BallotDeskView = {
  window: 'ballot-desk',
  station: ballotStation,
  person: commission.find(({ role }) => role === 'chair') ?? null,
  people: commission,
  approvals: resultsDefault.approvals,
  devices: [...reader, ...printer],
  box: { show: 'ready' },
  locate: false,
  assigned: { box: 'U-0147', seal: '0093218' },
  replaced: [],
  steps: stepsAt('close'),
  test: null,
  mobile: [],
  feeder: null,
  toDecide: null,
  recount: null,
  pages: null,
  turnout: [
    { time: '10:00', sheets: 131 },
    { time: '12:00', sheets: 279 },
    { time: '14:00', sheets: 388 },
  ],
  tooMany: false,
  protocols: [],
  papers: [],
  styles,
};

interface At {
  readonly step: BallotStepName | null;
  readonly phase: BallotPhase;
  readonly station?: Partial<BallotStationView>;
  readonly recorded?: boolean;
}

/** The desk at a step. */
export const at = (
  { step, phase, station = {}, recorded = false }: At,
  more: Partial<BallotDeskView> = {},
): BallotDeskView => ({
  ...desk,
  station: { ...ballotStation, phase, ...station },
  steps: stepsAt(step, recorded),
  ...more,
});
export const before = { stage: 'ready', sheets: 0 } as const;
export const after = { stage: 'closed', now: '2023-10-08T15:12:00Z' } as const;
export const by = (role: Role): Pick<BallotDeskView, 'person'> => ({
  person: commission.find((one) => one.role === role) ?? null,
});
export const early = { turnout: [], box: { show: 'not-now', why: 'before' } } as const;
export const late = { box: { show: 'not-now', why: 'after' } } as const;
export const options = papers.styles[0]?.parts[0]?.options ?? [];
export const firstOption = options[0]?.names ?? { ky: '', ru: '', en: '' };
export const tested = { expected: 16, read: 15, matches: false } as const;
export const counting = (list: BallotDeskView['protocols'], more: Partial<BallotDeskView> = {}): BallotDeskView =>
  at({ step: 'protocol', phase: 'counted', station: after }, { ...late, toDecide: 0, protocols: list, ...more });

/** A mobile box beside a scanner with a feeder. */
export const feeding = (feeder: BallotDeskView['feeder']): BallotDeskView =>
  at(
    { step: 'mobile', phase: 'mobile', station: after },
    { box: { show: 'ready' }, mobile: [{ box: '15', sheets: null }], feeder },
  );
