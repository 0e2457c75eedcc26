import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeOf, opened, ready, statusWhere, temporaryFolder } from '../testing/bench.ts';
import { SysfsSource } from './sysfs.ts';

/** A folder like /sys/class/power_supply; a value that changes is put in place at once, as the kernel does it. */
function supplies() {
  const folder = temporaryFolder();
  const set = (supply: string, values: Readonly<Record<string, string>>) => {
    mkdirSync(join(folder, supply), { recursive: true });
    for (const [name, value] of Object.entries(values)) {
      writeFileSync(join(folder, supply, `.${name}`), `${value}\n`);
      renameSync(join(folder, supply, `.${name}`), join(folder, supply, name));
    }
  };
  set('AC', { type: 'Mains', online: '1' });
  set('BAT0', { type: 'Battery', present: '1', status: 'Charging', capacity: '88', capacity_level: 'Normal' });
  return { folder, set };
}

describe('the battery of the computer', () => {
  it('is followed from mains to battery, to low, and back', async () => {
    const { folder, set } = supplies();
    const source = opened(new SysfsSource({ folder, pollMs: 50 }));
    await statusWhere(source, ready);
    expect(source.reading).toEqual({ source: 'mains', charge: 88, runtimeS: null, low: false });
    const seen: string[] = [];
    source.onReading((reading) => seen.push(`${reading.source} ${reading.charge}`));
    set('AC', { online: '0' });
    expect(await statusWhere(source, (s) => s.state === 'ready' && s.notice !== undefined)).toEqual({
      state: 'ready',
      notice: { code: 'power.on-battery' },
    });
    set('BAT0', { status: 'Discharging', capacity: '4', capacity_level: 'Critical' });
    expect(codeOf(await statusWhere(source, (s) => s.state === 'attention'))).toBe('power.low');
    expect(source.reading).toMatchObject({ charge: 4, low: true });
    set('AC', { online: '1' });
    await statusWhere(source, (s) => s.state === 'ready' && s.notice === undefined);
    expect(seen.at(0)).toBe('battery 88');
    expect(seen.at(-1)).toBe('mains 4');
  });

  it('is missing where there is none, and found when there is', async () => {
    const { folder, set } = supplies();
    rmSync(folder, { recursive: true });
    const source = opened(new SysfsSource({ folder, pollMs: 50 }));
    expect(codeOf(await statusWhere(source, (s) => s.state === 'missing'))).toBe('power.no-supply');
    expect(source.reading.source).toBe('unknown');
    set('AC', { type: 'Mains', online: '1' });
    await statusWhere(source, ready);
  });

  it('says so when the adapter says nothing any more', async () => {
    const { folder, set } = supplies();
    const source = opened(new SysfsSource({ folder, pollMs: 50 }));
    await statusWhere(source, ready);
    set('AC', { online: '' });
    set('BAT0', { status: 'Unknown' });
    expect(codeOf(await statusWhere(source, (s) => s.state === 'attention'))).toBe('power.not-said');
    expect(source.reading.source).toBe('unknown');
  });

  it('is not looked at after close', async () => {
    const { folder, set } = supplies();
    const source = new SysfsSource({ folder, pollMs: 20 });
    source.open();
    await statusWhere(source, ready);
    await source.close();
    set('AC', { online: '0' });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(source.reading.source).toBe('mains');
  });
});
