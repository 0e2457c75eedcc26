import { describe, expect, it } from 'vitest';
import type { ScreensSeen } from '../../host/messages.ts';
import type { DeviceSetup } from './setup.ts';
import { displayStatus, PAGE_LIMIT_MS, VoterDisplay } from './voter-display.ts';

const officers = { label: 'BOE', width: 1280, height: 800 };
const voters = { label: 'DELL P2422H', width: 1920, height: 1080 };
const alone: ScreensSeen = { screens: [officers], windows: ['officer'] };
const both: ScreensSeen = { screens: [officers, voters], windows: ['officer', 'voter'] };
const setup: DeviceSetup = { id: 'display', driver: 'display', at: 'voter', simulated: false };

function kiosk(set: DeviceSetup | null = setup) {
  const world = { watching: 0, now: 0, told: 0 };
  const display = new VoterDisplay({
    watching: () => world.watching,
    now: () => world.now,
    setup: () => set ?? undefined,
    changed: () => {
      world.told += 1;
    },
  });
  const later = (ms: number) => {
    world.now += ms;
    display.look();
    return display.health()[0]?.status;
  };
  return { world, display, later };
}

describe("the voters' display", () => {
  it('is missed when it is pulled out, and comes back by itself', () => {
    const { world, display, later } = kiosk();
    display.heard(both);
    expect(later(1_000)).toEqual({ state: 'working', doing: 'connecting' });
    world.watching = 1;
    expect(later(1_000)).toEqual({ state: 'ready' });
    expect(display.health()[0]?.name).toBe('DELL P2422H 1920 × 1080');

    // The shell closes the window of a display that is gone.
    world.watching = 0;
    display.heard(alone);
    expect(later(0)).toEqual({ state: 'missing', problem: { code: 'display.missing' } });
    expect(later(600_000)).toEqual({ state: 'missing', problem: { code: 'display.missing' } });
    display.heard(both);
    // Its page loads: nobody is told of a fault.
    expect(display.health()[0]?.status).toEqual({ state: 'working', doing: 'connecting' });
    expect(later(1_000)).toEqual({ state: 'working', doing: 'connecting' });
    world.watching = 1;
    expect(later(1_000)).toEqual({ state: 'ready' });
    expect(display.health()[0]).toMatchObject({ forMs: 0, counters: { opened: 2 } });
  });

  it('wants somebody when its screen is there and its page says nothing for long', () => {
    const { display, later } = kiosk();
    display.heard(both);
    expect(later(PAGE_LIMIT_MS - 1)).toMatchObject({ state: 'working' });
    expect(later(1)).toEqual({ state: 'attention', problem: { code: 'display.page-silent' } });
  });

  it('is in a browser what windows look on', () => {
    const { world, later } = kiosk();
    expect(later(PAGE_LIMIT_MS)).toEqual({ state: 'missing', problem: { code: 'display.no-window' } });
    world.watching = 1;
    expect(later(1)).toEqual({ state: 'ready' });
    world.watching = 0;
    expect(later(1)).toEqual({ state: 'working', doing: 'connecting' });
  });

  it('is ready in a checkout with one screen, where its window stands beside the other', () => {
    expect(displayStatus({ seen: alone, watching: 1, blindMs: 0 })).toEqual({ state: 'ready' });
  });

  it('has a name that the journal may hold', () => {
    const { world, display, later } = kiosk();
    world.watching = 1;
    later(1);
    expect(display.health()[0]?.name).toBe('voter');
    display.heard({ ...both, screens: [officers, { ...voters, label: `X\u0007 12345678901234 ${'y'.repeat(80)}` }] });
    const name = display.health()[0]?.name ?? '';
    expect(name).toMatch(/^X … y+ 1920 × 1080$/);
    expect(name.length).toBeLessThanOrEqual(100);
  });

  it('can be given its place when it is seen, and is no device before', () => {
    const { world, display, later } = kiosk(null);
    expect(display.found()).toEqual([]);
    display.heard(both);
    expect([display.health(), world.told]).toEqual([[], 0]);
    expect(display.found()).toMatchObject([{ kind: 'display', at: 'voter', name: 'DELL P2422H 1920 × 1080' }]);
    display.heard(alone);
    world.watching = 1;
    later(1);
    expect(display.found()).toMatchObject([{ at: 'voter', drivers: ['display'] }]);
  });
});
