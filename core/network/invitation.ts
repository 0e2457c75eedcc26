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
/** More addresses are not tried. */
const ADDRESSES_MAX = 4;

/** As a QR code has it. */
export const invitationText = ({ at, digits }: Invitation): string =>
  `${MARK} ${at.slice(0, ADDRESSES_MAX).join(',')} ${digits}`;

/** Reads what was scanned, or typed: an address with its port, `#` or a space, and the digits; null: it is neither. */
export function readInvitation(text: string): Invitation | null {
  const words = text.trim().split(/[\s#]+/);
  if (words[0] === MARK) words.shift();
  const [where = '', ...digits] = words;
  const at = where.split(',');
  const said = digits.join('');
  const good = at.length <= ADDRESSES_MAX && at.every((one) => hostPort.safeParse(one).success);
  return good && /^\d{6}$/.test(said) ? { at, digits: said } : null;
}

/** The digits of a package. @param sha256 of its manifest, hex */
export function invitationDigits(sha256: string, crypto: Crypto): string {
  const hash = crypto.sha256(utf8('taanuu/join/1'), fromHex(sha256) ?? new Uint8Array());
  const number = hash.slice(0, 4).reduce((sum, byte) => sum * 256 + byte, 0);
  return String(number % 1_000_000).padStart(6, '0');
}

/** Behind the door stands the shelf from which a kiosk that is invited takes the package's head: the port after the next. */
export function shelfAt(door: string): string {
  const end = door.lastIndexOf(':');
  return `${door.slice(0, end)}:${Number(door.slice(end + 1)) + 2}`;
}
