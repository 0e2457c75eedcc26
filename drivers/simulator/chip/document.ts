import { join, tlv } from '../../../core/document/chip/tlv.ts';
import { makeState, type TestState } from './authority.ts';
import { securityObject } from './security-object.ts';

/** Which ways into the chip it knows. */
export interface PaceWay {
  /** Last arc of id-PACE-ECDH-GM: 1 3DES, 2 AES-128, 3 AES-192, 4 AES-256. */
  readonly cipher: 1 | 2 | 3 | 4;
  /** 12 P-256, 13 brainpoolP256r1, 15 P-384, 16 brainpoolP384r1, 17 brainpoolP512r1, 18 P-521. */
  readonly parameterId: 12 | 13 | 15 | 16 | 17 | 18;
}

/** A chip's contents: what a document's issuer writes once. */
export interface ChipDocument {
  /** Lines of the zone joined by LF. */
  readonly mrz: string;
  /** Card access number, printed on the front. */
  readonly can: string;
  /** Null: basic access control only. */
  readonly pace: PaceWay | null;
  /** Files of the application, by identifier. */
  readonly files: ReadonlyMap<number, Uint8Array>;
  readonly state: TestState;
}

export interface DocumentOptions {
  readonly mrz: string;
  readonly can?: string;
  /** JPEG or JPEG 2000. */
  readonly portrait: Uint8Array;
  readonly pace?: PaceWay | null;
  readonly state?: TestState;
  /** Changes a file after it was signed. */
  readonly tamper?: { readonly file: number; readonly at: number };
}

const number16 = (value: number) => [(value >> 8) & 0xff, value & 0xff];
const number32 = (value: number) => [...number16(value >>> 16), ...number16(value & 0xffff)];
const text = (value: string) => Uint8Array.from(Buffer.from(value, 'latin1'));

/** DG1: the zone. */
export const dg1 = (mrz: string): Uint8Array => tlv(0x61, tlv(0x5f1f, text(mrz.replaceAll('\n', ''))));

/** DG2: one face, ISO/IEC 19794-5 in CBEFF (9303-10 §4.7.2). `points`: feature points before the image. */
export function dg2(image: Uint8Array, width = 240, height = 320, points = 0): Uint8Array {
  const jpeg = image[0] === 0xff && image[1] === 0xd8;
  const face = [...number16(points), 1, 0, 0, 0, 0, 0, ...number16(0), 0, 0, 0, 0, 0, 0];
  const information = [1, jpeg ? 0 : 1, ...number16(width), ...number16(height), 1, 2, 0, 0, 0, 0];
  const length = 20 + 8 * points + 12 + image.length;
  const record = join(
    text('FAC\x00010\x00'),
    Uint8Array.from([...number32(14 + length), ...number16(1), ...number32(length), ...face]),
    new Uint8Array(8 * points),
    Uint8Array.from(information),
    image,
  );
  const header = tlv(0xa1, tlv(0x81, Uint8Array.of(2)), tlv(0x87, Uint8Array.of(1, 1)), tlv(0x88, Uint8Array.of(0, 8)));
  return tlv(0x75, tlv(0x7f61, tlv(0x02, Uint8Array.of(1)), tlv(0x7f60, header, tlv(0x5f2e, record))));
}

/** Issues a document: writes its files and signs them. */
export function issueDocument(options: DocumentOptions): ChipDocument {
  const { mrz, can = '123456', portrait, pace = { cipher: 2, parameterId: 12 }, state = makeState(), tamper } = options;
  const groups = new Map([
    [1, dg1(mrz)],
    [2, dg2(portrait)],
  ]);
  const com = tlv(0x60, tlv(0x5f01, text('0107')), tlv(0x5f36, text('040000')), tlv(0x5c, Uint8Array.of(0x61, 0x75)));
  const files = new Map([
    [0x011e, com],
    [0x0101, groups.get(1) as Uint8Array],
    [0x0102, groups.get(2) as Uint8Array],
    [0x011d, securityObject(state.signer, groups)],
  ]);
  if (tamper !== undefined) {
    const changed = Uint8Array.from(files.get(tamper.file) ?? []);
    const at = tamper.at < 0 ? changed.length + tamper.at : tamper.at;
    changed[at] = (changed[at] as number) ^ 1;
    files.set(tamper.file, changed);
  }
  return { mrz, can, pace, files, state };
}

/** EF.CardAccess of a chip with PACE. */
export function cardAccess(way: PaceWay): Uint8Array {
  const oid = Uint8Array.of(0x04, 0x00, 0x7f, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02, way.cipher);
  const number = (value: number) => tlv(0x02, Uint8Array.of(value));
  return tlv(0x31, tlv(0x30, tlv(0x06, oid), number(2), number(way.parameterId)));
}
