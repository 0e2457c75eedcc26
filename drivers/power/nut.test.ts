import { describe, expect, it } from 'vitest';
import type { PowerReading } from '../../core/power/rule.ts';
import { SimulatedUpsd, type UpsdFault } from '../simulator/upsd.ts';
import { afterTest, codeOf, opened, ready, statusWhere } from '../testing/bench.ts';
import { need, runOnce } from '../testing/child.ts';
import { realUpsd } from '../testing/nut.ts';
import { NutSource, nutAddress } from './nut.ts';
import { openPowerSource } from './open-power.ts';

const quick = { answer: 300, poll: 100 };

/** Resolves with the first reading that fits. */
function readingWhere(source: NutSource, fits: (reading: PowerReading) => boolean): Promise<PowerReading> {
  if (fits(source.reading)) return Promise.resolve(source.reading);
  return new Promise((resolve) => {
    const unlisten = source.onReading((reading) => {
      if (!fits(reading)) return;
      unlisten();
      resolve(reading);
    });
  });
}

const noticeOf = (source: NutSource) => (source.status.state === 'ready' ? (source.status.notice?.code ?? null) : null);

describe('the address of a supply', () => {
  it.each([
    ['kiosk@127.0.0.1', { ups: 'kiosk', host: '127.0.0.1', port: 3493 }],
    ['kiosk@localhost:34930', { ups: 'kiosk', host: 'localhost', port: 34930 }],
    ['kiosk@[::1]:3493', { ups: 'kiosk', host: '::1', port: 3493 }],
    ['kiosk', null],
    ['kio sk@host', null],
    ['kiosk@host:0', null],
    ['kiosk\nLOGOUT@host', null],
  ])('%j', (text, address) => {
    expect(nutAddress(text)).toEqual(address);
  });

  it('tells NUT from the folder of Linux and from nonsense', () => {
    expect(openPowerSource('kiosk@127.0.0.1')?.name).toBe('NUT');
    expect(openPowerSource('/sys/class/power_supply')?.name).toBe('Linux');
    expect(openPowerSource('mains')).toBeNull();
  });
});

describe('a supply behind the real upsd', () => {
  it('on mains, on battery, low, and back; worn and overloaded', async () => {
    const real = await realUpsd();
    const source = opened(new NutSource({ address: real.address, limits: quick }));
    await statusWhere(source, ready);
    expect(source.reading).toEqual({ source: 'mains', charge: 100, runtimeS: 1500, low: false });

    await real.set('ups.status', 'OB DISCHRG');
    expect(await readingWhere(source, (r) => r.source === 'battery')).toMatchObject({ low: false });
    await expect.poll(() => noticeOf(source)).toBe('power.on-battery');
    await real.set('battery.charge', '12');
    await real.set('battery.runtime', '140');
    await readingWhere(source, (r) => r.charge === 12 && r.runtimeS === 140);
    await real.set('ups.status', 'OB DISCHRG LB');
    await readingWhere(source, (r) => r.low);
    await expect.poll(() => codeOf(source.status)).toBe('power.low');

    await real.set('ups.status', 'OL CHRG RB');
    await expect.poll(() => noticeOf(source)).toBe('power.battery-worn');
    await real.set('ups.status', 'OL OVER');
    await expect.poll(() => noticeOf(source)).toBe('power.overload');
    await real.set('ups.status', 'OL');
    await expect.poll(() => source.status).toEqual({ state: 'ready' });
  });

  it('names a supply whose driver died or hangs, and has it back when the driver is', async () => {
    const real = await realUpsd();
    const source = opened(new NutSource({ address: real.address, limits: quick }));
    await statusWhere(source, ready);
    await real.driver().stop('SIGKILL');
    const gone = await statusWhere(source, (s) => s.state === 'missing');
    expect(codeOf(gone)).toBe('power.ups-silent');
    expect(source.reading.source).toBe('unknown');
    real.startDriver();
    await statusWhere(source, ready);
    expect(source.reading.source).toBe('mains');
    // A driver that hangs: upsd calls its data stale after MAXAGE.
    real.driver().child.kill('SIGSTOP');
    expect(codeOf(await statusWhere(source, (s) => s.state === 'missing'))).toBe('power.ups-silent');
    real.driver().child.kill('SIGCONT');
    await statusWhere(source, ready);
  });

  it('names a service that is gone, and is back by itself after a restart of it', async () => {
    const real = await realUpsd();
    const source = opened(new NutSource({ address: real.address, limits: quick }));
    await statusWhere(source, ready);
    await real.upsd().stop();
    const gone = await statusWhere(source, (s) => s.state === 'missing');
    expect(gone).toEqual({
      state: 'missing',
      problem: { code: 'power.service-missing', params: { address: real.address } },
    });
    expect(source.reading.source).toBe('unknown');
    real.startUpsd();
    await statusWhere(source, ready);
  });

  it('names a service that hangs, and one that does not know the supply', async () => {
    const real = await realUpsd();
    const other = opened(new NutSource({ address: real.address.replace('kiosk@', 'desk@'), limits: quick }));
    const unknown = await statusWhere(other, (s) => s.state === 'attention');
    expect(unknown).toMatchObject({ problem: { code: 'power.no-such-ups', params: { ups: 'desk' } } });
    const source = opened(new NutSource({ address: real.address, limits: quick }));
    await statusWhere(source, ready);
    real.upsd().child.kill('SIGSTOP');
    expect(codeOf(await statusWhere(source, (s) => s.state === 'attention'))).toBe('power.service-missing');
    real.upsd().child.kill('SIGCONT');
    await statusWhere(source, ready);
  });
});

describe('a supply behind a simulated upsd', () => {
  async function simulated() {
    const upsd = new SimulatedUpsd('kiosk');
    await upsd.port.plug();
    afterTest(() => upsd.port.switchOff());
    const address = upsd.port.path.replace('tcp://', 'kiosk@');
    return { upsd, address };
  }

  it("is read by NUT's own client", async () => {
    need('/usr/bin/upsc', 'nut-client');
    const { upsd, address } = await simulated();
    const { code, output } = await runOnce('/usr/bin/upsc', [address]);
    expect(code).toBe(0);
    for (const [name, value] of upsd.variables) expect(output).toContain(`${name}: ${value}\n`);
    upsd.fault = 'stale';
    expect((await runOnce('/usr/bin/upsc', [address])).output).toContain('Data stale');
  });

  it.each<[UpsdFault, string]>([
    ['stale', 'power.ups-silent'],
    ['driver-gone', 'power.ups-silent'],
    ['denied', 'power.service-refused'],
    ['silent', 'power.service-missing'],
    ['slow', 'power.service-missing'],
    ['garbage', 'power.service-wrong-answer'],
    ['endless', 'power.service-wrong-answer'],
    ['torn', 'power.service-wrong-answer'],
  ])('%s: %s, the reading is unknown, and it is ready again by itself', async (fault, code) => {
    const { upsd, address } = await simulated();
    const source = opened(new NutSource({ address, limits: quick }));
    await statusWhere(source, ready);
    upsd.fault = fault;
    expect(codeOf(await statusWhere(source, (s) => codeOf(s) !== null))).toBe(code);
    expect(source.reading.source).toBe('unknown');
    upsd.fault = 'none';
    await statusWhere(source, ready);
    expect(source.reading).toEqual({ source: 'mains', charge: 100, runtimeS: 1500, low: false });
  });

  it('never takes half an answer for a whole one when the connection is cut', async () => {
    const { upsd, address } = await simulated();
    const source = opened(new NutSource({ address, limits: quick }));
    await statusWhere(source, ready);
    const seen: PowerReading[] = [];
    source.onReading((reading) => seen.push(reading));
    upsd.fault = 'cut';
    await statusWhere(source, (s) => s.state !== 'ready');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    upsd.fault = 'none';
    await statusWhere(source, ready);
    for (const reading of seen) expect(['unknown', 'mains']).toContain(reading.source);
    for (const reading of seen) if (reading.source === 'mains') expect(reading.charge).toBe(100);
  });

  it('reads an answer that comes byte by byte', async () => {
    const { upsd, address } = await simulated();
    upsd.port.fault = { split: true };
    const source = opened(new NutSource({ address, limits: quick }));
    await statusWhere(source, ready);
    expect(source.reading.charge).toBe(100);
  });

  it('asks no more after close', async () => {
    const { upsd, address } = await simulated();
    const source = new NutSource({ address, limits: quick });
    source.open();
    await statusWhere(source, ready);
    await source.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const asks = upsd.asks;
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(upsd.asks).toBe(asks);
  });
});
