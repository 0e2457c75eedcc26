import { type RehearsalCase, shippedCases } from '../../../core/election/policy-rehearsal.ts';
import type { OperatorRehearsalView, RehearsalPersonView, RehearsalView } from '../../../main/api/rehearsal-views.ts';
import { longName, moreOperators, people, voter } from './people.ts';
import { as, documentDevices, finger, type Scene } from './scene.ts';
import { atStation, atStep, desk, devices, station } from './views.ts';

const card = { ky: '2017-ж. ID-карта', ru: 'ID-карта 2017 г.', en: 'ID card 2017' };
const passport = {
  ky: 'Жалпы паспорт (AC)',
  ru: 'Общегражданский паспорт (AC)',
  en: 'Passport (AC)',
};
const person = (
  { surname, given, patronymic, number }: typeof voter,
  more: Partial<RehearsalPersonView> = {},
): RehearsalPersonView => ({
  ...{ surname, given, patronymic, number, pin: null, receipt: null, paper: card, ...more },
});

const operator = (more: Partial<OperatorRehearsalView> = {}): OperatorRehearsalView => ({
  ...{ number: 1, person: 'p1', from: '2023-10-01T10:01:00+06:00', until: null, passed: [], attempts: 9, slip: null },
  ...more,
});
const some: readonly RehearsalCase[] = ['document', 'typed', 'not-in-list', 'already-admitted'];
const begun: RehearsalView = { cases: shippedCases, peopleDecide: false, operators: [], own: null };
const underWay = (
  now: RehearsalCase | null,
  take: RehearsalPersonView | null,
  passed: readonly RehearsalCase[] = some,
): RehearsalView => ({ ...begun, operators: [operator({ passed })], own: { number: 1, now, take } });
const at = (rehearsal: RehearsalView): Scene => ({ view: { ...desk, rehearsal }, press: ['rehearsal:page'] });

/** Guided cases of a training. */
export const rehearsalScenes = {
  'rehearsal-before': at(begun),
  rehearsal: at(underWay('another-finger', person(voter))),
  // The longest case with the longest name.
  'rehearsal-long': at(underWay('torn-slip', person(longName, { paper: passport }))),
  'rehearsal-stranger': at(
    underWay('other-precinct', person({ ...longName, number: 0 }, { number: null, pin: '23112193800017' })),
  ),
  'rehearsal-undone': at(underWay('undone', person(voter, { receipt: '0001-1-0412' }))),
  'rehearsal-nobody': at(underWay('already-admitted', null, ['document'])),
  'rehearsal-people': at({ ...underWay('no-finger', person(voter)), peopleDecide: true }),
  'rehearsal-all': at(underWay(null, null, shippedCases)),
  'rehearsal-over': at({
    ...begun,
    operators: [operator({ passed: shippedCases.slice(0, 11), until: '2023-10-01T10:46:00+06:00', slip: 'no' })],
  }),
  'rehearsal-idle': {
    view: {
      ...desk,
      rehearsal: underWay('another-finger', person(voter)),
      station: { ...station, devices: [...devices, ...documentDevices] },
    },
  },
  'rehearsal-finger': { view: atStep(finger, { rehearsal: underWay('torn-slip', person(longName)) }) },
  'rehearsal-menu': {
    view: { ...desk, rehearsal: underWay('undone', person(voter, { receipt: '0001-1-0412' })) },
    press: ['parts:menu'],
  },
  rehearsals: {
    view: atStation(
      { stage: 'open' },
      {
        person: as('chair'),
        people: [...people, ...moreOperators],
        rehearsal: {
          ...begun,
          operators: [
            operator({ passed: shippedCases, until: '2023-10-01T10:46:00+06:00', slip: 'yes', attempts: 17 }),
            operator({ number: 2, person: 'o3', passed: some, until: '2023-10-01T11:20:00+06:00', slip: 'maybe' }),
            operator({ number: 3, person: 'o2', passed: ['document'], from: '2023-10-01T11:20:00+06:00', attempts: 2 }),
          ],
        },
      },
    ),
    press: ['chair:page.lots', 'rehearsal:page'],
  },
} satisfies Record<string, Scene>;
