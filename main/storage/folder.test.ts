import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { makePrivateFolder } from './folder.ts';

const room = mkdtempSync(join(tmpdir(), 'taanuu-folder-'));
afterEach(() => rmSync(room, { recursive: true, force: true }));

describe('a private folder', () => {
  it('is made with those above it, and may be there already', () => {
    const deep = join(room, 'a', 'b', 'c');
    makePrivateFolder(deep);
    makePrivateFolder(deep);
    expect(statSync(deep).mode & 0o777).toBe(0o700);
    expect(statSync(join(room, 'a')).mode & 0o777).toBe(0o700);
  });

  it('that cannot be made is an error, not an endless attempt', () => {
    expect(() => makePrivateFolder('/proc/nobody/keys')).toThrow(/ENOENT/);
    makePrivateFolder(room);
    writeFileSync(join(room, 'file'), '');
    expect(() => makePrivateFolder(join(room, 'file', 'keys'))).toThrow(/ENOTDIR/);
  });
});
