import { describe, expect, it } from 'vitest';
import { devicesSchema, serialTable } from './setup.ts';

const table = serialTable({ fingerprint: '/dev/a', document: '/dev/b', printer: '/dev/c' }, { dpi: 500 });

describe('the devices of a kiosk', () => {
  it('are a sensor, a document reader, a receipt printer, and whatever else there is', () => {
    const second = { id: 'document-2', driver: 'mrz-serial', at: '/dev/d', baudRate: 115_200 } as const;
    expect(devicesSchema.parse([...table, second])).toEqual([...table, { ...second, simulated: false }]);
  });

  it('may be named by what they are instead of where they are, and stand at every kind of address', () => {
    const more = [
      { id: 'printer-2', driver: 'escpos', at: 'tcp://192.168.1.30:9100' },
      { id: 'code', driver: 'hid-scanner', at: 'usb:05f9:4204#G15B01234', layout: 'pos' },
      { id: 'chip', driver: 'chip', at: 'any' },
      { id: 'pages', driver: 'escl', at: 'http://192.168.1.20/eSCL' },
      { id: 'a4', driver: 'cups', at: 'office@192.168.1.2:631' },
      { id: 'ups', driver: 'power', at: 'ups@127.0.0.1' },
      { id: 'battery', driver: 'power', at: '/sys/class/power_supply' },
    ];
    expect(devicesSchema.parse([...table, ...more])).toHaveLength(10);
  });

  it.each([
    ['one of a table is missing', table.slice(1)],
    ['two have one name', [...table, { id: 'printer', driver: 'escpos', at: '/dev/d' }]],
    ['a page scanner’s address is no address', [...table, { id: 'x', driver: 'escl', at: '192.168.1.20' }]],
    ['a supply’s address is no address', [...table, { id: 'x', driver: 'power', at: 'the ups' }]],
    ['a port is no port', [...table, { id: 'x', driver: 'hid-scanner', at: 'hidraw0' }]],
    ['an SBI scanner has nobody to vouch for it', [...table, { id: 'x', driver: 'sbi', at: 'any' }]],
    ['a driver is not known', [...table, { id: 'x', driver: 'magic', at: '/dev/d' }]],
    ['an option belongs to another driver', [...table, { id: 'x', driver: 'escpos', at: '/dev/d', dpi: 500 }]],
    ['a name could not stand in the journal', [...table, { id: '21502198500002', driver: 'escpos', at: '/dev/d' }]],
  ])('are refused when %s', (_, devices) => {
    expect(devicesSchema.safeParse(devices).success).toBe(false);
  });
});
