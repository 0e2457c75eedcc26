import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { configurationsOn, differencesBeside, mediaNow, packagesOn } from './media.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-media-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Lines as Linux writes them: proc(5), /proc/self/mountinfo. */
const table = [
  '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
  '90 22 8:17 / /media/officer/ЖАКШЫ\\040флешка rw,nosuid shared:5 - vfat /dev/sdb1 rw,utf8',
  '91 22 8:33 / /run/media/officer/B rw master:1 - exfat /dev/sdc1 rw',
  '92 22 0:50 / /mnt/tools ro,nosuid - tmpfs tools ro',
  '93 22 0:51 / /mnt/share rw - 9p host rw',
].join('\n');

it('offers mounted sticks and the configured folders, and nothing else that happens to be mounted', () => {
  const mounts = join(folder, 'mountinfo');
  writeFileSync(mounts, table);
  const devices = join(folder, 'block');
  mkdirSync(join(devices, '8:17'), { recursive: true });
  // As the kernel tells it: in units of 512 bytes, and a line feed.
  writeFileSync(join(devices, '8:17/size'), '62530624\n');
  expect(mediaNow([folder, join(folder, 'gone')], mounts, devices)).toEqual([
    { path: '/media/officer/ЖАКШЫ флешка', name: 'ЖАКШЫ флешка', removable: true, bytes: 32_015_679_488 },
    { path: '/run/media/officer/B', name: 'B', removable: true },
    { path: folder, name: basename(folder), removable: false },
  ]);
});

it('without a mount table has the configured folders only', () => {
  expect(mediaNow([folder], join(folder, 'none'))).toMatchObject([{ path: folder }]);
});

it('finds the packages on media, by their ending, and bears a medium that is gone', () => {
  writeFileSync(join(folder, 'b.taanuu'), 'four');
  writeFileSync(join(folder, 'notes.txt'), '');
  const media = [folder, join(folder, 'pulled-out')].map((path) => ({ path, name: '', removable: true }));
  expect(packagesOn(media)).toEqual([{ path: join(folder, 'b.taanuu'), name: 'b.taanuu', bytes: 4 }]);
});

it('offers a package once, whatever leads to it beside it, and that alone where it is alone', () => {
  for (const name of ['0001-v4.taanuu', '0001-v3-v4.taanuu-difference', '0001-v2-v4.taanuu-difference'])
    writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, '0002-v3-v4.taanuu-difference'), '');
  mkdirSync(join(folder, 'folder.taanuu'));
  const media = [{ path: folder, name: '', removable: true }];
  const names = (): readonly string[] => packagesOn(media).map(({ name }) => name);
  expect(names()).toEqual(['0001-v4.taanuu', '0002-v3-v4.taanuu-difference']);
  expect(differencesBeside(join(folder, '0001-v4.taanuu')).map((path) => basename(path))).toEqual([
    '0001-v2-v4.taanuu-difference',
    '0001-v3-v4.taanuu-difference',
  ]);
  rmSync(join(folder, '0001-v4.taanuu'));
  expect(names()).toHaveLength(3);
});

it('finds configurations by their names, the newest first whosever it is, and no folder of such a name', () => {
  const names = ['-d-a-2023-10-05T0630', '-d-c-2023-10-04T0630', '-d-b-2023-10-06T0630', '-mine'];
  for (const name of names) writeFileSync(join(folder, `taanuu-configuration${name}.json`), '{}');
  writeFileSync(join(folder, 'kiosk.json'), '{}');
  mkdirSync(join(folder, 'taanuu-configuration-folder.json'));
  const media = [folder, join(folder, 'pulled-out')].map((path) => ({ path, name: '', removable: true }));
  const found = configurationsOn(media);
  expect(found.map(({ name }) => name.slice(20, -5))).toEqual([names[2], names[0], names[1], names[3]]);
  expect(found[0]).toEqual({
    ...{ path: join(folder, `taanuu-configuration${names[2]}.json`), bytes: 2 },
    name: `taanuu-configuration${names[2]}.json`,
  });
});
