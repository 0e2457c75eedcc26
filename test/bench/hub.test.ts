import { expect, it } from 'vitest';
import { figuresOf } from './bench.fixture.ts';

interface Figures<T> {
  readonly figures: T;
}

it('measures a hub: what is sent is stored, and of those who want one voter one gets her', async () => {
  const { capacity, lock } = await figuresOf<{
    readonly capacity: Figures<readonly { readonly events: number; readonly perSecond: number }[]>;
    readonly lock: Figures<readonly { readonly count: number; readonly said: Readonly<Record<string, number>> }[]>;
  }>('bench/hub.ts', ['--short', '--only', 'capacity,lock']);
  expect(capacity.figures[0]).toMatchObject({ events: 1_200 });
  // Every tenth wants a voter whom another kiosk wants too.
  expect(lock.figures[0]).toMatchObject({ count: 100, said: { locked: 90, taken: 10 } });
}, 120_000);
