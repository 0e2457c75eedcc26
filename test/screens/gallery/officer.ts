import type { DeskView } from '../../../main/api/views.ts';
import {
  alike,
  called,
  calledToo,
  candidates,
  longName,
  moreOperators,
  namesakes,
  people,
  reservations,
  shifts,
} from './people.ts';
import {
  documentDevices,
  finger,
  paperOut,
  precinct,
  printerOut,
  refused,
  type Scene,
  search,
  sensorAway,
} from './scene.ts';
import { atStation, atStep, desk, devices, station } from './views.ts';

const laid = {
  ...{ series: 'AC', end: '27' },
  kind: { ky: 'Жалпы паспорт (AC)', ru: 'Общегражданский паспорт (AC)', en: 'Passport (AC)' },
};
const lastAdmitted = { receipts: ['0001-1-0413'], at: '2023-10-08T08:01:00Z' };
/** Paper of a station that prints its ballots. */
const ballotPaper = { carried: 0, loaded: 500, corrected: 0, delivered: 409, cancelled: 3, open: 1, blank: 87 };
const nextWaits: DeskView['next'] = { ...laid, at: 'waiting' };
const aside: DeskView['next'] = { ...laid, at: 'aside' };

/** An undo from the menu to its end. */
const undone = [
  ...['parts:menu', 'parts:undo.open', '7', 'parts:next', 'parts:undo.reason.left', 'parts:next'],
  ...['Тестбаев Эмил', '1', '1', 'Сыноова Жылдыз', '2', '2', 'parts:undo.do'],
];

/** The officer's way, step by step. */
export const officer = {
  'sign-in': { view: { ...desk, person: null } },
  'sign-in-line-lost': { view: { ...desk, person: null }, lost: true },
  idle: { view: desk },
  'idle-paper-out': { view: { ...desk, station: { ...station, devices: printerOut } } },
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
  'choose-many': { view: { ...desk, step: { at: 'choose', candidates: namesakes, more: true, problem: null } } },
  choose: { view: { ...desk, step: { at: 'choose', candidates, more: true, problem: null } } },
  'choose-other-document': {
    view: {
      ...desk,
      step: { at: 'choose', candidates: namesakes, more: true, problem: { code: 'station.document-of-none' } },
    },
  },
  warning: { view: atStep({ at: 'warning', warnings: ['birth-date-differs', 'document-expired-accepted'] }) },
  finger: { view: atStep(finger) },
  'finger-long-name': { view: atStep({ ...finger, finger: 7, next: [] }, { voter: longName }) },
  'finger-reading': { view: atStep({ ...finger, state: 'reading', progress: 0.62 }) },
  'finger-hint': { view: atStep({ ...finger, hint: ['too-dry'] }) },
  'finger-missed': { view: atStep({ ...finger, missed: true, tries: { used: 1, of: 3 } }) },
  'finger-moved': { view: atStep({ ...finger, finger: 7, next: [], moved: true }) },
  'finger-refuse': {
    view: atStep({ ...finger, finger: 7, next: [], further: false }),
    press: ['officer:finger.unreadable'],
  },
  'finger-paper-out': {
    view: atStep(
      { ...finger, missed: true, tries: { used: 1, of: 3 } },
      { station: { ...station, devices: printerOut } },
    ),
  },
  'device-trouble': {
    view: atStep(
      { at: 'device-trouble', problem: { code: 'device.fingerprint-missing' }, further: true },
      { station: { ...station, devices: sensorAway } },
    ),
  },
  photo: { view: atStep({ at: 'photo', approvers: 2 }) },
  'photo-codes': { view: atStep({ at: 'photo', approvers: 2 }), press: ['officer:photo.same'] },
  'override-refuse': { view: atStep({ at: 'override', approvers: 2 }), press: ['officer:override.nobody'] },
  override: { view: atStep({ at: 'override', approvers: 2 }) },
  homecoming: { view: atStep({ at: 'homecoming', to: precinct }) },
  'homecoming-nowhere': { view: atStep({ at: 'homecoming', to: null }, { voter: longName }) },
  'homecoming-why': { view: atStep({ at: 'homecoming', to: precinct }), press: ['home:coming.admit'] },
  ballots: { view: atStep({ at: 'ballots', ballots: ['council', 'question', 'district'] }) },
  locking: { view: atStep({ at: 'locking', seconds: 4 }) },
  printing: { view: atStep({ at: 'printing', receipt: '0001-1-0413' }, { next: { at: 'free' } }) },
  'printing-next': { view: atStep({ at: 'printing', receipt: '0001-1-0413' }, { next: nextWaits }) },
  'printing-next-scanner': {
    view: atStep(
      { at: 'printing', receipt: '0001-1-0413' },
      { next: { at: 'free' }, station: { ...station, devices: [...devices, ...documentDevices] } },
    ),
  },
  'printing-next-read': {
    view: atStep(
      { at: 'printing', receipt: '0001-1-0413' },
      { voter: longName, next: nextWaits, reading: { at: 'scanning', share: 0.6 } },
    ),
  },
  'printing-next-failed': {
    view: atStep(
      { at: 'printing', receipt: '0001-1-0413' },
      {
        reading: { at: 'failed', what: 'page', problem: { code: 'scanner.no-zone' } },
        station: { ...station, devices: [...devices, ...documentDevices] },
      },
    ),
  },
  'print-trouble-next': {
    view: atStep(
      { at: 'print-trouble', receipt: '0001-1-0413', problem: paperOut, sent: 'maybe' },
      { station: { ...station, devices: printerOut }, next: aside },
    ),
  },
  'finger-aside': {
    view: atStep(
      { ...finger, missed: true, tries: { used: 1, of: 3 } },
      { station: { ...station, devices: printerOut }, next: aside },
    ),
  },
  'idle-admitted': { view: { ...desk, lastAdmitted } },
  'idle-all': {
    view: {
      ...{ ...desk, lastAdmitted, next: aside, openReservations: reservations },
      station: { ...station, devices: printerOut },
    },
  },
  'idle-aside': { view: { ...desk, next: aside } },
  'idle-next-gone': { view: { ...desk, next: { at: 'gone', why: 'too-long' } } },
  'admitted-next': { view: atStep({ at: 'admitted', receipts: ['0001-1-0413'] }, { next: nextWaits }) },
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
  'ballot-printing': { view: atStep({ at: 'ballot-printing', ballot: 'council' }) },
  'ballot-out': { view: atStep({ at: 'ballot-out', ballot: 'council', problem: null }, { ballotPaper }) },
  'ballot-out-spoiled': {
    view: atStep({ at: 'ballot-out', ballot: 'council', problem: null }, { ballotPaper }),
    press: ['sheet:spoiled'],
  },
  'ballot-trouble': {
    view: atStep(
      {
        at: 'ballot-trouble',
        ballot: 'council',
        problem: { code: 'page-printer.jam' },
        sent: 'maybe',
        delivered: [],
        standing: false,
      },
      { ballotPaper },
    ),
  },
  'ballot-cancelled': {
    view: atStep(
      {
        ...{ at: 'ballot-trouble', ballot: 'council', sent: 'nothing', delivered: [], standing: false },
        problem: { code: 'ballot-print.cancelled' },
      },
      { ballotPaper },
    ),
  },
  'ballot-exchange': {
    view: atStep(
      {
        ...{ at: 'ballot-trouble', ballot: 'council', sent: 'nothing', delivered: [], standing: true },
        problem: { code: 'ballot-print.cancelled' },
      },
      { ballotPaper },
    ),
  },
  'ballot-no-paper': {
    view: atStep(
      {
        ...{ at: 'ballot-trouble', ballot: 'council', sent: 'nothing', delivered: [], standing: false },
        problem: { code: 'ballot-print.no-paper' },
      },
      { ballotPaper: { ...ballotPaper, loaded: 412, blank: 0 } },
    ),
    press: ['sheet:paper.load', '2', '5', '0'],
  },
  admitted: { view: atStep({ at: 'admitted', receipts: ['0001-1-0413'] }) },
  'refused-already': refused({ reason: 'already-admitted', at: '10:07', station: '0001', device: '1' }),
  'refused-not-identified': refused({ reason: 'not-identified' }),
  'refused-elsewhere': refused({ reason: 'other-precinct', precinct }, { voter: null }),
  'refused-remote': refused({ reason: 'remote-needs-link', precinct, why: 'no-link' }, { voter: null }),
  'refused-needs-link': refused({ reason: 'needs-link', why: 'no-answer' }),
  'refused-locked-elsewhere': refused({
    reason: 'locked-elsewhere',
    at: '10:00–11:00',
    station: precinct,
    device: null,
  }),
  'refused-voted-elsewhere': refused({ reason: 'voted-elsewhere', at: '10:00–11:00', station: precinct, device: null }),
  'refused-listed-remote': refused({ reason: 'listed-remote', to: precinct }),
  'refused-not-in-list': refused({ reason: 'not-in-list' }, { voter: null }),
  'refused-outside': refused({ reason: 'admitted-outside', date: '2023-10-07' }, { voter: longName }),
  'refused-standing-still': refused(
    { reason: 'standing-still' },
    { station: { ...station, stage: 'suspended', standstill: { since: '2023-10-08T10:02:00+06:00' } } },
  ),
  suspended: { view: atStation({ stage: 'suspended' }) },
} satisfies Record<string, Scene>;

/** Exceptions, as sheets over a step. */
export const sheets = {
  menu: { view: desk, press: ['parts:menu'] },
  help: { view: atStep(finger), press: ['people:help'] },
  'help-called': { view: atStep(finger, { station: { ...station, help: called } }) },
  'help-answer': {
    view: atStep(finger, { station: { ...station, help: called } }),
    press: ['people:help.detail'],
  },
  'help-both': {
    view: { ...desk, station: { ...station, help: [...called, ...calledToo] } },
    press: ['people:help.detail'],
  },
  'help-came': {
    view: atStep(finger, { station: { ...station, help: called } }),
    press: ['people:help.detail', 'people:help.came'],
  },
  'shift-change': {
    view: { ...desk, people: [...desk.people, ...moreOperators] },
    press: ['parts:menu', 'people:shift.change'],
  },
  'shift-change-one': {
    view: { ...desk, people: [...desk.people, ...moreOperators.slice(0, 1)] },
    press: ['parts:menu', 'people:shift.change'],
  },
  'menu-shift-slip': { view: { ...desk, shifts }, press: ['parts:menu'] },
  undo: { view: desk, press: ['parts:menu', 'parts:undo.open'] },
  'undo-whose': { view: desk, press: ['parts:menu', 'parts:undo.open', '7', 'parts:next'] },
  'undo-done': {
    view: desk,
    press: undone,
  },
  'undo-done-suspended': {
    view: { ...desk, station: { ...station, stage: 'suspended' } },
    press: undone,
  },
  reservation: { view: { ...desk, openReservations: reservations }, press: ['ТЕСТОВА Айгүл Тест кызы'] },
  'reservation-ballot': {
    view: {
      ...desk,
      openReservations: reservations.map((one) => ({ ...one, ballot: { ballot: 'council', sheet: 'maybe' } })),
    },
    press: ['ТЕСТОВА Айгүл Тест кызы'],
  },
  'menu-paper': { view: { ...desk, ballotPaper }, press: ['parts:menu', 'sheet:paper'] },
  'paper-count': {
    view: { ...desk, ballotPaper: { ...ballotPaper, carried: 120, corrected: -20, loaded: 400 } },
    press: ['parts:menu', 'sheet:paper', 'sheet:count.open', '8', '4'],
  },
  'ballot-return': {
    view: { ...desk, ballotPaper },
    press: ['parts:menu', 'sheet:return.open', '1', 'parts:receipt.dash', '4', '1', '2', 'parts:next'],
  },
  'slip-is-out': { view: officer['print-trouble'].view, press: ['officer:tray.whole'] },
  'release-reason': { view: officer['print-trouble'].view, press: ['officer:release.open'] },
  'release-other-reason': {
    view: officer['print-trouble'].view,
    press: ['officer:release.open', 'parts:reason.other'],
  },
  'reprint-codes': { view: officer['print-trouble'].view, press: ['officer:tray.spoiled', 'Тестбаев Эмил'] },
  'undo-codes': {
    view: desk,
    press: ['parts:menu', 'parts:undo.open', '7', 'parts:next', 'parts:undo.reason.left', 'parts:next'],
  },
  // A refused code is typed again, so every key of the pad is there beside the refusal.
  'undo-codes-refused': {
    view: desk,
    press: [
      ...['parts:menu', 'parts:undo.open', '7', 'parts:next', 'parts:undo.reason.left', 'parts:next'],
      ...['Сыноова Жылдыз', '1', 'Тестбаев Эмил', '2', 'parts:undo.do'],
    ],
    refused: { 'reservation.undo': { code: 'access.wrong-code', params: { person: 'p3', left: 4 } } },
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
