import { formatMrz } from '../../../core/document/mrz-format.ts';
import { inspectZone } from '../../../core/document/zone-inspection.ts';
import type { TrialSeen, TrialView } from '../../../main/api/trial-views.ts';
import type { DeskView, DeviceView } from '../../../main/api/views.ts';
import { people } from './people.ts';
import { atStation, devices } from './views.ts';

/** What a technician sees of one device, as it was recorded: drawn fingers and people who are nobody. */
const [document] = devices;
if (document === undefined) throw new Error('no device');
const device = (kind: DeviceView['kind'], driver: string): DeviceView => ({ ...document, id: kind, kind, driver });

const table: Readonly<Record<DeviceView['kind'], DeviceView>> = {
  fingerprint: device('fingerprint', 'r30x'),
  document: device('document', 'mrz-serial'),
  chip: device('chip', 'chip'),
  'page-scanner': device('page-scanner', 'sane'),
  printer: device('printer', 'escpos'),
  'page-printer': device('page-printer', 'cups'),
  power: device('power', 'power'),
  display: device('display', 'display'),
  camera: device('camera', 'camera'),
  'ballot-reader': device('ballot-reader', 'ballot-box'),
};

/** A kiosk whose last device is tried, beside a table that is well; without `seen` nothing has begun. */
export function trying(kind: DeviceView['kind'], seen: TrialSeen | null, more: Partial<TrialView> = {}): DeskView {
  const trial = seen && { device: kind, running: true, problem: null, picture: 0, seen, ...more };
  const technician = people.find((one) => one.role === 'technician') ?? null;
  const others = devices.filter((one) => one.kind !== kind);
  return atStation({ stage: 'ready', devices: [...others, table[kind]] }, { person: technician, trial });
}

export const zone = formatMrz({
  ...{ format: 'td1', number: 'ID0000001', pin: '21203196100023', surname: 'TESTOVA', given: 'AIGUL', sex: 'female' },
  ...{ birthDate: '1961-03-12', expires: '2031-02-03' },
});

const finger = {
  kind: 'fingerprint',
  stage: 'reading',
  share: 0.55,
  quality: 31,
  why: [],
  hints: [],
  least: 25,
} as const;
const inspection = (text: string) => ({ kind: 'document', count: 1, text, inspection: inspectZone(text) }) as const;
const chip = {
  kind: 'chip',
  step: 'done',
  share: null,
  opened: 'pace',
  inspection: inspectZone(zone),
  verdict: 'genuine',
  country: 'KG',
  reasons: [],
  tookMs: 1_530,
} as const;
const scan = {
  kind: 'page-scanner',
  step: 'done',
  share: null,
  page: { width: 2480, height: 3508, dpi: 300 },
  scanMs: 8_400,
  lookMs: 700,
  zone: { inspection: inspectZone(zone) },
  codes: [{ format: 'qr', text: 'https://example.invalid/document/ID0000001' }],
} as const;
const camera = {
  kind: 'camera',
  step: 'done',
  size: { width: 1_280, height: 720 },
  tookMs: 1_900,
  look: { brightness: 46, fault: null },
} as const;
const mains = { source: 'mains', charge: 97, runtimeS: null, low: false } as const;
const power = { kind: 'power', reading: mains, step: 'pull', noticedMs: null, onBatteryMs: null, lost: null } as const;

const press = ['technician:device.open', 'technician:device.try'];

/** Every try, before it begins, while it runs, and when it is over. */
export const trials = {
  'try-finger': { view: trying('fingerprint', null), press },
  'try-finger-reading': { view: trying('fingerprint', finger, { picture: 7 }), press },
  'try-finger-done': {
    view: trying(
      'fingerprint',
      { ...finger, stage: 'done', share: null, quality: 22, why: ['too-dry'], hints: ['too-few-features'] },
      { running: false, picture: 8 },
    ),
    press,
  },
  'try-finger-away': {
    view: trying(
      'fingerprint',
      { ...finger, stage: 'waiting', share: null, quality: null },
      { running: false, problem: { code: 'device.fingerprint-missing' } },
    ),
    press,
  },
  'try-document': { view: trying('document', { kind: 'document', count: 0, text: null, inspection: null }), press },
  'try-document-read': { view: trying('document', inspection(zone)), press },
  'try-document-wrong': { view: trying('document', inspection(zone.replace('ID0000001', 'ID0000007'))), press },
  'try-document-text': {
    view: trying('document', inspection('https://example.invalid/check?document=0000001&day=2023-10-08\nABC<<1')),
    press,
  },
  'try-chip': { view: trying('chip', null), press },
  'try-chip-card': {
    view: trying('chip', { ...chip, step: 'card', opened: null, inspection: null, verdict: null, tookMs: null }),
    press,
  },
  'try-chip-read': { view: trying('chip', chip, { running: false, picture: 1 }), press },
  'try-chip-false': {
    view: trying(
      'chip',
      { ...chip, verdict: 'not-genuine', country: null, reasons: ['chain', 'group DG2'] },
      { running: false, picture: 1 },
    ),
    press,
  },
  'try-scan': { view: trying('page-scanner', null), press },
  'try-scan-done': { view: trying('page-scanner', scan, { running: false, picture: 1 }), press },
  'try-scan-nothing': {
    view: trying('page-scanner', { ...scan, zone: { refused: 'no-zone' }, codes: [] }, { running: false, picture: 1 }),
    press,
  },
  'try-camera': { view: trying('camera', null), press },
  'try-camera-done': { view: trying('camera', camera, { running: false, picture: 1 }), press },
  'try-camera-dark': {
    view: trying('camera', { ...camera, look: { brightness: 8, fault: 'dark' } }, { running: false, picture: 1 }),
    press,
  },
  'try-camera-busy': {
    view: trying(
      'camera',
      { ...camera, step: 'taking', size: null, tookMs: null, look: null },
      { running: false, problem: { code: 'camera.busy' } },
    ),
    press,
  },
  'try-printer': { view: trying('printer', null), press },
  'try-printer-out': {
    view: trying(
      'printer',
      { kind: 'printer', slip: 'all', printed: false },
      { running: false, problem: { code: 'device.paper-out' } },
    ),
    press,
  },
  'try-sheet': {
    view: trying('page-printer', { kind: 'page-printer', job: 12, state: 'processing', obstacle: null }),
    press,
  },
  'try-sheet-jam': {
    view: trying('page-printer', {
      kind: 'page-printer',
      job: 12,
      state: 'processing',
      obstacle: { code: 'page-printer.jam' },
    }),
    press,
  },
  'try-power': { view: trying('power', null), press },
  'try-power-battery': {
    view: trying('power', {
      ...power,
      ...{ step: 'put-back', noticedMs: 2_300 },
      reading: { source: 'battery', charge: 96, runtimeS: 2_460, low: false },
    }),
    press,
  },
  'try-power-done': {
    view: trying(
      'power',
      { ...power, step: 'done', noticedMs: 2_300, onBatteryMs: 41_000, lost: 1 },
      { running: false },
    ),
    press,
  },
};
