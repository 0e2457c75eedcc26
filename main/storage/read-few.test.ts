import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readFew } from './read-few.ts';

const dir = mkdtempSync(join(tmpdir(), 'taanuu-read-few-'));
afterAll(() => rmSync(dir, { recursive: true }));
const strange = { code: 'application.file-unreadable', params: { file: 'a' } } as const;
const read = (name: string, most: number) => readFew(join(dir, name), most, strange);

it('reads the beginning of a plain file only, and says what anything else is', () => {
  writeFileSync(join(dir, 'plain'), 'abcdef');
  const text = (most: number) => {
    const answer = read('plain', most);
    return answer.ok ? Buffer.from(answer.value).toString() : null;
  };
  expect([text(3), text(6), text(7)]).toEqual(['abc', 'abcdef', 'abcdef']);
  mkdirSync(join(dir, 'folder'));
  spawnSync('mkfifo', [join(dir, 'pipe')]);
  for (const name of ['folder', 'pipe']) expect(read(name, 3)).toEqual({ ok: false, error: strange });
  expect(read('nothing', 3)).toMatchObject({ error: { code: 'storage.missing' } });
});
