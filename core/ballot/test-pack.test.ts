import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { electionSchema } from '../election/election.ts';
import { recordOfTest, stylesOf, stylesTaken, testDifferences, testPack } from './test-pack.ts';

const election = electionSchema.parse(
  JSON.parse(readFileSync(new URL('../../assets/demo/election.json', import.meta.url), 'utf8')),
);
const papers = election.papers ?? { styles: [], layouts: [] };
const constituency = papers.styles[0]?.constituency ?? '';
const styles = stylesOf(papers, constituency);
const pack = testPack(papers, constituency);

describe('the ballots that a box takes', () => {
  const home = { constituency, kind: 'home' } as const;

  it.each([
    ['none', home, styles],
    ['by-list', home, styles],
    // 2025: anybody of another constituency votes at any station, with the ballot of her own.
    ['open', home, papers.styles],
    ['by-list', { constituency, kind: 'remote' }, papers.styles],
    ['none', { constituency: null, kind: 'remote' }, papers.styles],
  ] as const)('are those of everybody who may vote there (%s, %o)', (basis, precinct, taken) => {
    expect(stylesTaken(papers, precinct, basis)).toEqual(taken);
  });
});

describe('a station’s test pack', () => {
  it('marks every square, no two neighbours equally often, and has an empty sheet and one with a mark too many', () => {
    const [style] = styles;
    for (const part of style?.parts ?? []) {
      const times = part.options.map(
        ({ id }) => pack.filter(({ marked }) => marked[part.id]?.length === 1 && marked[part.id]?.[0] === id).length,
      );
      expect(Math.min(...times)).toBeGreaterThan(0);
      for (const [at, number] of times.entries()) if (at > 0) expect(number).not.toBe(times[at - 1]);
    }
    expect(pack.filter(({ marked }) => Object.values(marked).every((options) => options.length === 0))).toHaveLength(
      styles.length,
    );
    expect(pack.filter(({ marked }) => Object.values(marked).some((options) => options.length > 1))).toHaveLength(
      styles.length,
    );
  });

  it('where all constituencies come, is a few sheets of each style', () => {
    const all = testPack(papers, null);
    expect(new Set(all.map(({ style }) => style))).toEqual(new Set(papers.styles.map(({ id }) => id)));
    expect(all.length).toBeLessThanOrEqual(4 * papers.styles.length);
  });

  it('comes out right when it is read right, in whatever order', () => {
    expect(testDifferences(styles, pack, pack.map(recordOfTest).toReversed())).toEqual([]);
  });

  it('property: a sheet that is missing, doubled or read as another is found', () => {
    fc.assert(
      fc.property(
        fc.nat(pack.length - 1),
        fc.nat(pack.length - 1),
        fc.constantFrom('lost', 'doubled', 'other'),
        (at, other, what) => {
          const read = pack.map(recordOfTest);
          const one = read[at];
          const another = read[other];
          if (!one || !another) throw new Error('no such sheet');
          // One that is not valid for another that is not valid: the totals are the same, as they are in a protocol.
          const alike = ({ style, parts }: typeof one) =>
            JSON.stringify([style, parts.map(({ marked }) => (marked.length === 1 ? marked : null))]);
          fc.pre(what !== 'other' || alike(one) !== alike(another));
          if (what === 'lost') read.splice(at, 1);
          if (what === 'doubled') read.push(one);
          if (what === 'other') read[at] = another;
          return testDifferences(styles, pack, read).length > 0;
        },
      ),
    );
  });
});
