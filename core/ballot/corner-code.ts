import { crc32 } from '../crypto/crc32.ts';
import type { Crypto } from '../crypto/crypto.ts';
import { toHex, utf8 } from '../crypto/encoding.ts';
import type { Mode } from '../election/common.ts';
import { canonical } from '../journal/canonical.ts';
import { type QrCode, qrCodeOfBytes } from '../qr/qr.ts';
import type { BallotPapers } from './definition.ts';
import type { CornerCode } from './reading.ts';

/**
 * The corner code of a sheet, 19 bytes, numbers big-endian (docs/ballots.md). Two sheets of one style have the same: there
 * is no place in it for anything else.
 *
 *     0  version, 1
 *     1  election: the first 8 bytes of a hash of what the commission has defined
 *     9  constituency, u16
 *    11  style, u16
 *    13  flags: bit 0 is set on a sheet for tests, all others are 0
 *    14  page
 *    15  CRC-32 of the bytes before it, u32
 */
export const CORNER_CODE_BYTES = 19;
const VERSION = 1;
const TEST = 1;
const AT = { election: 1, constituency: 9, style: 11, flags: 13, page: 14, check: 15 } as const;
const DOMAIN = utf8('taanuu/ballot/1\n');

/** 25 squares along a side. */
const QR_VERSION = 2;

/** What the code calls the election: another definition, election or mode is another one. 16 hexadecimal digits. */
export function ballotHash(
  { id, mode, papers }: { readonly id: string; readonly mode: Mode; readonly papers: BallotPapers },
  crypto: Crypto,
): string {
  return toHex(crypto.sha256(DOMAIN, utf8(canonical({ id, mode, papers }))).subarray(0, 8));
}

/** The bytes of a code. @throws RangeError for numbers that have no room */
export function cornerCodeBytes({ election, constituency, style, test, page }: CornerCode): Uint8Array {
  if (!/^[0-9a-f]{16}$/.test(election)) throw new RangeError('the election has 16 hexadecimal digits');
  for (const [value, most] of [
    [constituency, 0xffff],
    [style, 0xffff],
    [page, 0xff],
  ] as const) {
    if (!Number.isInteger(value) || value < 0 || value > most) throw new RangeError(`${value} has no room`);
  }
  const bytes = new Uint8Array(CORNER_CODE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setBigUint64(AT.election, BigInt(`0x${election}`));
  view.setUint16(AT.constituency, constituency);
  view.setUint16(AT.style, style);
  view.setUint8(AT.flags, test ? TEST : 0);
  view.setUint8(AT.page, page);
  view.setUint32(AT.check, crc32(bytes.subarray(0, AT.check)));
  return bytes;
}

/** What a code says; null for bytes that are none, are of another version, or were not read as they are printed. */
export function readCornerCode(bytes: Uint8Array): CornerCode | null {
  if (bytes.length !== CORNER_CODE_BYTES || bytes[0] !== VERSION) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint8(AT.flags);
  if (view.getUint32(AT.check) !== crc32(bytes.subarray(0, AT.check)) || (flags & ~TEST) !== 0) return null;
  return {
    election: toHex(bytes.subarray(AT.election, AT.constituency)),
    constituency: view.getUint16(AT.constituency),
    style: view.getUint16(AT.style),
    test: flags === TEST,
    page: view.getUint8(AT.page),
  };
}

/** The code as it is printed: a quarter of it may be spoiled. */
export function cornerCodeQr(code: CornerCode): QrCode {
  return qrCodeOfBytes(cornerCodeBytes(code), QR_VERSION);
}
