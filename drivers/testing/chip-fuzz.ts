import { parseAnswer, parseCommand } from '../../core/document/chip/apdu.ts';
import { parseCertificate } from '../../core/document/chip/certificate.ts';
import { parseCom, parseDg1, parseDg2 } from '../../core/document/chip/files.ts';
import { parseCardAccess } from '../../core/document/chip/pace-parameters.ts';
import { authenticate, TrustedAuthorities } from '../../core/document/chip/passive.ts';
import { SecureMessaging } from '../../core/document/chip/secure-messaging.ts';
import { readTlvHeader, readTlvs, valueAt } from '../../core/document/chip/tlv.ts';
import { makeState } from '../simulator/chip/authority.ts';
import { CardMessaging } from '../simulator/chip/card-messaging.ts';
import { cardAccess, dg1, dg2 } from '../simulator/chip/document.ts';
import { securityObject } from '../simulator/chip/security-object.ts';
import { Dice, damaged, MOST_WRONG, type WireTally } from './wire-fuzz.ts';

/** A parser of the chip's bytes, and what must hold for whatever bytes. */
interface ChipParser {
  /** Bytes as an honest chip sends them. */
  readonly good: (dice: Dice) => Uint8Array;
  /** Reads them; throws where something false was believed. @returns whether it found them to be what they should */
  readonly read: (bytes: Uint8Array) => boolean;
}

const ZONE = 'A<B'.repeat(30);
const state = makeState();
const trusted = new TrustedAuthorities([state.authority.certificate]);
const face = new Uint8Array(200).fill(0x5a);
face.set([0xff, 0xd8, 0xff]);
const groups = new Map([
  [1, dg1(ZONE)],
  [2, dg2(face)],
]);
const sod = securityObject(state.signer, groups);
const com = Uint8Array.from(Buffer.from('60145f0104303130375f36063034303030305c026175', 'hex'));
const DAY = '2026-11-26';
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const certificate: ChipParser = {
  good: (dice) => (dice.roll(2) === 0 ? state.authority : state.signer).certificate,
  read: (bytes) => parseCertificate(bytes) !== null,
};

const security: ChipParser = {
  good: () => sod,
  read: (bytes) => {
    const verdict = authenticate(bytes, groups, trusted, DAY);
    if (!verdict.genuine) return false;
    // Whatever happened to the object, what it vouches for is still these two files and no others.
    const other = authenticate(bytes, new Map([[1, dg1('A'.repeat(90))]]), trusted, DAY);
    if (other.genuine) throw new Error('vouches for another zone');
    return true;
  },
};

const files: ChipParser = {
  good: (dice) => [groups.get(1), groups.get(2), com, cardAccess({ cipher: 2, parameterId: 13 })][dice.roll(4)] ?? com,
  read: (bytes) => {
    const zone = parseDg1(bytes);
    if (zone !== null && zone.length > 92) throw new Error('a zone that is none');
    const picture = parseDg2(bytes);
    const image = typeof picture === 'string' ? null : picture.bytes;
    if (image !== null && image.length > bytes.length) throw new Error('a face longer than its file');
    const listed = parseCom(bytes);
    const access = parseCardAccess(bytes);
    return zone !== null || image !== null || listed !== null || (access?.offers.length ?? 0) > 0;
  },
};

const tlvs: ChipParser = {
  good: (dice) => (dice.roll(2) === 0 ? sod : com),
  read: (bytes) => {
    const head = readTlvHeader(bytes);
    const all = readTlvs(bytes);
    const held = (all ?? []).reduce((sum, { raw }) => sum + raw.length, 0);
    if (all !== null && held !== bytes.length) throw new Error(`elements of ${held} bytes in ${bytes.length}`);
    valueAt(bytes, 0x77, 0x30, 0xa0);
    return head !== null && all !== null;
  },
};

const apdus: ChipParser = {
  good: (dice) => Uint8Array.from([0, 0xb0, 0, 0, 0, 1 + dice.roll(15), dice.roll(256)]),
  read: (bytes) => {
    const answer = parseAnswer(bytes);
    if ((answer === null) !== bytes.length < 2) throw new Error('an answer without its status');
    const command = parseCommand(bytes);
    if ((command?.data?.length ?? 0) > bytes.length) throw new Error('more data than bytes');
    return command !== null;
  },
};

/** An answer in a session: what opens says what was sent, whatever happened to it on the way. */
const messaging = (kind: '3des' | 'aes'): ChipParser => {
  const [encryption, mac] = [new Uint8Array(16).fill(3), new Uint8Array(16).fill(5)];
  const said = Uint8Array.from({ length: 40 }, (_, i) => i);
  const card = new CardMessaging(kind, encryption, mac, 1n);
  const sent = card.wrap({ data: said, sw: 0x9000 }, false);
  const cipher = kind === '3des' ? '3des' : 'aes-128';
  return {
    good: () => Uint8Array.from([...sent, 0x90, 0x00]),
    read: (bytes) => {
      const session = new SecureMessaging(cipher, encryption, mac, new Uint8Array(kind === '3des' ? 8 : 16));
      session.wrap({ cla: 0, ins: 0xb0, p1: 0, p2: 0, le: 40 });
      const answer = parseAnswer(bytes);
      const opened = answer === null ? null : session.open(answer);
      if (opened === null) return false;
      if (opened.sw !== 0x9000 || hex(opened.data) !== hex(said)) throw new Error('opened what was not sent');
      return true;
    },
  };
};

/** By turns; what verifies signatures, which takes a hundred times as long, comes less often. */
const parsers: readonly ChipParser[] = [
  ...[tlvs, apdus, files, messaging('aes'), messaging('3des'), certificate],
  ...[tlvs, apdus, files, files, messaging('aes'), certificate],
  ...[tlvs, apdus, files, certificate, security],
];
const bait = [
  Uint8Array.of(0x30, 0x82),
  Uint8Array.of(0x5f, 0x1f),
  Uint8Array.of(0x77, 0x83, 255),
  Uint8Array.of(0x80),
];

/** Cases of the chip's parsers until `until`: TLV, APDU, files, certificates, security object, secure messaging. */
export function fuzzChip(tally: WireTally, until: number): void {
  for (; tally.next < until; tally.next++) {
    const dice = new Dice(tally.next);
    const parser = parsers[tally.next % parsers.length] as ChipParser;
    const good = parser.good(dice);
    const wire = damaged(good, bait, dice);
    try {
      const same = hex(wire) === hex(good);
      if (!same) tally.damaged += 1;
      tally.bytes += wire.length;
      const found = parser.read(wire);
      if (found) tally.found += 1;
      if (same && !found) throw new Error('did not read what was right');
    } catch (error) {
      if (tally.wrong.length < MOST_WRONG) tally.wrong.push(`${tally.next}: ${String(error)}`);
    }
  }
}
