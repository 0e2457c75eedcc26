import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Newest } from './newest.ts';

it('keeps what was wanted last, and never more than it may', () => {
  const op = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    size: fc.integer({ min: 0, max: 6 }),
    set: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(op, { maxLength: 40 }), (ops) => {
      const newest = new Newest<number>(8, (size) => size);
      // As a list of what is there, the one that was wanted last behind.
      let there: { key: string; size: number }[] = [];
      for (const { key, size, set } of ops) {
        const known = there.find((one) => one.key === key);
        if (!set) expect(newest.get(key)).toBe(known?.size);
        if (set) newest.set(key, size);
        const now = set ? { key, size } : known;
        if (now) there = [...there.filter((one) => one.key !== key), now];
        while (there.reduce((sum, one) => sum + one.size, 0) > 8) there.shift();
      }
      for (const { key, size } of [...there]) expect(newest.get(key)).toBe(size);
    }),
  );
});
