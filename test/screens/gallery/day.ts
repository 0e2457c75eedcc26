import type { DayView, SlipSeriesView } from '../../../main/api/day-views.ts';
import type { ChecklistLine, DeskView } from '../../../main/api/views.ts';
import { none as noCopy } from './copy.ts';
import { moreMembers, moreOperators, people } from './people.ts';
import { as, noticed, type Scene } from './scene.ts';
import { atStation, desk, voterBetween } from './views.ts';

/** The chair's day: opening step by step, standing still, copies of slips, the questions of the close. */
const day = desk.day as DayView;
const chairAt = (
  station: Partial<DeskView['station']>,
  own: Partial<DayView> = {},
  more: Partial<DeskView> = {},
): Scene['view'] => atStation(station, { person: as('chair'), day: { ...day, ...own }, ...more });

const names = {
  safe: { ky: 'Сейф', ru: 'Сейф', en: 'Safe' },
  kit: { ky: 'Жабдуунун кутусу', ru: 'Ящик с устройством', en: 'Case of the device' },
  box: { ky: 'Добуш урнасы', ru: 'Урна для голосования', en: 'Ballot box' },
};
const undone = [
  {
    item: 'seals',
    state: 'to-do',
    problem: { code: 'day.seals-needed', params: { count: 2 } },
    detail: '1 / 3',
  },
  { item: 'paper-list', state: 'to-do', problem: { code: 'day.list-needed' }, detail: null },
  { item: 'late', state: 'to-do', problem: { code: 'day.late', params: { time: '08:00' } }, detail: null },
] as const;
const opening: DeskView['opening'] = [
  { item: 'package', state: 'done', problem: null, detail: 'final 3' },
  { item: 'register', state: 'done', problem: null, detail: '1684' },
  { item: 'clock', state: 'done', problem: null, detail: '08.10.2023' },
  { item: 'journal', state: 'done', problem: null, detail: '4f1c09d27be3' },
  { item: 'zero', state: 'done', problem: null, detail: null },
  { item: 'mode', state: 'done', problem: null, detail: 'training' },
  { item: 'lots', state: 'done', problem: null, detail: '3 / 3' },
  { item: 'device-document', state: 'done', problem: null, detail: 'MRZ reader, 9600 Bd' },
  { item: 'device-fingerprint', state: 'done', problem: null, detail: 'ZFM-20, 57600 Bd' },
  { item: 'device-printer', state: 'done', problem: null, detail: 'ESC/POS 80 mm' },
  {
    item: 'device-camera',
    state: 'done',
    problem: { code: 'day.without-device', params: { device: 'C270' } },
    detail: 'C270',
  },
  ...undone,
];
const seals = [
  { id: 'safe', names: names.safe, number: 'КР-00411' },
  { id: 'kit', names: names.kit, number: null },
  { id: 'box', names: names.box, number: null },
];
const steps = (own: Partial<NonNullable<DayView['opening']>>): Scene['view'] =>
  chairAt(
    { stage: 'ready', admitted: 0 },
    { opening: { seals: [], list: null, undecided: [], late: false, ...own } },
    { opening },
  );
const list = { own: { voters: 1684, version: 3, last: null }, paper: null, words: null };

const series: SlipSeriesView = {
  ...{ series: 's1', slip: 'start', of: 5, out: 1, next: 2, state: 'printing', problem: null },
};
const question = (
  name: 'inside' | 'signatures' | 'receipts' | 'by-hand',
  own: number,
  people: number | null,
  reason: string | null = null,
) => ({ question: name, own, people, reason, settled: people !== null && (people === own || reason !== null) });
const questions = [
  question('inside', 7, 7),
  question('signatures', 419, 418, 'Колтамга коюлбай калган'),
  question('receipts', 419, null),
  question('by-hand', 419, null),
];
const closing: DeskView['closing'] = [
  { item: 'hour', state: 'done', problem: null, detail: '20:00' },
  { item: 'voter', state: 'done', problem: null, detail: null },
  { item: 'reservations', state: 'done', problem: null, detail: '0' },
  { item: 'balance', state: 'done', problem: null, detail: '421 = 420 + 1' },
  { item: 'question-inside', state: 'done', problem: null, detail: '7 · 7' },
  {
    item: 'question-signatures',
    state: 'done',
    problem: { code: 'day.difference-told', params: { people: 418, own: 419 } },
    detail: '418 · 419',
  },
  { item: 'question-receipts', state: 'blocked', problem: { code: 'day.question-open' }, detail: '419' },
  { item: 'question-by-hand', state: 'blocked', problem: { code: 'day.question-open' }, detail: '419' },
];
/** The same in the afternoon of an official day. */
const early: DeskView['closing'] = [
  {
    item: 'hour',
    state: 'blocked',
    problem: { code: 'station.before-finish-time', params: { time: '20:00' } },
    detail: '20:00',
  },
  { item: 'voter', state: 'done', problem: null, detail: null },
  { item: 'reservations', state: 'done', problem: null, detail: '0' },
  { item: 'balance', state: 'done', problem: null, detail: '413 = 412 + 1' },
];
const finishing = (insideLeft: number, own: Partial<DayView> = {}, lines = closing): Scene['view'] =>
  chairAt({ stage: 'finishing', insideLeft, now: '2023-10-08T14:06:00Z' }, own, { closing: lines });
const standstill = { since: '2023-10-08T13:48:29+06:00' };

export const dayScenes = {
  'opening-steps': { view: steps({ seals, list, late: true }) },
  'opening-seal': { view: steps({ seals: seals.slice(1) }), press: ['day:opening.write'] },
  'opening-seal-letters': {
    view: steps({ seals: seals.slice(1) }),
    press: ['day:opening.write', 'day:opening.letters'],
  },
  'opening-list': { view: steps({ list }), press: ['day:opening.write'] },
  'opening-without': {
    view: steps({ undecided: [{ device: 'camera', kind: 'camera' }] }),
    press: ['day:opening.write'],
  },
  'opening-copies': { view: steps({ seals }), press: ['chair:open'] },
  'opening-late': { view: steps({ late: true }), press: ['chair:open', 'parts:next'] },
  'copies-printing': { view: chairAt({}, { copies: [series] }) },
  'copies-waiting': {
    view: chairAt({}, { copies: [{ ...series, state: 'waiting', problem: { code: 'device.paper-out' } }] }),
  },
  'copies-maybe': {
    view: chairAt({}, { copies: [{ ...series, state: 'maybe', problem: { code: 'day.copy-unknown' } }] }),
  },
  'standing-still': {
    view: chairAt(
      { stage: 'suspended', standstill, mode: 'official' },
      { copies: [{ ...series, slip: 'suspended', of: 1, next: 1 }] },
      { closing: early },
    ),
  },
  // The hour has come in it: the day can end without going on.
  'standing-still-end': {
    view: chairAt(
      { stage: 'suspended', standstill, now: '2023-10-08T14:10:00Z' },
      { questions },
      { closing: closing.filter(({ item }) => item !== 'question-inside') },
    ),
    press: ['chair:end'],
  },
  'suspend-codes': {
    view: chairAt({}),
    press: ['chair:suspend', 'chair:suspend.reason.power', 'parts:next'],
  },
  // A whole commission, and the lot says whose code is needed: whoever cannot give one takes nobody's place.
  'suspend-codes-drawn': {
    view: chairAt(
      {},
      {},
      {
        people: [...people, ...moreMembers, ...moreOperators],
        approvals: { ...desk.approvals, suspend: { ...desk.approvals.suspend, oneOf: ['p2'] } },
      },
    ),
    press: ['chair:suspend', 'chair:suspend.reason.power', 'parts:next', 'Мисалова Назгүл'],
  },
  'officer-standing-still': { view: atStation({ stage: 'suspended', standstill }, { person: as('officer') }) },
  'officer-inside': { view: atStation({ stage: 'finishing', insideLeft: 5 }, { person: as('officer') }) },
  inside: { view: chairAt({ now: '2023-10-08T14:00:00Z' }), press: ['chair:finish'] },
  doors: { view: chairAt({ now: '2023-10-08T14:00:00Z' }), press: ['chair:finish', '1', '2', 'parts:next'] },
  'doors-early': { view: chairAt({ now: '2023-10-08T11:30:00Z' }), press: ['chair:finish', '4', 'parts:next'] },
  'finishing-inside': { view: finishing(5, { questions: questions.slice(0, 1) }) },
  'closing-questions': { view: finishing(0, { questions }) },
  // The longest list that a closing has, below the line of the copy.
  'closing-copy': {
    view: chairAt(
      { stage: 'finishing', insideLeft: 0, now: '2023-10-08T14:06:00Z' },
      { questions },
      {
        closing: [
          ...closing,
          { item: 'acts', state: 'to-do', problem: { code: 'acts.due', params: { count: 2 } }, detail: '1 · 2' },
        ],
        copy: noCopy,
      },
    ),
  },
  // Everything at once: nothing answered, two acts, what was noticed, copies that wait.
  'closing-all': {
    view: chairAt(
      { stage: 'finishing', insideLeft: 5, now: '2023-10-08T14:06:00Z' },
      { copies: [{ ...series, state: 'waiting', problem: { code: 'device.paper-out' } }], actsDue: 2, questions },
      {
        ...{ noticed, copy: noCopy },
        closing: [
          { item: 'acts', state: 'to-do', problem: { code: 'acts.due', params: { count: 2 } }, detail: '1 · 2' },
          ...closing.map(
            (one): ChecklistLine =>
              one.item === 'question-signatures'
                ? { ...one, state: 'blocked', problem: { code: 'day.question-open' }, detail: '419' }
                : one,
          ),
        ],
      },
    ),
  },
  question: { view: finishing(0, { questions }), press: ['day:ask'] },
  'question-why': {
    view: finishing(0, { questions: [question('inside', 7, 9)] }),
    press: ['day:ask'],
  },
  'closing-copies': {
    view: finishing(
      0,
      { questions: questions.slice(0, 2) },
      closing.filter(({ state }) => state !== 'blocked'),
    ),
    press: ['chair:close'],
  },
  'voter-suspended': { view: voterBetween({ stage: 'suspended', standstill }) },
  'voter-inside': { view: voterBetween({ stage: 'finishing', insideLeft: 5, admitted: 415 }) },
} satisfies Record<string, Scene>;
