import { describe, expect, it } from 'vitest';
import type { PowerReading } from '../../core/power/rule.ts';
import { PowerWatch } from './power-watch.ts';

const mains: PowerReading = { source: 'mains', charge: 100, runtimeS: 1_800, low: false };
const battery: PowerReading = { source: 'battery', charge: 80, runtimeS: 1_200, low: false };
const empty: PowerReading = { source: 'battery', charge: 9, runtimeS: 200, low: true };
const last: PowerReading = { source: 'battery', charge: 2, runtimeS: 30, low: true };

function watch() {
  let now = 0;
  const done: string[] = [];
  const told: unknown[] = [];
  const kiosk = { note: (_: string, body: unknown) => void told.push(body), changed: () => void done.push('changed') };
  const power = new PowerWatch({
    kiosk: kiosk as never,
    now: () => now,
    flush: () => void done.push('flush'),
    stop: () => void done.push('stop'),
  });
  const pass = (seconds: number): void => {
    for (let second = 0; second < seconds; second += 1) {
      now += 1_000;
      power.tick();
    }
  };
  return { power, pass, done, told };
}

describe('the power of a kiosk', () => {
  it('is no matter where no supply says anything', () => {
    const { power, pass, told } = watch();
    pass(3_600);
    expect([power.orders.admit, power.orders.problem, told]).toEqual([true, null, []]);
  });

  it('on battery is told once, and voters go on', () => {
    const { power, pass, told } = watch();
    power.heard('ups', mains);
    pass(60);
    power.heard('ups', battery);
    pass(60);
    expect(power.orders).toMatchObject({ admit: true, problem: { code: 'power.on-battery' } });
    expect(told).toEqual([{ problem: 'power.on-battery' }]);
    power.heard('ups', mains);
    pass(20);
    expect(power.orders.problem).toBeNull();
  });

  it('when low begins no new voter, writes everything, and stops once before the end', () => {
    const { power, pass, done, told } = watch();
    power.heard('ups', battery);
    power.heard('ups', empty);
    pass(10);
    expect(power.orders.admit).toBe(false);
    expect(done.filter((one) => one === 'flush').length).toBeGreaterThanOrEqual(1);
    expect(done).not.toContain('stop');
    power.heard('ups', last);
    pass(200);
    expect(done.filter((one) => one === 'stop')).toEqual(['stop']);
    expect(told.at(-1)).toEqual({ problem: 'power.stopping' });
  });

  it('of two supplies obeys the one that is worse off', () => {
    const { power, pass } = watch();
    power.heard('ups', mains);
    power.heard('own-battery', empty);
    pass(10);
    expect(power.orders.admit).toBe(false);
  });

  it('no longer waits for a supply that was taken out', () => {
    const { power, pass, done } = watch();
    power.heard('ups', battery);
    power.keep([]);
    pass(300);
    expect(power.orders).toMatchObject({ admit: true, problem: null });
    expect(done).not.toContain('stop');
  });

  it('counts a supply that fell silent on battery as low', () => {
    const { power, pass } = watch();
    power.heard('ups', battery);
    power.forget();
    pass(30);
    expect(power.orders.admit).toBe(false);
  });
});
