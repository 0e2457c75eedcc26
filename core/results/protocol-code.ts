import type { Crypto } from '../crypto/crypto.ts';
import { fromBase64url, toBase64url, utf8 } from '../crypto/encoding.ts';
import { canonical } from '../journal/canonical.ts';
import { PROTOCOL_DOMAIN, type ProtocolContent, type ProtocolOf } from './protocol.ts';

/**
 * The QR code of a results protocol: whose it is, which version of it, the hash of all that was signed, the numbers themselves, and the device's
 * signature over all three. It repeats what the paper says and nothing else, so that anybody can add up papers.
 *
 *     taanuu:protocol:2:ELECTION:MODE:STATION:SITTING:STYLE:VERSION:KEY:HASH:NUMBERS:SIGNATURE
 *
 * Names are percent-encoded. HASH is SHA-256 over `PROTOCOL_DOMAIN`, a line feed and the canonical JSON of the content,
 * base64url. NUMBERS are `line=value` by the numbers of the form, and `line/option=value`, with commas between them; empty
 * where they are too many for a code. SIGNATURE is Ed25519 over the UTF-8 bytes of everything before the last colon.
 */
export interface ProtocolCode extends Pick<ProtocolOf, 'election' | 'mode' | 'station' | 'sitting' | 'style'> {
  readonly version: number;
  /** Name of the signing key. */
  readonly key: string;
  readonly hash: Uint8Array;
  readonly numbers: readonly (readonly [line: string, value: number])[];
}

const PREFIX = 'taanuu:protocol:2';
/** A code of 101 squares a side holds them with the rest. */
const NUMBERS_MAX = 700;

/** Hash of everything that is signed. */
export const protocolHash = (content: ProtocolContent, crypto: Pick<Crypto, 'sha256'>): Uint8Array =>
  crypto.sha256(utf8(`${PROTOCOL_DOMAIN}\n${canonical(content)}`));

/** Signs a protocol; `sign` is Ed25519 by the device's key of that name. */
export function protocolCode(
  content: ProtocolContent,
  key: string,
  crypto: Pick<Crypto, 'sha256'>,
  sign: (message: Uint8Array) => Uint8Array,
): string {
  const { election, mode, station, sitting, style, version } = content;
  const numbers = numbersOf(content)
    .map(([line, value]) => `${line.split('/').map(encodeURIComponent).join('/')}=${value}`)
    .join(',');
  const text = [
    PREFIX,
    ...[election, mode, station, sitting, style, String(version), key].map(encodeURIComponent),
    toBase64url(protocolHash(content, crypto)),
    numbers.length > NUMBERS_MAX ? '' : numbers,
  ].join(':');
  return `${text}:${toBase64url(sign(utf8(text)))}`;
}

function numbersOf({ lines }: ProtocolContent): readonly (readonly [string, number])[] {
  return lines.flatMap(({ number, value, options }) => [
    ...(value === null ? [] : [[number, value] as const]),
    ...options.flatMap((one) => (one.value === null ? [] : [[`${number}/${one.option}`, one.value] as const])),
  ]);
}

/** Reads a code that anybody may have written, if this public key (32 bytes) signed exactly this; null otherwise. */
export function readProtocolCode(
  code: string,
  publicKey: Uint8Array,
  crypto: Pick<Crypto, 'ed25519Verify'>,
): ProtocolCode | null {
  const parts = code.split(':');
  if (parts.length !== 13 || !code.startsWith(`${PREFIX}:`)) return null;
  const signature = fromBase64url(parts[12] ?? '');
  const hash = fromBase64url(parts[10] ?? '');
  if (!signature || hash?.length !== 32) return null;
  if (!crypto.ed25519Verify(signature, utf8(parts.slice(0, -1).join(':')), publicKey)) return null;
  // Signed: it is as `protocolCode` wrote it.
  const [election = '', mode, station = '', sitting = '', style = '', version, key = ''] = parts
    .slice(3, 10)
    .map(decodeURIComponent);
  const numbers = (parts[11] ?? '').split(',').filter(Boolean);
  return {
    ...{ election, station, sitting, style, key, hash, version: Number(version) },
    mode: mode as ProtocolCode['mode'],
    numbers: numbers.map((one) => {
      const [line = '', value = ''] = one.split('=');
      return [decodeURIComponent(line), Number(value)] as const;
    }),
  };
}
