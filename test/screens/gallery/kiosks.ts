import type { KioskNetworkView } from '../../../main/api/network-views.ts';
import { documentDevices, refused, type Scene, withPagePrinter } from './scene.ts';
import { atStation, station } from './views.ts';

const second = {
  ...{ device: 'd-8c11d04be7', place: '2', seen: true, takenBy: null },
  shares: [{ from: 562, to: 1123 }],
} satisfies KioskNetworkView['others'][number];
const third = {
  ...{ device: 'd-51be90c2aa', place: '3', seen: true, takenBy: null },
  shares: [{ from: 1124, to: 1684 }],
} satisfies KioskNetworkView['others'][number];

/** Three kiosks of one station that see each other. */
const together: KioskNetworkView = {
  apart: 'share',
  place: '1',
  shares: [{ from: 1, to: 561 }],
  others: [second, third],
  link: 'up',
  doubled: 0,
};
const away = { ...second, seen: false };
const apart: KioskNetworkView = { ...together, others: [away, third] };
const unseen = (policy: KioskNetworkView['apart']) =>
  ({ code: `kiosks.unseen-${policy}`, params: { device: '2' } }) as const;

/** Several kiosks of one station. */
export const kioskScenes = {
  'kiosks-idle': { view: atStation({ kiosks: together }) },
  'kiosks-apart': { view: atStation({ kiosks: apart, problems: [unseen('share')] }) },
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
  'kiosks-taken': {
    view: atStation({
      kiosks: {
        ...together,
        shares: [...together.shares, ...second.shares],
        others: [{ ...away, shares: [], takenBy: '1' }, third],
      },
    }),
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
