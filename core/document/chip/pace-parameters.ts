import { toHex } from '../../crypto/encoding.ts';
import { type CurveName, toNumber } from './curves.ts';
import type { SessionCipher } from './session-keys.ts';
import { readTlv, readTlvs, valueAt } from './tlv.ts';

/** One way in which a chip offers PACE. */
export interface PaceOffer {
  readonly oid: Uint8Array;
  readonly cipher: SessionCipher;
  readonly curve: CurveName;
  /** The standardised domain parameters' number (9303-11 §9.5.1). */
  readonly parameterId: number;
}

/** id-PACE-ECDH-GM, 0.4.0.127.0.7.2.2.4.2, without its last arc, the cipher. */
const ECDH_GM = '04007f000702020402';
const PACE = '04007f0007020204';
const ciphers: Readonly<Record<string, SessionCipher>> = {
  '01': '3des',
  '02': 'aes-128',
  '03': 'aes-192',
  '04': 'aes-256',
};
const parameterCurves: Readonly<Record<number, CurveName>> = {
  12: 'P-256',
  13: 'brainpoolP256r1',
  15: 'P-384',
  16: 'brainpoolP384r1',
  17: 'brainpoolP512r1',
  18: 'P-521',
};
const strength: readonly SessionCipher[] = ['3des', 'aes-128', 'aes-192', 'aes-256'];

export interface CardAccess {
  /** What this reader can speak, strongest cipher first. */
  readonly offers: readonly PaceOffer[];
  /** Whether the chip offers PACE at all, also in ways that are not spoken here (integrated mapping, DH, other curves). */
  readonly pace: boolean;
}

/**
 * EF.CardAccess (9303-11 §9.2.11): a set of SecurityInfos.
 * @returns null if it is no such set
 */
export function parseCardAccess(file: Uint8Array): CardAccess | null {
  const set = readTlv(file);
  const infos = set?.tag === 0x31 ? readTlvs(set.value) : null;
  if (infos === null) return null;
  const offers: PaceOffer[] = [];
  let pace = false;
  for (const info of infos) {
    const parts = info.tag === 0x30 ? readTlvs(info.value) : null;
    const [protocol, version, parameter] = parts ?? [];
    if (protocol?.tag !== 0x06) continue;
    const oid = toHex(protocol.value);
    // PACEDomainParameterInfo has an OID one arc shorter, and no version.
    if (!oid.startsWith(PACE) || version?.tag !== 0x02) continue;
    pace = true;
    const cipher = oid.startsWith(ECDH_GM) ? ciphers[oid.slice(ECDH_GM.length)] : undefined;
    const id = parameter?.tag === 0x02 ? Number(toNumber(parameter.value)) : Number.NaN;
    const curve = parameterCurves[id];
    if (toNumber(version.value) !== 2n || cipher === undefined || curve === undefined) continue;
    offers.push({ oid: protocol.value, cipher, curve, parameterId: id });
  }
  offers.sort((a, b) => strength.indexOf(b.cipher) - strength.indexOf(a.cipher));
  return { offers, pace };
}

/** The one object of a dynamic authentication answer (7C): its value, or null. */
export function dynamicAuthentication(data: Uint8Array, tag: number): Uint8Array | null {
  return valueAt(data, 0x7c, tag);
}
