import type { RandomBytes } from './format.ts';

/** A whole number 0 … below − 1, each as likely as the other. @param below at most 2³² */
export function lot(below: number, random: RandomBytes): number {
  if (!Number.isInteger(below) || below < 1 || below > 2 ** 32) throw new RangeError(`no lot among ${below}`);
  // Numbers from the last, incomplete round are drawn again: they would favour the small ones.
  const limit = 2 ** 32 - (2 ** 32 % below);
  for (;;) {
    const bytes = random(4);
    const drawn = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
    if (drawn < limit) return drawn % below;
  }
}

/** The same items in an order drawn by lot (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: RandomBytes): T[] {
  const drawn = [...items];
  for (let last = drawn.length - 1; last > 0; last -= 1) {
    const other = lot(last + 1, random);
    const [a, b] = [drawn[last] as T, drawn[other] as T];
    drawn[last] = b;
    drawn[other] = a;
  }
  return drawn;
}
