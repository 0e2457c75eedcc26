import { describe, expect, it } from 'vitest';
import { driversAt, isAt } from './places.ts';
import type { Driver } from './setup.ts';

describe('an address that somebody has typed', () => {
  it.each<[string, readonly Driver[]]>([
    ['tcp://192.168.1.30:9100', ['escpos']],
    ['tcp://192.168.1.30', ['escpos']],
    ['http://192.168.1.31/eSCL', ['escl']],
    ['https://[fe80::1]:9096/eSCL', ['escl']],
    ['ups@192.168.1.32', ['power', 'cups']],
    ['page', ['cups']],
    ['/sys/class/power_supply', ['power']],
    ['/dev/usb/lp0', ['escpos']],
    ['/dev/ttyUSB0', ['escpos', 'r30x', 'mrz-serial']],
    ['/dev/hidraw1', ['hid-scanner']],
    ['usb:05f9:2214#QS-1', ['escpos', 'r30x', 'mrz-serial', 'hid-scanner', 'camera']],
    ['/dev/video0', ['camera']],
    ['genesys:libusb:001:004', ['sane']],
    ['ftp://192.168.1.30/x', []],
    ['tcp://192.168.1.30:99999', []],
    ['/etc/passwd', []],
    ['192.168.1.30:9100/x', []],
    [' ', []],
  ])('%j', (at, drivers) => {
    expect(driversAt(at)).toEqual(drivers);
  });
});

describe('what is found is what a setup speaks of', () => {
  const found = (at: string, driver: Driver, path = at) => ({ at, path, drivers: [driver] });
  it.each<[Driver, string, ReturnType<typeof found>, boolean]>([
    ['r30x', '/dev/ttyUSB0', found('usb:0403:6001#A', 'r30x', '/dev/ttyUSB0'), true],
    ['r30x', 'usb:0403:6001#A', found('usb:0403:6001#A', 'r30x', '/dev/ttyUSB7'), true],
    ['r30x', '/dev/ttyUSB1', found('usb:0403:6001#A', 'r30x', '/dev/ttyUSB0'), false],
    ['chip', 'any', found('ACS ACR122U 00 00', 'chip'), true],
    ['chip', 'ACR122U', found('ACS ACR122U 00 00', 'chip'), true],
    ['chip', 'Identive', found('ACS ACR122U 00 00', 'chip'), false],
    ['sbi', 'S-1', found('S-2', 'sbi'), false],
    ['power', 'ups@localhost', found('ups@127.0.0.1', 'power'), true],
    ['power', 'ups@localhost:3493', found('ups@127.0.0.1', 'power'), true],
    ['power', 'ups@10.0.0.1', found('ups@127.0.0.1', 'power'), false],
    ['cups', 'page', found('page', 'cups'), true],
    ['cups', 'page@10.0.0.1', found('page', 'cups'), false],
    // A place is taken whoever speaks there.
    ['mrz-serial', '/dev/ttyUSB0', found('/dev/ttyUSB0', 'r30x'), true],
    ['chip', 'any', found('/dev/ttyUSB0', 'r30x'), false],
  ])('%s at %s: %j %s', (driver, at, thing, same) => {
    expect(isAt({ driver, at }, thing)).toBe(same);
  });
});
