import type { DeskView, DeviceView, FoundGroup } from '../../main/api/views.ts';

/** What a kiosk is put together from, in the order in which a hand does it; at the end it is looked at as a whole. */
export const guideSteps = [
  'power',
  'display',
  'fingerprint',
  'document',
  'chip',
  'page-scanner',
  'printer',
  'readiness',
] as const;
export type GuideStep = (typeof guideSteps)[number];

/** What no table can be without: such a step can be put off, not left out. */
const needed: ReadonlySet<GuideStep> = new Set(['fingerprint', 'document', 'printer']);
export const isNeeded = (step: GuideStep): boolean => needed.has(step);

/** The kind of device that a step is about; the display is a window of ours, and readiness is about everything. */
export const kindOfStep = (step: GuideStep): DeviceView['kind'] | null =>
  step === 'display' || step === 'readiness' ? null : step;

/** Where the thing of a step is looked for. */
export const groupsOfStep: Readonly<Record<GuideStep, readonly FoundGroup[]>> = {
  power: ['power'],
  display: [],
  fingerprint: ['cable', 'reader'],
  document: ['cable'],
  chip: ['reader'],
  'page-scanner': ['scanner'],
  printer: ['cable'],
  readiness: [],
};

/** How far a step is. `absent`: the kiosk knows of no such thing. */
export type StepState = 'done' | 'coming' | 'trouble' | 'absent';

/** The device that a step speaks of: the first of its kind that is not well, or else the first. */
export function deviceOfStep(step: GuideStep, devices: readonly DeviceView[]): DeviceView | null {
  const all = devices.filter(({ kind }) => kind === kindOfStep(step));
  return all.find(({ state }) => state !== 'ready') ?? all[0] ?? null;
}

type Told = Pick<DeskView, 'station' | 'voterDisplays' | 'fingerBench'>;

/** The devices' own state tells how far a step is: nothing is kept, and the page can be left at any time. */
export function stateOfStep(step: GuideStep, told: Told): StepState {
  if (step === 'display') return told.voterDisplays > 0 ? 'done' : 'absent';
  if (step === 'readiness') return guideSteps.some((one) => one !== step && isOpen(one, told)) ? 'trouble' : 'done';
  const device = deviceOfStep(step, told.station.devices);
  switch (device?.state) {
    case undefined:
      return 'absent';
    case 'ready':
      return 'done';
    case 'working':
      // Waiting for the finger of its try.
      return step === 'fingerprint' && told.fingerBench !== null && told.fingerBench.state !== 'idle'
        ? 'done'
        : 'coming';
    case 'attention':
    case 'missing':
      return 'trouble';
  }
}

/** Somebody must still do something: a thing that is there is not well, or one that a table needs is not there. */
export function isOpen(step: GuideStep, told: Told): boolean {
  const state = stateOfStep(step, told);
  return state === 'absent' ? isNeeded(step) : state !== 'done';
}

/** Where the guide begins, and goes on after it was left: at the first step that is open. */
export const firstOpen = (told: Told): GuideStep => guideSteps.find((step) => isOpen(step, told)) ?? 'readiness';

/** Whether something that a table needs is not well: then the guide stands first among the pages. */
export const isWanted = (told: Told): boolean =>
  guideSteps.some((step) => isNeeded(step) && ['trouble', 'absent'].includes(stateOfStep(step, told)));
