import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contribution } from '../sums.ts';
import type { Area } from './areas.ts';
import { type Publication, type Tellable, tellableNow } from './publication.ts';

const K = 4;
const TIMES = 3;
const cells = ['female 18', 'female 19-35', 'male 18', 'male 19-35'] as const;

/** Those who came to a part of the country between two times, by cell; and those on its list who never come. */
interface Part {
  readonly came: readonly (readonly number[])[];
  readonly never: number;
  readonly hasList: boolean;
}

const areaOf = (key: string, parts: readonly string[]): Area => ({
  ...{ key, of: key === 'all' ? 'country' : 'territory', id: key, names: null },
  ...{ stations: parts.length, parts: new Set(parts) },
});

/** Numbers of a part when so many of the times have come. */
function contribution({ came, never, hasList }: Part, times: number): Contribution {
  const bySexAndAge = Object.fromEntries(
    cells.map((cell, at) => [cell, came.slice(0, times).reduce((sum, one) => sum + (one[at] ?? 0), 0)]),
  );
  const of = (text: string): number =>
    Object.entries(bySexAndAge).reduce((sum, [cell, count]) => sum + (cell.startsWith(text) ? count : 0), 0);
  const everybody = came.flat().reduce((sum, count) => sum + count, never);
  return {
    ...{ registered: hasList ? everybody : 0, admitted: of(''), onPaper: 0, unconfirmed: 0, byCategory: {} },
    ...{ bySex: { female: of('female'), male: of('male') }, byAge: {}, bySexAndAge, byHour: {}, byReport: {} },
  };
}

/** All that is told of a day: at each time, one after the other. */
function day(areas: readonly Area[], parts: ReadonlyMap<string, Part>, times: number): readonly Tellable[] {
  const before: Publication[] = [];
  return Array.from({ length: times }, (_, at) => {
    const now = new Map([...parts].map(([name, part]) => [name, contribution(part, at + 1)]));
    const told = tellableNow({ areas, parts: now, before, isLast: at === times - 1, fewest: K });
    if (told.admitted.length > 0) {
      before.push({
        ...{ time: `${at}`, at: '', told: told.admitted.map(({ key }) => key), isWhole: told.isWhole },
        admitted: Object.fromEntries([...now].map(([name, { admitted }]) => [name, admitted])),
      });
    }
    return told;
  });
}

/** A prime: numbers are reckoned with modulo it, which for matrices of so few zeros and ones is as good as exactly. */
const P = 32_749;
const inverse = (a: number): number => {
  let power = a;
  let result: number = 1;
  let n = P - 2;
  for (; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result = (result * power) % P;
    power = (power * power) % P;
  }
  return result;
};

/** A basis of what is orthogonal to these rows: whatever is a linear combination of them gives 0 with each of it. */
function orthogonal(rows: readonly (readonly number[])[], width: number): readonly (readonly number[])[] {
  const reduced: number[][] = [];
  const pivots: number[] = [];
  for (const row of rows) {
    const own = [...row];
    for (const [at, base] of reduced.entries()) {
      const factor = own[pivots[at] ?? 0] ?? 0;
      if (factor !== 0) for (let n = 0; n < width; n++) own[n] = ((own[n] ?? 0) + (P - factor) * (base[n] ?? 0)) % P;
    }
    const pivot = own.findIndex((n) => n !== 0);
    if (pivot === -1) continue;
    const scale = inverse(own[pivot] ?? 1);
    const unit = own.map((n) => (n * scale) % P);
    for (const base of reduced) {
      const factor = base[pivot] ?? 0;
      if (factor !== 0) for (let n = 0; n < width; n++) base[n] = ((base[n] ?? 0) + (P - factor) * (unit[n] ?? 0)) % P;
    }
    reduced.push(unit);
    pivots.push(pivot);
  }
  const free = Array.from({ length: width }, (_, n) => n).filter((n) => !pivots.includes(n));
  return free.map((column) => {
    const vector = Array.from({ length: width }, (_, n): number => (n === column ? 1 : 0));
    for (const [at, base] of reduced.entries()) vector[pivots[at] ?? 0] = (P - (base[column] ?? 0)) % P;
    return vector;
  });
}

/** The smallest number of people, but none, of a group that is any linear combination of what was told; null: there is none. */
function smallestGroup(told: readonly (readonly number[])[], people: readonly number[]): number | null {
  const against = orthogonal(told, people.length);
  const products = against.map(() => new Int32Array(2 ** people.length));
  const sizes = new Int32Array(2 ** people.length);
  let smallest: number | null = null;
  for (let group = 1; group < sizes.length; group++) {
    const bit = 31 - Math.clz32(group);
    const rest = group ^ (1 << bit);
    sizes[group] = (sizes[rest] ?? 0) + (people[bit] ?? 0);
    let isTold = true;
    for (const [at, product] of products.entries()) {
      product[group] = ((product[rest] ?? 0) + (against[at]?.[bit] ?? 0)) % P;
      if (product[group] !== 0) isTold = false;
    }
    const size = sizes[group] ?? 0;
    if (isTold && size > 0 && (smallest === null || size < smallest)) smallest = size;
  }
  return smallest;
}

const names = ['a', 'b', 'c'];
const subsets = fc.uniqueArray(fc.subarray(names, { minLength: 1, maxLength: 2 }), {
  ...{ minLength: 1, maxLength: 5, selector: (one: string[]) => one.join() },
});
const areasIn = (subset: readonly (readonly string[])[]): readonly Area[] => [
  areaOf('all', names),
  ...subset.map((parts) => areaOf(parts.join(''), parts)),
];
const some = fc.oneof(fc.nat(9), fc.constant(0), fc.integer({ min: K, max: 20 }));

describe('what is told of the turnout', () => {
  it('gives no sum or difference of any numbers of a day that is a group of fewer than may be known', () => {
    let held = 0;
    let back = 0;
    const part = fc.record({
      came: fc.array(fc.tuple(some, fc.constant(0), fc.constant(0), fc.constant(0)), {
        minLength: TIMES,
        maxLength: TIMES,
      }),
      ...{ never: some, hasList: fc.boolean() },
    });
    fc.assert(
      fc.property(subsets, fc.tuple(part, part, part), (subset, own) => {
        const areas = areasIn(subset);
        const parts = new Map(names.map((name, at) => [name, own[at] as Part]));
        const told = day(areas, parts, TIMES);
        // An atom is who came to a part between two times, or is on its list and never came.
        const atoms = names.flatMap((name) => Array.from({ length: TIMES + 1 }, (_, time) => ({ name, time })));
        const rowOf = (area: Area, fits: (name: string, time: number) => boolean): number[] =>
          atoms.map(({ name, time }) => (area.parts.has(name) && fits(name, time) ? 1 : 0));
        const rows = [
          ...told.flatMap(({ admitted }, at) => admitted.map((area) => rowOf(area, (_, time) => time <= at))),
          // Lists are no secret.
          ...areas.map((area) => rowOf(area, (name) => parts.get(name)?.hasList === true)),
        ];
        const people = atoms.map(({ name, time }) => {
          const of = parts.get(name);
          if (time === TIMES) return of?.hasList ? of.never : 0;
          return of?.came[time]?.reduce((sum, count) => sum + count, 0) ?? 0;
        });
        // A list that is told by itself may be short: that is known before anybody votes.
        const known = smallestGroup(rows.slice(-areas.length), people) ?? K;
        if (known >= K) expect(smallestGroup(rows, people) ?? K).toBeGreaterThanOrEqual(K);
        if (told.some(({ admitted }) => admitted.length < areas.length)) held += 1;
        if (told.some(({ isWhole }, at) => at > 0 && isWhole && told[at - 1]?.isWhole === false)) back += 1;
      }),
      { numRuns: 1_500 },
    );
    // It is tried on days on which something is held back, and comes back.
    expect([held > 300, back > 40]).toEqual([true, true]);
  });

  it('gives none of a sex or an age either, with all numbers of the day before them', () => {
    let tables = 0;
    const part = fc.record({
      came: fc.array(fc.tuple(some, some, some, some), { minLength: 2, maxLength: 2 }),
      ...{ never: fc.constant(0), hasList: fc.constant(false) },
    });
    fc.assert(
      fc.property(fc.subarray(['a', 'b'], { minLength: 1 }), fc.tuple(part, part), (subset, own) => {
        const two = ['a', 'b'];
        const areas = [areaOf('all', two), ...subset.map((name) => areaOf(name, [name]))];
        const parts = new Map(two.map((name, at) => [name, own[at] as Part]));
        const told = day(areas, parts, 2);
        const atoms = two.flatMap((name) => [0, 1].flatMap((time) => cells.map((cell) => ({ name, time, cell }))));
        const rowOf = (area: Area, fits: (cell: string, time: number) => boolean): number[] =>
          atoms.map(({ name, time, cell }) => (area.parts.has(name) && fits(cell, time) ? 1 : 0));
        const rows = told.flatMap(({ admitted, bySex, byAge }, at) => [
          ...admitted.map((area) => rowOf(area, (_, time) => time <= at)),
          ...bySex.flatMap((area) => ['female', 'male'].map((sex) => rowOf(area, (cell) => cell.startsWith(sex)))),
          ...byAge.flatMap((area) => cells.map((one) => rowOf(area, (cell) => cell === one))),
        ]);
        const people = atoms.map(({ name, time, cell }) => parts.get(name)?.came[time]?.[cells.indexOf(cell)] ?? 0);
        expect(smallestGroup(rows, people) ?? K).toBeGreaterThanOrEqual(K);
        if (told[1]?.byAge.length) tables += 1;
      }),
      { numRuns: 120 },
    );
    expect(tables).toBeGreaterThan(10);
  });
});
