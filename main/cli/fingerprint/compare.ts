import { compareWithPairs, type Template } from '../../../core/fingerprint/fingerprint.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { CommandIo } from '../io.ts';
import { readFinger } from './read.ts';
import type { Values } from './values.ts';
import { scoreWords } from './words.ts';

/** Says how alike two fingers are, and which minutiae say so. */
export async function compareFiles(a: string, b: string, values: Values, io: CommandIo): Promise<Problem | null> {
  const one = readFinger(a, values.reading);
  if (!one.ok) return one.error;
  const two = readFinger(b, values.reading);
  if (!two.ok) return two.error;
  const { score, pairs } = compareWithPairs(one.value, two.value);
  const places = pairs.map(([i, j]) => ({ a: placeOf(one.value, i), b: placeOf(two.value, j) }));
  if (values.json) {
    io.out(JSON.stringify({ score, pairs: places }));
    return null;
  }
  io.out(`score  ${score.toFixed(1)}`);
  for (const line of scoreWords(score)) io.out(`       ${line}`);
  io.out(`pairs  ${pairs.length}, of ${one.value.minutiae.length} and ${two.value.minutiae.length} minutiae`);
  for (const { a: from, b: to } of places) {
    io.out(`       ${column(from.x)},${column(from.y)}  ${column(to.x)},${column(to.y)}  ${from.type}`);
  }
  return null;
}

const column = (value: number): string => String(value).padStart(4);

/** Whole pixels at 500 dpi, from the left and from the top. */
function placeOf({ minutiae }: Template, at: number) {
  const { x = 0, y = 0, type = 'other' } = minutiae[at] ?? {};
  return { x: Math.round(x), y: Math.round(y), type };
}
