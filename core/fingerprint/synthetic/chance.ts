/** Deterministic chance, 32-bit integers only, one stream per name: the same on every machine and engine. */
export interface Chance {
  /** 0 ≤ x < 1. */
  next(): number;
  /** Mean 0, deviation 1, within ±3.5: the sum of twelve, so that no transcendental function decides an image. */
  normal(): number;
}

/** splitmix32 over a hash (FNV-1a) of the parts of the name. */
export function chanceOf(...name: readonly (string | number)[]): Chance {
  let state = 0x811c9dc5;
  for (const letter of name.join('/')) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let t = state ^ (state >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return ((t ^ (t >>> 15)) >>> 0) / 4_294_967_296;
  };
  const normal = () => {
    let sum = -6;
    for (let i = 0; i < 12; i += 1) sum += next();
    return sum;
  };
  return { next, normal };
}
