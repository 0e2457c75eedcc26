import { crc32 } from '../core/crypto/crc32.ts';
import type { Chance } from '../core/fingerprint/synthetic/chance.ts';

/** Where readers stumble: the ends of ranges, signs, and numbers of which a few make too much. */
const EXTREMES = [0, 1, 2, 0x0f, 0x7f, 0x80, 0xc0, 0xd9, 0xda, 0xfe, 0xff];
/** Most decisions of a file are in its head. */
const HEAD = 160;
const MOST_CHANGES = 6;

/** One to six changes of a file; the same file and chance give the same bytes. */
export function mutated(bytes: Uint8Array, others: readonly Uint8Array[], chance: Chance): Uint8Array {
  let out: Uint8Array = bytes.slice();
  const upTo = (count: number): number => Math.floor(chance.next() * count);
  const place = (): number => upTo(Math.max(1, chance.next() < 0.6 ? Math.min(HEAD, out.length) : out.length));
  const changes = 1 + upTo(MOST_CHANGES);
  for (let change = 0; change < changes && out.length > 0; change += 1) {
    const at = place();
    const length = 1 + upTo(Math.min(64, out.length - at));
    const kind = chance.next();
    if (kind < 0.35) out[at]! ^= 1 << upTo(8);
    else if (kind < 0.6) out[at] = EXTREMES[upTo(EXTREMES.length)]!;
    else if (kind < 0.7) out.fill(chance.next() < 0.5 ? 0xff : 0, at, at + 1 + upTo(4));
    else if (kind < 0.78) for (let byte = at; byte < at + length; byte += 1) out[byte] = upTo(256);
    else if (kind < 0.84) out = out.slice(0, at);
    else if (kind < 0.9) out = joined(out.subarray(0, at), out.subarray(at + length));
    else if (kind < 0.95) out = joined(out.subarray(0, at + length), out.subarray(at));
    else {
      const other = others[upTo(others.length)]!;
      const from = upTo(other.length);
      out = joined(out.subarray(0, at), other.subarray(from, from + length), out.subarray(at));
    }
  }
  return out;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Gives the chunks of a PNG the sums that they should have: else every change would end at the first of them. */
export function withSums(png: Uint8Array): Uint8Array {
  const out = png.slice();
  const view = new DataView(out.buffer);
  for (let at = 8; at + 12 <= out.length; ) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > out.length) break;
    view.setUint32(end, crc32(out.subarray(at + 4, end)));
    at = end + 4;
  }
  return out;
}
