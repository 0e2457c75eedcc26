import { describe, expect, it } from 'vitest';
import { extract } from '../extract/extract.ts';
import { compare } from '../match/compare.ts';
import { syntheticFinger } from './finger.ts';
import { type Condition, conditions, impression } from './impression.ts';

/** The image of an R30x-class sensor at a resolution in its range. */
const sensor = { width: 256, height: 288, dpi: 400 } as const;
const fingerOf = (voter: number) => syntheticFinger({ seed: 'test', voter, finger: 2 });
const touch = (voter: number, capture: number, condition: Condition = 'good') =>
  impression(fingerOf(voter), { ...sensor, capture, condition });
const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;

describe('syntheticFinger', () => {
  it('is the same for the same name and another for any other', () => {
    expect(fingerOf(1)).toEqual(fingerOf(1));
    const names = [
      { seed: 'test', voter: 1, finger: 2 },
      { seed: 'test', voter: 1, finger: 3 },
      { seed: 'test', voter: 2, finger: 2 },
      { seed: 'other', voter: 1, finger: 2 },
    ];
    expect(new Set(names.map((name) => JSON.stringify(syntheticFinger(name).spirals))).size).toBe(names.length);
  });

  it('has the patterns of a population', () => {
    const count = { arch: 0, 'left-loop': 0, 'right-loop': 0, whorl: 0 };
    for (let voter = 0; voter < 2000; voter += 1) count[fingerOf(voter).pattern] += 1;
    expect(count.arch / 2000).toBeCloseTo(0.066, 1);
    expect(count['left-loop'] / 2000).toBeCloseTo(0.338, 1);
    expect(count['right-loop'] / 2000).toBeCloseTo(0.317, 1);
    expect(count.whorl / 2000).toBeCloseTo(0.279, 1);
  });
});

describe('impression', () => {
  it('is the same image for the same capture and another for the next', () => {
    expect(touch(1, 1)).toEqual(touch(1, 1));
    expect(touch(1, 1).pixels).not.toEqual(touch(1, 2).pixels);
    expect(touch(1, 1, 'dry').pixels).not.toEqual(touch(1, 1).pixels);
  });

  it.each(conditions)('%s: has the size that was asked for, ridges and background', (condition) => {
    const { width, height, dpi, pixels } = touch(3, 1, condition);
    expect([width, height, dpi, pixels.length]).toEqual([256, 288, 400, 256 * 288]);
    const share = (fits: (pixel: number) => boolean) => pixels.filter(fits).length / pixels.length;
    expect(share((pixel) => pixel < 100)).toBeGreaterThan(0.03);
    expect(share((pixel) => pixel > 220)).toBeGreaterThan(0.15);
  });
});

describe('synthetic fingers before the engine', () => {
  const VOTERS = 16;
  const captures = [1, 2, 3];
  const good = Array.from({ length: VOTERS }, (_, voter) => captures.map((capture) => extract(touch(voter, capture))));

  it('a good touch is found again in at least 97 of 100 pairs, and nobody is taken for another', () => {
    const genuine: number[] = [];
    const impostor: number[] = [];
    for (const [i, own] of good.entries()) {
      for (const [k, one] of own.entries()) {
        for (const again of own.slice(k + 1)) genuine.push(compare(one.template, again.template));
        for (const others of good.slice(i + 1)) impostor.push(compare(one.template, others[k]!.template));
      }
    }
    expect(genuine.length).toBe(48);
    expect(impostor.length).toBe(360);
    expect(genuine.filter((score) => score >= 40).length / genuine.length).toBeGreaterThanOrEqual(0.97);
    expect(impostor.filter((score) => score >= 40)).toEqual([]);
  });

  it.each(['dry', 'wet', 'partial', 'smeared'] as const)('a %s touch is of lower quality and says so', (condition) => {
    const poor = Array.from({ length: VOTERS }, (_, voter) => extract(touch(voter, 1, condition)));
    const reference = mean(good.map(([first]) => first!.quality));
    expect(mean(poor.map((one) => one.quality))).toBeLessThan(reference - 10);
    expect(poor.some((one) => one.why.length > 0)).toBe(true);
  });

  it('a partial touch is not always found again', () => {
    const scores = good.map(([first], voter) => compare(first!.template, extract(touch(voter, 5, 'partial')).template));
    expect(scores.some((score) => score < 40)).toBe(true);
  });
});
