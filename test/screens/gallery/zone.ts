import { createStore } from 'zustand';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok } from '../../../core/problem/result.ts';
import type { FoundGroup, ZoneView } from '../../../main/api/views.ts';
import type { Zone, ZoneClient, ZoneState } from '../../../renderer/parts/zone.ts';
import { actsAnswers } from './acts.ts';
import { afterwardsAnswers, handing, retention, wipe } from './afterwards-answers.ts';
import { configurationAnswers } from './configuration.ts';
import { found } from './found.ts';
import { kiosksOpening, kiosksSum } from './kiosks.ts';
import { kitMapAnswers, passportAnswers, provisioningAnswers } from './kit.ts';
import { packagesAnswer } from './packages.ts';
import { today } from './papers.ts';
import { trialPicture } from './trial-pictures.ts';
import { WIPED_BESIDE, WIPED_DEVICE } from './wiped-device.ts';

/** What the recorded zone answers where an answer has content; everything else is done at once and changes nothing. */
const answers: Readonly<Record<string, unknown>> = {
  readiness: {
    device: 'd-3f9a01b2c4',
    serial: 'TN-0042',
    words: [],
    at: '2023-10-08T01:10:00Z',
    version: '0.1.0',
    program: '4f1c09d27be3a5514f1c09d27be3a551',
    head: '',
    key: 'k-3f9a01b2c4d5e6f7',
    signature: '',
    lines: [
      {
        check: 'device.printer',
        state: 'bad',
        problem: { code: 'device.paper-out' },
        detail: 'ESC/POS, /dev/serial/by-id/usb-demo-printer',
      },
      {
        check: 'disk',
        state: 'warn',
        problem: { code: 'readiness.disk-low', params: { free: '1.4 GB' } },
        detail: '1.4 GB',
      },
      { check: 'voter-display', state: 'warn', problem: { code: 'readiness.no-voter-display' }, detail: null },
      { check: 'device.fingerprint', state: 'good', problem: null, detail: 'R30x, /dev/serial/by-id/usb-demo-finger' },
      { check: 'device.document', state: 'good', problem: null, detail: 'MRZ, /dev/serial/by-id/usb-demo-document' },
      { check: 'package', state: 'good', problem: null, detail: 'final 3' },
      { check: 'register', state: 'good', problem: null, detail: '1684' },
      { check: 'folder', state: 'good', problem: null, detail: '700' },
      { check: 'clock-set', state: 'good', problem: null, detail: '2023-10-08' },
    ],
  },
  trace: [
    { number: 1, t: 0, way: 'link', text: 'up', bytes: 0, frames: [] },
    {
      number: 2,
      t: 2.4,
      way: 'out',
      text: 'ef01ffffffff010007130000000000001b',
      bytes: 17,
      frames: ['verifyPassword'],
    },
    { number: 3, t: 31, way: 'in', text: 'ef01ffffffff07000300000a', bytes: 12, frames: ['acknowledge ok'] },
    { number: 4, t: 35, way: 'out', text: 'ef01ffffffff0100030f0013', bytes: 12, frames: ['readSysPara'] },
    {
      number: 5,
      t: 62,
      way: 'in',
      text: 'ef01ffffffff07001300000000000000c80003ffffffff0002000604ed',
      bytes: 28,
      frames: ['acknowledge ok'],
    },
    { number: 6, t: 5031, way: 'out', text: 'ef01ffffffff010003010005', bytes: 12, frames: ['genImage'] },
    { number: 7, t: 5060, way: 'in', text: 'ef01ffffffff07000302000c', bytes: 12, frames: ['acknowledge noFinger'] },
    { number: 8, t: 5181, way: 'out', text: 'ef01ffffffff01000301000a', bytes: 12, frames: ['upImage'] },
    {
      number: 9,
      t: 5230,
      way: 'in',
      text: `ef01ffffffff0200820000${'00'.repeat(37)}`,
      bytes: 40_032,
      frames: ['acknowledge ok', 'data 128', 'data 128', 'data 128', 'data 128', '…'],
    },
  ],
  typed: {
    ...{ kind: 'typed', at: 'tcp://192.168.1.30:9100', name: '', usb: null, serial: null, usedBy: null },
    drivers: [{ driver: 'escpos', kind: 'printer' }],
  },
  discover: {
    problems: [],
    found: [
      {
        kind: 'serial',
        at: '/dev/serial/by-id/usb-FTDI_FT232R_A50285BI-if00-port0',
        name: 'FTDI',
        usb: '0403:6001',
        serial: 'A50285BI',
        drivers: [
          { driver: 'r30x', kind: 'fingerprint' },
          { driver: 'mrz-serial', kind: 'document' },
          { driver: 'escpos', kind: 'printer' },
        ],
        usedBy: null,
      },
      {
        kind: 'serial',
        at: '/dev/serial/by-id/usb-demo-fingerprint',
        name: 'Silicon Labs',
        usb: '10c4:ea60',
        serial: null,
        drivers: [{ driver: 'r30x', kind: 'fingerprint' }],
        usedBy: 'fingerprint',
      },
      {
        kind: 'hid',
        at: 'usb:05f9:4204#G15B01234',
        name: 'Datalogic Gryphon GD4500',
        usb: '05f9:4204',
        serial: 'G15B01234',
        drivers: [{ driver: 'hid-scanner', kind: 'document' }],
        usedBy: null,
      },
      {
        kind: 'lp',
        at: '/dev/usb/lp0',
        name: 'EPSON TM-T20III',
        usb: '04b8:0e28',
        serial: null,
        drivers: [{ driver: 'escpos', kind: 'printer' }],
        usedBy: null,
      },
    ],
  },
  paperVoter: ok({ page: 3, line: 14, number: 64, name: 'Тестова Айгүл Тест кызы', already: 'admitted' }),
  admitted: ok({
    voter: { surname: 'ТЕСТОВА', given: 'Айгүл', patronymic: 'Тест кызы', number: 418 },
    receipts: ['0001-1-0407'],
    at: '2023-10-08T07:51:00Z',
  }),
  predecessors: [{ folder: '/media/stick', name: 'taanuu-saruu-2023.taanuu-copy', device: 'TN-40127-88315' }],
  lists: [{ path: '/media/stick/taanuu-applicants-0001.csv', name: 'taanuu-applicants-0001.csv' }],
  arrivals: [{ path: '/media/stick/o', name: 'taanuu-outside-saruu-2023-0001-d-5b1f0a9c3e-2023-10-07-1810.ndjson' }],
  logTargets: [{ path: '/media/stick', name: 'TAANUU-USB', removable: true, bytes: 31_914_983_424 }],
  today,
  printToday: ok({ sheet: 4, out: 'yes', problem: null }),
  printLog: ok({ sheet: 1, out: 'yes', problem: null }),
  printResults: ok({ sheet: 1, out: 'yes', problem: null }),
  refusal: err({ code: 'device.paper-out' }),
  testPrint: err({ code: 'device.paper-out' }),
  reopen: err({ code: 'device.printer-missing' }),
  print: ok({ sheet: 2, out: 'yes', problem: null }),
  test: ok({ sheet: 1, out: 'maybe', problem: { code: 'page-printer.jam' } }),
  state: { device: 'document', masked: true, running: true, seconds: 42, bytes: 1_880, full: false },
  save: ok({
    file: 'wire-d-3f9a01b2c4-document-2023-10-08-0710.ndjson',
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  }),
  saveReadiness: ok({
    file: 'readiness-d-3f9a01b2c4-2023-10-08-0710.json',
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  }),
  ...afterwardsAnswers,
  downloadLog: ok({
    ballotFiles: [],
    file: 'taanuu-saruu-2023-0001-d-5b1f0a9c3e-2023-10-08-2031.ndjson',
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    lines: 2_914,
    receipts: 415,
    identified: 415,
  }),
};

const logWithBallots = ok({
  ...{
    file: 'taanuu-saruu-2023-0001-d-5b1f0a9c3e-2023-10-08-2231.ndjson',
    lines: 2_931,
    receipts: 415,
    identified: 415,
  },
  sha256: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
  ballotFiles: [
    { file: 'results-file-0001-2023-10-08-1-1.taanuu-results', kind: 'results', problem: null },
    { file: 'totals-saruu-2023-0001.cbor', kind: 'totals', problem: null },
    { file: 'protocol-saruu-2023-0001-k1.pdf', kind: 'protocol', problem: null },
    { file: 'journal-saruu-2023-0001.ndjson', kind: 'journal', problem: null },
    { file: 'choices-saruu-2023-0001-k2.cbor', kind: 'sealed-choices', problem: null },
    {
      ...{ file: 'results-saruu-2023-0001.json', kind: 'export' },
      problem: { code: 'ballot-zone.file-changed', params: { file: 'results-saruu-2023-0001.json' } },
    },
  ],
});

const decisionFiles = [{ path: '/media/stick/taanuu-decisions-0001.json', name: 'taanuu-decisions-0001.json' }];

/**
 * A zone that shows one recorded view and remembers which methods were called.
 * @param answered its answers wait for this
 * @param refused what these methods are answered with, where the scene is about it
 */
export function recordedZone(
  view: ZoneView,
  called: (method: string) => unknown,
  answered: () => Promise<void>,
  refused: Readonly<Record<string, Problem>> = {},
): Zone {
  const group = (name: string) =>
    new Proxy(
      {},
      {
        get: (_, method: string) => async (input: never) => {
          const { group } = (input ?? {}) as { readonly group?: FoundGroup };
          called(group === undefined ? `${name}.${method}` : `${name}.${method} ${group}`);
          await answered();
          const problem = refused[`${name}.${method}`];
          if (problem) return err(problem);
          if (name === 'provisioning') return provisioningAnswers(view)[method as 'look'](input);
          if (name === 'kitMap') return kitMapAnswers[method as keyof typeof kitMapAnswers]();
          if (name === 'passport') return passportAnswers[method as keyof typeof passportAnswers]();
          if (name === 'kiosks' && method === 'sum') return kiosksSum;
          if (name === 'kiosks' && method === 'opening') return kiosksOpening;
          if (name === 'station' && method === 'packages') return packagesAnswer(view);
          if (name === 'acts') return actsAnswers(view.station.stage, input)[method as 'overview'];
          if (name === 'application' && method === 'files') return decisionFiles;
          if (name === 'configuration') return configurationAnswers[method as keyof typeof configurationAnswers](input);
          if (method === 'downloadLog' && view.window === 'officer' && view.ballotZone !== null) return logWithBallots;
          if (name === 'wipe' && method === 'orders') {
            // The very first start of a kiosk tells its serial number; a wiped one had another life before.
            const { id } = view.station.device;
            const beside = id === WIPED_BESIDE;
            return wipe(view.station.stage, id === WIPED_DEVICE || beside, beside ? false : null);
          }
          if (name === 'retention' && method === 'copies') return retention(view.station.stage);
          if (name === 'handing' && method === 'act') {
            // Where acts still wait, what came after the last copy is missing in it.
            const waits = view.window === 'officer' && (view.day?.actsDue ?? 0) > 0;
            return handing(view.station.stage, waits ? 1 : 2);
          }
          if (method === 'picture') return view.window === 'officer' ? trialPicture(view.trial) : null;
          return (method === 'discover' && group && found[group]) || (answers[method] ?? ok(null));
        },
      },
    );
  const client = new Proxy({}, { get: (_, name: string) => group(name) }) as ZoneClient;
  const store = createStore<ZoneState>(() => ({ view, connection: { kind: 'open' } }));
  return { store, client, enterCode: async () => undefined };
}
