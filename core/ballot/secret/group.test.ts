import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadSodiumGroup } from '../../../main/crypto/sodium-group.ts';
import { toHex } from '../../crypto/encoding.ts';
import { type Group, inverse, isIdentity, modulo, ORDER, readScalar, scalarBytes } from './group.ts';
import { nobleGroup } from './noble-group.ts';

const sodiumGroup = await loadSodiumGroup();
const scalar = fc.bigInt({ min: 0n, max: ORDER - 1n });
const edge = fc.oneof(scalar, fc.constantFrom(0n, 1n, 2n, ORDER - 1n));

it('both implementations give the same bytes, whatever is added and multiplied', () => {
  const path = (group: Group, [x, y, z]: readonly [bigint, bigint, bigint]): string[] => {
    const [p, q] = [group.multiplyBase(x), group.multiply(group.base, y)];
    const all = [p, q, group.add(p, q), group.subtract(p, q), group.multiply(group.add(p, q), z)];
    return all.map(({ bytes }) => toHex(bytes));
  };
  fc.assert(
    fc.property(fc.tuple(edge, edge, edge), (numbers) => {
      const [x, y, z] = numbers;
      const noble = path(nobleGroup, numbers);
      expect(path(sodiumGroup, numbers)).toEqual(noble);
      // (x + y)·z·G, by the numbers alone.
      expect(noble[4]).toBe(toHex(nobleGroup.multiplyBase(modulo((x + y) * z)).bytes));
    }),
    { numRuns: 40 },
  );
});

it('a point of one is a point of the other', () => {
  const mixed = nobleGroup.add(sodiumGroup.multiplyBase(5n), nobleGroup.multiplyBase(6n));
  expect(toHex(mixed.bytes)).toBe(toHex(sodiumGroup.multiplyBase(11n).bytes));
});

// RFC 9496, A.2: not canonical, negative, and not a square.
const refused = [
  '00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20',
  '26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371',
  '',
  '00',
];

it.each([
  ['noble', nobleGroup],
  ['sodium', sodiumGroup],
] as const)(
  '%s refuses every other spelling of a point, and takes the multiples of the generator of RFC 9496',
  (_, group) => {
    for (const hex of refused) expect(group.decode(Buffer.from(hex, 'hex')), hex).toBeUndefined();
    expect(toHex(group.base.bytes)).toBe('e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76');
    expect(toHex(group.multiplyBase(15n).bytes)).toBe(
      'e0c418f7c8d9c4cdd7395b93ea124f3ad99021bb681dfc3302a9d99a2e53e64e',
    );
    expect(isIdentity(group.decode(new Uint8Array(32)) ?? group.base)).toBe(true);
    expect(isIdentity(group.add(group.multiplyBase(7n), group.multiplyBase(ORDER - 7n)))).toBe(true);
  },
);

it('any bytes are a point for both or for neither', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const [noble, sodium] = [nobleGroup.decode(bytes), sodiumGroup.decode(bytes)];
      expect(sodium === undefined).toBe(noble === undefined);
      if (noble) expect(toHex(noble.bytes)).toBe(toHex(bytes));
    }),
    { numRuns: 60 },
  );
});

it('a scalar has one spelling and, unless it is 0, an inverse', () => {
  fc.assert(
    fc.property(edge, (value) => {
      expect(readScalar(scalarBytes(value))).toBe(value);
      if (value === 0n) expect(() => inverse(value)).toThrow(RangeError);
      else expect(modulo(value * inverse(value))).toBe(1n);
    }),
    { numRuns: 20 },
  );
  const order = scalarBytes(ORDER - 1n);
  order[0] = (order[0] ?? 0) + 1;
  expect(readScalar(order)).toBeUndefined();
  expect(readScalar(new Uint8Array(31))).toBeUndefined();
  expect(() => scalarBytes(ORDER)).toThrow(RangeError);
});
