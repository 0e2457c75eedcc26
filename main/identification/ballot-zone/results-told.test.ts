import { describe, expect, it } from 'vitest';
import { resultsFileName } from '../../../core/results/results-name.ts';
import { toldResults } from './results-told.ts';

const sha256 = 'ab'.repeat(32);
const results = (sitting: string, number: number) =>
  ({ kind: 'results', file: resultsFileName('0001', sitting, number), sha256 }) as const;

describe('the results file that is carried', () => {
  it('is the one that was told last, by its number; nothing else is one', () => {
    const files = [
      { kind: 'totals', file: 'results-0001-2023-10-08-1.json', sha256 } as const,
      results('2023-10-08-1', 1),
      results('2023-10-08-1', 2),
    ];
    expect(toldResults({ files: files.slice(0, 1) })).toBeNull();
    expect(toldResults({ files })).toMatchObject({
      number: 2,
      file: 'results-file-0001-2023-10-08-1-2.taanuu-results',
    });
    expect(toldResults({ files: [...files, results('2023-10-15-2', 1)] })?.number).toBe(1);
    expect(toldResults({ files: [{ kind: 'results', file: 'other.bin', sha256 }] })).toBeNull();
  });
});
