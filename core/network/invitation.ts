import type { Crypto } from '../crypto/crypto.ts';
import { fromHex, utf8 } from '../crypto/encoding.ts';
import { hostPort } from './address.ts';

/**
 * How a technician leads one kiosk to another of its station, where they do not find each other: the addresses of the one
 * that invites, and six digits that follow from its package, which both kiosks show. Nothing in it is secret, and nobody is
 * believed for it: what is fetched there is signed by the commission, and who may join follows from certificates.
 */
export interface Invitation {
  /** Where it is reached, `address:port`, at most four. */
  readonly at: readonly string[];
  readonly digits: string;
}

const MARK = 'TAANUU:JOIN:1';
const DIGITS = 6;
/** More addresses are not tried. */
const ADDRESSES_MAX = 4;

/** A mark of its kind, addresses and digits, as a QR code has them. */
export const wayText = (mark: string, { at, digits }: Invitation): string =>
  `${mark} ${at.slice(0, ADDRESSES_MAX).join(',')} ${digits}`;

/** Reads addresses and so many digits, scanned with their mark or typed without: `#` or a space stands between them. */
export function readWay(text: string, mark: string, length: number): Invitation | null {
  const words = text.trim().split(/[\s#]+/);
  if (words[0] === mark) words.shift();
  const [where = '', ...digits] = words;
  const at = where.split(',');
  const said = digits.join('');
  const good = at.length <= ADDRESSES_MAX && at.every((one) => hostPort.safeParse(one).success);
  return good && said.length === length && /^\d+$/.test(said) ? { at, digits: said } : null;
}

/** As a QR code has it. */
export const invitationText = (invitation: Invitation): string => wayText(MARK, invitation);

/** Reads what was scanned, or typed; null: it is no invitation. */
export const readInvitation = (text: string): Invitation | null => readWay(text, MARK, DIGITS);

/** So many digits of a hash, each number as likely as any other. */
export function digitsOf(hash: Uint8Array, length: number): string {
  const number = hash.slice(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
  return String(number % 10 ** length).padStart(length, '0');
}

/** The digits of a package. @param sha256 of its manifest, hex */
export const invitationDigits = (sha256: string, crypto: Crypto): string =>
  digitsOf(crypto.sha256(utf8('taanuu/join/1'), fromHex(sha256) ?? new Uint8Array()), DIGITS);

/** A port behind the door. */
export function behindDoor(door: string, by: number): string {
  const end = door.lastIndexOf(':');
  return `${door.slice(0, end)}:${Number(door.slice(end + 1)) + by}`;
}

/** Where a kiosk that is invited takes the package's head: the port after the next. */
export const shelfAt = (door: string): string => behindDoor(door, 2);
