import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chanceOf } from '../../../core/fingerprint/synthetic/chance.ts';
import {
  readCapture,
  readCaptured,
  readDevice,
  readDigitalId,
  readDiscovery,
  readInfo,
  readStreamError,
} from './answers.ts';
import { checkCapture, type Expected } from './check.ts';
import { scannerOf } from './identity.ts';
import { jsonOf, openJws, unsignedPayload } from './jws.ts';
import { MultipartFrames } from './multipart.ts';
import { formatOf, imageOf, templateOf } from './records.ts';
import { unseal } from './secrets.ts';

/**
 * Hostile bytes for every parser of SBI, made of honest answers: cut, doubled, moved, with bytes and words changed, or
 * noise alone. Called by the tests with a few thousand and by a bench with a million.
 */
export const fuzzed = ['discovery', 'info', 'capture', 'jws', 'payload', 'stream', 'sealed', 'record'] as const;
export type Fuzzed = (typeof fuzzed)[number];

/** Honest answers by what reads them, and what a capture is checked against. */
export interface FuzzSeeds {
  readonly honest: Readonly<Record<Fuzzed, readonly Uint8Array[]>>;
  readonly expected: Expected;
}

export interface FuzzTally {
  readonly cases: number;
  /** Cases of which something was read. */
  readonly read: number;
  /** The most bytes that a stream kept, beyond what one frame may have. */
  readonly mostHeld: number;
  /** Captures that were accepted though not every signed letter of them is an honest one's: must stay 0. */
  readonly forged: number;
}

type Chance = ReturnType<typeof chanceOf>;
const upTo = (chance: Chance, most: number): number => Math.floor(chance.next() * most);

/** Words that mean something to these parsers. */
const WORDS = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    'null',
    '-1',
    '1e999',
    '""',
    '{"error":{"errorCode":"703"}}',
    '.',
    '..',
    '=',
    '/',
  ],
  ...[
    '\r\n\r\n',
    '--BoundaryString',
    'Content-Length:99999999',
    'Content-Type:image/jpeg',
    '\u00ff\u00d8',
    '\u00ff\u00d9',
  ],
  ...['__proto__', 'errorCode', '[[[[[[[[', '\\u0000', 'FIR\0', 'FMR\0'],
].map((word) => Buffer.from(word, 'latin1'));

/** One hostile case of honest bytes. */
export function mutated(honest: Uint8Array, chance: Chance): Uint8Array {
  if (chance.next() < 0.05) return Uint8Array.from({ length: upTo(chance, 200) }, () => upTo(chance, 256));
  let bytes = Buffer.from(honest);
  for (let changes = 1 + upTo(chance, 4); changes > 0; changes -= 1) {
    const [from, to] = [upTo(chance, bytes.length + 1), upTo(chance, bytes.length + 1)].sort((a, b) => a - b) as [
      number,
      number,
    ];
    const [before, within, after] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
    const word = WORDS[upTo(chance, WORDS.length)]!;
    const kind = upTo(chance, 6);
    if (kind === 0) bytes = Buffer.from(before);
    else if (kind === 1) bytes = Buffer.concat([before, after]);
    else if (kind === 2) bytes = Buffer.concat([before, within.subarray(0, 512), within.subarray(0, 512), after]);
    else if (kind === 3) bytes = Buffer.concat([before, word, bytes.subarray(from)]);
    else if (kind === 4)
      bytes = Buffer.concat([before, word, bytes.subarray(Math.min(bytes.length, from + word.length))]);
    else if (bytes.length > 0) bytes[upTo(chance, bytes.length)]! ^= 1 << upTo(chance, 8);
  }
  return bytes.subarray(0, 200_000);
}

/** @throws if a parser throws: none may. What else must hold, the caller sees in the tally. */
export function fuzzSbi(what: Fuzzed, cases: number, seed: string, { honest, expected }: FuzzSeeds): FuzzTally {
  const chance = chanceOf('sbi fuzz', what, seed);
  const accepted = new Set(honest.capture.map((bytes) => signedIn(Buffer.from(bytes).toString('utf8'))));
  const honestJws = new Set(honest.jws.map((bytes) => Buffer.from(bytes).toString('utf8').split('.', 2).join('.')));
  let [read, mostHeld, forged] = [0, 0, 0];
  for (let n = 0; n < cases; n += 1) {
    const seeds = honest[what];
    const bytes = mutated(seeds[n % seeds.length]!, chance);
    const text = Buffer.from(bytes).toString('utf8');
    if (what === 'discovery') {
      read += readDiscovery(text).ok ? 1 : 0;
      read += readStreamError(text) === null ? 0 : 1;
    } else if (what === 'info') {
      const { trust, port, serial } = expected;
      read += readInfo(text).ok ? 1 : 0;
      scannerOf(text, { trust, port, serial });
    } else if (what === 'capture') {
      read += readCapture(text).ok ? 1 : 0;
      if (checkCapture(text, expected).ok && !accepted.has(signedIn(text))) forged += 1;
    } else if (what === 'jws') {
      const opened = openJws(text, expected.trust);
      read += opened.ok ? 1 : 0;
      if (opened.ok && !honestJws.has(text.split('.', 2).join('.'))) forged += 1;
    } else if (what === 'payload') {
      const value = jsonOf(text);
      const readers = [readCaptured, readDevice, readDigitalId];
      unsignedPayload(text);
      read += readers.filter((reader) => reader(value) !== null).length;
    } else if (what === 'stream') {
      const parser = new MultipartFrames('--BoundaryString', 4_096);
      for (let at = 0; at < bytes.length; ) {
        const size = 1 + upTo(chance, 600);
        read += parser.push(bytes.subarray(at, at + size)).length;
        mostHeld = Math.max(mostHeld, parser.held);
        at += size;
      }
    } else if (what === 'sealed') {
      const sealed = { sessionKey: bytes.subarray(0, 256), value: bytes.subarray(256), timestamp: text.slice(0, 20) };
      read += unseal({ ...sealed, transactionId: text.slice(20, 40) }, fuzzKey()) === null ? 0 : 1;
    } else {
      read += imageOf(bytes, undefined).ok ? 1 : 0;
      read += templateOf(bytes).ok ? 1 : 0;
      formatOf(bytes);
    }
  }
  return { cases, read, mostHeld, forged };
}

/** What was signed, in its order: changes outside of it, such as blanks, leave the fingers as they are. */
function signedIn(answer: string): string {
  const read = readCapture(answer);
  return read.ok ? read.value.map(({ data }) => data.split('.', 2).join('.')).join(' ') : '';
}

let key: KeyObject | null = null;
function fuzzKey(): KeyObject {
  key ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  return key;
}
