import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ResultsSum } from '../../core/hub/results-sum.ts';
import { type DemoCountry, demoCountry } from '../demo/country-settings.ts';
import { writeSums } from './sums-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'sums-'));
let demo: DemoCountry;
beforeAll(async () => {
  demo = await demoCountry({ stations: 60, seed: 'sums', cost: { n: 1_024, r: 1, p: 1 } });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sum = (constituency: string, more: Partial<ResultsSum> = {}): ResultsSum => ({
  ...{ protocol: `deputies-${constituency}`, constituency, stations: 3, counted: 2, sealed: [] },
  aside: [{ station: '0003', state: 'awaited' }],
  lines: [{ line: 'votes', number: '10', value: 30, options: [{ option: 'c-1', value: 20 }] }],
  hindrance: null,
  ...more,
});

const write = (sums: readonly ResultsSum[]) =>
  writeSums({
    ...{ folder, settings: demo.settings, note: 'Алдын ала', sums, now: Date.parse('2025-11-30T18:00:00Z') },
    ...{ by: 'Айгерим', territory: null },
  });

it('writes what may go out with its numbers, and of the rest why it may not', () => {
  const params = { protocol: 'deputies-c-2', found: 9_001, listed: 9_000 };
  const written = write([sum('c-1'), sum('c-2', { hindrance: { code: 'hub.more-than-list', params } })]);
  const [json = '', csv = ''] = written.ok ? written.value.files : [];
  const told = JSON.parse(readFileSync(json, 'utf8'));
  expect(told).toMatchObject({ by: 'Айгерим', note: 'Алдын ала', territory: null });
  expect(told.sums).toEqual([
    { ...sum('c-1'), hindrance: null },
    { ...sum('c-2'), hindrance: 'hub.more-than-list', lines: null },
  ]);
  const table = readFileSync(csv, 'utf8');
  expect(table.split('\r\n')).toHaveLength(4);
  expect(table).toContain('deputies-c-1,c-1,2,3,votes,10,c-1,20');
  expect(table).not.toContain('deputies-c-2');
});

it('writes nothing where no sum may go out', () => {
  const none = sum('c-1', { counted: 0 });
  expect(write([none])).toEqual({ ok: false, error: { code: 'console.sums-none' } });
});
