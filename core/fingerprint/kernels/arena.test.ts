import { describe, expect, it } from 'vitest';
import { Arena } from './arena.ts';
import { boxSum } from './kernels.ts';

const size = { width: 40, height: 30, bytesPerPoint: 8 };

describe('Arena', () => {
  it('gives planes that are 0, apart from each other, and 0 again for the next image', () => {
    const arena = new Arena(size);
    const [a, b] = [arena.int16(1200), arena.int32(1200)];
    a.fill(-1);
    expect(b.every((value) => value === 0)).toBe(true);
    b.fill(7);
    expect(a.every((value) => value === -1)).toBe(true);
    boxSum(arena, a, { width: 40, height: 30, radius: 3 }, b);
    const next = new Arena({ ...size, bytesPerPoint: 40 });
    expect(next.int32(12_000).every((value) => value === 0)).toBe(true);
    next.close();
  });

  it('refuses planes of another arena, of a closed one, and those that are too short', () => {
    const old = new Arena(size);
    const [source, out] = [old.uint8(1200), old.int32(1200)];
    const plane = { width: 40, height: 30, radius: 3 };
    expect(() => boxSum(old, source, plane, out)).not.toThrow();
    expect(() => boxSum(old, source, { ...plane, height: 31 }, out)).toThrow(RangeError);
    expect(() => boxSum(old, new Uint8Array(1200), plane, out)).toThrow('its own arena');
    expect(() => boxSum(old, source, { ...plane, width: Number.NaN }, out)).toThrow(RangeError);
    expect(() => boxSum(old, source, { ...plane, radius: 65 }, out)).toThrow(RangeError);
    const next = new Arena(size);
    expect(() => boxSum(old, source, plane, out)).toThrow('closed');
    expect(() => old.uint8(1)).toThrow('closed');
    next.close();
    expect(() => next.uint8(1)).toThrow('closed');
  });

  it('is bounded: by what it was opened for, and by the largest image', () => {
    const arena = new Arena({ ...size, planes: 1 });
    arena.int32(2400);
    expect(() => arena.int32(200)).toThrow(RangeError);
    expect(() => arena.int32(-1)).toThrow(RangeError);
    expect(() => new Arena({ ...size, width: 100_000, height: 100_000 })).toThrow(RangeError);
    expect(() => new Arena({ ...size, width: Number.NaN })).toThrow(RangeError);
    arena.close();
  });

  it('does not keep the memory of a large image', () => {
    const large = new Arena({ width: 2000, height: 2000, bytesPerPoint: 4 });
    large.close();
    const small = new Arena(size);
    expect(small.exports.memory.buffer.byteLength).toBeLessThan(33_000_000);
    small.close();
  });
});
