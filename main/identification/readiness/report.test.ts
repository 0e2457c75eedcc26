import { describe, expect, it } from 'vitest';
import { serialTable } from '../devices/setup.ts';
import { deviceLines } from './report.ts';

const table = serialTable({ fingerprint: '/dev/a', document: '/dev/b', printer: '/dev/c' });

describe('a device that never came up', () => {
  it('is red where a table needs it, and yellow where it does not', () => {
    const lines = deviceLines([...table, { id: 'chip', driver: 'chip', at: 'any', simulated: false }], []);
    expect(lines.map(({ check, state }) => [check, state])).toEqual([
      ['device.fingerprint', 'bad'],
      ['device.document', 'bad'],
      ['device.printer', 'bad'],
      ['device.chip', 'warn'],
    ]);
    expect(lines.every(({ problem }) => problem?.code === 'readiness.device-silent')).toBe(true);
  });
});
