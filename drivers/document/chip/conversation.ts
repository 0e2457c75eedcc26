import { randomBytes } from 'node:crypto';
import { type Answer, type Command, encodeCommand, parseAnswer } from '../../../core/document/chip/apdu.ts';
import { bacKeys, bacSession, externalAuthenticate, getChallenge } from '../../../core/document/chip/bac.ts';
import { curves } from '../../../core/document/chip/curves.ts';
import { CHIP_FILES, type ChipFile, LDS1_APPLICATION, MAX_FILE_BYTES } from '../../../core/document/chip/files.ts';
import {
  agree,
  decryptNonce,
  generalAuthenticate,
  keyPair,
  mapGenerator,
  paceSession,
  setAuthenticationTemplate,
  token,
} from '../../../core/document/chip/pace.ts';
import { dynamicAuthentication, type PaceOffer, parseCardAccess } from '../../../core/document/chip/pace-parameters.ts';
import type { SecureMessaging } from '../../../core/document/chip/secure-messaging.ts';
import type { ChipAccess } from '../../../core/document/chip/session-keys.ts';
import { join, readTlvHeader, tlv, valueAt } from '../../../core/document/chip/tlv.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';

/** Sends one command and brings the answer; rejects when card or service are gone. */
export type Transmit = (apdu: Uint8Array) => Promise<Uint8Array>;

/** Why a chip was not read. */
export type ChipFault =
  /** The number or the zone is not this document's. */
  | 'access-wrong'
  /** The chip knows no PACE: only its zone opens it. */
  | 'zone-needed'
  /** No application of travel documents on it. */
  | 'no-document'
  /** PACE in ways only that are not spoken here, and nothing to fall back to. */
  | 'unknown-protocol'
  /** Answers that do not fit: a card held badly, a reader that cuts, or a broken chip. */
  | 'unreadable';

/** Why a file did not come: an answer that was none, or the chip said no. */
export type FileFault = 'broken' | 'refused';

/** How long answers may be. `extended`: fewer, longer ones; not every reader and chip can. */
export type Lengths = 'extended' | 'short';

/** Bytes of a file in one answer: secured, 223 fit into a short answer with every cipher. */
export const PIECE_BYTES: Readonly<Record<Lengths, number>> = { extended: 4_000, short: 223 };
/** Enough of a file to see how long it is. */
const HEADER_BYTES = 8;
const SUCCESS = 0x9000;
/** What was asked for goes beyond the end of the file; the data before it is there. */
const END_OF_FILE = 0x6282;
/** READ BINARY spells offsets in fifteen bits; beyond them a data object does. */
const LAST_PLAIN_OFFSET = 0x7fff;

const random = (length: number) => Uint8Array.from(randomBytes(length));

/** What is said to one chip between one reset and the next. */
export class ChipConversation {
  private readonly transmit: Transmit;
  private readonly lengths: Lengths;
  private messaging: SecureMessaging | null = null;
  /** Answers that were no answers, or not the session's. */
  broken = 0;

  constructor(transmit: Transmit, lengths: Lengths) {
    this.transmit = transmit;
    this.lengths = lengths;
  }

  /** Opens the chip: PACE where it offers it, basic access control otherwise (9303-11 §4.2), and selects the application. */
  async open(access: ChipAccess): Promise<Result<'pace' | 'bac', ChipFault>> {
    const file = await this.readFile('cardAccess');
    if (!file.ok && file.error === 'broken') return err('unreadable');
    const offered = file.ok ? parseCardAccess(file.value) : null;
    // A file that is there and says nothing is a bad answer, not a chip of before PACE.
    if (file.ok && offered === null) return err('unreadable');
    const offer = offered?.offers[0];
    if (offer !== undefined) {
      const fault = await this.pace(offer, access);
      if (fault !== null) return err(fault);
    }
    const selected = await this.ask({ cla: 0, ins: 0xa4, p1: 0x04, p2: 0x0c, data: LDS1_APPLICATION });
    if (selected?.sw !== SUCCESS) return err(selected === null ? 'unreadable' : 'no-document');
    if (offer !== undefined) return ok('pace');
    if ('can' in access) return err(offered?.pace ? 'unknown-protocol' : 'zone-needed');
    const fault = await this.bac(access.mrz);
    return fault === null ? ok('bac') : err(fault);
  }

  private async bac(mrz: string): Promise<ChipFault | null> {
    const keys = bacKeys(mrz);
    if (keys === null) return 'access-wrong';
    const challenge = await this.ask(getChallenge);
    if (challenge?.sw !== SUCCESS || challenge.data.length !== 8) return 'unreadable';
    const own = { nonce: random(8), seed: random(16) };
    const answer = await this.ask({ ...externalAuthenticate(keys, challenge.data, own) });
    if (answer === null) return 'unreadable';
    const session = answer.sw === SUCCESS ? bacSession(keys, challenge.data, own, answer.data) : null;
    if (session === null) return 'access-wrong';
    this.messaging = session;
    return null;
  }

  private async pace(offer: PaceOffer, access: ChipAccess): Promise<ChipFault | null> {
    const curve = curves[offer.curve];
    const chosen = await this.ask(setAuthenticationTemplate(offer, access));
    // 63Cx: tries are counted, and this is allowed still.
    if (chosen === null || (chosen.sw !== SUCCESS && chosen.sw >> 4 !== 0x63c)) return 'unreadable';
    const encrypted = await this.exchange(null, 0x80);
    if (encrypted === null) return 'unreadable';
    const nonce = decryptNonce(offer, access, encrypted);
    if (nonce === null) return 'mrz' in access ? 'access-wrong' : 'unreadable';
    const mapping = keyPair(curve, random);
    const theirMapping = await this.exchange(tlv(0x81, mapping.point.toBytes(false)), 0x82);
    const generator = theirMapping === null ? null : mapGenerator(curve, nonce, mapping, theirMapping);
    if (generator === null) return 'unreadable';
    const own = keyPair(curve, random, generator);
    const theirs = await this.exchange(tlv(0x83, own.point.toBytes(false)), 0x84);
    const agreement = theirs === null ? null : agree(offer, own, theirs);
    if (agreement === null) return 'unreadable';
    const proof = tlv(0x85, token(offer, agreement.macKey, agreement.theirs));
    const answer = await this.ask(generalAuthenticate(proof, true));
    if (answer === null) return 'unreadable';
    // The chip is the first to see whether both have the same password, and says so by any status but success.
    const theirToken = answer.sw === SUCCESS ? dynamicAuthentication(answer.data, 0x86) : null;
    const session = theirToken === null ? null : paceSession(offer, agreement, own, theirToken);
    if (session === null) return 'access-wrong';
    this.messaging = session;
    return null;
  }

  private async exchange(object: Uint8Array | null, tag: number): Promise<Uint8Array | null> {
    const answer = await this.ask(generalAuthenticate(object));
    return answer?.sw === SUCCESS ? dynamicAuthentication(answer.data, tag) : null;
  }

  /**
   * One file, as far as it goes: a changed length leads to a file that is not what was signed, not to one that cannot
   * be read.
   * @param onShare the share of the file that has come, 0–1
   */
  async readFile(name: ChipFile, onShare: (share: number) => void = () => {}): Promise<Result<Uint8Array, FileFault>> {
    const id = CHIP_FILES[name];
    const selected = await this.ask({
      cla: 0,
      ins: 0xa4,
      p1: 0x02,
      p2: 0x0c,
      data: Uint8Array.of(id >> 8, id & 0xff),
    });
    if (selected?.sw !== SUCCESS) return err(selected === null ? 'broken' : 'refused');
    // Asking beyond the end is an error with some chips: first how long it is, then exactly that.
    const head = await this.readPiece(0, HEADER_BYTES);
    if (typeof head === 'string') return err(head);
    const told = readTlvHeader(head)?.total ?? 0;
    const length = told > MAX_FILE_BYTES ? head.length : Math.max(told, 1);
    const piece = PIECE_BYTES[this.lengths];
    const pieces = [head];
    let have = head.length;
    while (have < length) {
      const next = await this.readPiece(have, Math.min(piece, length - have));
      if (next === 'broken') return err('broken');
      if (next === 'refused' && !this.secured) return err('refused');
      // Nobody but the chip itself can say this in a session: here the file ends.
      if (next === 'refused' || next.length === 0) break;
      pieces.push(next);
      have += next.length;
      onShare(Math.min(1, have / length));
    }
    return ok(join(...pieces).subarray(0, length));
  }

  private async readPiece(offset: number, le: number): Promise<Uint8Array | FileFault> {
    if (offset <= LAST_PLAIN_OFFSET) {
      const answer = await this.ask({ cla: 0, ins: 0xb0, p1: offset >> 8, p2: offset & 0xff, le });
      if (answer === null) return 'broken';
      return answer.sw === SUCCESS || answer.sw === END_OF_FILE ? answer.data : 'refused';
    }
    const spelt = tlv(0x54, Uint8Array.of(offset >> 16, (offset >> 8) & 0xff, offset & 0xff));
    // The piece comes inside a data object of its own, whose header is part of the answer's length.
    const answer = await this.ask({ cla: 0, ins: 0xb1, p1: 0, p2: 0, data: spelt, le: Math.max(le, HEADER_BYTES) });
    if (answer === null) return 'broken';
    if (answer.sw !== SUCCESS && answer.sw !== END_OF_FILE) return 'refused';
    return valueAt(answer.data, 0x53) ?? 'broken';
  }

  private get secured(): boolean {
    return this.messaging !== null;
  }

  /** One question, secured once there is a session; null if the answer is none, or was not opened. */
  private async ask(command: Command): Promise<Answer | null> {
    const secured = this.messaging;
    const answer = parseAnswer(await this.transmit(encodeCommand(secured === null ? command : secured.wrap(command))));
    const opened = answer === null || secured === null ? answer : secured.open(answer);
    if (opened === null) this.broken += 1;
    return opened;
  }
}
