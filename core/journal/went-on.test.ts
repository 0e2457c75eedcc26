import { describe, expect, it } from 'vitest';
import type { JournalEvent } from './event.ts';
import { folded } from './following.ts';
import { isGoneOnWith, wentOn } from './went-on.ts';

/** Events of one kiosk, numbered from one; those of the kiosk that it goes on from stand before `copy.continued`. */
const journal = (device: string, ...told: readonly (readonly [type: string, body: object, sitting?: string])[]) =>
  told.map(
    ([type, body, sitting = null], at) => ({ device, seq: at + 1, type, body, sitting }) as unknown as JournalEvent,
  );
const started = ['device.started', {}] as const;
const opened = (sitting: string) => ['sitting.opened', { sitting }, sitting] as const;
const closed = (sitting: string) => ['sitting.closed', {}, sitting] as const;
const superseded = (count: number) => ['copy.superseded', { device: 'x', count }] as const;
const goesOn = ['copy.continued', {}] as const;

const says = (...parts: readonly (readonly JournalEvent[])[]) => {
  const told = folded(wentOn, parts.flat());
  return (sitting: string) => isGoneOnWith(told, sitting);
};

describe('what journals say of kiosks that went on', () => {
  it('concerns the sitting in which they did', () => {
    const own = [opened('one'), closed('one'), opened('two'), closed('two')] as const;
    const of = (count: number) => ['one', 'two'].map(says(journal('a', ...own, superseded(count))));
    expect([1, 2, 3, 4].map(of)).toEqual([
      [true, false],
      [false, true],
      [false, true],
      [false, false],
    ]);
  });

  it('concerns nobody’s sitting that a kiosk before it had closed', () => {
    const a = journal('a', opened('out'), closed('out'));
    const b = journal('b', started, goesOn, opened('day'), superseded(3));
    expect(['out', 'day'].map(says(b.slice(0, 1), a, b.slice(1)))).toEqual([false, true]);
  });

  it('is known of a kiosk before it too, and of two one after another', () => {
    const a = journal('a', opened('out'), superseded(1));
    const b = journal('b', started, goesOn, started, closed('out'));
    expect(says(b.slice(0, 1), a, b.slice(1))('out')).toBe(true);
    const plain = journal('a', opened('out'));
    const gone = journal('b', started, goesOn, started, superseded(3));
    expect(says(gone.slice(0, 1), plain, gone.slice(1))('out')).toBe(true);
    const c = journal('c', started, goesOn, closed('out'));
    const others = [gone.slice(0, 1), plain, gone.slice(1, 3)];
    expect(says(c.slice(0, 1), ...others, c.slice(1))('out')).toBe(false);
  });
});
