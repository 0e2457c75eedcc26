import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { bacKeys } from '../../../core/document/chip/bac.ts';
import { curves } from '../../../core/document/chip/curves.ts';
import { agree, type KeyPair, keyPair, mapGenerator, passwordKey, token } from '../../../core/document/chip/pace.ts';
import { type PaceOffer, parseCardAccess } from '../../../core/document/chip/pace-parameters.ts';
import { pad } from '../../../core/document/chip/secure-messaging.ts';
import type { ChipAccess } from '../../../core/document/chip/session-keys.ts';
import { join, readTlv, same, tlv } from '../../../core/document/chip/tlv.ts';
import { CardMessaging, retailMac, tripleDes } from './card-messaging.ts';
import { cardAccess, type PaceWay } from './document.ts';

const random = (length: number) => Uint8Array.from(randomBytes(length));

/** The chip's side of basic access control. */
export class BasicAccess {
  private nonce: Uint8Array | null = null;

  challenge(): Uint8Array {
    this.nonce = random(8);
    return this.nonce;
  }

  /** Its half of the exchange and the session; null where the reader does not know the zone. */
  answer(mrz: string, sealed: Uint8Array): { data: Uint8Array; messaging: CardMessaging } | null {
    const keys = bacKeys(mrz);
    const nonce = this.nonce;
    this.nonce = null;
    if (keys === null || nonce === null || sealed.length !== 40) return null;
    const hidden = sealed.subarray(0, 32);
    if (!same(retailMac(keys.mac, pad(hidden, 8)), sealed.subarray(32))) return null;
    const theirs = tripleDes(keys.encryption, hidden, 'decrypt');
    if (!same(theirs.subarray(8, 16), nonce)) return null;
    const seed = random(16);
    const own = tripleDes(keys.encryption, join(nonce, theirs.subarray(0, 8), seed), 'encrypt');
    const shared = theirs.subarray(16).map((byte, i) => byte ^ (seed[i] as number));
    const key = (purpose: number) =>
      Uint8Array.from(
        createHash('sha1')
          .update(shared)
          .update(Uint8Array.of(0, 0, 0, purpose))
          .digest(),
      ).subarray(0, 16);
    const counter = BigInt(`0x${Buffer.from(join(nonce.subarray(4), theirs.subarray(4, 8))).toString('hex')}`);
    const messaging = new CardMessaging('3des', key(1), key(2), counter);
    return { data: join(own, retailMac(keys.mac, pad(own, 8))), messaging };
  }
}

/** The chip's side of PACE, one object for one exchange. */
export class PaceExchange {
  private readonly offer: PaceOffer;
  private readonly access: ChipAccess;
  private readonly nonce = random(16);
  private mapping: KeyPair | null = null;
  private own: KeyPair | null = null;
  private agreement: ReturnType<typeof agree> = null;

  constructor(way: PaceWay, access: ChipAccess) {
    this.offer = parseCardAccess(cardAccess(way))?.offers[0] as PaceOffer;
    this.access = access;
  }

  /** One GENERAL AUTHENTICATE; null ends the exchange. */
  step(data: Uint8Array): { data: Uint8Array; messaging?: CardMessaging } | null {
    const object = readTlv(readTlv(data)?.value ?? new Uint8Array());
    const curve = curves[this.offer.curve];
    if (object === null) return { data: tlv(0x7c, tlv(0x80, this.encryptedNonce())) };
    if (object.tag === 0x81) {
      this.mapping = keyPair(curve, random);
      const generator = mapGenerator(curve, this.nonce, this.mapping, object.value);
      if (generator === null) return null;
      this.own = keyPair(curve, random, generator);
      return { data: tlv(0x7c, tlv(0x82, this.mapping.point.toBytes(false))) };
    }
    if (this.own === null) return null;
    if (object.tag === 0x83) {
      this.agreement = agree(this.offer, this.own, object.value);
      return this.agreement === null ? null : { data: tlv(0x7c, tlv(0x84, this.own.point.toBytes(false))) };
    }
    const agreement = this.agreement;
    if (object.tag !== 0x85 || agreement === null) return null;
    if (!same(token(this.offer, agreement.macKey, this.own.point), object.value)) return null;
    const kind = this.offer.cipher === '3des' ? '3des' : 'aes';
    return {
      data: tlv(0x7c, tlv(0x86, token(this.offer, agreement.macKey, agreement.theirs))),
      messaging: new CardMessaging(kind, agreement.encryptionKey, agreement.macKey, 0n),
    };
  }

  private encryptedNonce(): Uint8Array {
    const key = passwordKey(this.offer.cipher, this.access);
    if (key === null) throw new Error('a simulated document needs a zone that can be read');
    if (this.offer.cipher === '3des') return tripleDes(key, this.nonce, 'encrypt');
    const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, new Uint8Array(16)).setAutoPadding(false);
    return Uint8Array.from(Buffer.concat([cipher.update(this.nonce), cipher.final()]));
  }
}
