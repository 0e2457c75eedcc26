import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('does so many things at once, the others in their order, also behind one that fails', async () => {
  const turns = new Turns(2);
  const began: number[] = [];
  const ends: ((is: Error | null) => void)[] = [];
  const all = [0, 1, 2, 3].map((n) =>
    turns
      .take(() => {
        began.push(n);
        return new Promise<number>((resolve, reject) => ends.push((is) => (is ? reject(is) : resolve(n))));
      })
      .catch(() => -1),
  );
  await new Promise(setImmediate);
  expect(began).toEqual([0, 1]);
  ends[1]?.(new Error('gone'));
  await new Promise(setImmediate);
  expect(began).toEqual([0, 1, 2]);
  ends[0]?.(null);
  await new Promise(setImmediate);
  for (const end of ends) end(null);
  expect(await Promise.all(all)).toEqual([0, -1, 2, 3]);
});
