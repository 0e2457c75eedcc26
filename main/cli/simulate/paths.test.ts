import { describe, expect, it } from 'vitest';
import type { CountersView } from '../../api/views.ts';
import { type DemoVoter, demoVoters } from '../../demo/voters.ts';
import { pathDifferences, pathOf, pathsOf, sayPaths } from './paths.ts';
import type { Visit } from './plan.ts';
import type { VisitEnd } from './visit-end.ts';

const [voter, stranger] = demoVoters() as [DemoVoter, DemoVoter];

function endOf(change: Partial<VisitEnd>, of: Partial<Visit> = {}): VisitEnd {
  const visit: Visit = { n: 1, voter, hand: voter, how: 'document', firstTouch: 'good', mishap: null, ...of };
  const seen = { touches: [2], poor: 0, verdictMs: [], decided: null } as const;
  return { visit, outcome: 'admitted', reason: null, ...seen, totalMs: 0, ledger: [0, 0], ...change };
}
const counters = (
  byModality: Readonly<Record<string, number>>,
  touches: CountersView['touches'] = { all: 18, poor: 4, missed: 9 },
): CountersView => ({
  ...{ registered: 0, reserved: 0, confirmed: 0, released: 0, open: 0, undone: 0 },
  ...{ firstPrints: 0, ballotsDue: 0, reprints: 0, refused: {}, bySex: { male: 0, female: 0 }, byAge: {} },
  byModality,
  touches,
});

describe('the path of a visit', () => {
  it('is told by the touches, the finger of the last one, and who decided', () => {
    expect(pathOf(endOf({}))).toBe('first-touch');
    expect(pathOf(endOf({ touches: [2, 2] }))).toBe('second-touch');
    expect(pathOf(endOf({ touches: [2, 2, 2], outcome: 'released' }))).toBe('third-touch');
    expect(pathOf(endOf({ touches: [2, 2, 2, 2], outcome: 'undone' }))).toBe('later-touch');
    expect(pathOf(endOf({ touches: [2, 2, 2, 7] }))).toBe('other-finger');
    expect(pathOf(endOf({ touches: [2, 7], decided: 'photo' }))).toBe('photo');
    // Without a print on record nobody was asked for a finger.
    expect(pathOf(endOf({ touches: [], decided: 'override' }))).toBe('override');
    expect(pathOf(endOf({ touches: [2, 7], outcome: 'refused', reason: 'not-identified' }))).toBe('not-identified');
    expect(pathOf(endOf({ touches: [], outcome: 'refused', reason: 'not-identified' }))).toBe('no-print');
  });

  it('is none where nobody was to be identified', () => {
    expect(pathOf(endOf({ touches: [], outcome: 'refused', reason: 'already-admitted' }))).toBeNull();
    expect(pathOf(endOf({ touches: [], outcome: 'cancelled' }))).toBeNull();
  });
});

describe('the paths of a day', () => {
  const ends = [
    endOf({}),
    endOf({ touches: [2, 2] }),
    endOf({ touches: [2, 2, 2, 7], poor: 3 }, { skin: 'dry' }),
    endOf({ touches: [2, 2], poor: 1 }, { skin: 'wet' }),
    endOf({ touches: [], decided: 'photo' }),
    endOf({ touches: [2, 2, 2, 7, 7, 7], outcome: 'refused', reason: 'not-identified' }, { skin: 'partial' }),
    endOf({ touches: [2, 2, 2], outcome: 'refused', reason: 'not-identified' }, { hand: stranger }),
  ];

  it('are counted for hard and usual fingers apart, and impostors for neither', () => {
    const { usual, hard, bySkin, touches } = pathsOf(ends);
    expect(usual).toMatchObject({ 'first-touch': 1, 'second-touch': 1, photo: 1, 'not-identified': 0 });
    expect(hard).toMatchObject({ 'first-touch': 0, 'second-touch': 1, 'other-finger': 1, 'not-identified': 1 });
    expect([bySkin.dry['other-finger'], bySkin.wet['second-touch'], bySkin.smeared['not-identified']]).toEqual([
      1, 1, 0,
    ]);
    expect(touches).toEqual({ usual: { all: 3, poor: 0 }, hard: { all: 12, poor: 4 } });
  });

  it('are told in words', () => {
    expect(sayPaths(pathsOf(ends))).toEqual([
      'usual fingers: 1 at the first touch, 1 at the second, 0 at the third, 0 later, 0 by another finger, ' +
        '1 by their photo, 0 because persons vouched, 0 not identified, 0 not identified without a print on record; 0 of 3 touches too poor to compare',
      'hard fingers: 0 at the first touch, 1 at the second, 0 at the third, 0 later, 1 by another finger, ' +
        '0 by their photo, 0 because persons vouched, 1 not identified, 0 not identified without a print on record; 4 of 12 touches too poor to compare',
    ]);
  });

  it('balance with the counters of the kiosk, or it is said where they do not', () => {
    expect(pathDifferences(counters({ finger: 4, photo: 1 }), ends, false)).toEqual([]);
    expect(pathDifferences(counters({ finger: 5 }), ends, false)).toEqual([
      'identified by finger: the kiosk counts 5, but 4 people were',
      'identified by photo: the kiosk counts 0, but 1 people were',
    ]);
    const fewer = counters({ finger: 4, photo: 1 }, { all: 17, poor: 5, missed: 9 });
    expect(pathDifferences(fewer, ends, false)).toEqual([
      'touches (all): the kiosk counts 17, but 18 were made',
      'touches (poor): the kiosk counts 5, but 4 were made',
    ]);
    // A stop may hide a touch from either.
    expect(pathDifferences(fewer, ends, true)).toEqual([]);
    // An undone admission is no longer counted.
    expect(
      pathDifferences(counters({}, { all: 1, poor: 0, missed: 0 }), [endOf({ outcome: 'undone' })], false),
    ).toEqual([]);
  });
});
