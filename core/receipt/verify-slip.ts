import type { Crypto } from '../crypto/crypto.ts';
import { fromHex } from '../crypto/encoding.ts';
import type { Trust } from '../journal/trust.ts';
import { readSignedCode, type SignedSlip } from './signed-totals.ts';

/** What a slip's code proves: whose it is and what it says, or why nothing. */
export type SlipVerdict =
  | { readonly ok: true; readonly told: SignedSlip }
  | {
      readonly ok: false;
      readonly why: 'not-a-code' | 'wrong-election' | 'unknown-device' | 'wrong-station' | 'bad-signature';
    };

/** Holds the code of a slip against the devices that the commission has signed. */
export function verifySlip(code: string, trust: Trust, crypto: Crypto): SlipVerdict {
  const read = readSignedCode(code);
  if (!read) return { ok: false, why: 'not-a-code' };
  const { told } = read;
  if (told.election !== trust.election || (trust.mode !== undefined && told.mode !== trust.mode)) {
    return { ok: false, why: 'wrong-election' };
  }
  const device = trust.devices.find((one) => one.device === told.device && one.key === told.key);
  const key = device && fromHex(device.publicKey);
  if (!device || !key) return { ok: false, why: 'unknown-device' };
  if (device.station !== undefined && device.station !== told.station) return { ok: false, why: 'wrong-station' };
  return read.isSignedBy(key, crypto) ? { ok: true, told } : { ok: false, why: 'bad-signature' };
}
