import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Election, electionSchema } from './election.ts';
import { type Territory, territoriesFault } from './territories.ts';
import { inTreeOrder, stationRanges, TerritoryTree } from './territory-tree.ts';

const names = { ky: 'аймак', ru: 'территория', en: 'territory' };
const territory = (code: string, parent: string | null, precincts: string[] = []): Territory => ({
  ...{ code, kind: 'rayon', names, parent, precincts },
});
const election = electionSchema.parse(
  JSON.parse(readFileSync(new URL('../../assets/demo/election.json', import.meta.url), 'utf8')),
);
const country = [
  territory('osh-oblast', null),
  territory('naryn-oblast', null, ['0050']),
  territory('alai', 'osh-oblast', ['0003']),
  territory('kara-suu', 'osh-oblast', ['0001', '0002']),
];

describe('the territories of an election', () => {
  it('are taken, and an election without them is', () => {
    expect(electionSchema.safeParse({ ...election, territories: country }).success).toBe(true);
    const { territories: _, ...before } = election;
    expect(electionSchema.parse(before)).toEqual(before);
  });

  it.each([
    ['two of one code', [...country, territory('alai', null)], 'territory-twice', { territory: 'alai' }, [4, 'code']],
    [
      'one that lies nowhere',
      [territory('alai', 'osh')],
      'territory-parent',
      { territory: 'alai', parent: 'osh' },
      [0, 'parent'],
    ],
    [
      'some that lie in each other',
      [territory('a', null), territory('b', 'c'), territory('c', 'd'), territory('d', 'b')],
      'territory-circle',
      { territory: 'b' },
      [1, 'parent'],
    ],
    ['one that lies in itself', [territory('a', 'a')], 'territory-circle', { territory: 'a' }, [0, 'parent']],
    [
      'a station that the election does not have',
      [territory('a', null, ['0001', '0009'])],
      'territory-precinct',
      { territory: 'a', precinct: '0009' },
      [0, 'precincts', 1],
    ],
    [
      'a station in two of them',
      [territory('a', null, ['0001']), territory('b', 'a', ['0001'])],
      'territory-precinct-twice',
      { precinct: '0001', territory: 'b', other: 'a' },
      [1, 'precincts', 0],
    ],
  ])('are refused with %s', (_, territories, code, params, path) => {
    const problem = { code: `package.${code}`, params };
    expect(territoriesFault(territories, election.precincts)).toEqual({ path, problem });
    const read = electionSchema.safeParse({ ...election, territories });
    expect(read.error?.issues).toMatchObject([{ path: ['territories', ...path], params: { problem } }]);
  });
});

describe('a station', () => {
  const tree = new TerritoryTree({ territories: country });

  it('lies in its territory and in those above it, and whichever it is in the country', () => {
    expect([tree.lowestOf('0003'), tree.lowestOf('0004')]).toEqual(['alai', null]);
    expect(tree.upwards('alai')).toEqual(['alai', 'osh-oblast']);
    const inOsh = election.precincts.filter(({ number }) => tree.hasPrecinct(number, 'osh-oblast'));
    expect(inOsh.map(({ number }) => number)).toEqual(['0001', '0002', '0003']);
    expect(election.precincts.every(({ number }) => tree.hasPrecinct(number, null))).toBe(true);
    expect(tree.isWithin('osh-oblast', 'alai')).toBe(false);
    expect(tree.isWithin(null, 'alai')).toBe(false);
    expect([tree.has('alai'), tree.has('osh')]).toEqual([true, false]);
  });

  it('is in no territory of an election that has none', () => {
    const none = new TerritoryTree({});
    expect([none.lowestOf('0001'), none.hasPrecinct('0001', 'alai'), none.upwards('alai')]).toEqual([null, false, []]);
  });
});

/** Forests: each lies in one before it, or in none. */
const forest = fc.array(fc.option(fc.nat()), { maxLength: 12 }).chain((parents) => {
  const all = parents.map((parent, at) =>
    territory(`t${at}`, parent === null || at === 0 ? null : `t${parent % at}`, [`${at + 1}`]),
  );
  return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
});

it('stand each behind the one in which it lies, all of them once, and never lie in themselves', () => {
  fc.assert(
    fc.property(forest, (territories) => {
      const numbers = territories.flatMap(({ precincts }) => precincts.map((number) => ({ number })));
      expect(territoriesFault(territories, numbers)).toBeNull();
      const placed = inTreeOrder(territories);
      expect(placed.map(({ territory: { code } }) => code).sort()).toEqual(territories.map(({ code }) => code).sort());
      const tree = new TerritoryTree({ territories } as Pick<Election, 'territories'>);
      for (const [at, { territory: one, depth }] of placed.entries()) {
        expect(tree.upwards(one.code)).toHaveLength(depth + 1);
        // Whatever stands between it and the one in which it lies, lies in that one too.
        const from = placed.findIndex(({ territory: { code } }) => code === one.parent);
        expect(from).toBeLessThan(at);
        for (const between of placed.slice(from + 1, at + 1)) {
          expect(tree.isWithin(between.territory.code, one.parent)).toBe(true);
        }
      }
    }),
  );
});

it('a part of them is in order without what it lies in', () => {
  const part = inTreeOrder(country.filter(({ code }) => code !== 'osh-oblast'));
  expect(part.map(({ territory: { code }, depth }) => [code, depth])).toEqual([
    ['naryn-oblast', 0],
    ['alai', 0],
    ['kara-suu', 0],
  ]);
});

it('numbers of stations are told as people read them', () => {
  expect(stationRanges(['0050', '0003', '0001', '0002'])).toBe('0001–0003, 0050');
  expect(stationRanges(['99', '100'])).toBe('99, 100');
  expect(stationRanges([])).toBe('');
});
