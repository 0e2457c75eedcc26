import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

// umockdev-run stands a scanner and a serial adapter in front of udev and the kernel's hidraw; the command is the real
// one, with the real serialport and node-hid.
const tree = join(import.meta.dirname, '../../test/fixtures/attached/scanner-and-port.umockdev');
const command = [process.execPath, join(import.meta.dirname, 'taanuu.ts'), 'device', 'ports'];
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
      { kind: 'serial', path: '/dev/ttyUSB0', name: 'QinHeng', usb: '1a86:7523', serial: 'CH-7', port: '1-3' },
      {
        kind: 'hid',
        path: '/dev/hidraw0',
        name: 'Datalogic QuickScan',
        usb: '05f9:2214',
        serial: 'QS-0042',
        port: '1-2',
        usagePage: 0x8c,
      },
    ]);
    const { status, stdout } = ports(own);
    expect(status).toBe(0);
    expect(stdout.split('\n')[1]).toMatch(/^hid +\/dev\/hidraw0 +05f9:2214 +1-2 +Datalogic QuickScan +QS-0042$/);
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
});
