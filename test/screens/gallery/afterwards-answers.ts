import { ok } from '../../../core/problem/result.ts';
import type { HandingView, RetentionView, RetentionWritten, WipeView } from '../../../main/api/afterwards-views.ts';
import type { Stage } from '../../../main/api/views.ts';

/** One complete copy and one that lacks something; after the handing over both have everything, years later. */
export const retention = (stage: Stage): RetentionView => {
  const later = stage === 'handed-over';
  return {
    media: [
      { path: '/media/stick', name: 'TAANUU-USB', removable: true, bytes: 31_914_983_424, medium: 'fs:6E2A-11F0' },
      { path: '/media/old', name: 'OLD', removable: true, medium: null },
    ],
    copies: [
      {
        ...{ medium: 'fs:6E2A-11F0', kind: 'stick', name: 'TAANUU-USB', bytes: 31_914_983_424, here: true },
        ...{ events: 2_914, at: '2023-10-08T21:14:09.000+06:00', missing: 0 },
      },
      {
        ...{ medium: 'fs:0c5d9a77-3b1e-4c0f-9a55-2f1b6b0d7e10', kind: 'stick', name: null, here: false },
        ...{ events: 2_907, at: '2023-10-08T20:58:41.000+06:00', missing: later ? 0 : 3 },
      },
    ],
    have: later ? 2 : 1,
    wanted: 2,
    keep: { until: '08.08.2025', over: later, months: 22 },
  };
};
const writeCopy: RetentionWritten = {
  folder: 'taanuu-retention-saruu-2023-laboratory-0001-d-3f9a01b2c4-2914',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  lines: 2_915,
  medium: 'fs:6E2A-11F0',
};

const proposed: HandingView['proposed'] = [
  { kind: 'device', what: 'kiosk', number: 'TN-38505-33371', count: 1 },
  { kind: 'device', what: 'fingerprint', number: 'A50285BI', count: 1 },
  { kind: 'device', what: 'document', number: 'G15B01234', count: 1 },
  { kind: 'device', what: 'printer', number: null, count: 1 },
  { kind: 'slip', what: 'start', number: null, count: 1 },
  { kind: 'slip', what: 'final', number: null, count: 1 },
  { kind: 'slip', what: 'receipts', number: null, count: 412 },
  { kind: 'copy', what: 'medium', number: 'TAANUU-USB', count: 1 },
  { kind: 'copy', what: 'medium', number: null, count: 1 },
];

/** The act of handing over, before it was made and after, by the stage of the scene. @param have media with a whole copy */
export const handing = (stage: Stage, have: number): HandingView => ({
  ...{ have, wanted: 2 },
  proposed: stage === 'closed' ? proposed : [],
  act:
    stage === 'closed'
      ? null
      : {
          at: '2023-10-08T22:02:11.000+06:00',
          to: 'Жети-Өгүз АШК',
          items: [...proposed, { kind: 'seal', what: 'seal', number: '0412 233', count: 1 }],
          copies: have < 2 ? [null, null] : ['yes', null],
          checked: null,
        },
});

/** Orders to empty the device; on the empty one, what was done. */
export const wipe = (stage: Stage, last: boolean, ballots: boolean | null = null): WipeView => ({
  ...{ have: 2, wanted: 2 },
  orders:
    stage === 'unprovisioned'
      ? []
      : [
          {
            path: '/media/stick/a.wipe-order.json',
            name: 'saruu-2023-0001.wipe-order.json',
            number: '12/3',
            problem: null,
          },
          {
            path: '/media/stick/b.wipe-order.json',
            name: 'saruu-2023-0002.wipe-order.json',
            number: null,
            problem: { code: 'afterwards.order-other', params: { field: 'device', value: 'TN-40127-88316' } },
          },
        ],
  last: last
    ? {
        at: '2023-10-16T11:20:00.000+06:00',
        election: 'saruu-2023',
        station: '0001',
        number: '12/3',
        events: 2_931,
        ballots,
      }
    : null,
});

/** What the recorded zone answers to the screens of afterwards. */
export const afterwardsAnswers = { writeCopy: ok(writeCopy) };
