import { closeSync, existsSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PoweredDisk } from './powered-disk.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-disk-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a disk whose power is cut', () => {
  it.skipIf(!PoweredDisk.possible())('keeps what was synced and nothing else', () => {
    const disk = PoweredDisk.open(folder, join(folder, 'disk'), 16);
    try {
      const at = (name: string) => join(disk.path, name);
      const write = (name: string, text: string, place: number, sync: boolean) => {
        const file = openSync(at(name), existsSync(at(name)) ? 'r+' : 'w');
        writeSync(file, text, place);
        if (sync) fsyncSync(file);
        closeSync(file);
      };
      write('a', 'one', 0, true);
      const root = openSync(disk.path, 'r');
      fsyncSync(root);
      closeSync(root);
      write('a', 'TWO', 0, false);
      write('a', 'and more', 4096, false);
      write('b', 'never synced', 0, false);
      expect(readFileSync(at('a'), 'utf8').slice(0, 3)).toBe('TWO');
      disk.cut();
      expect(readFileSync(at('a'), 'utf8')).toBe('one');
      expect(existsSync(at('b'))).toBe(false);
      write('a', 'six', 0, true);
      disk.cut();
      expect(readFileSync(at('a'), 'utf8')).toBe('six');
    } finally {
      disk.close();
    }
  });
});
