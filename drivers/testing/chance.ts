/** A stream of numbers from 0 below 1 that is the same for the same seed (splitmix32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 below `below`. */
export function upTo(random: () => number, below: number): number {
  return Math.floor(random() * below);
}

/**
 * What a bad line makes of bytes: a piece lost, doubled, moved elsewhere, turned into other bytes, or garbage put in
 * front, between or behind; several of them at once.
 */
export function mangled(bytes: Uint8Array, random: () => number): Uint8Array {
  let wire = [...bytes];
  for (let faults = upTo(random, 4); faults > 0; faults--) {
    const at = upTo(random, wire.length + 1);
    const size = upTo(random, 12);
    const piece = wire.slice(at, at + size);
    switch (upTo(random, 5)) {
      case 0:
        wire.splice(at, size);
        break;
      case 1:
        wire.splice(at, 0, ...piece);
        break;
      case 2:
        wire.splice(at, size);
        wire.splice(upTo(random, wire.length + 1), 0, ...piece);
        break;
      case 3:
        wire = wire.map((byte, i) => (i >= at && i < at + size ? upTo(random, 256) : byte));
        break;
      default:
        wire.splice(at, 0, ...Array.from({ length: size * size }, () => upTo(random, 256)));
    }
  }
  return Uint8Array.from(wire);
}

/** The bytes in pieces of any size, as a line delivers them. */
export function pieces(bytes: Uint8Array, random: () => number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + upTo(random, random() < 0.5 ? 4 : bytes.length);
    parts.push(bytes.subarray(at, at + size));
    at += size;
  }
  return parts;
}
