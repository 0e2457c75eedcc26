import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

// umockdev-run stands a scanner and a serial adapter in front of udev and the kernel's hidraw; the command is the real
// one, with the real serialport and node-hid.
const tree = join(import.meta.dirname, '../../test/fixtures/attached/scanner-and-port.umockdev');
const command = [process.execPath, join(import.meta.dirname, 'taanuu.ts'), 'device', 'ports', '--group', 'cable'];
const room = mkdtempSync(join(tmpdir(), 'taanuu-ports-'));
afterAll(() => rmSync(room, { recursive: true }));

function ports(path: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync('umockdev-run', ['--device', tree, '--', ...command, ...args], {
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  });
  return { status, stdout, stderr };
}
const own = process.env.PATH ?? '';

describe('taanuu device ports', () => {
  it('names what is plugged in, with the paths of a configuration, and no port behind which there is nothing', () => {
    expect(JSON.parse(ports(own, '--json').stdout)).toEqual([
      {
        kind: 'serial',
        at: 'usb:1a86:7523#CH-7',
        path: '/dev/ttyUSB0',
        name: 'QinHeng',
        usb: '1a86:7523',
        serial: 'CH-7',
        port: '1-3',
        drivers: ['r30x', 'mrz-serial', 'escpos'],
      },
      {
        kind: 'hid',
        at: 'usb:05f9:2214#QS-0042',
        path: '/dev/hidraw0',
        name: 'Datalogic QuickScan',
        usb: '05f9:2214',
        serial: 'QS-0042',
        port: '1-2',
        drivers: ['hid-scanner'],
      },
    ]);
    const { status, stdout } = ports(own);
    expect(status).toBe(0);
    expect(stdout.split('\n')[1]).toMatch(/^hid +usb:05f9:2214#QS-0042 +\/dev\/hidraw0 +1-2 +Datalogic QuickScan$/);
  });

  it('without udev names the part that is missing, and shows the rest all the same', () => {
    // A PATH on which there is umockdev-run and nothing else.
    const { stdout } = spawnSync('sh', ['-c', 'command -v umockdev-run'], { encoding: 'utf8' });
    symlinkSync(stdout.trim(), join(room, 'umockdev-run'));
    const bare = ports(room, '--json');
    expect(bare.status).toBe(1);
    expect(bare.stderr).toContain('apt-get install udev');
    expect(JSON.parse(bare.stdout)).toMatchObject([{ kind: 'hid' }]);
  });

  it('refuses a group that there is none of', () => {
    const { status, stderr } = spawnSync(process.execPath, [...command.slice(1, -2), '--group', 'x'], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining('--group is one of all, cable')]);
  });
});
