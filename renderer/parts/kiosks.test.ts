import { describe, expect, it } from 'vitest';
import type { Problem } from '../../core/problem/catalogue.ts';
import { sharesText, toldFirst, unseenTogether } from './kiosks.ts';

const unseen: Problem = { code: 'kiosks.unseen-share', params: { device: '2' } };
const doubled: Problem = { code: 'kiosks.doubled', params: { count: 1 } };
const full: Problem = { code: 'storage.full' };
const list: Problem = { code: 'kiosks.other-list' };

describe('what an officer is told of a station', () => {
  it('is the worst thing', () => {
    expect(toldFirst([])).toEqual([]);
    expect(toldFirst([full, list])).toEqual([full]);
  });

  it('is who is served here while each kiosk serves its share, unless nobody can be', () => {
    expect(toldFirst([list, unseen])).toEqual([unseen]);
    expect(toldFirst([doubled, list, unseen])).toEqual([unseen]);
    expect(toldFirst([full, unseen])).toEqual([full]);
  });
});

it('kiosks that are not seen are told together, at the place of the first', () => {
  const third: Problem = { code: 'kiosks.unseen-share', params: { device: '3' } };
  expect(unseenTogether([doubled, unseen, list, third])).toEqual([
    doubled,
    { code: 'kiosks.unseen-share', params: { device: '2, 3' } },
    list,
  ]);
  expect(unseenTogether([list])).toEqual([list]);
});

it('numbers of a list are written from – to', () => {
  expect(
    sharesText([
      { from: 1, to: 561 },
      { from: 1684, to: 1684 },
    ]),
  ).toBe('№ 1–561, № 1684');
});
