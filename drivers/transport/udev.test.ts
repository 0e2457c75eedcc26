import { spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/bench.ts';
import { type RoleDevice, udevRules } from './udev.ts';

const root = join(import.meta.dirname, '../..');
const fixtures = join(root, 'test/fixtures/attached');

/** The links that the real udev gives a device of umockdev by our rules, sorted. */
function links(roles: readonly RoleDevice[], path: string): string[] {
  const rules = temporaryFolder();
  copyFileSync(join(root, 'assets/udev/70-taanuu.rules'), join(rules, '70-taanuu.rules'));
  writeFileSync(join(rules, '71-taanuu-roles.rules'), udevRules(roles));
  const { stdout, stderr, error } = spawnSync(
    'unshare',
    [
      ...(process.getuid?.() === 0 ? ['-m'] : ['-rm']),
      ...['sh', join(fixtures, 'udev-test.sh'), rules, join(fixtures, 'with-numbers.umockdev')],
      `/sys/devices/pci0000:00/0000:00:14.0/${path}`,
    ],
    { encoding: 'utf8' },
  );
  const told = `${stdout}${stderr}`;
  if (error || !told.includes('DEVPATH=')) throw new Error(`udevadm test (Debian: udev, umockdev): ${error ?? told}`);
  // What udev does not understand of our files.
  expect(told.split('\n').filter((line) => /taanuu.*(nvalid|nknown|ignoring)/.test(line))).toEqual([]);
  const found = told.match(/^DEVLINKS=(.*)$/m)?.[1] ?? '';
  return found
    .split(' ')
    .filter((link) => link.startsWith('/dev/taanuu/'))
    .sort();
}

const adapter = 'usb1/1-3/1-3:1.0/ttyUSB0/tty/ttyUSB0';
const scanner = 'usb1/1-2/1-2:1.0/0003:05F9:2214.0001/hidraw/hidraw0';
const usb = '1a86:7523';

describe('the udev rules', () => {
  it('give a serial adapter links by serial number, by port, and by the roles that fit', () => {
    const roles: readonly RoleDevice[] = [
      { role: 'fingerprint', kind: 'serial', device: { usb, serial: 'CH-7' } },
      { role: 'printer', kind: 'serial', device: { usb, port: '1-3' } },
      { role: 'other-serial', kind: 'serial', device: { usb, serial: 'CH-8' } },
      { role: 'other-port', kind: 'serial', device: { usb, serial: 'CH-7', port: '1-4' } },
      { role: 'other-kind', kind: 'hid', device: { usb } },
    ];
    expect(links(roles, adapter)).toEqual([
      '/dev/taanuu/by-port/1-3',
      '/dev/taanuu/by-serial/1a86-7523-CH-7',
      '/dev/taanuu/fingerprint',
      '/dev/taanuu/printer',
    ]);
  });

  it('give an HID device a link only where the configuration names it', () => {
    const device = { usb: '05F9:2214', serial: 'QS-0042', port: '1-2' };
    expect(links([{ role: 'document', kind: 'hid', device }], scanner)).toEqual(['/dev/taanuu/document']);
    expect(links([], scanner)).toEqual([]);
  });

  it('hold nothing but what is compared, whatever a serial number says', () => {
    const rules = udevRules([{ role: 'a', kind: 'serial', device: { usb, serial: 'x", RUN+="/bin/sh\n*' } }]);
    expect(rules).toContain('ATTRS{serial}=="x???RUN????bin?sh??"');
    expect(rules.trim().split('\n')).toHaveLength(2);
    expect(() => udevRules([{ role: '../sda', kind: 'serial', device: { usb } }])).toThrow(RangeError);
  });
});
