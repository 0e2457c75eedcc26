import { describe, expect, it } from 'vitest';
import { extract } from '../extract/extract.ts';
import { compare } from '../match/compare.ts';
import { syntheticFinger } from './finger.ts';
import { impression } from './impression.ts';
import { ridgeAt, ridgesOver } from './ridges.ts';
import { type Condition, conditions } from './touch.ts';

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
    const FINGERS = 4000;
    const count = { arch: 0, 'tented-arch': 0, 'left-loop': 0, 'right-loop': 0, whorl: 0 };
    for (let voter = 0; voter < FINGERS; voter += 1) count[fingerOf(voter).pattern] += 1;
    const natural = { arch: 3.7, 'tented-arch': 2.9, 'left-loop': 33.8, 'right-loop': 31.7, whorl: 27.9 };
    for (const [pattern, percent] of Object.entries(natural)) {
      const found = (100 * count[pattern as keyof typeof count]) / FINGERS;
      // Within three deviations of a count.
      expect(Math.abs(found - percent)).toBeLessThan(3 * Math.sqrt((percent * (100 - percent)) / FINGERS));
    }
  });
});

describe('ridgesOver', () => {
  it.each([1, 2, 3, 4, 5, 6])('draws finger %i as ridgeAt does, creases apart', (voter) => {
    const finger = { ...fingerOf(voter), creases: [] };
    const place = (column: number, row: number) => [column * 1.2 - 130 + row * 0.1, row * 1.2 - 150] as const;
    const sheet = { width: 200, height: 230, place, wanted: () => true };
    const drawn = ridgesOver(finger, sheet);
    const off = drawn.map((ridge, i) => {
      const [x, y] = place(i % sheet.width, Math.floor(i / sheet.width));
      return Math.abs(ridge - ridgeAt(finger, x, y));
    });
    expect(mean(Array.from(off))).toBeLessThan(0.03);
    // Beside a core, where the flow turns within a block, a few points may differ.
    expect(off.filter((one) => one > 0.3).length / off.length).toBeLessThan(0.005);
  });

  it('makes valleys of creases, and leaves out what is not wanted', () => {
    const crease = { from: { x: -20, y: 0 }, to: { x: 20, y: 0 }, half: 2 };
    const finger = { ...fingerOf(1), creases: [crease] };
    const sheet = { width: 60, height: 60, place: (c: number, r: number) => [c - 30, r - 30] as const };
    const drawn = ridgesOver(finger, { ...sheet, wanted: () => true });
    for (let column = 12; column < 48; column += 1) expect(drawn[30 * 60 + column]).toBeLessThan(-0.9);
    expect(ridgesOver(finger, { ...sheet, wanted: () => false }).every((ridge) => ridge === 0)).toBe(true);
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
