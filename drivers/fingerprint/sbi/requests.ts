import type { FingerPosition } from '../../../core/admission/facts.ts';

/**
 * What is asked of an SBI service (MOSIP Secure Biometric Interface 0.9.5). Its own specification calls the second verb
 * MOSIPINFO in one place; what runs answers to MOSIPDINFO.
 */
export const verbs = {
  discover: { verb: 'MOSIPDISC', path: '/device' },
  info: { verb: 'MOSIPDINFO', path: '/info' },
  stream: { verb: 'STREAM', path: '/stream' },
  /** The record comes in clear. */
  registration: { verb: 'RCAPTURE', path: '/capture' },
  /** The record comes encrypted for the holder of a key. */
  auth: { verb: 'CAPTURE', path: '/capture' },
} as const;

export type Purpose = 'registration' | 'auth';
export const purposeNames: Readonly<Record<Purpose, string>> = { registration: 'Registration', auth: 'Auth' };

export type SbiEnvironment = 'Staging' | 'Developer' | 'Pre-Production' | 'Production';

/** SBI's names of ISO finger positions 1–10. */
const fingerNames = [
  'UNKNOWN',
  'Right Thumb',
  'Right IndexFinger',
  'Right MiddleFinger',
  'Right RingFinger',
  'Right LittleFinger',
  'Left Thumb',
  'Left IndexFinger',
  'Left MiddleFinger',
  'Left RingFinger',
  'Left LittleFinger',
] as const;

export const fingerName = (finger: FingerPosition | 0): string => fingerNames[finger];

/** The position that a name stands for, however it is spaced and cased; 0 where it stands for none. */
export function fingerOf(name: string): FingerPosition | 0 {
  const plain = (text: string) => text.replaceAll(' ', '').toLowerCase();
  const index = fingerNames.findIndex((known) => plain(known) === plain(name));
  return index < 1 ? 0 : (index as FingerPosition);
}

/** A time as SBI writes it: whole seconds, in UTC. */
export const sbiTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

export interface CaptureRequest {
  readonly purpose: Purpose;
  readonly env: SbiEnvironment;
  readonly domainUri: string;
  readonly transactionId: string;
  /** Milliseconds that the service waits for the finger. */
  readonly timeoutMs: number;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  readonly deviceId: string;
  /** Sensor of the device: 1 left slap, 2 right slap, 3 thumbs, 0 where there is one only. */
  readonly deviceSubId: number;
  /** Empty: whichever finger comes. */
  readonly fingers: readonly FingerPosition[];
  readonly count: number;
  /** Quality from which on the service takes an image before its time is over, 0–100. */
  readonly requestedScore: number;
}

export const discoverBody = (): string => JSON.stringify({ type: 'Finger' });

/** Numbers travel as text. */
export function captureBody(request: CaptureRequest): string {
  const { purpose, env, domainUri, transactionId, timeoutMs, askedAt, deviceId, fingers } = request;
  return JSON.stringify({
    env,
    purpose: purposeNames[purpose],
    specVersion: '0.9.5',
    timeout: String(Math.round(timeoutMs)),
    captureTime: sbiTime(askedAt),
    domainUri,
    transactionId,
    bio: [
      {
        type: 'Finger',
        count: String(request.count),
        bioSubType: fingers.length === 0 ? [fingerName(0)] : fingers.map(fingerName),
        exception: [],
        requestedScore: String(request.requestedScore),
        deviceId,
        deviceSubId: String(request.deviceSubId),
        previousHash: '',
      },
    ],
    customOpts: [],
  });
}

export const streamBody = (deviceId: string, deviceSubId: number, timeoutMs: number): string =>
  JSON.stringify({ deviceId, deviceSubId: String(deviceSubId), timeout: String(Math.round(timeoutMs)) });
