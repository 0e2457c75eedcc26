import { describe, expect, it } from 'vitest';
import { devicesSchema, serialTable } from './setup.ts';

const table = serialTable({ fingerprint: '/dev/a', document: '/dev/b', printer: '/dev/c' }, { dpi: 500 });

describe('the devices of a kiosk', () => {
  it('are a sensor, a document reader, a receipt printer, and whatever else there is', () => {
    const second = { id: 'document-2', driver: 'mrz-serial', at: '/dev/d', baudRate: 115_200 } as const;
    expect(devicesSchema.parse([...table, second])).toEqual([...table, { ...second, simulated: false }]);
  });

  it.each([
    ['one of a table is missing', table.slice(1)],
    ['two have one name', [...table, { id: 'printer', driver: 'escpos', at: '/dev/d' }]],
    ['a driver is not known', [...table, { id: 'x', driver: 'magic', at: '/dev/d' }]],
    ['an option belongs to another driver', [...table, { id: 'x', driver: 'escpos', at: '/dev/d', dpi: 500 }]],
    ['a name could not stand in the journal', [...table, { id: '21502198500002', driver: 'escpos', at: '/dev/d' }]],
  ])('are refused when %s', (_, devices) => {
    expect(devicesSchema.safeParse(devices).success).toBe(false);
  });
});
