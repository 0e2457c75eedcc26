import type { Candidate, FingerCandidate } from '../../../core/admission/step.ts';
import type { HelpCall } from '../../../core/journal/help-calls.ts';
import type { DutyView } from '../../../main/api/duty-views.ts';
import type { ShiftView } from '../../../main/api/shift-views.ts';
import type { OpenReservationView, PersonView, VoterView } from '../../../main/api/views.ts';

/** A drawn face: clearly nobody's photo. */
function portrait(hair: string, skin: string, cloth: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 120"><rect width="90" height="120" fill="#e7edf2"/><path d="M6 120c0-28 16-38 39-38s39 10 39 38z" fill="${cloth}"/><rect x="36" y="66" width="18" height="24" fill="${skin}"/><ellipse cx="45" cy="50" rx="21" ry="26" fill="${skin}"/><path d="M22 50c-2-32 48-32 46 0 0-10-8-18-23-18s-23 8-23 18z" fill="${hair}"/><circle cx="37" cy="52" r="2.2"/><circle cx="53" cy="52" r="2.2"/><path d="M38 66q7 5 14 0" fill="none" stroke="#7a3b2e" stroke-width="2"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

export const voter: VoterView = {
  surname: 'ТЕСТОВА',
  given: 'Айгүл',
  patronymic: 'Тест кызы',
  birthDate: '1961-03-12',
  sex: 'female',
  number: 418,
  maskedPin: '••••••••••••23',
  photo: portrait('#4a4a4a', '#e5b990', '#2d5d7b'),
  enrolled: [2, 7, 1],
};

/** The longest name that lists are known to hold, and no photo. */
export const longName: VoterView = {
  surname: 'ЫСЫККӨЛБЕКОВА-ЖУМАГУЛОВА',
  given: 'Гүлбүбү-Бегимай',
  patronymic: 'Абдыкадыр-Мырза кызы',
  birthDate: '1938-12-31',
  sex: 'female',
  number: 1684,
  maskedPin: '••••••••••••07',
  photo: null,
  enrolled: [7],
};

export const people: readonly PersonView[] = [
  { id: 'p1', role: 'officer', name: 'Үлгү Асан уулу' },
  { id: 'p2', role: 'member', name: 'Мисалова Назгүл' },
  { id: 'p3', role: 'chair', name: 'Тестбаев Эмил' },
  { id: 'p4', role: 'secretary', name: 'Сыноова Жылдыз' },
  { id: 'p5', role: 'technician', name: 'Техников Улан' },
  { id: 'p6', role: 'administrator', name: 'Жөндөөчү Бакыт' },
];

/** A commission of the usual size. */
export const moreMembers: readonly PersonView[] = [
  'Көрсөтмөев Данияр',
  'Көрсөтмөева Асел',
  'Абдыкадырова Гүлбүбү-Бегимай',
  'Үлгүлүев Бакыт',
  'Сынаков Нурлан',
  'Машыгуулу Эрлан',
  'Жөндөөва Мээрим',
].map((name, n) => ({ id: `m${n}`, role: 'member', name }));

/** The lot as it was drawn in the morning; one duty is still nobody's. */
export const drawn: readonly DutyView[] = [
  { duty: 'operator', needed: 1, holders: ['p2'] },
  { duty: 'paper-list', needed: 1, holders: ['m1', 'm2'] },
  { duty: 'ballots', needed: 1, holders: [] },
];

/** Operators of the other shifts. */
export const moreOperators: readonly PersonView[] = [
  { id: 'o2', role: 'officer', name: 'Абдыкадырова Гүлбүбү-Бегимай' },
  { id: 'o3', role: 'officer', name: 'Сынаков Нурлан' },
];

/** A day of three shifts: one slip did not come out, one is in the tray, one operator is at work. */
export const shifts: readonly ShiftView[] = [
  {
    number: 1,
    person: 'p1',
    from: '2023-10-08T08:01:00+06:00',
    until: '2023-10-08T11:30:00+06:00',
    admitted: 187,
    slip: 'yes',
  },
  {
    number: 2,
    person: 'o2',
    from: '2023-10-08T11:30:00+06:00',
    until: '2023-10-08T13:58:00+06:00',
    admitted: 224,
    slip: 'no',
  },
  { number: 3, person: 'p1', from: '2023-10-08T13:58:00+06:00', until: null, admitted: 1, slip: null },
];

/** The technician was called, and then the chair too. */
export const called: readonly HelpCall[] = [
  { call: 'h1', whom: 'technician', device: 'd-3f9a01b2c4', at: '2023-10-08T13:59:00+06:00' },
];
export const calledToo: readonly HelpCall[] = [
  { call: 'h2', whom: 'chair', device: 'd-3f9a01b2c4', at: '2023-10-08T14:01:00+06:00' },
];

export const candidates: readonly Candidate[] = [
  { record: 'r1', surname: 'ТЕСТОВА', given: 'Айгүл', patronymic: 'Тест кызы', birthDate: '1961-03-12', number: 418 },
  { record: 'r2', surname: 'ТЕСТОВА', given: 'Айгүл', patronymic: 'Үлгү кызы', birthDate: '1987-11-02', number: 419 },
  { record: 'r3', surname: 'ТЕСТОВА', given: 'Айгерим', patronymic: null, birthDate: '2005-01-30', number: 417 },
  {
    record: 'r4',
    surname: 'ТЕСТОВА-ЖУМАГУЛОВА',
    given: 'Айгүл-Бегимай',
    patronymic: 'Абдыкадыр кызы',
    birthDate: '1954-06-09',
    number: 1421,
  },
];

/** As many people as the zone names at once. */
export const namesakes: readonly Candidate[] = Array.from({ length: 12 }, (_, at) => ({
  ...(candidates[at % candidates.length] ?? longName),
  record: `n${at}`,
  number: 300 + at,
  birthDate: `${1950 + at}-03-12`,
}));

/** Five people found by finger, the most a policy shows: the longest name and missing photos among them. */
export const alike: readonly FingerCandidate[] = [...candidates, { ...longName, record: 'r5' }].map((one, place) => ({
  record: one.record,
  surname: one.surname,
  given: one.given,
  patronymic: one.patronymic,
  number: one.number,
  birthYear: Number(one.birthDate.slice(0, 4)),
  photo:
    place === 2 || place === 4
      ? null
      : portrait(['#4a4a4a', '#8a8a8a', '', '#2c1c12'][place] ?? '', '#e5b990', '#2d5d7b'),
  score: 61 - 4 * place,
}));

export const reservations: readonly OpenReservationView[] = [
  {
    admission: 'a1',
    receipt: '0001-1-0412',
    at: '2023-10-08T08:01:00Z',
    voter,
    sent: 'maybe',
    mayBeOut: true,
    ballot: null,
  },
  {
    admission: 'a2',
    receipt: '0001-1-0415',
    at: '2023-10-08T08:02:00Z',
    voter: { ...voter, surname: 'МИСАЛОВ', given: 'Нурлан', patronymic: 'Бакыт уулу', number: 77 },
    sent: 'nothing',
    mayBeOut: false,
    ballot: null,
  },
];
