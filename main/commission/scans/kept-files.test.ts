import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { KeptFiles } from './kept-files.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'taanuu-kept-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
function lay(path: string, bytes: Uint8Array): string {
  mkdirSync(join(dir, 'stick', 'deep'), { recursive: true });
  writeFileSync(join(dir, 'stick', path), bytes);
  return hashOf(bytes);
}

it('keeps those files of a stick that are wanted, wherever they lie on it, and gives any bytes of them', async () => {
  const bytes = Buffer.from('a file of results');
  const own = lay('deep/one.taanuu-results', bytes);
  lay('other.taanuu-results', Buffer.from('somebody else’s'));
  lay('letter.txt', bytes);
  const kept = new KeptFiles(join(dir, 'results'));
  expect(await kept.file(own).read(0, 5)).toEqual({ ok: false, error: 'missing' });
  expect(await kept.take(join(dir, 'stick'), (sha256) => sha256 === own)).toBe(1);
  expect(readdirSync(join(dir, 'results'))).toEqual([`${own}.taanuu-results`]);
  const read = async (from: number, to: number): Promise<string | null> => {
    const got = await kept.file(own).read(from, to);
    return got.ok ? Buffer.from(got.value).toString() : null;
  };
  expect(await read(2, 6)).toBe('file');
  expect(await read(10, 999)).toBe('results');
  expect(await read(99, 999)).toBe('');
  // Taken again it is there as before.
  expect(await kept.take(join(dir, 'stick'), (sha256) => sha256 === own)).toBe(1);
  expect(await kept.take(join(dir, 'stick', 'deep'), () => false)).toBe(0);
});

it('makes room where more is taken than is kept, for what came last', async () => {
  const kept = new KeptFiles(join(dir, 'results'), 25);
  const first = lay('one.taanuu-results', Buffer.alloc(20, 1));
  await kept.take(join(dir, 'stick'), () => true);
  rmSync(join(dir, 'stick', 'one.taanuu-results'));
  // Times of files are as fine as the system's clock.
  await new Promise((resolve) => setTimeout(resolve, 20));
  const second = lay('two.taanuu-results', Buffer.alloc(20, 2));
  await kept.take(join(dir, 'stick'), () => true);
  expect((await kept.file(first).read(0, 1)).ok).toBe(false);
  expect((await kept.file(second).read(0, 1)).ok).toBe(true);
});

it('says what is wrong with a stick that is none', async () => {
  await expect(new KeptFiles(dir).take(join(dir, 'nothing'), () => true)).rejects.toMatchObject({ code: 'ENOENT' });
});
