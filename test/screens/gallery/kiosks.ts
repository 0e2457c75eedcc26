import type { StationOpening } from '../../../core/receipt/opening-sum-slip.ts';
import type { StationSum } from '../../../core/receipt/sum-slip.ts';
import type { KioskNetworkView, KiosksTodayView, LinkView, LogsOfferView } from '../../../main/api/network-views.ts';
import { as, documentDevices, refused, type Scene, withPagePrinter } from './scene.ts';
import { closed as sittingsClosed } from './sittings.ts';
import { trying } from './trials.ts';
import { atStation, desk, station } from './views.ts';

const day = desk.day && { ...desk.day, actsDue: 2 };

const second = {
  ...{ device: 'd-8c11d04be7', place: '2', seen: true, takenBy: null, since: '2023-10-08T01:49:10Z' },
  shares: [{ from: 562, to: 1123 }],
} satisfies KioskNetworkView['others'][number];
const third = {
  ...{ device: 'd-51be90c2aa', place: '3', seen: true, takenBy: null, since: '2023-10-08T01:52:40Z' },
  shares: [{ from: 1124, to: 1684 }],
} satisfies KioskNetworkView['others'][number];

/** Three kiosks of one station that see each other. */
const together: KioskNetworkView = {
  apart: 'share',
  place: '1',
  shares: [{ from: 1, to: 561 }],
  others: [second, third],
  link: 'up',
  ...{ doubled: 0, unconfirmed: 0, contested: 0 },
};
const away = { ...second, seen: false, since: '2023-10-08T07:41:05Z' };
const apart: KioskNetworkView = { ...together, others: [away, third] };
const unseen = (policy: KioskNetworkView['apart'], device = '2') =>
  ({ code: `kiosks.unseen-${policy}`, params: { device } }) as const;

const today: KiosksTodayView = {
  admitted: { [second.device]: 208, [third.device]: 377 },
  doubled: [],
  open: [],
  contested: [],
  elsewhere: 23,
};
const chair = { person: as('chair'), kiosksToday: today };
const doubled: KiosksTodayView['doubled'] = [
  { number: 418, at: '2023-10-08T13:42:10+06:00', place: '2', otherAt: '2023-10-08T13:55:31+06:00' },
  { number: 1207, at: '2023-10-08T13:49:02+06:00', place: '2', otherAt: '2023-10-08T13:44:57+06:00' },
];
const leftOpen: KiosksTodayView['open'] = [
  { admission: 'a-7', device: second.device, number: 733, at: '2023-10-08T13:40:58+06:00' },
];
const unconfirmed = { code: 'kiosks.unconfirmed', params: { count: 14 } } as const;
const twice = { code: 'kiosks.doubled', params: { count: 2 } } as const;
const link: LinkView = {
  ...{ state: 'up', listen: '0.0.0.0:7422', peers: [], discover: true, own: ['192.0.2.11:7422'] },
  invitation: null,
  joined: [second, third],
  found: [
    { ...second, at: '192.0.2.12:7422' },
    { ...third, at: '192.0.2.13:7422' },
  ],
};
const inviting: LinkView = {
  ...link,
  invitation: { text: 'TAANUU:JOIN:1 192.0.2.11:7422 048392', at: ['192.0.2.11:7422'], digits: '048392' },
};
/** The logs of the station, opened to a console. */
const offer: LogsOfferView = {
  ...{ text: 'TAANUU:LOGS:1 192.0.2.11:7426 048392175560', at: ['192.0.2.11:7426'], digits: '048392175560' },
  ...{ minutes: 10, state: 'open', guessed: 0, given: 0, of: 0 },
};
const withLogs = (change: Partial<LogsOfferView>) => ({
  view: atStation({ stage: 'closed', kiosks: together }, { ...chair, logs: { offer: { ...offer, ...change } } }),
  press: ['chair:page.log', 'kiosks:logs.open'],
});
const technician = (view: LinkView | null) => ({ person: as('technician'), link: view });
const toNetwork = ['technician:page.kiosk', 'kit:kiosk.network'];
const taken: KioskNetworkView = {
  ...together,
  shares: [...together.shares, ...second.shares],
  others: [{ ...away, shares: [], takenBy: '1' }, third],
};

const zero = { state: 'opened', registered: 1_684, carried: 0, admitted: 0 } as const;
/** What the zone answers of the opening of its station. */
export const kiosksOpening: StationOpening = {
  sitting: '2023-10-08-1',
  kiosks: [
    { ...zero, place: '1', serial: 'TN-40127-88315', head: '5c31aa90d7e1f2b4' },
    { ...zero, place: '2', serial: 'TN-40127-88316', head: '90be17c44d0a63f8' },
    {
      ...{ place: '3', serial: 'TN-40127-88317', state: 'missing', registered: null },
      ...{ carried: null, admitted: 0, head: null },
    },
  ],
};

/** What the zone answers of the sum of its station. */
export const kiosksSum: StationSum = {
  ...{ sitting: '2023-10-08-1', admitted: 1_127, doubled: 0 },
  bySex: { female: 602, male: 525 },
  byAge: { '18-25': 148, '26-35': 231, '36-45': 240, '46-60': 311, '61+': 197 },
  kiosks: [
    { place: '1', serial: 'TN-40127-88315', state: 'closed', admitted: 542, head: null },
    { place: '2', serial: 'TN-40127-88316', state: 'open', admitted: 208, head: null },
    { place: '3', serial: 'TN-40127-88317', state: 'closed', admitted: 377, head: null },
  ],
};

/** Several kiosks of one station. */
export const kioskScenes = {
  'kiosks-idle': { view: atStation({ kiosks: together }) },
  'kiosks-apart': { view: atStation({ kiosks: apart, problems: [unseen('share')] }) },
  'kiosks-hub': {
    view: atStation({
      kiosks: together,
      upstream: { connected: false, over: 'mobile', backlog: 1_284, oldest: '2023-10-08T12:41:07+06:00' },
    }),
  },
  'kiosks-wait': { view: atStation({ kiosks: { ...apart, apart: 'wait' }, problems: [unseen('wait')] }) },
  // As full as the status bar gets.
  'kiosks-many': {
    view: atStation({
      devices: [...withPagePrinter(), ...documentDevices.map((one) => ({ ...one, state: 'missing' as const }))],
      kiosks: {
        ...apart,
        place: '4',
        others: ['1', '2', '3', '5'].map((place) => ({ ...away, device: `d-${place}`, place, seen: place !== '3' })),
      },
    }),
  },
  'kiosks-chair': { view: atStation({ kiosks: together }, chair), press: ['kiosks:page'] },
  'kiosks-chair-apart': {
    view: atStation({ kiosks: apart, problems: [unseen('share')] }, chair),
    press: ['kiosks:page'],
  },
  // As many pages as the chair ever has.
  'kiosks-sittings': {
    view: atStation({ kiosks: apart, problems: [unseen('share')] }, { ...chair, sittings: sittingsClosed }),
    press: ['kiosks:page'],
  },
  'kiosks-sittings-closed': {
    view: atStation({ stage: 'closed', kiosks: together, problems: [twice] }, { ...chair, sittings: sittingsClosed }),
    press: ['kiosks:page'],
  },
  'kiosks-take': {
    view: atStation({ kiosks: apart, problems: [unseen('share')] }, chair),
    press: ['kiosks:page', 'kiosks:take'],
  },
  'kiosks-take-codes': {
    view: atStation({ kiosks: apart, problems: [unseen('share')] }, chair),
    press: ['kiosks:page', 'kiosks:take', 'kiosks:take.reason.dead', 'parts:next'],
  },
  'kiosks-taken': { view: atStation({ kiosks: taken }, chair), press: ['kiosks:page'] },
  'kiosks-doubled': {
    view: atStation(
      { kiosks: { ...together, apart: 'all', doubled: 2 }, problems: [twice] },
      { ...chair, day, kiosksToday: { ...today, doubled } },
    ),
    press: ['kiosks:page', 'kiosks:doubled.open'],
  },
  // Before and after the share of the kiosk that left it open was taken over.
  'kiosks-open': {
    view: atStation(
      { kiosks: apart, problems: [unseen('share')] },
      { ...chair, kiosksToday: { ...today, open: leftOpen } },
    ),
    press: ['kiosks:page', 'kiosks:open.open'],
  },
  'kiosks-open-end': {
    view: atStation({ kiosks: taken }, { ...chair, kiosksToday: { ...today, open: leftOpen } }),
    press: ['kiosks:page', 'kiosks:open.open', 'kiosks:open.end'],
  },
  'kiosks-contested': {
    view: atStation(
      {
        kiosks: { ...together, unconfirmed: 14, contested: 1 },
        problems: [
          { code: 'kiosks.contested', params: { count: 1 } },
          { code: 'kiosks.unconfirmed', params: { count: 14 } },
        ],
      },
      {
        ...{ ...chair, day },
        kiosksToday: {
          ...today,
          contested: [
            { number: 418, at: '2023-10-08T13:42:10+06:00', station: '9001', otherAt: '2023-10-08T10:12:31+06:00' },
          ],
        },
      },
    ),
    press: ['kiosks:page', 'kiosks:doubled.open'],
  },
  'remote-counts': {
    view: atStation(
      { kiosks: together },
      {
        ...chair,
        counters: {
          ...desk.counters,
          byConstituency: {
            shown: [
              { names: { ky: '№ 1 округ', ru: 'Округ № 1', en: 'Constituency no. 1' }, admitted: 214, slips: 214 },
              { names: { ky: '№ 3 округ', ru: 'Округ № 3', en: 'Constituency no. 3' }, admitted: 87, slips: 87 },
            ],
            together: { constituencies: 4, admitted: 111, slips: 111 },
          },
        },
      },
    ),
    press: ['chair:page.totals', 'parts:paged.on'],
  },
  'kiosks-unconfirmed': {
    view: atStation({ kiosks: { ...together, unconfirmed: 14 }, problems: [unconfirmed] }, chair),
    press: ['kiosks:page'],
  },
  'lock-away': {
    view: atStation({
      kiosks: { ...together, unconfirmed: 14 },
      upstream: { connected: false, over: 'unknown', backlog: 312, oldest: '2023-10-08T13:41:07+06:00' },
      problems: [{ code: 'kiosks.no-lock-unconfirmed', params: { count: 14 } }],
    }),
  },
  'lock-away-wait': {
    view: atStation({
      kiosks: together,
      upstream: { connected: false, over: 'unknown', backlog: 312, oldest: '2023-10-08T13:41:07+06:00' },
      problems: [{ code: 'kiosks.no-lock-wait' }],
    }),
  },
  // The link is there, and so is whoever should answer: nobody waits for that any more.
  'lock-silent': {
    view: atStation({
      kiosks: { ...together, unconfirmed: 9 },
      upstream: { connected: true, over: 'unknown', backlog: 41, oldest: '2023-10-08T13:58:20+06:00' },
      problems: [{ code: 'kiosks.hub-silent-unconfirmed', params: { count: 9 } }],
    }),
  },
  'lock-silent-wait': {
    view: atStation({
      kiosks: together,
      upstream: { connected: true, over: 'unknown', backlog: 41, oldest: '2023-10-08T13:58:20+06:00' },
      problems: [{ code: 'kiosks.hub-silent-wait' }],
    }),
  },
  'kiosks-network': {
    view: atStation(
      {
        kiosks: together,
        upstream: { connected: true, over: 'cable', backlog: 12, oldest: '2023-10-08T14:01:40+06:00' },
      },
      technician(link),
    ),
    press: toNetwork,
  },
  'kiosks-network-apart': {
    view: atStation(
      { kiosks: apart, problems: [unseen('share')] },
      technician({ ...link, peers: ['192.0.2.12:7422'], joined: [third], found: link.found.slice(1) }),
    ),
    press: toNetwork,
  },
  'kiosks-network-off': {
    view: atStation(
      {
        kiosks: { ...apart, link: 'off', others: [away, { ...third, seen: false }] },
        problems: [{ code: 'network.no-server' }, unseen('share'), unseen('share', '3')],
      },
      technician({ ...link, state: 'off', own: [], joined: [], found: [] }),
    ),
    press: toNetwork,
  },
  'kiosks-invite': {
    view: atStation({ kiosks: together }, technician(inviting)),
    press: [...toNetwork, 'kiosks:invite'],
  },
  'kiosks-join': { view: atStation({ kiosks: together }, technician(link)), press: [...toNetwork, 'kiosks:join'] },
  'kiosks-join-camera': {
    view: { ...trying('camera', { kind: 'invitation', code: null }, { picture: 1 }), link },
    press: [...toNetwork, 'kiosks:join', 'kiosks:join.camera'],
  },
  'logs-to-console': withLogs({}),
  'logs-to-console-reading': withLogs({ state: 'reading', given: 18_400, of: 36_112 }),
  'logs-to-console-guessed': withLogs({ guessed: 5 }),
  'logs-to-console-done': withLogs({ state: 'done', given: 36_112, of: 36_112 }),
  'kiosks-network-none': { view: atStation({}, technician(null)), press: toNetwork },
  'kiosks-sum': {
    view: atStation({ kiosks: apart, problems: [unseen('share')] }, chair),
    press: ['kiosks:page', 'kiosks:sum.open'],
  },
  'kiosks-opening': {
    view: atStation({ kiosks: together }, chair),
    press: ['kiosks:page', 'kiosks:sum.open', 'kiosks:opening.open'],
  },
  'refused-other-share': refused(
    { reason: 'other-share', device: '2' },
    { station: { ...station, kiosks: apart, problems: [unseen('share')] } },
  ),
  'refused-served-elsewhere': refused(
    { reason: 'served-elsewhere', device: '3' },
    { station: { ...station, kiosks: together } },
  ),
  'refused-kiosks-apart': refused(
    { reason: 'kiosks-apart', device: '2' },
    { station: { ...station, kiosks: { ...apart, apart: 'wait' }, problems: [unseen('wait')] } },
  ),
} satisfies Record<string, Scene>;
