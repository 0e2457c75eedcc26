import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { localTime } from '../../../core/journal/chain.ts';
import { makeHead } from '../../../core/journal/head.ts';
import type { TrustedCheckpoint } from '../../../core/journal/trust.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { verifyFile } from '../../journal/verify-file.ts';
import { edited, type Journals, journalsOf, writerOf } from './journals.fixture.ts';
import type { JournalSource } from './journals.ts';
import { downloadLogs, type LogsProgress } from './run.ts';
import { stickSource } from './stick-source.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function download(
  { source, trustOf }: Pick<Journals, 'source' | 'trustOf'>,
  checkpoints: readonly TrustedCheckpoint[] = [],
): Promise<LogsProgress> {
  const told = await downloadLogs({
    ...{ folder: join(folder, 'logs'), source, trustOf, checkpoints, signal: new AbortController().signal },
    progress: () => {},
  });
  if (!told.ok) throw new Error(told.error.code);
  return told.value;
}

it('finds the one journal among many that was altered, names it, and writes all others in three forms', async () => {
  const all = journalsOf(30, 42, (station, lines) => (station === 17 ? edited(lines) : lines));
  const told = await download(all);
  expect(told).toMatchObject({ done: 30, wrong: [{ ...all.nameOf(17), cause: 'changed' }] });
  const own = all.nameOf(16);
  const files = readdirSync(join(folder, 'logs', own.station)).sort();
  expect(files).toEqual(['-documentation.json', '.csv', '.json', '.ndjson'].map((ending) => `${own.device}${ending}`));
  // What is wrong is kept as it came, and is made into nothing else.
  expect(readdirSync(join(folder, 'logs', '0017'))).toEqual(['kg-0017-1.ndjson']);
  const cdf = JSON.parse(readFileSync(join(folder, 'logs', own.station, `${own.device}.json`), 'utf8'));
  expect(cdf.Device[0].Event.map((one: { Details: string }) => one.Details)).toEqual(writerOf(16, 42).lines);
  const report = JSON.parse(readFileSync(join(folder, 'logs/report.json'), 'utf8'));
  expect(report.journals).toHaveLength(30);
  expect(report.journals[16]).toMatchObject({ station: '0017', wrong: 'changed', event: told.wrong[0]?.seq });
  expect(readFileSync(join(folder, 'logs/report.csv'), 'utf8').split('\r\n')).toHaveLength(32);
});

it('names what is cut off, left out, of a device that nobody knows, and not there at all', async () => {
  const all = journalsOf(4, 42, (station, lines) =>
    station === 1 ? lines.slice(0, -3) : station === 2 ? lines.toSpliced(9, 1) : lines,
  );
  const source: JournalSource = { ...all.source, missing: [{ station: '0005', device: 'kg-0005-1' }] };
  const told = await download({ source, trustOf: (of) => (of.station === '0003' ? null : all.trustOf(of)) });
  expect(told.wrong.map(({ station, cause, seq }) => [station, cause, seq])).toEqual([
    ['0005', 'missing', null],
    ['0001', 'missing', 40],
    ['0002', 'dropped', 10],
    ['0003', 'wrong-key', 1],
  ]);
});

it('holds a journal against the slip that was printed: a second history is signed rightly, and found all the same', async () => {
  const all = journalsOf(2, 42, (_, lines) => lines);
  const { events } = writerOf(1, 42);
  const slip = { device: 'kg-0001-1', seq: 30, hash: events[29]?.hash.slice(0, 16) ?? '' };
  expect((await download(all, [slip])).wrong).toEqual([]);
  const other = { ...slip, hash: 'f'.repeat(16) };
  expect((await download(all, [other])).wrong).toEqual([{ ...all.nameOf(1), cause: 'rewritten', seq: 30 }]);
  const later = { ...slip, seq: 43 };
  expect((await download(all, [later])).wrong).toEqual([{ ...all.nameOf(1), cause: 'rolled-back', seq: 43 }]);
});

it('takes the journals that lie on a stick, with their heads, and those of one’s own stations alone', async () => {
  const stick = join(folder, 'stick');
  mkdirSync(join(stick, 'old'), { recursive: true });
  const keys = journalsOf(3, 22, (_, lines) => lines);
  for (const _ of keys.source.journals() as Iterable<unknown>);
  for (const station of [1, 2, 3]) {
    const writer = writerOf(station, 22);
    const last = writer.events.at(-1);
    const at = localTime(Date.parse(last?.at ?? ''), 'Asia/Bishkek');
    const state = { seq: last?.seq ?? 0, hash: last?.hash ?? '', hlc: last?.hlc ?? null };
    const head = makeHead({ ...writer.name, key: 'k1' }, state, at, writer.sign, nodeCrypto);
    // The second one lost its end on the way.
    const lines = station === 2 ? writer.lines.slice(0, -1) : [...writer.lines, head];
    writeFileSync(
      join(stick, station === 3 ? 'old' : '.', `log-${station}.ndjson`),
      lines.map((line) => `${line}\n`).join(''),
    );
  }
  writeFileSync(join(stick, 'letter.ndjson'), 'no journal\n');
  const told = await download({ source: await stickSource(stick, () => true), trustOf: keys.trustOf });
  expect(told.wrong.map(({ station, cause }) => [station, cause])).toEqual([['0002', 'truncated']]);
  expect([told.done, told.events]).toEqual([3, 22 + 21 + 22]);
  const trust = keys.trustOf(keys.nameOf(1));
  const file = join(folder, 'logs/0001/kg-0001-1.ndjson');
  const again = trust && (await verifyFile(file, trust, nodeCrypto));
  expect(again?.ok && again.value.ok).toBe(true);
  expect((await stickSource(stick, (station) => station === '0003')).stations).toBe(1);
});
