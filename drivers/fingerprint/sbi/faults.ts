import type { Problem } from '../../../core/problem/catalogue.ts';
import type { SbiStatus } from './answers.ts';
import type { HttpFault } from './http.ts';
import type { JwsFault } from './jws.ts';

/** What SBI's faults are called in the catalogue. */

/** The problem of a device's own error code (SBI 0.9.5, and those that the reference service adds). */
export function problemOfCode(code: string): Problem {
  switch (code) {
    case '100':
      return { code: 'sbi.not-registered' };
    // No finger; its time was over in a registration, in an authentication.
    case '101':
    case '701':
    case '801':
      return { code: 'device.finger-timeout' };
    case '103':
      return { code: 'sbi.tampered' };
    case '106':
    case '202':
      return { code: 'device.fingerprint-missing' };
    case '107':
      return { code: 'sbi.certificate-expired' };
    case '110':
      return { code: 'sbi.not-ready' };
    case '111':
    case '703':
    case '803':
      return { code: 'sbi.busy' };
    case '112':
      return { code: 'sbi.wrong-transaction' };
    case '700':
    case '800':
      return { code: 'sbi.capture-ended' };
    default:
      return { code: 'sbi.device-error', params: { code: code.replaceAll(/[^\w.-]/g, '').slice(0, 16) } };
  }
}

export const problemOfStatus: Readonly<Record<Exclude<SbiStatus, 'ready'>, Problem>> = {
  busy: { code: 'sbi.busy' },
  'not-ready': { code: 'sbi.not-ready' },
  'not-registered': { code: 'sbi.not-registered' },
};

export function problemOfJws(fault: JwsFault, port: number): Problem {
  switch (fault) {
    case 'shape':
      return { code: 'sbi.wrong-answer', params: { port } };
    case 'signature':
      return { code: 'sbi.signature-wrong' };
    case 'untrusted':
      return { code: 'sbi.certificate-untrusted' };
    case 'expired':
      return { code: 'sbi.certificate-expired' };
  }
}

/** `ports`: where the service was looked for. */
export function problemOfHttp(fault: HttpFault, port: number, ports: string): Problem {
  switch (fault) {
    case 'refused':
      return { code: 'sbi.service-missing', params: { ports } };
    case 'silent':
    case 'cut':
      return { code: 'sbi.service-silent', params: { port } };
    case 'garbage':
    case 'too-long':
      return { code: 'sbi.wrong-answer', params: { port } };
    case 'aborted':
      return { code: 'device.cancelled' };
  }
}
