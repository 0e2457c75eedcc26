import type { SittingsView, VisitView } from '../../../main/api/sittings-views.ts';
import type { DeskView } from '../../../main/api/views.ts';
import { as, type Scene } from './scene.ts';
import { atStation, desk } from './views.ts';

const batches = [
  { device: 'd-5b1f0a9c3e', serial: 'TN-40127-88315', own: false, admitted: 9, excluded: null },
  {
    device: 'd-77c0e4d21b',
    serial: 'TN-40127-88316',
    own: false,
    admitted: 12,
    excluded: 'Добуш берүүнүн купуялуулугу бузулган',
  },
];
const list: SittingsView['list'] = [
  {
    ...{ id: '2023-10-07-1', kind: 'outside', date: '07.10.2023', open: '09:00', close: '18:00' },
    ...{ state: 'passed', admitted: null, onPaper: 0, batches },
  },
  {
    ...{ id: '2023-10-08-2', kind: 'day', date: '08.10.2023', open: '08:00', close: '20:00' },
    ...{ state: 'closed', admitted: 733, onPaper: 6, batches: [] },
  },
  {
    ...{ id: '2023-10-22-3', kind: 'repeat', date: '22.10.2023', open: '08:00', close: '20:00' },
    ...{ state: 'next', admitted: null, onPaper: 0, batches: [] },
  },
];
export const closed: SittingsView = {
  ...{ list, choices: ['2023-10-22-3'], proposed: '2023-10-22-3', tasks: ['take', 'batches'] },
  ...{ boxesMax: 3, visits: null, ballots: null, granted: null },
};
const repeat: SittingsView = {
  ...closed,
  list: list.map((one) => (one.kind === 'repeat' ? { ...one, state: 'open', admitted: 412 } : one)),
  ...{ choices: [], proposed: null },
};
const ready: SittingsView = {
  ...closed,
  list: list.map((one, place) => ({
    ...one,
    state: place === 0 ? 'next' : 'coming',
    admitted: null,
    onPaper: 0,
    batches: [],
  })),
  choices: ['2023-10-08-2', '2023-10-22-3'],
  proposed: '2023-10-07-1',
  tasks: ['take-ballots'],
};
const outside: SittingsView = {
  ...ready,
  list: ready.list.map((one, place) => (place === 0 ? { ...one, state: 'open', admitted: 4 } : one)),
  ...{ choices: [], proposed: null, tasks: ['applicants', 'return-ballots', 'write'] },
  ...{ visits: { listed: 11, visited: 5 }, ballots: { taken: 12, receipts: 4 } },
};
const granted: SittingsView = {
  ...outside,
  granted: {
    fresh: [
      { application: '0001-3F9A-A0003', place: 12, number: 77, reason: 'illness' },
      { application: '0001-3F9A-A0004', place: 13, number: 402, reason: 'disability' },
      { application: '0001-3F9A-A0011', place: 14, number: 1204, reason: 'age' },
      { application: '0001-3F9A-A0012', place: 15, number: 12, reason: 'other' },
      { application: '0001-3F9A-A0015', place: 16, number: 1650, reason: 'age' },
      { application: '0001-3F9A-A0016', place: 17, number: 31, reason: 'illness' },
      { application: '0001-3F9A-A0017', place: 18, number: 908, reason: 'age' },
      { application: '0001-3F9A-A0020', place: 19, number: 1311, reason: 'disability' },
      { application: '0001-3F9A-A0021', place: 20, number: 640, reason: 'age' },
    ],
    already: ['0001-3F9A-A0001', '0001-3F9A-A0002'],
    gone: ['0001-3F9A-A0009'],
  },
};
const waiting: SittingsView = {
  ...ready,
  list: ready.list.map((one, place) => (place === 0 ? { ...one, state: 'passed' } : { ...one, state: 'next' })),
  ...{ choices: ['2023-10-22-3'], proposed: '2023-10-08-2', tasks: ['take', 'not-await'] },
};

const visit = (place: number, change: Partial<VisitView>): VisitView => ({
  ...{ record: `r${place}`, surname: 'Тестова', given: 'Айгүл', patronymic: 'Тест кызы', number: 400 + place, place },
  ...{ address: 'Саруу айылы, Мектеп көчөсү, 12-үй', reason: 'illness', state: 'waiting', why: null },
  application: null,
  ...change,
});
const visits: readonly VisitView[] = [
  visit(1, { state: 'done' }),
  visit(2, { surname: 'Ѳмүрбекова', given: 'Жумагүл', state: 'not-met', why: 'not-home' }),
  visit(3, { surname: 'Бакыт уулу', given: 'Нурлан', patronymic: null, state: 'next' }),
  visit(4, { surname: 'Абдыкадырова-Токтогулова', given: 'Гүлбарчынай', patronymic: 'Абдыкадыровна' }),
  visit(5, { application: '0001-3F9A-A0003' }),
  visit(6, {}),
];

const notArrived: DeskView['opening'] = [
  {
    item: 'outside-arrived',
    state: 'blocked',
    problem: { code: 'sittings.not-arrived', params: { date: '07.10.2023', arrived: 0, awaited: 1 } },
    detail: '0 / 1',
  },
  { item: 'package', state: 'done', problem: null, detail: 'final 3' },
  { item: 'register', state: 'done', problem: null, detail: '1684' },
];

/** The several sittings of one election: the chair's page, what she does outside the room, the officer's visits. */
export const sittings = {
  'sittings-closed': {
    view: atStation({ stage: 'closed' }, { person: as('chair'), sittings: closed }),
    press: ['sittings:page'],
  },
  // What stands first, below which sitting was closed and what comes after it.
  'sittings-closed-duty': {
    view: atStation({ stage: 'closed' }, { person: as('chair'), sittings: closed }),
  },
  'sittings-batches': {
    view: atStation({ stage: 'closed' }, { person: as('chair'), sittings: closed }),
    press: ['sittings:page', 'sittings:task.batches'],
  },
  'sittings-ready': {
    view: atStation({ stage: 'ready', admitted: 0 }, { person: as('chair'), opening: [], sittings: ready }),
    press: ['sittings:page'],
  },
  'sittings-other': {
    view: atStation({ stage: 'ready', admitted: 0 }, { person: as('chair'), opening: [], sittings: ready }),
    press: ['sittings:page', '22.10.2023'],
  },
  'sittings-ballots': {
    view: atStation({ stage: 'ready', admitted: 0 }, { person: as('chair'), opening: [], sittings: ready }),
    press: ['sittings:page', 'sittings:task.take-ballots'],
  },
  'sittings-ballots-letters': {
    view: atStation({ stage: 'ready', admitted: 0 }, { person: as('chair'), opening: [], sittings: ready }),
    press: ['sittings:page', 'sittings:task.take-ballots', 'day:opening.letters'],
  },
  // The longest name of a sitting beside the longest heading of a stage.
  'sittings-finishing': {
    view: atStation({ stage: 'finishing', admitted: 4, insideLeft: 0 }, { person: as('chair'), sittings: outside }),
  },
  'sittings-outside': {
    view: atStation({ stage: 'finishing', admitted: 4 }, { person: as('chair'), closing: [], sittings: outside }),
    press: ['sittings:page'],
  },
  'sittings-applicants': {
    view: atStation({ stage: 'open', admitted: 4 }, { person: as('chair'), sittings: outside }),
    press: ['sittings:page', 'sittings:task.applicants'],
  },
  'sittings-granted': {
    view: atStation({ stage: 'open', admitted: 4 }, { person: as('chair'), sittings: granted }),
    press: ['sittings:page', 'sittings:task.applicants', 'sittings:granted.open'],
  },
  'sittings-granted-codes': {
    view: atStation({ stage: 'open', admitted: 4 }, { person: as('chair'), sittings: granted }),
    press: ['sittings:page', 'sittings:task.applicants', 'sittings:granted.open', 'parts:next'],
  },
  'sittings-typed': {
    view: atStation({ stage: 'open', admitted: 4 }, { person: as('chair'), sittings: outside }),
    press: ['sittings:page', 'sittings:task.applicants', 'sittings:applicants.type'],
  },
  'sittings-returned': {
    view: atStation({ stage: 'finishing', admitted: 4 }, { person: as('chair'), closing: [], sittings: outside }),
    press: ['sittings:page', 'sittings:task.return-ballots'],
  },
  'sittings-take': {
    view: atStation({ stage: 'ready', admitted: 0 }, { person: as('chair'), opening: [], sittings: waiting }),
    press: ['sittings:page', 'sittings:task.take'],
  },
  'sittings-waiting': {
    view: atStation(
      { stage: 'ready', admitted: 0 },
      {
        person: as('chair'),
        sittings: waiting,
        opening: notArrived,
      },
    ),
  },
  // Every page that the stage has, below a banner, and acts of the sitting before.
  'sittings-waiting-acts': {
    view: atStation(
      { stage: 'ready', admitted: 0, problems: [{ code: 'power.low' }] },
      {
        person: as('chair'),
        sittings: waiting,
        applications: { waiting: 3, granted: 11, refused: 1, overdue: 0, next: '2023-10-03' },
        day: desk.day && { ...desk.day, actsDue: 2 },
        opening: notArrived,
      },
    ),
  },
  'sittings-totals': {
    view: atStation({ stage: 'open' }, { person: as('chair'), sittings: repeat }),
    press: ['chair:page.totals'],
  },
  visits: { view: { ...desk, visits }, press: ['sittings:visits'] },
  'visits-not-met': { view: { ...desk, visits }, press: ['sittings:visits', 'sittings:visits.not-met'] },
} satisfies Record<string, Scene>;
