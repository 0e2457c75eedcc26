import type { Refusal, Step } from '../../../core/admission/step.ts';
import type { DeskView, DeviceView, PersonView, ZoneView } from '../../../main/api/views.ts';
import { alike, candidates, longName, people, reservations, voter } from './people.ts';
import { benchEmpty, benchMatch, benchOther, benchPoor } from './prints.ts';
import { trials } from './trials.ts';
import { atStation, atStep, desk, devices, display, station } from './views.ts';

/** A screen: what the zone says, what the hand did since, and how the desk is set up. */
export interface Scene {
  readonly view: ZoneView;
  /** Names of buttons to press first, in the keys of the locale files ("parts:menu"). */
  readonly press?: readonly string[];
  readonly theme?: 'dark';
  readonly hand?: 'left';
}

const finger: Extract<Step, { at: 'finger' }> = {
  at: 'finger',
  finger: 2,
  tries: { used: 0, of: 3 },
  next: [7, 1],
  state: 'waiting',
  progress: null,
  hint: [],
  missed: false,
};
const search: Extract<Step, { at: 'finger-search' }> = {
  at: 'finger-search',
  state: 'waiting',
  progress: null,
  hint: [],
  missed: false,
  problem: null,
};
const precinct = {
  number: '0004',
  constituency: '2',
  address: {
    ky: 'Жети-Өгүз району, Ак-Дөбө айылы, Мектеп көчөсү 12',
    ru: 'Джети-Огузский район, село Ак-Дёбё, ул. Школьная, 12',
    en: 'Jeti-Oguz district, Ak-Debe village, 12 Mektep street',
  },
};
const paperOut = { code: 'device.paper-out' } as const;

const refused = (refusal: Refusal, more: Partial<DeskView> = {}): Scene => ({
  view: atStep({ at: 'refused', refusal }, { admission: null, ...more }),
});
const as = (role: PersonView['role']): PersonView | null => people.find((one) => one.role === role) ?? null;
/** A kiosk with a printer for A4 beside the three devices of the table. */
const withPagePrinter = (problem: DeviceView['problem'] = null): readonly DeviceView[] => [
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
const printerOut = devices.map((device) =>
  device.kind === 'printer' ? { ...device, state: 'attention' as const, problem: paperOut } : device,
);
const documentDevices = (['chip', 'page-scanner'] as const).map((kind) => ({
  ...(devices[0] as (typeof devices)[number]),
  ...{ id: kind, kind, driver: kind === 'chip' ? 'chip' : 'sane', state: 'ready' as const, problem: null },
}));
const sensorAway = devices.map((device) =>
  device.kind === 'fingerprint'
    ? { ...device, state: 'missing' as const, problem: { code: 'device.fingerprint-missing' } as const }
    : device,
);

const noticed: DeskView['noticed'] = [
  ['0001-1-0388', '0001-1-0104'],
  ['0001-1-0231', '0001-1-0007'],
].map(([receipt = '', earlier = '']) => ({
  item: 'same-finger',
  state: 'done',
  problem: { code: 'station.same-finger', params: { receipt, earlier } },
  detail: null,
}));

/** The officer's way, step by step. */
const officer = {
  'sign-in': { view: { ...desk, person: null } },
  idle: { view: desk },
  'idle-letters': { view: desk, press: ['officer:idle.letters'] },
  'idle-reservations': { view: { ...desk, openReservations: reservations } },
  'looking-up': { view: { ...desk, step: { at: 'looking-up' } } },
  'enter-pin': {
    view: { ...desk, step: { at: 'enter-pin', why: 'no-pin-in-document', mayFindByFinger: false, problem: null } },
  },
  'enter-pin-or-finger': {
    view: { ...desk, step: { at: 'enter-pin', why: 'unreadable-document', mayFindByFinger: true, problem: null } },
  },
  'enter-pin-search-over': {
    view: {
      ...desk,
      step: {
        ...{ at: 'enter-pin', why: 'unreadable-document', mayFindByFinger: false },
        problem: { code: 'station.search-used-up', params: { looks: 3 } },
      },
    },
  },
  'idle-scanner': { view: { ...desk, station: { ...station, devices: [...devices, ...documentDevices] } } },
  'enter-pin-chip': {
    view: {
      ...desk,
      opensChips: true,
      station: { ...station, devices: [...devices, ...documentDevices] },
      step: { at: 'enter-pin', why: 'unreadable-document', mayFindByFinger: true, problem: null },
    },
  },
  'reading-page': { view: { ...desk, reading: { at: 'scanning', share: 0.6 } } },
  'reading-chip': { view: { ...desk, reading: { at: 'chip', waiting: false, share: null } } },
  'reading-card': { view: { ...desk, reading: { at: 'chip', waiting: true, share: null } } },
  'reading-failed': {
    view: { ...desk, reading: { at: 'failed', what: 'page', problem: { code: 'scanner.no-zone' } } },
  },
  'finger-search': { view: { ...desk, step: search } },
  'finger-search-nobody': { view: { ...desk, step: { ...search, missed: true } } },
  'finger-search-running': { view: { ...desk, step: { ...search, state: 'searching' } } },
  'finger-search-away': { view: { ...desk, step: { ...search, problem: { code: 'device.fingerprint-missing' } } } },
  'finger-candidates': { view: { ...desk, step: { at: 'finger-candidates', candidates: alike, mayLookAgain: true } } },
  choose: { view: { ...desk, step: { at: 'choose', candidates, more: true } } },
  warning: { view: atStep({ at: 'warning', warnings: ['birth-date-differs', 'document-expired-accepted'] }) },
  finger: { view: atStep(finger) },
  'finger-long-name': { view: atStep({ ...finger, finger: 7, next: [] }, { voter: longName }) },
  'finger-reading': { view: atStep({ ...finger, state: 'reading', progress: 0.62 }) },
  'finger-hint': { view: atStep({ ...finger, hint: ['too-dry'] }) },
  'finger-missed': { view: atStep({ ...finger, missed: true, tries: { used: 1, of: 3 } }) },
  'device-trouble': {
    view: atStep(
      { at: 'device-trouble', problem: { code: 'device.fingerprint-missing' } },
      { station: { ...station, devices: sensorAway } },
    ),
  },
  photo: { view: atStep({ at: 'photo', approvers: 2 }) },
  override: { view: atStep({ at: 'override', approvers: 2 }) },
  ballots: { view: atStep({ at: 'ballots', ballots: ['council', 'question', 'district'] }) },
  printing: { view: atStep({ at: 'printing', receipt: '0001-1-0413' }) },
  'print-trouble': {
    view: atStep(
      { at: 'print-trouble', receipt: '0001-1-0413', problem: paperOut, sent: 'maybe' },
      { station: { ...station, devices: printerOut } },
    ),
  },
  'print-trouble-nothing': {
    view: atStep(
      { at: 'print-trouble', receipt: '0001-1-0413', problem: paperOut, sent: 'nothing' },
      { station: { ...station, devices: printerOut } },
    ),
  },
  admitted: { view: atStep({ at: 'admitted', receipts: ['0001-1-0413'] }) },
  'refused-already': refused({ reason: 'already-admitted', at: '10:00', station: '0001', device: null }),
  'refused-elsewhere': refused({ reason: 'other-precinct', precinct }, { voter: null }),
  'refused-remote': refused({ reason: 'remote-needs-link', precinct }, { voter: null }),
  'refused-listed-remote': refused({ reason: 'listed-remote' }),
  'refused-not-in-list': refused({ reason: 'not-in-list' }, { voter: null }),
  'refused-outside': refused({ reason: 'admitted-outside', date: '2023-10-07' }, { voter: longName }),
  suspended: { view: atStation({ stage: 'suspended' }) },
} satisfies Record<string, Scene>;

/** Exceptions, as sheets over a step. */
const sheets = {
  menu: { view: desk, press: ['parts:menu'] },
  undo: { view: desk, press: ['parts:menu', 'parts:undo.open'] },
  reservation: { view: { ...desk, openReservations: reservations }, press: ['ТЕСТОВА Айгүл Тест кызы'] },
  'slip-is-out': { view: officer['print-trouble'].view, press: ['officer:tray.whole'] },
  'reprint-reason': { view: officer['print-trouble'].view, press: ['officer:tray.spoiled'] },
  'reprint-other-reason': {
    view: officer['print-trouble'].view,
    press: ['officer:tray.spoiled', 'parts:reason.other'],
  },
  'reprint-codes': {
    view: officer['print-trouble'].view,
    press: ['officer:tray.spoiled', 'officer:reprint.reason.spoiled', 'parts:next', 'Тестбаев Эмил'],
  },
  'undo-codes': {
    view: desk,
    press: ['parts:menu', 'parts:undo.open', '7', 'parts:next', 'parts:undo.reason.left', 'parts:next'],
  },
  'finger-candidate-codes': {
    view: { ...desk, step: { at: 'finger-candidates', candidates: alike, mayLookAgain: true } },
    press: ['Үлгү кызы', 'Тестбаев Эмил'],
  },
  'approver-nobody': {
    view: { ...desk, people: people.filter((one) => one.role === 'officer' || one.role === 'technician') },
    press: ['parts:menu', 'parts:undo.open', '7', 'parts:next', 'parts:undo.reason.left', 'parts:next'],
  },
} satisfies Record<string, Scene>;

/** The guide so many steps before its end, everything well, and a finger just tried. */
const guideBack = (steps: number): Scene => ({
  view: atStation({ stage: 'ready' }, { person: as('technician'), fingerBench: benchMatch }),
  press: ['technician:page.guide', ...Array<string>(steps).fill('technician:guide.back')],
});

/** The rooms of the chair and of the technician. */
const rooms = {
  unprovisioned: {
    view: atStation(
      { stage: 'unprovisioned', station: null, election: null, admitted: 0 },
      { person: null, people: [] },
    ),
  },
  locked: {
    view: atStation({ stage: 'open', locked: true }, { person: as('officer') }),
  },
  'locked-chair': {
    view: atStation({ stage: 'open', locked: true }, { person: as('chair') }),
  },
  'locked-technician': {
    view: atStation({ stage: 'open', locked: true }, { person: as('technician') }),
  },
  unlocking: {
    view: atStation({ stage: 'open', locked: true }, { person: as('chair') }),
    press: ['parts:locked.unlock'],
  },
  importing: {
    view: atStation(
      { stage: 'ready', admitted: 0 },
      { person: as('chair'), opening: [], work: { name: 'import', done: 3_120, of: 6_039 } },
    ),
    press: ['chair:page.packages'],
  },
  opening: {
    view: atStation(
      { stage: 'ready', admitted: 0 },
      {
        person: as('chair'),
        opening: [
          { item: 'package', state: 'done', problem: null, detail: 'final 3' },
          { item: 'register', state: 'done', problem: null, detail: '1684' },
          {
            item: 'clock',
            state: 'done',
            problem: { code: 'station.wrong-date', params: { date: '09.10.2023' } },
            detail: '09.10.2023',
          },
          { item: 'journal', state: 'done', problem: null, detail: '4f1c09d27be3' },
          { item: 'zero', state: 'done', problem: null, detail: null },
          { item: 'mode', state: 'done', problem: null, detail: 'training' },
          { item: 'device-document', state: 'done', problem: null, detail: 'MRZ reader, 9600 Bd' },
          { item: 'device-fingerprint', state: 'done', problem: null, detail: 'ZFM-20, 57600 Bd' },
          { item: 'device-printer', state: 'blocked', problem: paperOut, detail: 'ESC/POS 80 mm' },
        ],
      },
    ),
  },
  'duty-open': { view: { ...desk, person: as('chair') } },
  'duty-noticed': { view: { ...desk, person: as('chair'), noticed } },
  'closing-noticed': {
    view: atStation(
      { stage: 'finishing' },
      {
        person: as('chair'),
        noticed: noticed.slice(1),
        closing: [
          { item: 'hour', state: 'done', problem: null, detail: '20:00' },
          { item: 'voter', state: 'done', problem: null, detail: null },
          { item: 'reservations', state: 'done', problem: null, detail: '0' },
          { item: 'balance', state: 'done', problem: null, detail: '413 = 412 + 1' },
        ],
      },
    ),
  },
  closing: {
    view: atStation(
      { stage: 'finishing' },
      {
        person: as('chair'),
        closing: [
          { item: 'hour', state: 'done', problem: null, detail: '20:00' },
          { item: 'voter', state: 'done', problem: null, detail: null },
          {
            item: 'reservations',
            state: 'blocked',
            problem: { code: 'station.open-reservations', params: { count: 2 } },
            detail: '2',
          },
          { item: 'balance', state: 'done', problem: null, detail: '415 = 412 + 1' },
        ],
      },
    ),
  },
  totals: { view: { ...desk, person: as('chair') }, press: ['chair:page.totals'] },
  turnout: { view: { ...desk, person: as('chair') }, press: ['chair:page.turnout'] },
  packages: {
    view: atStation({ stage: 'ready' }, { person: as('chair'), opening: [] }),
    press: ['chair:page.packages'],
  },
  'duty-suspended': {
    view: atStation(
      { stage: 'suspended' },
      { person: as('chair'), closing: [{ item: 'voter', state: 'done', problem: null, detail: null }] },
    ),
  },
  'duty-on-page': { view: atStation({ devices: withPagePrinter() }, { person: as('chair') }) },
  'page-out': {
    view: atStation({ stage: 'closed', devices: withPagePrinter() }, { person: as('chair') }),
    press: ['chair:slip.on-page', 'parts:page.print'],
  },
  closed: { view: atStation({ stage: 'closed' }, { person: as('chair') }) },
  log: { view: atStation({ stage: 'closed' }, { person: as('chair') }), press: ['chair:page.log'] },
  'log-written': {
    view: atStation({ stage: 'closed' }, { person: as('chair') }),
    press: ['chair:page.log', 'TAANUU-USB'],
  },
  technician: { view: atStation({ devices: printerOut }, { person: as('technician') }) },
  'device-page': {
    view: atStation({ stage: 'ready' }, { person: as('technician') }),
    press: ['technician:device.open'],
  },
  readiness: {
    view: atStation({ stage: 'ready' }, { person: as('technician') }),
    press: ['technician:page.readiness', 'technician:readiness.make'],
  },
  'readiness-on-page': {
    view: atStation({ stage: 'ready', devices: withPagePrinter() }, { person: as('technician') }),
    press: ['technician:page.readiness', 'technician:readiness.make'],
  },
  'readiness-saved': {
    view: atStation({ stage: 'ready' }, { person: as('technician') }),
    press: ['technician:page.readiness', 'technician:readiness.save', 'TAANUU-USB'],
  },
  attached: { view: atStation({}, { person: as('technician') }), press: ['technician:page.attached'] },
  'attached-many': {
    view: atStation(
      { devices: [...printerOut, ...printerOut.map((one) => ({ ...one, id: `${one.id}-2` }))] },
      { person: as('technician') },
    ),
    press: ['technician:page.attached', 'technician:attached.group.scanner', 'parts:paged.on'],
  },
  'attached-missing': {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'technician:attached.group.power'],
  },
  'attached-address': {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'technician:attached.type'],
  },
  'attached-place': {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'FTDI'],
  },
  configuration: {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'configuration:open'],
  },
  'configuration-written': {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'configuration:open', 'configuration:export.title', 'TAANUU-USB'],
  },
  'configuration-refused': {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'configuration:open', 'configuration:import.title', 'aaaaaaaaaa'],
  },
  'configuration-plan': {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'configuration:open', 'configuration:import.title', 'cccccccccc'],
  },
  'configuration-same': {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'configuration:open', 'configuration:import.title', 'bbbbbbbbbb'],
  },
  'configuration-place': {
    view: atStation({}, { person: as('technician') }),
    press: [
      'technician:page.attached',
      'configuration:open',
      'configuration:import.title',
      'cccccccccc',
      '(document-2)',
    ],
  },
  'finger-bench': {
    view: atStation({ stage: 'ready' }, { person: as('technician'), fingerBench: benchMatch }),
    press: ['technician:page.finger'],
  },
  'finger-bench-other': {
    view: atStation({ stage: 'ready' }, { person: as('technician'), fingerBench: benchOther }),
    press: ['technician:page.finger'],
  },
  'finger-bench-poor': {
    view: atStation({ stage: 'ready' }, { person: as('technician'), fingerBench: benchPoor }),
    press: ['technician:page.finger'],
  },
  'finger-bench-empty': {
    view: atStation({ stage: 'ready' }, { person: as('technician'), fingerBench: benchEmpty }),
    press: ['technician:page.finger'],
  },
  // Before the station opens, the guide opens by itself where something is not well.
  guide: { view: atStation({ stage: 'ready', devices: sensorAway }, { person: as('technician'), voterDisplays: 0 }) },
  'guide-printer': { view: atStation({ stage: 'ready', devices: printerOut }, { person: as('technician') }) },
  'guide-readiness': {
    view: atStation({ stage: 'ready' }, { person: as('technician'), voterDisplays: 0 }),
    press: ['technician:page.guide'],
  },
  'guide-scanner': guideBack(2),
  'guide-chip': guideBack(3),
  'guide-document': guideBack(4),
  'guide-touched': guideBack(5),
  'guide-display': guideBack(6),
  'guide-power': guideBack(7),
  'technician-ready': { view: atStation({ stage: 'ready' }, { person: as('technician') }) },
} satisfies Record<string, Scene>;

/** The voter's display. */
const displays = {
  'voter-between': { view: display({ at: 'idle' }, false) },
  'voter-finger': { view: display(finger) },
  'voter-hint': { view: display({ ...finger, hint: ['too-wet'] }) },
  'voter-again': { view: display({ ...finger, missed: true }) },
  'voter-printing': { view: display({ at: 'printing', receipt: '0001-1-0413' }) },
  'voter-admitted': { view: display({ at: 'admitted', receipts: ['0001-1-0413'] }) },
  'voter-refused': { view: display({ at: 'refused', refusal: { reason: 'not-in-list' } }, false) },
  'voter-long-name': { view: { ...display(finger), voter: longName } },
} satisfies Record<string, Scene>;

/** The same screens for another hand and in the dark theme. */
const looks = {
  'finger-left-hand': { view: atStep(finger), hand: 'left' },
  'idle-dark': { view: desk, theme: 'dark' },
  'finger-dark': { view: atStep({ ...finger, hint: ['too-wet'] }), theme: 'dark' },
  'admitted-dark': { view: atStep({ at: 'admitted', receipts: ['0001-1-0413'] }), theme: 'dark' },
  'refused-dark': { ...refused({ reason: 'other-precinct', precinct }, { voter }), theme: 'dark' },
  'opening-dark': { view: rooms.opening.view, theme: 'dark' },
  official: { view: atStation({ mode: 'official' }) },
} satisfies Record<string, Scene>;

/** Every state of every screen, by name. */
export const scenes: Readonly<Record<string, Scene>> = {
  ...officer,
  ...sheets,
  ...rooms,
  ...trials,
  ...displays,
  ...looks,
};
