import { cbc, cmac, ecb } from '@noble/ciphers/aes.js';
import { type Answer, type Command, SHORT_ANSWER } from './apdu.ts';
import { retailMac, tripleDesCbc } from './des.ts';
import type { SessionCipher } from './session-keys.ts';
import { join, readTlvs, same, tlv } from './tlv.ts';

/** Bytes of a MAC on the wire, whatever the cipher. */
const MAC_BYTES = 8;
/** Bytes of answer objects around the data: longest DO'87 header, padding, DO'99, DO'8E. */
export const SECURED_OVERHEAD = 5 + 1 + 16 + 4 + 10;

const DO = { encrypted: 0x87, encryptedOdd: 0x85, le: 0x97, status: 0x99, mac: 0x8e } as const;

/** Padding 2 of ISO/IEC 9797-1: 80, then zeros up to a whole block. */
export function pad(data: Uint8Array, block: number): Uint8Array {
  const whole = new Uint8Array((Math.floor(data.length / block) + 1) * block);
  whole.set(data);
  whole[data.length] = 0x80;
  return whole;
}

/** Takes the padding off; null if it is none. */
export function unpad(data: Uint8Array): Uint8Array | null {
  const end = data.findLastIndex((byte) => byte !== 0);
  return end >= 0 && data[end] === 0x80 ? data.subarray(0, end) : null;
}

/** The authentication code of one message, 8 bytes: retail MAC, or CMAC cut off. The message is padded here where needed. */
export function messageMac(cipher: SessionCipher, key: Uint8Array, message: Uint8Array): Uint8Array {
  // CMAC pads by itself, but only what does not fill its blocks (argument order: message, key).
  return cipher === '3des' ? retailMac(key, pad(message, 8)) : cmac(message, key).subarray(0, MAC_BYTES);
}

/**
 * Secure messaging (9303-11 §9.8): wraps commands and opens answers with two keys and a counter that both sides keep.
 * One object is one session: after an answer that does not open there is no way on but a new session.
 */
export class SecureMessaging {
  private readonly cipher: SessionCipher;
  private readonly encryptionKey: Uint8Array;
  private readonly macKey: Uint8Array;
  private readonly counter: Uint8Array;

  /** @param counter the first value of the send sequence counter: 8 bytes for 3DES, 16 (zero after PACE) for AES */
  constructor(cipher: SessionCipher, encryptionKey: Uint8Array, macKey: Uint8Array, counter: Uint8Array) {
    this.cipher = cipher;
    this.encryptionKey = encryptionKey;
    this.macKey = macKey;
    this.counter = Uint8Array.from(counter);
  }

  /** The command as it goes over the air; counts once. */
  wrap(command: Command): Command {
    this.count();
    const { ins, p1, p2, data, le } = command;
    const cla = command.cla | 0x0c;
    const parts: Uint8Array[] = [];
    if (data !== undefined && data.length > 0) {
      const hidden = this.encrypt(pad(data, this.block));
      // An odd instruction carries data objects, which need no padding indicator (ISO/IEC 7816-4 §10.4).
      parts.push(ins % 2 === 1 ? tlv(DO.encryptedOdd, hidden) : tlv(DO.encrypted, Uint8Array.of(1), hidden));
    }
    if (le !== undefined) {
      parts.push(tlv(DO.le, le > SHORT_ANSWER ? Uint8Array.of(le >> 8, le) : Uint8Array.of(le)));
    }
    const header = pad(Uint8Array.of(cla, ins, p1, p2), this.block);
    const mac = this.mac(join(header, ...parts));
    const body = join(...parts, tlv(DO.mac, mac));
    // The secured answer is longer than the plain one: let it be as long as it wants, short where the command is short.
    return { cla, ins, p1, p2, data: body, le: le !== undefined && le > SHORT_ANSWER ? 65_536 : SHORT_ANSWER };
  }

  /**
   * Opens an answer; counts once.
   * @returns null if a part is missing, broken, or not signed by the session's key
   */
  open(answer: Answer): Answer | null {
    this.count();
    const parts = readTlvs(answer.data);
    const part = (tag: number) => parts?.find((one) => one.tag === tag);
    const status = part(DO.status);
    const mac = part(DO.mac);
    const hidden = part(DO.encrypted) ?? part(DO.encryptedOdd);
    if (parts === null || status?.value.length !== 2 || mac === undefined) return null;
    const signed = parts.filter((one) => one !== mac).map((one) => one.raw);
    if (!same(this.mac(join(...signed)), mac.value)) return null;
    const sw = ((status.value[0] as number) << 8) | (status.value[1] as number);
    if (hidden === undefined) return { data: new Uint8Array(), sw };
    const indicator = hidden.tag === DO.encrypted ? 1 : 0;
    const body = hidden.value.subarray(indicator);
    if ((indicator === 1 && hidden.value[0] !== 1) || body.length === 0 || body.length % this.block !== 0) return null;
    const data = unpad(this.decrypt(body));
    return data === null ? null : { data, sw };
  }

  private get block(): 8 | 16 {
    return this.cipher === '3des' ? 8 : 16;
  }

  private count(): void {
    for (let at = this.counter.length - 1; at >= 0; at--) {
      this.counter[at] = ((this.counter[at] as number) + 1) & 0xff;
      if (this.counter[at] !== 0) return;
    }
  }

  private mac(message: Uint8Array): Uint8Array {
    const counted = join(this.counter, message);
    return this.cipher === '3des'
      ? messageMac(this.cipher, this.macKey, counted)
      : messageMac(this.cipher, this.macKey, pad(counted, 16));
  }

  private encrypt(data: Uint8Array): Uint8Array {
    if (this.cipher === '3des') return tripleDesCbc(this.encryptionKey, data, 'encrypt');
    return cbc(this.encryptionKey, this.vector(), { disablePadding: true }).encrypt(data);
  }

  private decrypt(data: Uint8Array): Uint8Array {
    if (this.cipher === '3des') return tripleDesCbc(this.encryptionKey, data, 'decrypt');
    return cbc(this.encryptionKey, this.vector(), { disablePadding: true }).decrypt(data);
  }

  /** AES: the initial vector is the enciphered counter. */
  private vector(): Uint8Array {
    return ecb(this.encryptionKey, { disablePadding: true }).encrypt(this.counter);
  }
}
