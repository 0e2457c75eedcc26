import { neighbourhood } from '../extract/minutiae.ts';

/**
 * The twin of the kernel `thin`: thinning to lines one pixel wide (Guo and Hall 1989, parallel, two sub-iterations). What a neighbourhood decides is
 * a table of its eight bits, made once.
 */

/** Bits of the neighbours, clockwise from the one above: N, NE, E, SE, S, SW, W, NW. */
function removable(bits: number, odd: boolean): boolean {
  const p = (n: number) => (bits >> n) & 1;
  const [n, ne, e, se, s, sw, w, nw] = [p(0), p(1), p(2), p(3), p(4), p(5), p(6), p(7)] as const;
  const crossings =
    ((1 - n!) & (ne! | e!)) + ((1 - e!) & (se! | s!)) + ((1 - s!) & (sw! | w!)) + ((1 - w!) & (nw! | n!));
  if (crossings !== 1) return false;
  const a = (nw! | n!) + (ne! | e!) + (se! | s!) + (sw! | w!);
  const b = (n! | ne!) + (e! | se!) + (s! | sw!) + (w! | nw!);
  const least = Math.min(a, b);
  if (least < 2 || least > 3) return false;
  return odd ? ((n! | ne! | (1 - se!)) & e!) === 0 : ((s! | sw! | (1 - nw!)) & w!) === 0;
}

const tables = [true, false].map((odd) =>
  Uint8Array.from({ length: 256 }, (_, bits) => (removable(bits, odd) ? 1 : 0)),
);

/** Thins in place what is 1 in `image`; the outermost row and column must be 0. */
export function thin(image: Uint8Array, width: number, height: number): void {
  let points: number[] = [];
  for (let i = 0; i < width * height; i += 1) if (image[i] === 1) points.push(i);
  for (let changed = true; changed; ) {
    changed = false;
    for (const table of tables) {
      const gone: number[] = [];
      for (const i of points) {
        if (table[neighbourhood(image, width, i)] === 1) gone.push(i);
      }
      for (const i of gone) image[i] = 0;
      if (gone.length > 0) {
        changed = true;
        points = points.filter((i) => image[i] === 1);
      }
    }
  }
}
