import { describe, expect, it } from 'vitest';
import { type Supply, supplyReading } from './supply.ts';

const mains = (online: string): Supply => ({ type: 'Mains', online });
const battery = (more: Supply): Supply => ({ type: 'Battery', present: '1', ...more });

describe("Linux's power supplies", () => {
  it.each<[string, Supply[], object | null]>([
    ['none', [], null],
    ['a mouse only', [battery({ scope: 'Device', capacity: '4', status: 'Discharging' })], null],
    ['an empty battery bay', [battery({ present: '0' })], null],
    ['an adapter and no battery', [mains('1')], { source: 'mains', charge: null, runtimeS: null, low: false }],
    [
      'plugged in',
      [mains('1'), battery({ status: 'Charging', capacity: '80' })],
      { source: 'mains', charge: 80, runtimeS: null, low: false },
    ],
    [
      'on battery',
      [mains('0'), battery({ status: 'Discharging', capacity: '64', capacity_level: 'Normal' })],
      { source: 'battery', charge: 64, runtimeS: null, low: false },
    ],
    [
      'low by its level',
      [mains('0'), battery({ status: 'Discharging', capacity: '5', capacity_level: 'Low' })],
      { source: 'battery', charge: 5, runtimeS: null, low: true },
    ],
    [
      'just unplugged, the battery does not know yet',
      [mains('0'), battery({ status: 'Unknown', capacity: '99' })],
      { source: 'battery', charge: 99 },
    ],
    ['full, with no adapter shown', [battery({ status: 'Full', capacity: '100' })], { source: 'mains' }],
    ['a battery that says nothing', [battery({})], { source: 'unknown', charge: null }],
    [
      'USB-C: one port of two feeds',
      [{ type: 'USB', online: '0' }, { type: 'USB', online: '1' }, battery({ status: 'Charging' })],
      { source: 'mains' },
    ],
    [
      'time left from energy and power',
      [
        mains('0'),
        battery({ status: 'Discharging', energy_now: '20000000', energy_full: '50000000', power_now: '10000000' }),
      ],
      { source: 'battery', charge: 40, runtimeS: 7_200 },
    ],
    [
      'time left from charge and a current below zero',
      [
        mains('0'),
        battery({ status: 'Discharging', charge_now: '1000000', charge_full: '4000000', current_now: '-2000000' }),
      ],
      { charge: 25, runtimeS: 1_800 },
    ],
    [
      'the time that the kernel says itself',
      [mains('0'), battery({ status: 'Discharging', time_to_empty_avg: '600', energy_now: '1', power_now: '1' })],
      { runtimeS: 600 },
    ],
    [
      'two batteries of different size',
      [
        mains('0'),
        battery({ status: 'Discharging', energy_now: '10', energy_full: '20', power_now: '5' }),
        battery({ status: 'Not charging', energy_now: '80', energy_full: '80', power_now: '0' }),
      ],
      { source: 'battery', charge: 90, runtimeS: 64_800 },
    ],
    [
      'nonsense in the files',
      [mains('yes'), battery({ status: '???', capacity: '9'.repeat(50), energy_now: 'x', energy_full: '0' })],
      { source: 'unknown', charge: null, runtimeS: null, low: false },
    ],
  ])('%s', (_, supplies, reading) => {
    const seen = supplyReading(supplies);
    if (reading === null) expect(seen).toBeNull();
    else expect(seen).toMatchObject(reading);
  });
});
