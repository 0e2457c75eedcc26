import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../core/problem/result.ts';
import { SimulatedPort } from '../simulator/pty.ts';
import { afterTest, temporaryFolder } from '../testing/bench.ts';
import { type Attached, usbPortOf } from './attached.ts';
import { choosePath, finder, identityOf } from './identity.ts';
import type { LinkEvent } from './link.ts';
import { SerialLink } from './serial.ts';

const adapter = (n: number, serial: string | null, port: string | null): Attached => ({
  kind: 'serial',
  path: `/dev/ttyUSB${n}`,
  name: 'adapter',
  usb: '1a86:7523',
  serial,
  port,
});

describe('the wanted device', () => {
  it('is found by its serial number wherever it is plugged in', () => {
    const attached = [adapter(0, 'A', '1-1'), adapter(1, 'B', '1-2')];
    expect(choosePath(attached, { usb: '1A86:7523', serial: 'B' })).toEqual(ok('/dev/ttyUSB1'));
    expect(choosePath([adapter(0, 'B', '2-1')], { usb: '1a86:7523', serial: 'B' })).toEqual(ok('/dev/ttyUSB0'));
  });

  it('is found by its port where its twins bear the same number or none', () => {
    const attached = [adapter(0, null, '1-1'), adapter(1, null, '1-2.4')];
    expect(choosePath(attached, { usb: '1a86:7523', port: '1-2.4' })).toEqual(ok('/dev/ttyUSB1'));
  });

  it('is never guessed', () => {
    const attached = [adapter(0, '0001', '1-1'), adapter(1, '0001', '1-2')];
    const ambiguous = err({ code: 'port.ambiguous', params: { usb: '1a86:7523', count: 2 } });
    expect(choosePath(attached, { usb: '1a86:7523' })).toEqual(ambiguous);
    expect(choosePath(attached, { usb: '1a86:7523', serial: '0001' })).toEqual(ambiguous);
    // Its twin is not taken for it while it is out.
    expect(choosePath([adapter(1, '0001', '1-2')], { usb: '1a86:7523', serial: '0001', port: '1-1' })).toEqual(
      ok(null),
    );
  });

  it('that lists its path once for each function is one device', () => {
    const attached = [adapter(0, 'A', '1-1'), adapter(0, 'A', '1-1')];
    expect(choosePath(attached, { usb: '1a86:7523' })).toEqual(ok('/dev/ttyUSB0'));
  });

  it('is described so that it is found again among whatever else is plugged in, in any order', () => {
    const serial = fc.option(fc.constantFrom('A', 'B', '0001'), { nil: null });
    const list = fc
      .uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 6 })
      .chain((ports) => fc.tuple(...ports.map((n) => serial.map((own) => adapter(n, own, `1-${n}`)))));
    fc.assert(
      fc.property(list, fc.nat(), (attached, n) => {
        const device = attached[n % attached.length];
        const identity = device && identityOf(device, attached);
        if (!device || !identity) throw new Error('a USB device has an identity');
        expect(choosePath([...attached].reverse(), identity)).toEqual(ok(device.path));
      }),
    );
  });

  it('on the board has no identity but its path', () => {
    expect(identityOf({ ...adapter(0, null, null), usb: null }, [])).toBeNull();
  });
});

describe('the USB port', () => {
  it.each([
    ['../../devices/pci0000:00/0000:00:14.0/usb1/1-3/1-3:1.0/ttyUSB0/tty/ttyUSB0', '1-3'],
    ['../../devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2.4/1-2.4:1.0/0003:05F9:2214.0001/hidraw/hidraw0', '1-2.4'],
    ['../../devices/platform/serial8250/tty/ttyS0', null],
  ])('of %s is %s', (path, port) => {
    expect(usbPortOf(path)).toBe(port);
  });
});

describe('a serial link that looks its port up', () => {
  it('says that nobody can tell which one is meant, and opens the right one once that is plain', async () => {
    const port = new SimulatedPort(join(temporaryFolder(), 'somewhere'));
    port.plug();
    afterTest(() => port.unplug());
    let attached = [adapter(0, null, '1-1'), { ...adapter(1, null, '1-2'), path: port.path }];
    const find = finder(async () => ok(attached), { usb: '1a86:7523' });
    const link = new SerialLink({ path: 'sensor', baudRate: 115_200, find });
    afterTest(() => link.close());
    const events: LinkEvent[] = [];
    link.on((event) => events.push(event));
    link.open();
    await expect.poll(() => events.length).toBe(1);
    const problem = { code: 'port.ambiguous', params: { usb: '1a86:7523', count: 2 } };
    expect(events).toEqual([{ event: 'down', why: 'absent', problem }]);
    attached = attached.slice(1);
    await expect.poll(() => link.up).toBe(true);
    expect(link.path).toBe('sensor');
  });
});
