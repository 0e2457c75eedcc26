import type { Refusal, Step } from '../../../core/admission/step.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { BallotDeskView, BoxView } from '../../../main/api/ballot-views.ts';
import type { ConsoleView } from '../../../main/api/console-views.ts';
import type { DeskView, DeviceView, PersonView, ZoneView } from '../../../main/api/views.ts';
import { people } from './people.ts';
import { atStep, devices } from './views.ts';

/** What a window of either zone, or of the commission's console, shows. */
export type Shown = ZoneView | BoxView | BallotDeskView | ConsoleView;

/** A screen: what the zone says, what the hand did since, and how the desk is set up. */
export interface Scene {
  readonly view: Shown;
  /** Names of buttons to press first, in the keys of the locale files ("parts:menu"); or a selector of one (".paper"). */
  readonly press?: readonly string[];
  readonly theme?: 'dark';
  readonly hand?: 'left';
  /** The line to the zone is away. */
  readonly lost?: true;
  /** What these methods (`reservation.undo`) are refused with. */
  readonly refused?: Readonly<Record<string, Problem>>;
}

export const finger: Extract<Step, { at: 'finger' }> = {
  at: 'finger',
  finger: 2,
  tries: { used: 0, of: 3 },
  next: [7, 1],
  state: 'waiting',
  progress: null,
  hint: [],
  missed: false,
  moved: false,
  further: true,
};
export const search: Extract<Step, { at: 'finger-search' }> = {
  at: 'finger-search',
  state: 'waiting',
  progress: null,
  hint: [],
  missed: false,
  problem: null,
};
export const precinct = {
  number: '0004',
  constituency: '2',
  address: {
    ky: 'Жети-Өгүз району, Ак-Дөбө айылы, Мектеп көчөсү 12',
    ru: 'Джети-Огузский район, село Ак-Дёбё, ул. Школьная, 12',
    en: 'Jeti-Oguz district, Ak-Debe village, 12 Mektep street',
  },
};
export const paperOut = { code: 'device.paper-out' } as const;

export const refused = (refusal: Refusal, more: Partial<DeskView> = {}): Scene => ({
  view: atStep({ at: 'refused', refusal }, { admission: null, ...more }),
});
export const as = (role: PersonView['role']): PersonView | null => people.find((one) => one.role === role) ?? null;
/** A kiosk with a printer for A4 beside the three devices of the table. */
export const withPagePrinter = (problem: DeviceView['problem'] = null): readonly DeviceView[] => [
  ...devices,
  ...devices.slice(-1).map((device) => ({
    ...device,
    ...({
      id: 'page',
      kind: 'page-printer',
      driver: 'cups',
      name: 'CUPS',
      path: 'office@192.168.1.20',
      problem,
    } as const),
    state: problem === null ? ('ready' as const) : ('attention' as const),
  })),
];
export const printerOut = devices.map((device) =>
  device.kind === 'printer' ? { ...device, state: 'attention' as const, problem: paperOut } : device,
);
export const documentDevices = (['chip', 'page-scanner'] as const).map((kind) => ({
  ...(devices[0] as (typeof devices)[number]),
  ...{ id: kind, kind, driver: kind === 'chip' ? 'chip' : 'sane', state: 'ready' as const, problem: null },
}));
export const printerAway: readonly DeviceView[] = devices.map((device) =>
  device.kind === 'printer' ? { ...device, state: 'missing', problem: { code: 'device.printer-missing' } } : device,
);
export const sensorAway = devices.map((device) =>
  device.kind === 'fingerprint'
    ? { ...device, state: 'missing' as const, problem: { code: 'device.fingerprint-missing' } as const }
    : device,
);

export const noticed: DeskView['noticed'] = [
  ['0001-1-0388', '0001-1-0104'],
  ['0001-1-0231', '0001-1-0007'],
].map(([receipt = '', earlier = '']) => ({
  item: 'same-finger',
  state: 'done',
  problem: { code: 'station.same-finger', params: { receipt, earlier } },
  detail: null,
}));
