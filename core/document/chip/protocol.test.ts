import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../crypto/encoding.ts';
import { type Command, encodeCommand, parseAnswer, parseCommand } from './apdu.ts';
import { bacKeys, bacSession, externalAuthenticate } from './bac.ts';
import { curves } from './curves.ts';
import { retailMac, tripleDesCbc } from './des.ts';
import {
  agree,
  decryptNonce,
  generalAuthenticate,
  keyPair,
  mapGenerator,
  paceSession,
  passwordKey,
  setAuthenticationTemplate,
  token,
} from './pace.ts';
import { dynamicAuthentication, parseCardAccess } from './pace-parameters.ts';
import { pad, SecureMessaging, unpad } from './secure-messaging.ts';
import { mrzInformation, passwordSecret } from './session-keys.ts';
import { readTlv, readTlvs, tlv } from './tlv.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));
const sent = (command: Command) => toHex(encodeCommand(command)).toUpperCase();
const answer = (text: string) => parseAnswer(hex(text))!;
/** DES keys of the specification have odd parity; nothing depends on it. */
const withoutParity = (key: Uint8Array) => toHex(key.map((byte) => byte & 0xfe));

/** The zone of appendix D: number L898902C<, born 690806, expires 940623. Filled up to TD3 with what BAC does not read. */
const mrzD = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C<3UTO6908061F9406236ZE184226B<<<<<14'].join(
  '\n',
);
const session = () =>
  new SecureMessaging(
    '3des',
    hex('979EC13B1CBFE9DCD01AB0FED307EAE5'),
    hex('F1CB1F1FB5ADF208806B89DC579DC1F8'),
    hex('887022120C06C226'),
  );

describe('triple DES', () => {
  it('is what OpenSSL computes, for any key and data, both ways', () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    fc.assert(
      fc.property(bytes(16), fc.uint8Array({ maxLength: 12 }), (key, seed) => {
        const data = Uint8Array.from(
          { length: seed.length * 8 },
          (_, i) => (seed[i % seed.length] as number) ^ (i * 37),
        );
        const peer = createCipheriv('des-ede3-cbc', Buffer.concat([key, key.subarray(0, 8)]), Buffer.alloc(8));
        peer.setAutoPadding(false);
        const hidden = tripleDesCbc(key, data, 'encrypt');
        expect(toHex(hidden)).toBe(Buffer.concat([peer.update(data), peer.final()]).toString('hex'));
        expect(toHex(tripleDesCbc(key, hidden, 'decrypt'))).toBe(toHex(data));
      }),
    );
  });
});

describe('ICAO 9303-11 appendix D: basic access control, byte for byte', () => {
  it('D.1 keys from the zone', () => {
    expect(mrzInformation(mrzD)).toBe('L898902C<369080619406236');
    const keys = bacKeys(mrzD)!;
    expect(withoutParity(keys.encryption)).toBe(withoutParity(hex('AB94FDECF2674FDFB9B391F85D7F76F2')));
    expect(withoutParity(keys.mac)).toBe(withoutParity(hex('7962D9ECE03D1ACD4C76089DCE131543')));
  });

  it('a number of more than nine characters goes on in the optional data', () => {
    // D.2: document number D23145890734, check digit 9.
    const td1 = ['I<UTOD23145890<7349<<<<<<<<<<<', '3407127M9507122UTO<<<<<<<<<<<2', 'STEVENSON<<PETER<JOHN<<<<<<<<<'];
    expect(mrzInformation(td1.join('\n'))).toBe('D23145890734934071279507122');
    expect(mrzInformation('no zone')).toBeNull();
  });

  it('D.3 the exchange', () => {
    const keys = bacKeys(mrzD)!;
    const chipNonce = hex('4608F91988702212');
    const own = { nonce: hex('781723860C06C226'), seed: hex('0B795240CB7049B01C19B33E32804F0B') };
    expect(sent(externalAuthenticate(keys, chipNonce, own))).toBe(
      '008200002872C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A728',
    );
    const reply = hex('46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D7449');
    expect(
      sent(bacSession(keys, chipNonce, own, reply)!.wrap({ cla: 0, ins: 0xa4, p1: 2, p2: 0xc, data: hex('011E') })),
    ).toBe('0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800');
    expect(bacSession(keys, hex('4608F91988702213'), own, reply)).toBeNull();
    expect(
      bacSession(
        keys,
        chipNonce,
        own,
        reply.map((byte, i) => (i === 39 ? byte ^ 1 : byte)),
      ),
    ).toBeNull();
  });

  it('D.4 secure messaging', () => {
    const secured = session();
    expect(sent(secured.wrap({ cla: 0, ins: 0xa4, p1: 2, p2: 0xc, data: hex('011E') }))).toBe(
      '0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800',
    );
    expect(secured.open(answer('990290008E08FA855A5D4C50A8ED9000'))).toEqual({ data: hex(''), sw: 0x9000 });
    expect(sent(secured.wrap({ cla: 0, ins: 0xb0, p1: 0, p2: 0, le: 4 }))).toBe(
      '0CB000000D9701048E08ED6705417E96BA5500',
    );
    expect(secured.open(answer('8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000'))?.data).toEqual(
      hex('60145F01'),
    );
    expect(sent(secured.wrap({ cla: 0, ins: 0xb0, p1: 0, p2: 4, le: 0x12 }))).toBe(
      '0CB000040D9701128E082EA28A70F3C7B53500',
    );
    expect(
      secured.open(answer('871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000'))
        ?.data,
    ).toEqual(hex('04303130365F36063034303030305C026175'));
  });

  it('the retail MAC of D.3', () => {
    const data = hex('72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2');
    expect(retailMac(hex('7962D9ECE03D1ACD4C76089DCE131543'), pad(data, 8))).toEqual(hex('5F1448EEA8AD90A7'));
  });
});

describe('ICAO 9303-11 appendix G.1: PACE, ECDH generic mapping, brainpoolP256r1, AES-128', () => {
  const mrzG = ['P<UTOTEST<<PACE<<<<<<<<<<<<<<<<<<<<<<<<<<<<<', 'T220001293UTO6408125F1010318<<<<<<<<<<<<<<04'].join(
    '\n',
  );
  const offer = parseCardAccess(hex('31143012060A04007F0007020204020202010202010D'))!.offers[0]!;
  /** The randomness of the example: numbers are drawn as remainder plus one. */
  const drawn = (text: string) => (length: number) => {
    const bytes = hex((BigInt(`0x${text}`) - 1n).toString(16).padStart(2 * length, '0'));
    return bytes;
  };
  const curve = curves[offer.curve];

  it('reads the chip’s offer and asks for it', () => {
    expect(offer).toMatchObject({ cipher: 'aes-128', curve: 'brainpoolP256r1', parameterId: 13 });
    expect(sent(setAuthenticationTemplate(offer, { mrz: mrzG }))).toBe(
      '0022C1A412800A04007F0007020204020283010184010D',
    );
    expect(sent(generalAuthenticate(null))).toBe('10860000027C0000');
  });

  it('goes through all steps with the values of the example', () => {
    expect(toHex(passwordSecret({ mrz: mrzG })!)).toBe('7e2d2a41c74ea0b38cd36f863939bfa8e9032aad');
    expect(toHex(passwordKey('aes-128', { mrz: mrzG })!)).toBe('89ded1b26624ec1e634c1989302849dd');
    const encrypted = dynamicAuthentication(hex('7C12801095A3A016522EE98D01E76CB6B98B42C3'), 0x80)!;
    const nonce = decryptNonce(offer, { mrz: mrzG }, encrypted)!;
    expect(toHex(nonce)).toBe('3f00c4d39d153f2b2a214a078d899b22');

    const mapping = keyPair(curve, drawn('7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99'));
    expect(sent(generalAuthenticate(tlv(0x81, mapping.point.toBytes(false))))).toBe(
      '10860000457C438141047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D00',
    );
    const theirMapping = hex(
      '04824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F5730D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54',
    );
    const generator = mapGenerator(curve, nonce, mapping, theirMapping)!;
    expect(toHex(generator.toBytes(false))).toBe(
      '048ced63c91426d4f0eb1435e7cb1d74a46723a0af21c89634f65a9ae87a9265e28c879506743f8611ac33645c5b985c80b5f09a0b83407c1b6a4d857ae76fe522',
    );

    const own = keyPair(curve, drawn('A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595'), generator);
    expect(sent(generalAuthenticate(tlv(0x83, own.point.toBytes(false))))).toBe(
      '10860000457C438341042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB3646200',
    );
    const theirs = hex(
      '049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094',
    );
    const agreement = agree(offer, own, theirs)!;
    expect(toHex(agreement.encryptionKey)).toBe('f5f0e35c0d7161ee6724ee513a0d9a7f');
    expect(toHex(agreement.macKey)).toBe('fe251c7858b356b24514b3bd5f4297d1');
    expect(sent(generalAuthenticate(tlv(0x85, token(offer, agreement.macKey, agreement.theirs)), true))).toBe(
      '008600000C7C0A8508C2B0BD78D94BA86600',
    );
    expect(paceSession(offer, agreement, own, hex('3ABB9674BCE93C08'))).not.toBeNull();
    expect(paceSession(offer, agreement, own, hex('3ABB9674BCE93C09'))).toBeNull();
  });

  it('refuses our own point sent back, points beside the curve, and infinity', () => {
    const pair = keyPair(curve, (length) => new Uint8Array(length).fill(7));
    const nonce = new Uint8Array(16).fill(1);
    for (const point of [pair.point.toBytes(false), pair.point.toBytes(false).fill(9, 33), hex('00'), hex('')]) {
      expect(mapGenerator(curve, nonce, pair, point)).toBeNull();
      expect(agree(offer, pair, point)).toBeNull();
    }
  });
});

describe('EF.CardAccess', () => {
  it('puts the strongest cipher first and says that PACE is there where no way of it is spoken here', () => {
    const info = (oid: string, id: number) =>
      tlv(0x30, tlv(0x06, hex(oid)), tlv(0x02, Uint8Array.of(2)), tlv(0x02, Uint8Array.of(id)));
    const both = tlv(0x31, info('04007F00070202040202', 12), info('04007F00070202040204', 16));
    expect(parseCardAccess(both)?.offers.map(({ cipher, curve }) => [cipher, curve])).toEqual([
      ['aes-256', 'brainpoolP384r1'],
      ['aes-128', 'P-256'],
    ]);
    expect(parseCardAccess(tlv(0x31, info('04007F00070202040402', 12)))).toEqual({ offers: [], pace: true });
    expect(parseCardAccess(hex('3003020101'))).toBeNull();
  });
});

describe('secure messaging', () => {
  it('opens nothing in which one bit is flipped', () => {
    const whole = hex('8709019FF0EC34F9922651990290008E08AD55CC17140B2DED');
    const opened = (data: Uint8Array) => {
      const secured = new SecureMessaging(
        '3des',
        hex('979EC13B1CBFE9DCD01AB0FED307EAE5'),
        hex('F1CB1F1FB5ADF208806B89DC579DC1F8'),
        hex('887022120C06C229'),
      );
      return secured.open({ data, sw: 0x9000 });
    };
    expect(opened(whole)?.data).toEqual(hex('60145F01'));
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const flipped = Uint8Array.from(whole);
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(opened(flipped), `bit ${bit}`).toBeNull();
    }
    expect(opened(hex(''))).toBeNull();
    // A status alone, unsigned, as a chip says that it has lost the session.
    expect(opened(hex('99026982'))).toBeNull();
  });
});

describe('padding', () => {
  it('comes off as it went on', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), fc.constantFrom(8, 16), (data, block) => {
        expect(pad(data, block).length % block).toBe(0);
        expect(unpad(pad(data, block))).toEqual(data);
      }),
    );
    expect(unpad(new Uint8Array(8))).toBeNull();
  });
});

describe('commands', () => {
  const lengths = fc.constantFrom(0, 1, 8, 255, 256, 300, 4_000);
  it('are read by the card as they were meant, short and extended', () => {
    fc.assert(
      fc.property(lengths, fc.option(fc.constantFrom(1, 8, 255, 256, 257, 4_096, 65_536)), (size, le) => {
        const command: Command = {
          cla: 0x0c,
          ins: 0xb0,
          p1: 1,
          p2: 2,
          ...(size > 0 ? { data: new Uint8Array(size).fill(0x5a) } : {}),
          ...(le === null ? {} : { le }),
        };
        expect(parseCommand(encodeCommand(command))).toEqual(command);
      }),
    );
  });

  it('of contradicting lengths are none, and no bytes at all are no answer', () => {
    expect(parseCommand(hex('00B00000'))).toEqual({ cla: 0, ins: 0xb0, p1: 0, p2: 0 });
    for (const broken of ['00B000', '00A4020C02011E0000', '00A4020C03011E', '00B000000000', '']) {
      expect(parseCommand(hex(broken)), broken).toBeNull();
    }
    expect(parseAnswer(hex('90'))).toBeNull();
  });
});

describe('TLV', () => {
  it('gives back what was written, whatever the tag and length', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0x30, 0x5c, 0x7f49, 0x5f1f, 0x7f61, 0x7f8102),
        fc.constantFrom(0, 1, 127, 128, 255, 256, 70_000),
        (tag, size) => {
          const element = readTlv(tlv(tag, new Uint8Array(size).fill(1)));
          expect(element?.tag).toBe(tag);
          expect(element?.value.length).toBe(size);
        },
      ),
    );
  });

  it('survives any bytes and never reads beyond them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        for (const element of readTlvs(bytes) ?? []) expect(element.raw.length).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 20_000 },
    );
    expect(readTlv(hex('3080'))).toBeNull();
    expect(readTlv(hex('300401'))).toBeNull();
    expect(readTlv(hex('3084FFFFFFFF00'))).toBeNull();
    expect(readTlv(hex('7F81828303'))).toBeNull();
  });
});
