import { nodeCrypto } from '../crypto/node.ts';

/** Deterministic chance for the demonstration: the same seed gives the same people on every machine. */
export interface Chance {
  /** 0 ≤ x < 1 */
  next(): number;
  /** Whole number 0 … below − 1. */
  below(count: number): number;
  pick<T>(from: readonly T[]): T;
  /** True with this probability. */
  happens(probability: number): boolean;
}

/** mulberry32 over the first four bytes of SHA-256(seed): quick, and of no use for secrets. */
export function chance(seed: string): Chance {
  let state = Buffer.from(nodeCrypto.sha256(Buffer.from(seed, 'utf8'))).readUInt32LE();
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    pick(from) {
      const item = from[below(from.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
    happens: (probability) => next() < probability,
  };
}
