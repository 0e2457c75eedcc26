import type { Socket } from 'node:net';
import type { SbiAuthority } from './authority.ts';
import { biometricOf, firstHash, type Sealing, type Touch } from './biometrics.ts';
import { type Identity, signJws } from './certificates.ts';
import type { SbiFault } from './faults.ts';
import { json } from './http-server.ts';

/** What a simulated scanner says of itself and of fingers, with its faults. */
export interface Speaker {
  readonly authority: SbiAuthority;
  readonly serial: string;
  readonly port: number;
  readonly busy: boolean;
  readonly fault: SbiFault;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface CaptureQuestion {
  readonly env: string;
  readonly purpose: 'Registration' | 'Auth';
  readonly timeout: string;
  readonly transactionId: string;
  readonly bio: readonly [{ readonly requestedScore: string; readonly previousHash: string }];
}

export const errorOf = (errorCode: string) => ({ errorCode, errorInfo: errorCode === '0' ? 'Success' : 'Simulated' });
export const failed = (code: string) => ({
  biometrics: [{ specVersion: '0.9.5', data: '', hash: '', error: errorOf(code) }],
});

const serialOf = ({ fault, serial }: Speaker): string => fault.serial ?? serial;
export const deviceIdOf = (speaker: Speaker): string => `SIM-${serialOf(speaker)}`;

function signersOf({ authority, fault }: Speaker): { readonly signer: Identity; readonly above: readonly Identity[] } {
  const { device, provider, stranger, expired } = authority;
  if (fault.certificate === 'stranger') return { signer: stranger().device, above: [stranger().provider] };
  return { signer: fault.certificate === 'expired' ? expired() : device, above: [provider] };
}

const timeOf = ({ now, fault }: Speaker): string =>
  `${new Date(now + (fault.clockOff ?? 0)).toISOString().slice(0, 19)}Z`;

const digitalIdOf = (speaker: Speaker) => ({
  serialNo: serialOf(speaker),
  make: 'Taanuu',
  model: 'Simulated',
  type: 'Finger',
  deviceSubType: 'Single',
  deviceProvider: 'Taanuu',
  deviceProviderId: 'TAANUU',
  dateTime: timeOf(speaker),
});

const deviceOf = (speaker: Speaker) => ({
  deviceId: deviceIdOf(speaker),
  deviceStatus: speaker.fault.status ?? (speaker.busy ? 'Busy' : 'Ready'),
  certification: 'L1',
  serviceVersion: '0.9.5',
  deviceSubId: ['0'],
  callbackId: `http://127.0.0.1:${speaker.port}/`,
  deviceCode: 'CODE-1',
  specVersion: ['0.9.5'],
  purpose: '',
  error: errorOf('0'),
});

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');

/** The answer to MOSIPDISC. */
export function discoveryOf(speaker: Speaker): unknown {
  if (speaker.fault.noScanner) return { error: errorOf('503') };
  return [{ ...deviceOf(speaker), digitalId: base64url(digitalIdOf(speaker)) }];
}

/** The answer to MOSIPDINFO. */
export function infoOf(speaker: Speaker): unknown {
  const { fault } = speaker;
  if (fault.noScanner) return [{ deviceInfo: '', error: errorOf('202') }];
  const { signer, above } = signersOf(speaker);
  const digitalId = signJws(digitalIdOf(speaker), signer, above);
  const payload = { ...deviceOf(speaker), firmware: '1.0', env: 'Production', digitalId };
  const signed = signJws(payload, signer, above);
  const told = fault.signature === 'info' ? forged(signed) : signed;
  return [{ deviceInfo: fault.unsigned ? base64url(payload) : told, error: errorOf('0') }];
}

/** The answer to RCAPTURE or CAPTURE when there is a finger. */
export function captureOf(speaker: Speaker, question: CaptureQuestion, finger: readonly Touch[]): unknown {
  const { fault, authority } = speaker;
  const { purpose, env, transactionId, bio } = question;
  const { signer, above } = signersOf(speaker);
  const sealing: Sealing = {
    purpose,
    env,
    transactionId: fault.transaction ? 'another' : transactionId,
    requestedScore: fault.score ? '1' : bio[0].requestedScore,
    timestamp: timeOf(speaker),
    digitalId: signJws(digitalIdOf(speaker), signer, above),
    signer,
    above,
    server: (fault.otherKey ? authority.device : authority.server).certificate,
  };
  let previous = bio[0].previousHash || firstHash;
  const biometrics = finger.map((touch) => {
    const biometric = biometricOf(touch, previous, sealing);
    previous = biometric.hash;
    const data = fault.signature === 'capture' ? forged(biometric.data) : biometric.data;
    return { ...biometric, data, hash: fault.hash ? firstHash : biometric.hash };
  });
  return { biometrics };
}

/** The same with another device code: still JSON, no longer what was signed. */
function forged(jws: string): string {
  const [head = '', body = '', signature = ''] = jws.split('.');
  const payload = Buffer.from(body, 'base64url').toString('utf8').replace('CODE-1', 'CODE-2');
  return `${head}.${Buffer.from(payload, 'utf8').toString('base64url')}.${signature}`;
}

/** Sends an answer the way the fault wants it; `later` is the simulator's timer. */
export function send(
  socket: Socket,
  value: unknown,
  { cut, garbage, pieces }: SbiFault,
  later: (ms: number, then: () => void) => void,
): void {
  const text = JSON.stringify(value);
  if (garbage === 'http') {
    socket.end('\0\x01SSH-2.0-nothing\r\n\r\n');
    return;
  }
  const bytes = json(garbage === 'json' ? `<html>${text.slice(0, 99)}` : text);
  if (cut) {
    socket.write(bytes.subarray(0, bytes.length / 2), () => socket.destroy());
    return;
  }
  const size = pieces ?? bytes.length;
  const sendFrom = (from: number) => {
    if (from + size >= bytes.length) {
      socket.end(bytes.subarray(from));
      return;
    }
    socket.write(bytes.subarray(from, from + size));
    later(1, () => sendFrom(from + size));
  };
  sendFrom(0);
}
