import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceText, writeWhole } from './whole-file.ts';

let room = '';
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'whole-file-'));
});
afterEach(() => rmSync(room, { recursive: true, force: true }));

describe('a file that is written whole', () => {
  it('holds words and bytes in the order in which they came', async () => {
    const file = join(room, 'a');
    const written = await writeWhole(file, ['one\n', 'two\n', new Uint8Array([0x33, 0x0a]), 'four\n']);
    expect(readFileSync(file, 'latin1')).toBe('one\ntwo\n3\nfour\n');
    expect(written).toMatchObject({ ok: true, value: { lines: 4, bytes: 15 } });
  });
});

describe('a text that is put in the place of another', () => {
  it('is there whole, for nobody else to read, and leaves nothing beside it', () => {
    const file = join(room, 'kiosk.json');
    writeFileSync(file, 'a longer text that was there before');
    replaceText(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(room)).toEqual(['kiosk.json']);
  });

  it('leaves what there was where it cannot take its place', () => {
    expect(() => replaceText(room, 'new')).toThrow(expect.objectContaining({ code: 'EISDIR' }));
    expect(statSync(room).isDirectory()).toBe(true);
    expect(statSync(`${room}.part`, { throwIfNoEntry: false })).toBeUndefined();
  });
});
