import type { ApplicantView } from '../../../main/api/application-views.ts';
import type { ListView, ReceptionView, WhereView } from '../../../main/api/reception-views.ts';
import { voter } from './people.ts';
import { as, finger, precinct, type Scene } from './scene.ts';
import { atStation, desk } from './views.ts';

const idle: ReceptionView = { open: true, asking: false, where: null, applicant: null, problem: null, asked: 37 };
const where: WhereView = {
  answer: { at: 'elsewhere', station: precinct.number },
  maskedPin: '•••• •••• •••• 23',
  to: {
    number: precinct.number,
    names: {
      ky: 'Ак-Дөбө айылы, Жумабек Медералиев атындагы орто мектеп',
      ru: 'Село Ак-Дёбё, средняя школа имени Жумабека Медералиева',
      en: 'Ak-Debe village, Jumabek Mederaliev secondary school',
    },
    address: precinct.address,
  },
  applications: [],
  mayApply: false,
  printed: false,
};
/** More than two weeks before the day. */
const before = { stage: 'ready', admitted: 0, now: '2023-09-21T05:02:00Z' } as const;
const receiving = (change: Partial<ReceptionView>): Scene => ({
  view: atStation(before, { person: as('officer'), reception: { ...idle, ...change } }),
});

const list: ListView = {
  ...{ stage: 'control', version: 12, date: '2023-09-21', package: 4, voters: 1_684 },
  changes: {
    since: 3,
    list: { stage: 'control', version: 11, date: '2023-09-20' },
    former: 1_679,
    added: { count: 9, text: '12, 118, 340–343, 901, 1204, 1650', left: 0 },
    removed: { count: 4, text: '77, 502–503, 1401', left: 0 },
    changed: {
      count: 214,
      text: Array.from({ length: 62 }, (_, i) => 11 + i * 23).join(', '),
      left: 152,
    },
    renumbered: 1_671,
    fields: { address: 120, documents: 88, name: 9, biometrics: 3 },
  },
  home: null,
};
const home: ListView['home'] = {
  elsewhere: 27,
  parts: [
    [1, 20],
    [21, 40],
    [41, 60],
    [61, 68],
  ],
};

const applying = (applicant: ApplicantView, press: readonly string[] = []): Scene => ({
  view: atStation(before, { person: as('officer'), voter, reception: { ...idle, applicant } }),
  press,
});
const asking: ApplicantView = {
  at: 'asking',
  kinds: [
    {
      kind: 'correction',
      last: '2023-09-23',
      problem: { code: 'application.late', params: { date: '23.09.2023' } },
    },
    { kind: 'outside', last: '2023-10-05', problem: null },
    { kind: 'remote', last: '2023-10-01', problem: null },
  ],
  stations: [
    {
      number: '0050',
      names: { ky: 'БШК', ru: 'ЦИК', en: 'CEC' },
      address: { ky: 'Бишкек, Пушкин көчөсү 50', ru: 'Бишкек, ул. Пушкина, 50', en: 'Bishkek, 50 Pushkin street' },
    },
  ],
};
const correcting: ApplicantView = {
  ...asking,
  kinds: asking.kinds.map((one) => ({ ...one, problem: null })),
};
const filed: ApplicantView = {
  ...{ at: 'filed', application: '0001-3F9A-A0007', answerBy: '2023-10-03', printed: true },
  asked: { kind: 'outside', reason: 'illness' },
};
const counted = { waiting: 12, granted: 31, refused: 4, overdue: 1, next: '2023-09-22' };

/** The weeks before, and people who ask on the day. */
export const reception = {
  'not-serving-ready': {
    view: atStation(before, { person: as('officer') }),
  },
  'reception-opening': {
    view: atStation(before, { person: as('officer') }),
    press: ['reception:open'],
  },
  ask: receiving({}),
  'ask-again': receiving({ problem: { code: 'reception.no-pin-read' } }),
  'ask-on-day': { view: { ...desk, reception: { ...idle, open: false, asking: true } } },
  'where-elsewhere': receiving({ where }),
  'where-here': receiving({
    where: { ...where, answer: { at: 'here', station: '0001', number: 1684 }, printed: true },
  }),
  'where-remote': receiving({
    where: { ...where, to: null, answer: { at: 'remote', station: null, home: '0004', number: 12 } },
  }),
  'where-nowhere': receiving({ where: { ...where, to: null, answer: { at: 'nowhere' } } }),
  'where-applied': receiving({
    where: {
      ...where,
      answer: { at: 'here', station: '0001', number: 1684 },
      mayApply: true,
      applications: [
        {
          ...{ application: '0001-3F9A-A0003', kind: 'correction', answerBy: '2023-09-20' },
          state: { at: 'refused', on: '2023-09-19', why: 'other' },
        },
        {
          ...{ application: '0001-3F9A-A0007', kind: 'outside', answerBy: '2023-10-03' },
          state: { at: 'waiting' },
        },
      ],
    },
  }),
  'apply-finger': applying({ at: 'finger', step: finger }),
  'apply-not-identified': applying({ at: 'trouble', problem: { code: 'application.not-identified' } }),
  'apply-late': applying(asking),
  'apply-outside': applying(asking, ['application:kind.outside', 'application:reason.illness']),
  'apply-correction': applying(correcting, ['application:kind.correction', 'application:field.address']),
  'apply-remote': applying(asking, ['application:kind.remote', '0050']),
  'apply-filed': applying(filed),
  'apply-not-printed': applying({ ...filed, printed: false }),
  applications: {
    view: atStation(before, { person: as('chair'), opening: [], applications: counted }),
    press: ['application:page'],
  },
  'list-in-force': {
    view: atStation(before, { person: as('chair'), opening: [], list }),
    press: ['chair:page.packages'],
  },
  'packages-arrived': {
    view: atStation(
      {
        ...before,
        problems: [
          { code: 'package.came-refused', params: { version: 3 } },
          { code: 'package.waits', params: { version: 4 } },
        ],
      },
      { person: as('chair'), opening: [], list },
    ),
    press: ['chair:page.packages'],
  },
  'home-list': {
    view: atStation(before, { person: as('chair'), opening: [], list: { ...list, home } }),
    press: ['chair:page.packages', 'home:list.open'],
  },
  'home-list-stick': {
    view: atStation(before, { person: as('chair'), opening: [], list: { ...list, home } }),
    press: ['chair:page.packages', 'home:list.open', 'home:list.stick'],
  },
  'list-changes': {
    view: atStation(before, { person: as('chair'), opening: [], list }),
    press: ['chair:page.packages', 'reception:list.changes'],
  },
} satisfies Record<string, Scene>;
