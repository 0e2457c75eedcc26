import type { Step } from '../../../core/admission/step.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import type { DeskView, DeviceView, StationView, VoterDisplayView } from '../../../main/api/views.ts';
import { people, voter } from './people.ts';

/** Recorded views of a station in the middle of a training day; each screen changes what it is about. */
export const devices: readonly DeviceView[] = [
  {
    id: 'document',
    driver: 'mrz-serial',
    kind: 'document',
    name: 'MRZ reader, 9600 Bd',
    state: 'ready',
    problem: null,
    path: '/dev/serial/by-id/usb-demo-document',
    since: '2023-10-08T02:12:00Z',
    bytesIn: 43_210,
    bytesOut: 0,
    skipped: 0,
    retries: 2,
    recoveries: 1,
  },
  {
    id: 'fingerprint',
    driver: 'r30x',
    kind: 'fingerprint',
    name: 'ZFM-20, 57600 Bd',
    state: 'ready',
    problem: null,
    path: '/dev/serial/by-id/usb-demo-fingerprint',
    since: '2023-10-08T02:12:00Z',
    bytesIn: 31_245_880,
    bytesOut: 18_220,
    skipped: 0,
    retries: 2,
    recoveries: 1,
  },
  {
    id: 'printer',
    driver: 'escpos',
    kind: 'printer',
    name: 'ESC/POS 80 mm, 115200 Bd',
    state: 'ready',
    problem: null,
    path: '/dev/serial/by-id/usb-demo-printer',
    since: '2023-10-08T02:12:00Z',
    bytesIn: 4_120,
    bytesOut: 12_880_100,
    skipped: 0,
    retries: 2,
    recoveries: 1,
  },
];

export const station: StationView = {
  stage: 'open',
  mode: 'training',
  election: {
    id: 'saruu-2023',
    names: {
      ky: 'Саруу айылдык кеңешинин депутаттарын шайлоо',
      ru: 'Выборы депутатов Саруйского айылного кенеша',
      en: 'Election of the Saruu village council',
    },
    date: '08.10.2023',
    closes: '20:00',
  },
  station: {
    number: '0001',
    names: { ky: 'Саруу айылы, орто мектеп', ru: 'Село Саруу, средняя школа', en: 'Saruu village, secondary school' },
    address: { ky: 'Саруу айылы', ru: 'село Саруу', en: 'Saruu village' },
  },
  device: {
    id: 'd-3f9a01b2c4',
    serial: 'DEMO-0001-1',
    words: ['кашка-суу', 'топоз', 'арча', 'жылга', 'тулпар', 'кымыз'],
  },
  now: '2023-10-08T08:02:00Z',
  zone: 'Asia/Bishkek',
  admitted: 412,
  standstill: null,
  insideLeft: null,
  locked: false,
  devices,
  problems: [],
  help: [],
  kiosks: null,
  upstream: null,
};

export const desk: DeskView = {
  window: 'officer',
  station,
  person: people[0] ?? null,
  people,
  step: { at: 'idle' },
  voter: null,
  reading: null,
  next: null,
  opensChips: false,
  admission: null,
  lastAdmitted: null,
  mayBeOut: false,
  ballotPaper: null,
  papers: { refusal: null, help: null },
  messageSeconds: 3,
  voterDisplays: 1,
  fingerBench: null,
  kiosksToday: null,
  link: null,
  logs: null,
  list: null,
  applications: null,
  reception: { open: false, asking: false, where: null, applicant: null, problem: null, asked: 0 },
  trial: null,
  shifts: [],
  rehearsal: null,
  duties: [
    { duty: 'operator', needed: 1, holders: [] },
    { duty: 'paper-list', needed: 1, holders: [] },
    { duty: 'ballots', needed: 1, holders: [] },
  ],
  openReservations: [],
  counters: {
    registered: 1684,
    reserved: 415,
    confirmed: 412,
    released: 1,
    open: 2,
    undone: 1,
    firstPrints: 412,
    ballotsDue: 412,
    reprints: 3,
    refused: { 'not-in-list': 4, 'other-precinct': 7, 'already-admitted': 1, 'not-identified': 2 },
    byModality: { finger: 412 },
    touches: { all: 497, poor: 58, missed: 27 },
    bySex: { female: 221, male: 191 },
    byAge: { '18': 9, '19-35': 121, '36-45': 98, '46-55': 79, '56-65': 64, '66+': 41 },
  },
  ballotZone: null,
  opening: null,
  closing: null,
  visits: null,
  sittings: null,
  noticed: [],
  copy: null,
  day: {
    slipCopies: defaultPolicy.slipCopies,
    copies: [],
    stoodStill: { seconds: 0, times: 0 },
    opening: null,
    asksInside: true,
    questions: [],
    actsDue: 0,
  },
  turnout: [
    { time: '10:00', total: 140 },
    { time: '12:00', total: 296 },
    { time: '14:00', total: 412 },
    { time: '16:00', total: null },
    { time: '18:00', total: null },
    { time: '20:00', total: null },
  ],
  work: null,
  ballots: [
    {
      id: 'council',
      names: {
        ky: 'Саруу айылдык кеңешинин депутаттарын шайлоо',
        ru: 'Выборы депутатов Саруйского айылного кенеша',
        en: 'Election of the Saruu village council',
      },
      declinable: false,
    },
    { id: 'question', names: { ky: 'Референдум', ru: 'Референдум', en: 'Referendum' }, declinable: true },
    {
      id: 'district',
      names: {
        ky: 'Жети-Өгүз райондук кеңешинин депутаттарын шайлоо',
        ru: 'Выборы депутатов Джети-Огузского районного кенеша',
        en: 'Election of the Jeti-Oguz district council',
      },
      declinable: true,
    },
  ],
  approvals: {
    ...defaultPolicy.approvals,
    reprint: { persons: 2, roles: ['chair', 'secretary', 'member'], including: [] },
    photo: {
      persons: 2,
      roles: ['officer', 'chair', 'member'],
      including: ['officer'],
      duty: 'operator',
      oneOf: ['p2'],
    },
    override: { persons: 2, roles: ['chair', 'secretary', 'member'], including: ['chair'] },
  },
};

/** The desk at a step, with the voter of the fixtures in front of it. */
export function atStep(step: Step, more: Partial<DeskView> = {}): DeskView {
  return { ...desk, step, voter, admission: 'a1', ...more };
}

/** The desk with another station around it. */
export function atStation(change: Partial<StationView>, more: Partial<DeskView> = {}): DeskView {
  return { ...desk, ...more, station: { ...station, ...change } };
}

/** The voter's display at a step. */
export function display(step: Step, withVoter = true): VoterDisplayView {
  return { window: 'voter', station, voter: withVoter ? voter : null, step };
}

/** The voter's display between voters, with another station around it. */
export function voterBetween(change: Partial<StationView>): VoterDisplayView {
  return { window: 'voter', station: { ...station, ...change }, voter: null, step: { at: 'idle' } };
}
