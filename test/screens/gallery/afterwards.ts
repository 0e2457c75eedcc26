import type { SittingsView } from '../../../main/api/sittings-views.ts';
import { as, type Scene } from './scene.ts';
import { closed as sittingsClosed } from './sittings.ts';
import { atStation, desk } from './views.ts';
import { WIPED_DEVICE } from './wiped-device.ts';

const closed = atStation({ stage: 'closed' }, { person: as('chair') });

const handedOver = { stage: 'handed-over' } as const;
/** Three acts are not drawn yet, and a keep copy is missing. */
const waiting = (stage: 'closed' | 'handed-over') =>
  atStation({ stage }, { person: as('chair'), day: desk.day && { ...desk.day, actsDue: 3 } });

const belowBanner = (several: SittingsView | null) =>
  atStation(
    {
      stage: 'closed',
      problems: [{ code: 'copy.served-beside', params: { device: 'TN-40127-88315', time: '14:05' } }],
    },
    { person: as('chair'), sittings: several, day: desk.day && { ...desk.day, actsDue: 3 } },
  );

/** After the closing: what is kept, and what is handed over. */
export const afterwards = {
  'retention-copies': { view: closed, press: ['chair:page.log', 'afterwards:retention.title'] },
  'retention-written': {
    view: closed,
    press: ['chair:page.log', 'afterwards:retention.title', 'TAANUU-USB'],
  },
  'retention-enough': {
    view: atStation(handedOver, { person: as('chair') }),
    press: ['afterwards:retention.title'],
  },
  'handing-over': { view: closed, press: ['afterwards:handing.title'] },
  'handing-missing': { view: waiting('closed'), press: ['afterwards:handing.title'] },
  'handed-over-acts': { view: waiting('handed-over') },
  'closed-acts': { view: waiting('closed') },
  // Everything at once below a banner: an act that waits, and every page that the stage has.
  'closed-banner': { view: belowBanner(null) },
  'closed-banner-sittings': { view: belowBanner(sittingsClosed) },
  'handing-add': {
    view: closed,
    press: ['afterwards:handing.title', 'afterwards:handing.add', 'afterwards:what.seal'],
  },
  'handing-to': { view: closed, press: ['afterwards:handing.title', 'afterwards:handing.over'] },
  'handing-codes': {
    view: closed,
    press: ['afterwards:handing.title', 'afterwards:handing.over', 'afterwards:handing.to.usual', 'parts:next'],
  },
  'handed-over': { view: atStation(handedOver, { person: as('chair') }) },
  'handed-over-check': {
    view: atStation(handedOver, { person: { id: 'adm', role: 'administrator', name: 'Администратор' } }),
    press: ['technician:page.kiosk', 'kit:kiosk.handing', 'afterwards:handing.check'],
  },
  wiping: {
    view: atStation(handedOver, { person: as('technician') }),
    press: ['technician:page.kiosk', 'kit:kiosk.wipe'],
  },
  'wiping-codes': {
    view: atStation(handedOver, { person: as('technician') }),
    press: ['technician:page.kiosk', 'kit:kiosk.wipe', '12/3'],
  },
  'wiping-chair': {
    view: atStation(handedOver, { person: as('chair') }),
    press: ['afterwards:wipe.title'],
  },
  'log-closed': { view: closed, press: ['chair:page.log'] },
  wiped: {
    view: atStation(
      {
        ...{ stage: 'unprovisioned', station: null, election: null, admitted: 0 },
        device: { ...desk.station.device, id: WIPED_DEVICE },
      },
      { person: null, people: [] },
    ),
  },
} satisfies Record<string, Scene>;
