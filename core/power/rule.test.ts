import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextPower, POWER_LIMITS, type PowerReading, type PowerStage, powerAtStart, UNKNOWN_POWER } from './rule.ts';

const mains: PowerReading = { source: 'mains', charge: 100, runtimeS: null, low: false };
const battery = (more: Partial<PowerReading> = {}): PowerReading => ({
  source: 'battery',
  charge: 80,
  runtimeS: 1_500,
  low: false,
  ...more,
});

/** Plays readings, each for so many seconds, asked once a second; the stage at the end of each, and all orders. */
function play(...parts: readonly (readonly [PowerReading, number])[]) {
  let state = powerAtStart(0);
  let at = 0;
  const stages: PowerStage[] = [];
  const orders: ReturnType<typeof nextPower>['orders'][] = [];
  for (const [reading, seconds] of parts) {
    for (let i = 0; i < seconds; i++) {
      at += 1_000;
      const next = nextPower(state, reading, at);
      state = next.state;
      orders.push(next.orders);
    }
    stages.push(state.stage);
  }
  return { stages, orders, last: orders.at(-1) };
}

describe('the rule of power', () => {
  it('on mains, and where nobody says anything, changes nothing', () => {
    expect(play([mains, 60], [UNKNOWN_POWER, 3_600]).stages).toEqual(['mains', 'mains']);
    expect(play([UNKNOWN_POWER, 3_600]).last).toEqual({ problem: null, admit: true, flush: false, stop: false });
  });

  it('on battery tells it at once, writes everything down once, and goes on', () => {
    const { orders } = play([mains, 5], [battery(), 1_000]);
    expect(orders[5]).toEqual({ problem: { code: 'power.on-battery' }, admit: true, flush: true, stop: false });
    expect(orders.filter(({ flush }) => flush)).toHaveLength(1);
    expect(orders.every(({ admit, stop }) => admit && !stop)).toBe(true);
  });

  it.each([
    ['its own word', battery({ low: true })],
    ['its charge', battery({ charge: 20 })],
    ['the time left', battery({ runtimeS: 300 })],
    ['its own word alone', { source: 'battery', charge: null, runtimeS: null, low: true } as const],
  ])('low by %s: no new voters after 4 s, two minutes to finish, then the stop', (_, reading) => {
    const { stages, orders, last } = play([battery(), 10], [reading, 4], [reading, 2], [reading, 118], [reading, 3]);
    expect(stages).toEqual(['battery', 'battery', 'low', 'low', 'stop']);
    expect(last).toEqual({ problem: { code: 'power.stopping' }, admit: false, flush: false, stop: true });
    expect(orders.filter(({ flush }) => flush)).toHaveLength(3);
  });

  it('does not believe what a supply says just after it took over', () => {
    expect(play([mains, 5], [battery({ charge: 0, runtimeS: 0 }), 3], [battery(), 60]).stages.at(-1)).toBe('battery');
  });

  it('stops without waiting when only seconds are left', () => {
    expect(play([battery({ runtimeS: 60 }), 4], [battery({ runtimeS: 60 }), 2]).stages).toEqual(['battery', 'stop']);
  });

  it('low is left by steady mains only, not by a better figure', () => {
    const low = battery({ charge: 15 });
    expect(play([low, 10], [battery({ charge: 60 }), 30], [mains, 10], [mains, 2]).stages).toEqual([
      'low',
      'low',
      'low',
      'mains',
    ]);
  });

  it('mains that comes and goes does not bring voters back, nor the stop while it is there', () => {
    const low = battery({ charge: 15 });
    const flicker = Array.from({ length: 20 }, () => [[mains, 3] as const, [low, 3] as const]).flat();
    const { orders } = play([low, 10], ...flicker);
    expect(orders.slice(10).some(({ admit }) => admit)).toBe(false);
    const { stages } = play([low, 10], [low, 110], [mains, 8], [mains, 4]);
    expect(stages.at(-1)).toBe('mains');
    expect(stages).not.toContain('stop');
  });

  it('a supply that falls silent on battery counts as low; one that falls silent on mains does not', () => {
    expect(play([battery(), 10], [UNKNOWN_POWER, 14], [UNKNOWN_POWER, 6]).stages).toEqual([
      'battery',
      'battery',
      'low',
    ]);
    expect(play([battery(), 10], [UNKNOWN_POWER, 10], [battery(), 60]).stages.at(-1)).toBe('battery');
    expect(play([mains, 10], [UNKNOWN_POWER, 600]).stages.at(-1)).toBe('mains');
  });

  it('a stop that was ordered stays ordered', () => {
    expect(play([battery({ runtimeS: 60 }), 6], [mains, 600]).stages.at(-1)).toBe('stop');
  });

  it('for any readings: refuses only after a weak battery or silence on it, and admits again only after steady mains', () => {
    const reading = fc.record({
      source: fc.constantFrom('mains', 'battery', 'unknown'),
      charge: fc.option(fc.integer({ min: 0, max: 100 })),
      runtimeS: fc.option(fc.integer({ min: 0, max: 2_000 })),
      low: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(reading, fc.integer({ min: 0, max: 20_000 })), { maxLength: 60 }), (steps) => {
        let state = powerAtStart(0);
        let at = 0;
        let mainsFor: number | null = null;
        let sawBattery = false;
        for (const [now, ms] of steps) {
          at += ms;
          if (now.source === 'mains') mainsFor ??= at;
          else mainsFor = null;
          sawBattery ||= now.source === 'battery';
          const before = state.stage;
          const { state: after, orders } = nextPower(state, now, at);
          state = after;
          if (before === 'stop') expect(orders.stop).toBe(true);
          if (!orders.admit) expect(sawBattery).toBe(true);
          if (before === 'low' && orders.admit) {
            expect(mainsFor !== null && at - mainsFor >= POWER_LIMITS.mainsBackMs).toBe(true);
          }
          if (orders.stop && before !== 'stop') expect(now.source).not.toBe('mains');
          expect(orders.stop && orders.admit).toBe(false);
        }
      }),
    );
  });
});
