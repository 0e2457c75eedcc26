import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { rules } from '../rules.ts';
import { type Broken, OPTIONS, verified } from './broken.fixture.ts';
import { ballots, batches, doubles } from './broken-ballots.fixture.ts';
import { files, manifests } from './broken-files.fixture.ts';
import { results } from './broken-results.fixture.ts';

const all: readonly Broken[] = [...files, ...manifests, ...batches, ...ballots, ...doubles, ...results];
let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a board', () => {
  it('holds as it was made, and says what was checked', async () => {
    const report = await verified({});
    folder = report.folder;
    expect(report.findings).toEqual([]);
    expect(report.batches).toMatchObject({ batches: 2, ballots: 4, challenged: 1 });
    // Trustees 3 × 2; three ballots of 3 positions and a sum, one of 5 + 3 and two sums; three shares of 3 positions.
    expect(report.proofs).toBe(6 + 3 * 4 + 10 + 9);
    expect(report.sets.map(({ style, ballots, result, road }) => [style.id, ballots, result?.counts, road])).toEqual([
      ['dep-1', 3, [[2, 0, 1]], null],
      ['dep-2', 1, undefined, 'home-box'],
    ]);
  });

  it.each(all.map((one) => [one.rule, one.what, one] as const))('%s: %s', async (rule, _, one) => {
    const report = await verified(one);
    folder = report.folder;
    const named = report.findings.filter((finding) => finding.rule === rule);
    const [file, place] = one.at;
    expect(named.map((finding) => finding.file)).toContain(file);
    expect(named.map((finding) => finding.place)).toContainEqual(
      typeof place === 'string' ? place : expect.stringMatching(place),
    );
    expect(new Set(report.findings.map((finding) => finding.rule))).toEqual(new Set([rule, ...(one.also ?? [])]));
  });

  it('has a broken one for each rule', () => {
    expect(new Set(all.map(({ rule }) => rule))).toEqual(new Set(rules));
  });

  it('is refused under a key of the commission that is not the one from paper', async () => {
    const report = await verified({ options: { ...OPTIONS, key: new Uint8Array(32) } });
    folder = report.folder;
    expect(report.findings.map(({ file, rule }) => [file, rule])).toEqual([
      ['manifest.json', 'signer'],
      ['board.json', 'signer'],
    ]);
  });
});
