import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCodes } from '../../main/images/codes.ts';
import { nobleCrypto } from '../crypto/noble.ts';
import { ballotHash, CORNER_CODE_BYTES, cornerCodeBytes, cornerCodeQr, readCornerCode } from './corner-code.ts';
import type { BallotPapers } from './definition.ts';
import type { CornerCode } from './reading.ts';

const codes: fc.Arbitrary<CornerCode> = fc.record({
  election: fc.stringMatching(/^[0-9a-f]{16}$/),
  constituency: fc.nat(0xffff),
  style: fc.nat(0xffff),
  test: fc.boolean(),
  page: fc.nat(0xff),
});
const known: CornerCode = { election: '0123456789abcdef', constituency: 2, style: 258, test: true, page: 1 };

describe('the corner code', () => {
  it('comes back from its bytes', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(readCornerCode(cornerCodeBytes(code))).toEqual(code);
      }),
    );
  });

  it('is of these bytes and no others', () => {
    expect(Buffer.from(cornerCodeBytes(known)).toString('hex')).toBe('010123456789abcdef000201020101ebf20647');
  });

  it('is not read with one byte changed, one missing or one more', () => {
    fc.assert(
      fc.property(codes, fc.nat(CORNER_CODE_BYTES - 1), fc.integer({ min: 1, max: 255 }), (code, at, change) => {
        const bytes = cornerCodeBytes(code);
        expect(readCornerCode(bytes.subarray(0, at))).toBeNull();
        expect(readCornerCode(Uint8Array.of(...bytes, change))).toBeNull();
        bytes[at] = (bytes[at] ?? 0) ^ change;
        expect(readCornerCode(bytes)).toBeNull();
      }),
    );
  });

  it('is not read out of whatever bytes, however they are checked', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: CORNER_CODE_BYTES, maxLength: CORNER_CODE_BYTES }), (bytes) => {
        const read = readCornerCode(bytes);
        if (read) expect(cornerCodeBytes(read)).toEqual(bytes);
      }),
    );
  });

  it.each([{ election: '0123' }, { constituency: 65_536 }, { style: -1 }, { page: 256 }, { page: 0.5 }])(
    'has no room for %j',
    (change) => {
      expect(() => cornerCodeBytes({ ...known, ...change })).toThrow(RangeError);
    },
  );

  it('is read back from its squares by a reader that is not ours', async () => {
    const { size, dark } = cornerCodeQr(known);
    expect(size).toBe(25);
    const side = (size + 8) * 4;
    const pixels = new Uint8Array(side * side).map((_, i) => {
      const [row, column] = [Math.floor(i / side / 4) - 4, Math.floor((i % side) / 4) - 4];
      return dark[row]?.[column] ? 0 : 255;
    });
    const read = await readCodes({ width: side, height: side, pixels }, { formats: ['qr'], quick: true });
    expect(read.ok && read.value.map(({ bytes }) => readCornerCode(bytes))).toEqual([known]);
  });
});

describe('what a corner code calls the election', () => {
  const papers = { styles: [], layouts: [] } as unknown as BallotPapers;
  const hash = (change: object = {}) => ballotHash({ id: 'probe', mode: 'official', papers, ...change }, nobleCrypto);

  it('is another one for another election, mode or definition, and otherwise the same', () => {
    const all = [
      hash(),
      hash({ id: 'probe-2' }),
      hash({ mode: 'training' }),
      hash({ papers: { ...papers, layouts: [1] } }),
    ];
    expect(new Set(all).size).toBe(4);
    expect(all.every((one) => /^[0-9a-f]{16}$/.test(one))).toBe(true);
    expect(hash({ papers: { layouts: [], styles: [] } })).toBe(hash());
  });
});
