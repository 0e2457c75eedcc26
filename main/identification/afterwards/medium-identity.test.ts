import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { identityOf } from './medium-identity.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-medium-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('tells folders of the kiosk apart by where they really are', () => {
  for (const name of ['a', 'b']) mkdirSync(join(folder, name));
  symlinkSync(join(folder, 'a'), join(folder, 'also-a'));
  const [a, b, again] = ['a', 'b', 'also-a'].map((name) =>
    identityOf({ path: join(folder, name), name, removable: false }),
  );
  expect(a).toMatchObject({ kind: 'folder' });
  expect(again).toEqual(a);
  expect(b).not.toEqual(a);
});

it('knows no stick whose file system has no UUID, and none that is gone', () => {
  // A link to something that is no device stands for the UUID of another one.
  symlinkSync('/dev/null', join(folder, '1234-ABCD'));
  expect(identityOf({ path: folder, name: 'stick', removable: true }, folder)).toBeNull();
  expect(identityOf({ path: join(folder, 'gone'), name: 'gone', removable: true }, folder)).toBeNull();
  expect(identityOf({ path: folder, name: 'stick', removable: true }, join(folder, 'no-udev'))).toBeNull();
});
