import { expect, it } from 'vitest';
import type { ResultsImage } from '../../../core/results/results-file.ts';
import { papersOf, samePage } from './papers.ts';

const image = (what: ResultsImage['what'], page = 1, pages = 2): ResultsImage => ({
  ...{ what, page, pages, type: 'image/png', bytes: 1 },
  sha256: `${JSON.stringify(what)}${page}`,
});
const of = (protocol: string, version: number, page: number) => image({ of: 'protocol', protocol, version }, page);
const slip = image({ of: 'slip', slip: 'final' }, 1, 1);
const images = [of('a', 1, 2), slip, of('b', 1, 1), of('a', 2, 1), of('a', 1, 1), of('a', 3, 1), of('a', 2, 2)];

it('has the version that is looked at first, the others with the newest first, and the slips of the box last', () => {
  const groups = papersOf(images, 'a', 2);
  expect(groups.map(({ version, papers }) => [version, papers.map(({ page }) => page)])).toEqual([
    [2, [1, 2]],
    [3, [1]],
    [1, [1, 2]],
    [null, [1]],
  ]);
  expect(papersOf([], 'a', 1)).toEqual([]);
});

it('finds the same page of another version, and none beside a slip', () => {
  expect(samePage(images, of('a', 2, 2), 1)).toBe(images[0]);
  expect(samePage(images, of('a', 2, 2), 3)).toBeUndefined();
  expect(samePage(images, slip, 1)).toBeUndefined();
});
