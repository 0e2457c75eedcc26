import { encodeImage, encodeTemplate } from '../../../core/fingerprint/fingerprint.ts';
import type { Touch } from '../../simulator/sbi/biometrics.ts';
import { type CaptureQuestion, captureOf, discoveryOf, infoOf, type Speaker } from '../../simulator/sbi/words.ts';
import type { Expected } from './check.ts';
import type { FuzzSeeds } from './fuzz.fixture.ts';
import { type CaptureRequest, captureBody } from './requests.ts';
import { authority, NOW, previewFrames } from './world.fixture.ts';

/** A small touch, so that a million cases of it are worth waiting for. */
const pixels = Uint8Array.from({ length: 24 * 20 }, (_, at) => (at * 37) % 251);
const small: Touch = {
  bioSubType: 'Right Thumb',
  record: encodeImage({ width: 24, height: 20, pixels, dpi: 500 }, { finger: 1 }),
  quality: 50,
};

export const speaker: () => Speaker = () => ({
  authority: authority(),
  serial: 'S-1',
  port: 4501,
  busy: false,
  fault: {},
  now: NOW,
});

export const requestOf = (purpose: CaptureRequest['purpose'], count: number): CaptureRequest => ({
  purpose,
  env: 'Production',
  domainUri: '',
  transactionId: '2f9f4d7e-5c8f-4f0e-9a53-0d6a2f0b7c11',
  timeoutMs: 1_000,
  askedAt: NOW,
  deviceId: 'SIM-S-1',
  deviceSubId: 0,
  fingers: [],
  count,
  requestedScore: 40,
});

export const expectedOf = (request: CaptureRequest): Expected => ({
  request,
  port: 4501,
  serial: 'S-1',
  trust: { anchors: [authority().root.certificate], now: () => NOW },
  answeredAt: NOW,
  ageMs: 60_000,
  key: authority().server.key,
});

/** What the simulated scanner answers to a request. */
export const answerTo = (request: CaptureRequest, ...touches: readonly Touch[]): string =>
  JSON.stringify(captureOf(speaker(), JSON.parse(captureBody(request)) as CaptureQuestion, touches));

const payloadOf = (jws: string): Buffer => Buffer.from(jws.split('.')[1] ?? '', 'base64url');
const firstData = (capture: string): string =>
  (JSON.parse(capture) as { readonly biometrics: readonly [{ readonly data: string }] }).biometrics[0].data;

/** Honest answers of the simulated scanner, with two fingers in a capture. */
export function fuzzSeeds(): FuzzSeeds {
  const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value), 'utf8');
  const request = requestOf('registration', 2);
  const capture = answerTo(request, small, { ...small, quality: 20 });
  const info = infoOf(speaker()) as readonly [{ readonly deviceInfo: string }];
  const [frame] = previewFrames();
  const part = Buffer.from(
    `--BoundaryString\r\nContent-Type:image/jpeg\r\nContent-Length:${frame!.length % 4_096}\r\n\r\n`,
    'latin1',
  );
  const whole = Buffer.concat([Uint8Array.of(0xff, 0xd8), frame!.subarray(2, 900), Uint8Array.of(0xff, 0xd9)]);
  const told = Buffer.from(
    `--BoundaryString\r\nContent-Type:image/jpeg\r\nContent-Length:${whole.length}\r\n\r\n`,
    'latin1',
  );
  const untold = Buffer.from('\r\n--BoundaryString\r\nContent-Type:image/jpeg\r\n\r\n', 'latin1');
  const sealed = Buffer.concat([Buffer.alloc(256, 7), small.record]);
  return {
    honest: {
      discovery: [bytes(discoveryOf(speaker())), bytes(discoveryOf({ ...speaker(), fault: { noScanner: true } }))],
      info: [bytes(info)],
      capture: [bytes(capture)],
      jws: [bytes(info[0].deviceInfo)],
      payload: [payloadOf(info[0].deviceInfo), payloadOf(firstData(capture)), bytes({ serialNo: 1, type: 'Finger' })],
      stream: [
        Buffer.concat([told, whole, told, whole, untold, whole, untold, whole, told]),
        Buffer.concat([part, frame!, told, whole]),
      ],
      sealed: [sealed],
      record: [
        small.record,
        encodeImage({ width: 24, height: 20, pixels, dpi: 500 }, { format: 'iso-2005' }),
        encodeTemplate({
          width: 50,
          height: 50,
          minutiae: [{ x: 9, y: 9, angle: 1, type: 'ending', quality: 5 }],
          quality: 9,
        }),
      ],
    },
    expected: expectedOf(request),
  };
}
