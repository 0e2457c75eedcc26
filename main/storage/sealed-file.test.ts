import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSealedFile, writeSealedFile } from './sealed-file.ts';

const key = new Uint8Array(32).fill(7);
const text = new TextEncoder().encode('one, two, three');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-sealed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('gives back what was written last, and leaves nothing beside it', () => {
  const path = join(folder, 'figures');
  expect(readSealedFile(path, key)).toEqual({ ok: true, value: null });
  writeSealedFile(path, key, new Uint8Array([1]));
  writeSealedFile(path, key, text);
  const read = readSealedFile(path, key);
  expect(read.ok && read.value && [...read.value]).toEqual([...text]);
  expect(readdirSync(folder)).toEqual(['figures']);
  expect(readFileSync(path).includes('three')).toBe(false);
});

it.each([
  ['another key', (path: string) => readSealedFile(path, new Uint8Array(32))],
  [
    'one byte that is another',
    (path: string) => {
      const bytes = readFileSync(path);
      bytes[20] = (bytes[20] ?? 0) ^ 1;
      writeFileSync(path, bytes);
      return readSealedFile(path, key);
    },
  ],
  [
    'a file that lies under another name',
    (path: string) => {
      writeFileSync(`${path}-2`, readFileSync(path));
      return readSealedFile(`${path}-2`, key);
    },
  ],
  [
    'the beginning of it',
    (path: string) => {
      writeFileSync(path, readFileSync(path).subarray(0, 5));
      return readSealedFile(path, key);
    },
  ],
])('does not open with %s', (_, read) => {
  const path = join(folder, 'figures');
  writeSealedFile(path, key, text);
  expect(read(path)).toMatchObject({ ok: false, error: { code: 'storage.wrong-key' } });
});

it('says when the disk does not take it', () => {
  expect(writeSealedFile(join(folder, 'nowhere', 'figures'), key, text)).toMatchObject({ ok: false });
});
