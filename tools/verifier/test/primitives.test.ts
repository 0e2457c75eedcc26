import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base32, fromBase64url, fromHex, toHex, u32, utf8 } from '../bytes.ts';
import { fastGroup } from '../fast-group.ts';
import { challenge, frame, hash, inverse, L, modulo, readScalar, scalarBytes } from '../frame.ts';
import { IDENTITY, slowGroup } from '../group.ts';
import { canonical, type Json, readJson } from '../json.ts';
import { lagrangeAtZero } from '../result.ts';
import { Tree } from '../tree.ts';

const bytes = (hex: string) => fromHex(hex, hex.length / 2)!;
const scalars = fc.bigInt({ min: 0n, max: L - 1n });
const groups = [
  ['@noble/curves', slowGroup],
  ['libsodium', fastGroup],
] as const;

describe.each(groups)('the group by %s', (_, group) => {
  it('has the multiples of RFC 9496, A.1', () => {
    const multiples = [
      '00'.repeat(32),
      'e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76',
      '6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919',
      '94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259',
    ];
    let sum = IDENTITY;
    for (const [n, hex] of multiples.entries()) {
      expect([toHex(sum), toHex(group.base(BigInt(n))), group.accepts(sum)]).toEqual([hex, hex, true]);
      sum = group.plus(sum, group.base(1n));
    }
  });

  it.each([
    ['not canonical', `00${'ff'.repeat(31)}`],
    ['not canonical', `${'ff'.repeat(31)}7f`],
    ['not canonical', `f3${'ff'.repeat(30)}7f`],
    ['not canonical', `ed${'ff'.repeat(30)}7f`],
    ['negative', `01${'00'.repeat(31)}`],
    ['negative', `01${'ff'.repeat(30)}7f`],
    ['negative', 'ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20'],
    ['no square', '26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371'],
  ])('refuses what RFC 9496, A.2 calls %s: %s', (_, hex) => {
    expect(group.accepts(bytes(hex))).toBe(false);
  });
});

it('comes out the same by both libraries, at the edges too', () => {
  fc.assert(
    fc.property(fc.oneof(scalars, fc.constantFrom(0n, 1n, L - 1n)), scalars, (s, t) => {
      const point = slowGroup.base(t);
      const both = (make: (group: typeof slowGroup) => Uint8Array) => groups.map(([, group]) => toHex(make(group)));
      for (const made of [
        both((group) => group.base(s)),
        both((group) => group.times(s, point)),
        both((group) => group.plus(group.base(s), point)),
        both((group) => group.minus(group.base(s), point)),
      ])
        expect(made[0]).toBe(made[1]);
    }),
    { numRuns: 20 },
  );
  for (const [, group] of groups) expect(group.times(5n, IDENTITY)).toEqual(IDENTITY);
});

describe('framing', () => {
  // Computed with Python's hashlib and struct.
  const parts = ['', bytes('0102'), 'кош', u32(7)] as const;
  it('is that of the specification', () => {
    expect(toHex(frame('taanuu/test/1', ...parts))).toBe(
      '7461616e75752f746573742f31000000000000000002010200000006d0bad0bed1880000000400000007',
    );
    expect(toHex(hash('taanuu/test/1', ...parts))).toBe(
      'd0f0c6a9912d5c6079c84126f9fc30a6e1c255b55b5f60be911bc8c459f42493',
    );
    expect(challenge('taanuu/test/1', ...parts)).toBe(
      0x44402527a3e1446a983cb4c18ba931c64a44060e7e6d5faf2c231b4a8746b93n,
    );
  });

  it('never frames two lists alike', () => {
    const list = fc.array(fc.uint8Array({ maxLength: 6 }), { maxLength: 4 });
    fc.assert(
      fc.property(list, list, (one, other) => {
        const alike = one.length === other.length && one.every((part, i) => toHex(part) === toHex(other[i]!));
        expect(toHex(frame('d', ...one)) === toHex(frame('d', ...other))).toBe(alike);
      }),
    );
  });
});

describe('numbers', () => {
  it('have one spelling below the order', () => {
    expect([
      readScalar(scalarBytes(L - 1n)),
      readScalar(scalarBytes(L)),
      readScalar(scalarBytes(2n ** 256n - 1n)),
    ]).toEqual([L - 1n, null, null]);
    fc.assert(
      fc.property(scalars, (s) => {
        expect(readScalar(scalarBytes(s))).toBe(s);
      }),
    );
  });

  it('are found again at 0 from a threshold of places', () => {
    fc.assert(
      fc.property(
        fc.tuple(scalars, scalars, scalars),
        fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7], { minLength: 3, maxLength: 3 }),
        (f, at) => {
          const lambdas = lagrangeAtZero(at);
          const values = at.map((x) => f.reduce((sum, c, j) => sum + c * BigInt(x) ** BigInt(j), 0n));
          expect(modulo(values.reduce((sum, value, i) => sum + value * lambdas[i]!, 0n))).toBe(f[0]);
        },
      ),
    );
    expect(modulo(inverse(12345n) * 12345n)).toBe(1n);
  });
});

it('makes the roots of the trees that Certificate Transparency tests with', () => {
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  const tree = new Tree();
  for (const [n, root] of roots.entries()) {
    expect(toHex(tree.root())).toBe(root);
    if (leaves[n] !== undefined) tree.add(bytes(leaves[n]));
  }
});

describe('spelling', () => {
  it('has base32 of RFC 4648, 10', () => {
    expect(['f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base32(utf8(text)))).toEqual([
      'MY',
      'MZXQ',
      'MZXW6',
      'MZXW6YQ',
      'MZXW6YTB',
      'MZXW6YTBOI',
    ]);
  });

  it('reads base64url and hex, and nothing that only looks like them', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (some) => {
        expect(fromBase64url(Buffer.from(some).toString('base64url'))).toEqual(some);
        expect(fromHex(toHex(some), some.length)).toEqual(some);
      }),
    );
    expect([fromBase64url('a'), fromBase64url('ab=='), fromHex('AB', 1), fromHex('abc', 1), fromHex('0g', 1)]).toEqual(
      Array(5).fill(null),
    );
  });

  const json: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: 'grapheme' }),
      fc.nat(),
      fc.constant(null),
      fc.array(tie('json')),
      fc.dictionary(fc.string(), tie('json')),
    ),
  })).json;

  it('reads what is canonical, and refuses every other spelling of it', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonical(value);
        expect(readJson(utf8(text))).toEqual({ value: JSON.parse(text) });
        for (const other of [` ${text}`, `${text}\n`, `\ufeff${text}`])
          expect(readJson(utf8(other))).toHaveProperty('why');
      }),
    );
    for (const other of [
      '{"b":1,"a":2}',
      '{"a":1,"a":1}',
      '1.0',
      '-0',
      '-1',
      '1e3',
      '4294967296',
      '0.5',
      'true',
      '"\\u0041"',
      '"\\ud800"',
      '['.repeat(99),
    ])
      expect(readJson(utf8(other))).toHaveProperty('why');
    expect(readJson(Uint8Array.of(0x22, 0xff, 0x22))).toEqual({ why: 'not UTF-8' });
  });
});
