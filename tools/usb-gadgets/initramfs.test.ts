import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cpio, inOrder } from './initramfs.ts';

const folder = mkdtempSync(join(tmpdir(), 'modules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the guest's first files", () => {
  it('have every module behind those that it stands on, once', () => {
    const stands: Readonly<Record<string, string>> = { a: 'b-x,c', 'b-x': 'c', c: '', unused: '' };
    const paths = Object.entries(stands).map(([name, depends]) => {
      const path = join(folder, `${name}.ko`);
      writeFileSync(path, `\x7fELF\0license=GPL\0depends=${depends}\0name=${name}\0`, 'latin1');
      return path;
    });
    expect(inOrder(['a', 'b_x'], paths).map((path) => basename(path))).toEqual(['c.ko', 'b-x.ko', 'a.ko']);
    expect(() => inOrder(['d'], paths)).toThrow('no module d');
  });

  it('are aligned to four bytes, and end as the kernel wants it', () => {
    const archive = Buffer.from(cpio([{ name: 'init', mode: 0o100755, data: Buffer.from('hello') }]));
    expect(archive.length % 4).toBe(0);
    expect(archive.toString('latin1', 0, 6)).toBe('070701');
    expect(archive.toString('latin1', 54, 62)).toBe('00000005');
    // 110 bytes of numbers, five of name, one of padding.
    expect(archive.toString('latin1', 110, 121)).toBe('init\0\0hello');
    expect(archive.toString('latin1', 124, 130)).toBe('070701');
    expect(archive.includes('TRAILER!!!\0')).toBe(true);
  });
});
