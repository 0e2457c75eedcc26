import { drawn, moreMembers, moreOperators, people, shifts } from './people.ts';
import { as, noticed, paperOut, type Scene, withPagePrinter } from './scene.ts';
import { atStation, desk } from './views.ts';

/** The chair's room, and the kiosk before anybody may work at it. */
export const chair = {
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
  lots: {
    view: atStation(
      { stage: 'ready', admitted: 0 },
      { person: as('chair'), opening: [], people: [...people, ...moreMembers], duties: drawn },
    ),
    press: ['chair:page.lots'],
  },
  'lots-changed': {
    view: atStation({ stage: 'open' }, { person: as('chair'), people: [...people, ...moreMembers], duties: drawn }),
    press: ['chair:page.lots', 'Көрсөтмөев Данияр'],
  },
  // One person whom two lots fell on.
  'lots-several': {
    view: atStation(
      { stage: 'ready', admitted: 0 },
      {
        person: as('chair'),
        opening: [],
        people: [...people, ...moreMembers],
        duties: drawn.map((one) => ({ ...one, holders: drawn[0]?.holders ?? [] })),
      },
    ),
    press: ['chair:page.lots'],
  },
  'lots-approving': {
    view: atStation({ stage: 'open' }, { person: as('chair'), people: [...people, ...moreMembers], duties: drawn }),
    press: ['chair:page.lots', 'Көрсөтмөев Данияр', 'people:lots.save'],
  },
  'lots-shifts': {
    view: atStation({ stage: 'open' }, { person: as('chair'), people: [...people, ...moreOperators], shifts }),
    press: ['chair:page.lots', 'people:shifts'],
  },
  'sign-in-many': { view: atStation({ stage: 'open' }, { person: null, people: [...people, ...moreMembers] }) },
  'lots-none': {
    view: atStation({ stage: 'ready' }, { person: as('chair'), opening: [], duties: [] }),
    press: ['chair:page.lots'],
  },
  'duty-open': { view: { ...desk, person: as('chair') } },
  'duty-acts': { view: { ...desk, person: as('chair'), day: desk.day && { ...desk.day, actsDue: 3 } } },
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
  'log-printed': {
    view: atStation({ stage: 'closed' }, { person: as('chair') }),
    press: ['chair:page.log', 'TAANUU-USB', 'papers:log.print'],
  },
} satisfies Record<string, Scene>;
