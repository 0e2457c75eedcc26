import { deviceRevoked } from './kit.ts';
import { benchEmpty, benchMatch, benchOther, benchPoor } from './prints.ts';
import { as, printerAway, printerOut, type Scene, sensorAway, withPagePrinter } from './scene.ts';
import { atStation } from './views.ts';

/** The guide so many steps before its end, everything well, and a finger just tried. */
const guideBack = (steps: number): Scene => ({
  view: atStation({ stage: 'ready' }, { person: as('technician'), fingerBench: benchMatch }),
  press: ['technician:page.guide', ...Array<string>(steps).fill('technician:guide.back')],
});

/** Before the first package. */
const unprovisioned = atStation(
  { stage: 'unprovisioned', station: null, election: null, admitted: 0 },
  { person: null, people: [] },
);

/** The technician's room. */
export const technician = {
  technician: { view: atStation({ devices: printerOut }, { person: as('technician') }) },
  'device-page': {
    view: atStation({ stage: 'ready' }, { person: as('technician') }),
    press: ['technician:device.open'],
  },
  readiness: {
    view: atStation({ stage: 'ready' }, { person: as('technician') }),
    press: ['technician:page.readiness', 'technician:readiness.make'],
  },
  'readiness-on-page': {
    view: atStation({ stage: 'ready', devices: withPagePrinter() }, { person: as('technician') }),
    press: ['technician:page.readiness', 'technician:readiness.make'],
  },
  'readiness-saved': {
    view: atStation({ stage: 'ready' }, { person: as('technician') }),
    press: ['technician:page.readiness', 'technician:readiness.make', 'technician:readiness.save', 'TAANUU-USB'],
  },
  'readiness-before': {
    view: atStation({ devices: withPagePrinter() }, { person: as('technician') }),
    press: ['technician:page.readiness'],
  },
  'readiness-served': {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.readiness'],
  },
  'technician-reopened': {
    view: atStation({ devices: printerAway }, { person: as('technician') }),
    press: ['technician:reopen'],
  },
  'configuration-closed': {
    view: atStation({ stage: 'closed' }, { person: as('technician') }),
    press: ['technician:page.kiosk', 'kit:kiosk.configuration', 'configuration:import.title'],
  },
  attached: { view: atStation({}, { person: as('technician') }), press: ['technician:page.attached'] },
  'attached-many': {
    view: atStation(
      { devices: [...printerOut, ...printerOut.map((one) => ({ ...one, id: `${one.id}-2` }))] },
      { person: as('technician') },
    ),
    press: ['technician:page.attached', 'technician:attached.group.scanner', 'parts:paged.on'],
  },
  'attached-missing': {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'technician:attached.group.power'],
  },
  'attached-address': {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'technician:attached.type'],
  },
  'attached-place': {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'FTDI'],
  },
  configuration: {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'configuration:open'],
  },
  // A spare that was invited: how the kiosk that invited it is put together has come along, and is first.
  'configuration-invited': {
    view: atStation({ stage: 'ready' }, { person: as('technician') }),
    press: ['technician:page.attached', 'configuration:open', 'configuration:import.title'],
  },
  'configuration-written': {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'configuration:open', 'configuration:export.title', 'TAANUU-USB'],
  },
  'configuration-refused': {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'configuration:open', 'configuration:import.title', 'aaaaaaaaaa'],
  },
  'configuration-plan': {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'configuration:open', 'configuration:import.title', 'cccccccccc'],
  },
  'configuration-same': {
    view: atStation({}, { person: as('technician') }),
    press: ['technician:page.attached', 'configuration:open', 'configuration:import.title', 'bbbbbbbbbb'],
  },
  'configuration-place': {
    view: atStation({}, { person: as('technician') }),
    press: [
      'technician:page.attached',
      'configuration:open',
      'configuration:import.title',
      'cccccccccc',
      '(document-2)',
    ],
  },
  'configuration-codes': {
    view: atStation({}, { person: as('technician') }),
    press: [
      ...['technician:page.attached', 'configuration:open', 'configuration:export.title', 'configuration:codes.show'],
    ],
  },
  'configuration-scan': {
    view: atStation({}, { person: as('technician') }),
    press: [
      ...['technician:page.attached', 'configuration:open', 'configuration:import.title', 'configuration:scan.read'],
    ],
  },
  'finger-bench': {
    view: atStation({ stage: 'ready' }, { person: as('technician'), fingerBench: benchMatch }),
    press: ['technician:page.finger'],
  },
  'finger-bench-other': {
    view: atStation({ stage: 'ready' }, { person: as('technician'), fingerBench: benchOther }),
    press: ['technician:page.finger'],
  },
  'finger-bench-poor': {
    view: atStation({ stage: 'ready' }, { person: as('technician'), fingerBench: benchPoor }),
    press: ['technician:page.finger'],
  },
  'finger-bench-empty': {
    view: atStation({ stage: 'ready' }, { person: as('technician'), fingerBench: benchEmpty }),
    press: ['technician:page.finger'],
  },
  // Before the station opens, the guide opens by itself where something is not well.
  guide: { view: atStation({ stage: 'ready', devices: sensorAway }, { person: as('technician'), voterDisplays: 0 }) },
  'guide-printer': { view: atStation({ stage: 'ready', devices: printerOut }, { person: as('technician') }) },
  'guide-readiness': {
    view: atStation({ stage: 'ready' }, { person: as('technician'), voterDisplays: 0 }),
    press: ['technician:page.guide'],
  },
  'guide-scanner': guideBack(2),
  'guide-chip': guideBack(3),
  'guide-document': guideBack(4),
  'guide-touched': guideBack(5),
  'guide-display': guideBack(6),
  'guide-power': guideBack(7),
  registration: {
    view: atStation({ stage: 'ready' }, { person: as('technician') }),
    press: ['technician:page.kiosk', 'kit:kiosk.registration'],
  },
  'registration-revoked': {
    view: atStation({ stage: 'ready', problems: [deviceRevoked] }, { person: as('technician') }),
    press: ['technician:page.kiosk', 'kit:kiosk.registration'],
  },
  'registration-new': { view: unprovisioned, press: ['kit:registration.open'] },
  'registration-compare': {
    view: unprovisioned,
    press: ['kit:registration.open', 'kit:certificate.title', 'taanuu-certificate-0001-a.json'],
  },
  kiosk: { view: atStation({ stage: 'ready' }, { person: as('technician') }), press: ['technician:page.kiosk'] },
  passport: {
    view: atStation({ stage: 'ready' }, { person: as('technician') }),
    press: ['technician:page.kiosk', 'kit:kiosk.passport'],
  },
  'kit-map': {
    view: atStation({ stage: 'ready', devices: withPagePrinter() }, { person: as('technician') }),
    press: ['technician:page.kiosk', 'kit:kiosk.map'],
  },
  'passport-words': {
    view: atStation({ stage: 'ready' }, { person: as('technician') }),
    press: [
      ...['technician:page.kiosk', 'kit:kiosk.passport', 'kit:passport.note', 'kit:passport.kind.failure'],
      'parts:device.printer',
    ],
  },
  'passport-serial': {
    view: atStation({ stage: 'ready' }, { person: as('technician') }),
    press: [
      ...['technician:page.kiosk', 'kit:kiosk.passport', 'kit:passport.note', 'kit:passport.kind.replaced'],
      'parts:device.printer',
    ],
  },
  'passport-take': {
    view: atStation({ stage: 'ready' }, { person: as('technician') }),
    press: [
      ...['technician:page.kiosk', 'kit:kiosk.passport', 'kit:passport.take'],
      'taanuu-passport-d-5b1f0a9c3e-2025-11-30T1420.json',
    ],
  },
  'technician-ready': { view: atStation({ stage: 'ready' }, { person: as('technician') }) },
} satisfies Record<string, Scene>;
