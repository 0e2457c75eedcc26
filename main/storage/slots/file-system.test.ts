import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PoweredDisk, WITHOUT_JOURNAL } from '../../cli/simulate/powered-disk.ts';
import { keepsJournal, mountOf, withoutJournal } from './file-system.ts';

const folder = mkdtempSync(join(tmpdir(), 'taanuu-file-system-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('where a folder is mounted', () => {
  it('is told by the longest mount point above it, the last of equals', () => {
    const table = [
      '24 1 8:1 / / rw,relatime shared:1 - btrfs /dev/sda1 rw,ssd',
      '30 24 8:2 / /var/lib/taanuu rw - ext4 /dev/sda2 rw,data=ordered',
      '31 24 8:3 / /var/lib/taanuu rw,noatime - ext4 /dev/sda3 rw,data=journal',
      '32 24 8:4 / /media/a\\040b rw - xfs /dev/sda4 rw',
      '',
    ].join('\n');
    expect(mountOf('/var/lib/taanuu/ballots', table)).toEqual({
      ...{ point: '/var/lib/taanuu', device: '8:3', kind: 'ext4' },
      options: ['rw', 'data=journal'],
    });
    expect(mountOf('/var/lib/taanuu2', table)).toMatchObject({ kind: 'btrfs', point: '/' });
    expect(mountOf('/media/a b', table).kind).toBe('xfs');
  });
});

describe('whether a file system keeps a journal', () => {
  it('is what the kernel says of its device', () => {
    const sys = join(folder, 'sys');
    for (const [device, name, task] of [
      ['8:2', 'sda2', '<none>\n'],
      ['253:0', 'dm-0', '412\n'],
    ] as const) {
      const block = join(sys, 'devices/block', name);
      mkdirSync(block, { recursive: true });
      mkdirSync(join(sys, 'dev/block'), { recursive: true });
      symlinkSync(block, join(sys, 'dev/block', device));
      mkdirSync(join(sys, 'fs/ext4', name), { recursive: true });
      writeFileSync(join(sys, 'fs/ext4', name, 'journal_task'), task);
    }
    expect(keepsJournal({ kind: 'ext4', device: '8:2' }, sys)).toBe(false);
    expect(keepsJournal({ kind: 'ext4', device: '253:0' }, sys)).toBe(true);
    expect(keepsJournal({ kind: 'xfs', device: '8:2' }, sys)).toBe(true);
    expect(keepsJournal({ kind: 'tmpfs', device: '0:30' }, sys)).toBe(false);
    // A kernel that does not tell.
    expect(keepsJournal({ kind: 'ext4', device: '8:9' }, sys)).toBe(false);
  });

  it.skipIf(!PoweredDisk.possible())('is so on real disks, made as the documents say and as mkfs makes them', () => {
    const found = [WITHOUT_JOURNAL, {}].map((options, at) => {
      const disk = PoweredDisk.open(join(folder, `${at}`), join(folder, `disk-${at}`), 16, options);
      try {
        return withoutJournal(disk.path);
      } finally {
        disk.close();
      }
    });
    expect(found).toEqual([
      { ok: true, value: null },
      { ok: false, error: { code: 'ballot-store.disk-journal', params: { kind: 'ext4' } } },
    ]);
  });
});
