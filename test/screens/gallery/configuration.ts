import { err, ok } from '../../../core/problem/result.ts';
import type {
  ConfigurationFileView,
  ConfigurationPlanView,
  ConfigurationWritten,
  KitComparisonView,
} from '../../../main/api/configuration-views.ts';

/** What a recorded zone says of a kiosk's configuration: a stick with three files, of which the last is damaged. */
const names = { ky: 'Көп функциялуу киоск', ru: 'Многофункциональный киоск', en: 'Multifunctional kiosk' };
const file = (letter: string, day: string): ConfigurationFileView => {
  const name = `taanuu-configuration-d-${letter.repeat(10)}-2023-10-${day}T0630.json`;
  return { path: `/media/stick/${name}`, name, bytes: 3_412, invited: false };
};
/** What came from the kiosk that invited. */
const invited = { ...file('e', '08'), path: '/invited', invited: true };
const [whole, same, broken] = [file('c', '07'), file('b', '06'), file('a', '05')];

const compare: KitComparisonView = {
  ...{ kit: 'multifunctional', names },
  problem: { code: 'configuration.kit-missing', params: { kit: 'multifunctional', devices: 'document' } },
  lines: [
    { kind: 'fingerprint', device: 'fingerprint', differs: [], wanted: 'r30x / sbi' },
    { kind: 'document', device: 'document', differs: ['driver', 'model-unknown'], wanted: 'mrz-serial, 10c4:ea60' },
    { kind: 'document', device: null, differs: ['missing'], wanted: 'hid-scanner, layout pos' },
    { kind: 'chip', device: null, differs: ['missing'], wanted: 'chip' },
    { kind: 'page-scanner', device: null, differs: ['missing'], wanted: 'sane / escl' },
    { kind: 'printer', device: 'printer', differs: [], wanted: 'escpos' },
    { kind: 'page-printer', device: null, differs: ['missing'], wanted: 'cups' },
    { kind: 'power', device: 'ups', differs: [], wanted: 'power' },
    { kind: 'page-printer', device: 'office', differs: ['extra'], wanted: '' },
  ],
};

const by = {
  ...{ device: 'd-5b1f0a9c3e', serial: 'TN-40127-88315' },
  words: ['amber', 'falcon', 'kettle', 'onion', 'river', 'saddle', 'tulip', 'walnut'],
};
const told = { by, at: '2023-10-07T06:30:00.000Z', version: '0.1.0', mode: 'training', problems: [] } as const;

const plan: ConfigurationPlanView = {
  ...told,
  ...{ file: whole.name, sha256: '', signer: 'stranger' },
  settings: [
    { setting: 'folders', now: '', wanted: '/var/lib/taanuu/packages, /var/lib/taanuu/logs' },
    { setting: 'kit', now: 'table', wanted: 'multifunctional' },
  ],
  devices: [
    {
      ...{ id: 'fingerprint', kind: 'fingerprint', driver: 'r30x', change: 'changed', differs: ['place'] },
      now: { driver: 'r30x', at: '/dev/ttyUSB0' },
      ...{ said: 'usb:0403:6001#A50285BI', at: 'usb:0403:6001#FT9XQ21C' },
      choices: [
        { at: 'usb:0403:6001#FT9XQ21C', why: 'found', name: 'FTDI' },
        { at: '/dev/ttyUSB0', why: 'here', name: '' },
      ],
    },
    {
      ...{ id: 'document', kind: 'document', driver: 'mrz-serial', change: 'same', differs: [] },
      now: { driver: 'mrz-serial', at: '/dev/taanuu/document' },
      ...{ said: '/dev/taanuu/document', at: '/dev/taanuu/document', choices: [] },
    },
    {
      ...{ id: 'document-2', kind: 'document', driver: 'hid-scanner', change: 'added', differs: [], now: null },
      ...{ said: 'usb:05f9:4204#G15B01234', at: null },
      choices: [
        { at: 'usb:05f9:4204#G15B07781', why: 'found', name: 'Datalogic Gryphon GD4500' },
        { at: 'usb:05f9:4204#G15B09140', why: 'found', name: 'Datalogic Gryphon GD4500' },
        { at: 'usb:0c2e:0b61#16089B2E11', why: 'found', name: 'Honeywell 1470g' },
      ],
    },
    {
      ...{ id: 'printer', kind: 'printer', driver: 'escpos', change: 'changed', differs: ['place', 'options'] },
      now: { driver: 'escpos', at: '/dev/usb/lp0' },
      ...{ said: 'tcp://192.168.1.30:9100', at: 'tcp://192.168.1.30:9100', choices: [] },
    },
    {
      ...{ id: 'ups', kind: 'power', driver: 'power', change: 'added', differs: [], now: null },
      ...{ said: 'ups@127.0.0.1', at: 'ups@127.0.0.1', choices: [] },
    },
    {
      ...{ id: 'page-scanner', kind: 'page-scanner', driver: 'escl', change: 'added', differs: [], now: null },
      ...{ said: 'http://192.168.1.40/eSCL', at: 'http://192.168.1.40/eSCL', choices: [] },
    },
    {
      ...{ id: 'office', kind: 'page-printer', driver: 'cups', change: 'removed', differs: [] },
      ...{ now: { driver: 'cups', at: 'office@10.0.0.4' }, said: null, at: null, choices: [] },
    },
  ],
};

const nothing: ConfigurationPlanView = {
  ...plan,
  ...{ file: same.name, signer: 'self', settings: [] },
  devices: plan.devices.filter(({ change }) => change === 'same'),
};

const written: ConfigurationWritten = { file: whole.name, sha256: '9f86d081884c7d65'.repeat(4) };

/** Answers of `configuration.…`, by method. */
export const configurationAnswers = {
  compare: () => compare,
  files: () => [invited, whole, same, broken],
  export: () => ok(written),
  look: ({ path }: { readonly path: string }) => {
    if (path === whole.path || path === invited.path) return ok(plan);
    if (path === same.path) return ok(nothing);
    return err({ code: 'configuration.bad-signature', params: { file: broken.name } });
  },
  take: () => ok(null),
  codes: () => ok(Array.from({ length: 4 }, (_, at) => `TAANUU1ABCDEFGH0${at + 1}04${'K7Q2'.repeat(100)}`)),
  listen: () => ok(null),
  scanned: () => ({ of: 4, missing: [3], whole: false, path: 'screen' }),
  leave: () => ok(null),
} as const;
