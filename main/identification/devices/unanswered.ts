import { err } from '../../../core/problem/result.ts';
import type { HostRequest } from './protocol.ts';

/** How far a request may have come when the host went away. */
export type Sent = 'nothing-sent' | 'maybe-printed';

/**
 * The truthful answer to a request that the device host will never answer: a capture ends as a missing sensor, a slip
 * or page whose bytes may have left as "may have come out".
 */
export function unanswered(ask: HostRequest['ask'], sent: Sent): unknown {
  switch (ask) {
    case 'capture':
      return err({ code: 'device.fingerprint-missing' });
    case 'print': {
      const code = sent === 'nothing-sent' ? 'device.printer-missing' : 'device.print-unconfirmed';
      return err({ sent, problem: { code } });
    }
    case 'print-page': {
      const code = sent === 'nothing-sent' ? 'device.host-restarting' : 'page-printer.unconfirmed';
      return err({ sent, problem: { code } });
    }
    case 'print-ballot': {
      const code = sent === 'nothing-sent' ? 'device.host-restarting' : 'ballot-print.unconfirmed';
      return err({ sent, problem: { code } });
    }
    case 'clear-ballots':
    case 'trial':
    case 'read-chip':
    case 'scan-page':
    case 'recordable':
    case 'record':
    case 'reopen':
      return err({ code: 'device.host-restarting' });
    case 'trace':
      return [];
    case 'discover':
      return { found: [], problems: [{ code: 'device.host-restarting' }] };
    case 'stop-capture':
    case 'stop-trial':
    case 'stop-reading':
    case 'stop-page':
    case 'recording':
    case 'stop-recording':
    case 'recorded':
    case 'drop-recording':
      return null;
  }
}
