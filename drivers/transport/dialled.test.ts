import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HandClock } from '../testing/hand-clock.ts';
import { linkWatch } from '../testing/link-watch.ts';
import { type Connection, type ConnectionEvents, type Dial, DialledLink } from './dialled.ts';

type Answer = 'connect' | 'absent' | 'refused' | 'silent';

/** A far end whose answers a test chooses; `open` are the connections that nobody has dropped. */
function farEnd() {
  const open = new Set<Connection>();
  const calls: ConnectionEvents[] = [];
  const end = { answer: 'connect' as Answer, write: (): Promise<boolean> => Promise.resolve(true), stands: true };
  const dial: Dial = (events) => {
    calls.push(events);
    if (end.answer === 'silent') return new Promise(() => {});
    if (end.answer !== 'connect') return Promise.resolve(end.answer);
    const connection: Connection = {
      write: () => end.write(),
      stands: () => end.stands,
      drop: async () => void open.delete(connection),
    };
    open.add(connection);
    return Promise.resolve(connection);
  };
  const clock = new HandClock();
  const link = new DialledLink({ path: 'far', dial, clock });
  return { end, link, clock, calls, open, ...linkWatch(link) };
}

describe('a link that is dialled', () => {
  it('calls a far end that says nothing absent after 3 s and goes on trying, at most every 2 s', async () => {
    const { end, link, clock, calls, seen } = farEnd();
    end.answer = 'silent';
    link.open();
    await clock.pass(2_990);
    expect(seen).toEqual([]);
    await clock.pass(20);
    expect(seen).toEqual(['down absent']);
    end.answer = 'absent';
    await clock.pass(60_000);
    expect(calls.length).toBeGreaterThan(25);
    expect(calls.length).toBeLessThan(40);
    expect(seen).toEqual(['down absent']);
    end.answer = 'connect';
    await clock.pass(2_000);
    expect(seen).toEqual(['down absent', 'up']);
  });

  it('tells bytes of the connection that stands only', async () => {
    const { link, clock, calls, seen } = farEnd();
    link.open();
    await clock.pass(10);
    void link.reopen();
    await clock.pass(300);
    calls[0]?.bytes(Uint8Array.of(1));
    calls[0]?.lost();
    expect(seen).toEqual(['up', 'down reopening', 'up']);
    calls[1]?.bytes(Uint8Array.of(2));
    expect(link.counters.bytesIn).toBe(1);
  });

  it('drops a connection whose write does not end, and dials anew', async () => {
    const { end, link, clock, open } = farEnd();
    link.open();
    await clock.pass(10);
    end.write = () => new Promise(() => {});
    const written = link.write(Uint8Array.of(1), { timeoutMs: 500 });
    await clock.pass(600);
    expect(await written).toEqual({ ok: false, error: { why: 'timed-out', sent: 'maybe' } });
    await clock.pass(300);
    expect(open.size).toBe(1);
    expect(link.counters).toMatchObject({ opened: 2, bytesOut: 0 });
  });

  it('looks twice a second whether the far end still stands', async () => {
    const { end, link, clock, seen } = farEnd();
    link.open();
    await clock.pass(10_000);
    end.stands = false;
    await clock.pass(500);
    expect(seen).toEqual(['up', 'down lost']);
  });

  it('in any order of events holds at most one connection, and after close none and no timer', async () => {
    const step = fc.oneof(
      fc.constantFrom<Answer>('connect', 'absent', 'refused', 'silent').map((answer) => ({ answer })),
      fc.constantFrom('open', 'close', 'reopen', 'lost', 'write', 'stuck', 'gone').map((act) => ({ act })),
      fc.integer({ min: 1, max: 4_000 }).map((pass) => ({ pass })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { end, link, clock, calls, open } = farEnd();
        const results: Promise<unknown>[] = [];
        for (const next of steps) {
          if ('answer' in next) end.answer = next.answer;
          else if ('pass' in next) await clock.pass(next.pass);
          else if (next.act === 'open') link.open();
          else if (next.act === 'close') results.push(link.close());
          else if (next.act === 'reopen') results.push(link.reopen());
          else if (next.act === 'lost') calls.at(-1)?.lost();
          else if (next.act === 'gone') end.stands = !end.stands;
          else {
            end.write = next.act === 'stuck' ? () => new Promise(() => {}) : () => Promise.resolve(true);
            results.push(link.write(Uint8Array.of(1), { timeoutMs: 300 }));
          }
          await clock.pass(0);
          expect(open.size).toBeLessThanOrEqual(1);
          if (link.up) expect(open.size).toBe(1);
        }
        // Whatever happened, a far end that answers is found again.
        end.answer = 'connect';
        end.stands = true;
        link.open();
        await clock.pass(10_000);
        expect(link.up).toBe(true);
        results.push(link.close());
        await clock.pass(5_000);
        await Promise.all(results);
        expect(open.size).toBe(0);
        expect(clock.waiting).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
