import type { X509Certificate } from 'node:crypto';
import { connect, type TLSSocket } from 'node:tls';
import {
  ANSWER_BYTES,
  kioskDigits,
  type LogsAnswer,
  type LogsAsk,
  type LogsOffer,
  logsAnswer,
  type OfferedJournal,
} from '../../../core/network/logs-offer.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { hostPortOf } from '../../network/addresses.ts';
import { deviceOfServer } from '../../network/certificates.ts';
import { hearLines, lineOf } from '../../network/said-lines.ts';

/** The registered key of a device that is in use, Ed25519; null: there is none of that name. */
export type KioskKeys = (device: string) => Uint8Array | null;

/** Milliseconds in which a kiosk answers; it waits between two pages. */
const ANSWER_MS = 10_000;

/** A connection with a kiosk that has opened its logs; null: it is not there any more. */
export interface KioskCall {
  lines(device: string, after: number): Promise<readonly string[] | null>;
  done(): Promise<void>;
  close(): void;
}

/** What the kiosk's refusals are to whoever sits here. */
const refusals = {
  secret: { code: 'console.wrong-digits' },
  later: { code: 'console.digits-later' },
  over: { code: 'console.offer-over' },
} as const satisfies Readonly<Record<string, Problem>>;

type Called = { readonly call: KioskCall; readonly journals: readonly OfferedJournal[] };

/** Calls a kiosk at one of its addresses, makes sure that it is the one that showed the digits, and says the secret. */
export async function callKiosk(offer: LogsOffer, keyOf: KioskKeys): Promise<Result<Called, Problem>> {
  const at = offer.at.join(', ');
  let strange = false;
  for (const one of offer.at) {
    const far = await reach(one);
    if (far === null) continue;
    if (!isThatKiosk(far, offer, keyOf)) {
      strange = true;
      far.destroy();
      continue;
    }
    const talk = talkOver(far);
    const answer = await talk({ ask: 'journals', secret: offer.secret });
    if (answer?.answer === 'journals') return ok({ call: callOver(far, talk), journals: answer.journals });
    far.destroy();
    if (answer?.answer === 'refused') {
      return err(refusals[answer.why]);
    }
  }
  return err(
    strange ? { code: 'console.not-that-kiosk', params: { at } } : { code: 'console.no-kiosk', params: { at } },
  );
}

/** A TLS connection whose certificate nobody has looked at yet. */
function reach(at: string): Promise<TLSSocket | null> {
  const to = hostPortOf(at);
  if (to === null) return Promise.resolve(null);
  return new Promise((resolve) => {
    // Its certificate is held against the registered keys, by name and digits: authorities and names of hosts have no part.
    const far = connect({ ...to, minVersion: 'TLSv1.3', rejectUnauthorized: false });
    const late = setTimeout(() => far.destroy(), ANSWER_MS);
    far.once('secureConnect', () => {
      clearTimeout(late);
      resolve(far);
    });
    far.on('error', () => {});
    far.once('close', () => {
      clearTimeout(late);
      resolve(null);
    });
  });
}

/** Whether a certificate is signed by the registered key of the kiosk that it names, and the digits are of that key. */
function isThatKiosk(far: TLSSocket, { kiosk }: LogsOffer, keyOf: KioskKeys): boolean {
  const certificate: X509Certificate | undefined = far.getPeerX509Certificate();
  const device = certificate && deviceOfServer(certificate, keyOf);
  const key = device && keyOf(device);
  return key ? kioskDigits(key, nodeCrypto) === kiosk : false;
}

type Talk = (ask: LogsAsk) => Promise<LogsAnswer | null>;

/** One question at a time; null: the connection has ended, or answers what it may not. */
function talkOver(far: TLSSocket): Talk {
  let answered: (answer: LogsAnswer | null) => void = () => {};
  far.setTimeout(ANSWER_MS, () => far.destroy());
  far.once('close', () => answered(null));
  hearLines(far, ANSWER_BYTES, (value) => {
    const read = logsAnswer.safeParse(value);
    answered(read.success ? read.data : null);
  });
  return (ask) =>
    new Promise((resolve) => {
      if (far.destroyed) return resolve(null);
      answered = resolve;
      far.write(lineOf(ask));
    });
}

const callOver = (far: TLSSocket, talk: Talk): KioskCall => ({
  async lines(device, after) {
    const answer = await talk({ ask: 'lines', device, after });
    return answer?.answer === 'lines' ? answer.lines : null;
  },
  async done() {
    await talk({ ask: 'done' });
  },
  close: () => void far.destroy(),
});
