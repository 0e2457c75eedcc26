import { type PassportNote, passportOf } from '../../../core/passport/passport.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok } from '../../../core/problem/result.ts';
import type { KitMapView } from '../../../main/api/kit-map-views.ts';
import type { PassportFileView, PassportView } from '../../../main/api/passport-views.ts';
import type { CertificateView, ProvisioningView, RootView } from '../../../main/api/provisioning-views.ts';
import type { ZoneView } from '../../../main/api/views.ts';

/** What a recorded zone says of the device's registration. */
const root: RootView = {
  name: 'Шайлоо жана референдум өткөрүү боюнча борбордук комиссия',
  words: ['amber', 'falcon', 'kettle', 'onion', 'river', 'saddle', 'tulip', 'walnut'],
  demo: false,
};
const certificate = { path: '/media/stick/taanuu-certificate-0001-a.json', name: 'taanuu-certificate-0001-a.json' };
const request = JSON.stringify({
  agreement: 'B'.repeat(87),
  device: 'd-3f9a01b2c4',
  key: 'k-3f9a01b2c4d5e6f708192a3b4c5d6e7f',
  proof: 'C'.repeat(86),
  serial: 'TN-40127-88315',
  signing: 'D'.repeat(43),
  simulated: false,
});

export const deviceRevoked: Problem = { code: 'package.device-revoked', params: { version: 4, station: '0001' } };

const look = (view: ZoneView): ProvisioningView => {
  const { election, station, problems } = view.station;
  return {
    request,
    root: election && root,
    assigned: election && { election: election.names, station: station?.number ?? '', version: 3, spare: true },
    revoked: problems.includes(deviceRevoked) ? 4 : null,
    certificates: election ? [] : [certificate],
  };
};
const compared: CertificateView = { root, station: '0001', sha256: '9f86d081884c7d65'.repeat(4) };

/** Answers of `provisioning.…`, by method. */
export const provisioningAnswers = (view: ZoneView) => ({
  look: (_: unknown) => look(view),
  save: () => ok({ file: 'taanuu-request-d-3f9a01b2c4.json', sha256: '9f86d081884c7d65'.repeat(4) }),
  certificate: ({ path }: { readonly path: string }) =>
    path === certificate.path ? ok(compared) : err({ code: 'package.not-a-certificate' }),
  accept: () => ok(null),
});

const nothing = { serial: null, words: null, problem: null, minutes: null, used: null, kiosk: 'd-3f9a01b2c4' };
const notes: readonly PassportNote[] = [
  { ...nothing, note: '1', kind: 'replaced', peripheral: 'printer', serial: 'X7K0-118842', on: '2024-11-10T05:00:00Z' },
  {
    ...nothing,
    note: '2',
    kind: 'failure',
    peripheral: 'fingerprint',
    problem: 'device.fingerprint-silent',
    on: '2024-11-17T06:12:00Z',
  },
  {
    ...nothing,
    note: '3',
    kind: 'cleaned',
    peripheral: 'fingerprint',
    serial: 'A50285BI',
    words: 'Айнеги тазаланды',
    on: '2025-11-20T04:30:00Z',
  },
  {
    ...nothing,
    note: '4',
    kind: 'battery',
    peripheral: 'ups',
    minutes: 42,
    used: 39,
    kiosk: 'd-5b1f0a9c3e',
    on: '2025-11-29T11:00:00Z',
  },
  {
    ...nothing,
    note: '5',
    kind: 'failure',
    peripheral: 'printer',
    problem: 'device.cutter-jam',
    on: '2025-11-30T08:41:00Z',
  },
];
const kinds = { printer: 'printer', fingerprint: 'fingerprint', ups: 'power' } as const;
const passport: PassportView = {
  notes: notes
    .toReversed()
    .map((note) => ({ ...note, elsewhere: note.kiosk === 'd-3f9a01b2c4' ? null : { serial: 'TN-40127-88315' } })),
  devices: [
    ...passportOf(notes).map((one) => ({ ...one, kind: kinds[one.peripheral as keyof typeof kinds] })),
    {
      ...{ peripheral: 'document', kind: 'document', serial: null, failures: 0 },
      ...{ cleaned: null, replaced: null, longest: null, last: null },
    },
  ],
  files: [
    {
      path: '/media/stick/taanuu-passport-d-5b1f0a9c3e-2025-11-30T1420.json',
      name: 'taanuu-passport-d-5b1f0a9c3e-2025-11-30T1420.json',
    },
  ],
};
const inspected: PassportFileView = {
  by: { device: 'd-5b1f0a9c3e', serial: 'TN-40127-88315', words: root.words },
  ...{ signer: 'stranger', at: '2025-11-30T14:20:00Z', notes: 31, fresh: 12, sha256: '9f86d081884c7d65'.repeat(4) },
};

/** Answers of `passport.…`, by method. */
export const passportAnswers = {
  look: () => passport,
  note: () => ok(null),
  save: () => ok({ file: 'taanuu-passport-d1-2025-12-01T0900.json', sha256: '9f86d081884c7d65'.repeat(4) }),
  inspect: () => ok(inspected),
  take: () => ok(null),
  print: () => ok(null),
} as const;

const kitMap: KitMapView = {
  kit: { ky: 'Көп функциялуу киоск', ru: 'Многофункциональный киоск', en: 'Multifunctional kiosk' },
  devices: [
    { id: 'fingerprint', kind: 'fingerprint', at: 'usb:0403:6001#A50285BI', serial: 'A50285BI', cable: 'usb' },
    { id: 'document', kind: 'document', at: '/dev/serial/by-id/usb-demo-document', serial: null, cable: 'usb' },
    { id: 'printer', kind: 'printer', at: 'tcp://192.168.1.30:9100', serial: 'X7K0-118842', cable: 'network' },
    { id: 'chip', kind: 'chip', at: null, serial: null, cable: 'none' },
    { id: 'power', kind: 'power', at: null, serial: null, cable: 'none' },
  ],
};

/** Answers of `kitMap.…`, by method. */
export const kitMapAnswers = {
  look: () => kitMap,
  save: () => ok({ file: 'taanuu-kit-d1-2023-10-08.pdf', sha256: '9f86d081884c7d65'.repeat(4) }),
  printPage: () => ok({ sheet: 1, out: 'yes', problem: null }),
  printSlip: () => ok(null),
} as const;
