import { expect, it } from 'vitest';
import { figuresOf } from './bench.fixture.ts';

interface Times {
  readonly package: number;
  readonly taken: number;
  readonly journals: number;
  readonly admitted: number;
}

it('measures a spare: by each of its three ways it has the package, goes on with a lost kiosk and admits a voter', async () => {
  const { measured, voters, events } = await figuresOf<{
    readonly measured: Readonly<Record<string, readonly Times[]>>;
    readonly voters: number;
    readonly events: number;
  }>('bench/spare.ts', ['--short']);
  expect([voters, events >= 60, Object.keys(measured).sort()]).toEqual([60, true, ['peer', 'upstream', 'usb']]);
  for (const [one] of Object.values(measured)) {
    const { package: came = 0, taken = 0, journals = 0, admitted = 0 } = one ?? {};
    expect([came, taken, journals, admitted]).toEqual([came, taken, journals, admitted].sort((a, b) => a - b));
    expect(came).toBeGreaterThan(0);
  }
}, 180_000);
