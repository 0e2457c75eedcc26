import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { VirtualClock } from '../../../drivers/virtual-clock.ts';
import { discover } from './discovery.ts';
import { type DeviceList, deviceLists, type Found } from './lists.ts';

const thing = (kind: Found['kind'], at: string): Found => ({
  ...{ kind, at, path: at, name: '', usb: null, serial: null, port: null },
  drivers: [],
});
const list = (kind: Found['kind'], part: string, look: DeviceList['look']): DeviceList => ({
  ...{ kind, part, look },
  group: kind === 'serial' ? 'cable' : 'power',
  limitMs: 1_000,
});
const late = (part: string): Problem => ({ code: 'device.list-late', params: { part } });

describe('looking for devices', () => {
  it('shows what one list has where another fails, hangs or throws, and tells each', async () => {
    const clock = new VirtualClock();
    const given: AbortSignal[] = [];
    const lists = [
      list('serial', 'udev', async () => ok([thing('serial', '/dev/a')])),
      list('nut', 'upsd', async () => err({ code: 'power.service-missing', params: { address: 'here' } })),
      list('cups', 'CUPS', (signal) => {
        given.push(signal);
        return new Promise(() => {});
      }),
      list('supply', 'sysfs', async () => {
        throw new Error('torn');
      }),
    ];
    const looking = discover(null, lists, clock);
    await clock.pass(1_100);
    const { found, problems } = await looking;
    expect(found.map(({ at }) => at)).toEqual(['/dev/a']);
    expect(problems).toEqual([
      { code: 'power.service-missing', params: { address: 'here' } },
      late('CUPS'),
      late('sysfs'),
    ]);
    // Whoever still looks is told that nobody waits.
    expect(given[0]?.aborted).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('asks only the lists of a group', async () => {
    const asked: string[] = [];
    const lists = (['serial', 'nut'] as const).map((kind) =>
      list(kind, kind, async () => {
        asked.push(kind);
        return ok([]);
      }),
    );
    await discover('power', lists);
    expect(asked).toEqual(['nut']);
  });

  it('has every list once, each with an end', () => {
    expect(new Set(deviceLists.map(({ kind }) => kind)).size).toBe(deviceLists.length);
    for (const { limitMs } of deviceLists) expect(limitMs).toBeLessThanOrEqual(30_000);
  });
});
