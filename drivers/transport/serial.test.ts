import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SimulatedPort } from '../simulator/pty.ts';
import { afterTest, temporaryFolder } from '../testing/bench.ts';
import type { LinkEvent } from './link.ts';
import { SerialLink } from './serial.ts';

function linkBench() {
  const port = new SimulatedPort(join(temporaryFolder(), 'port'));
  const link = new SerialLink({ path: port.path, baudRate: 115_200 });
  afterTest(() => port.unplug());
  afterTest(() => link.close());
  const seen: string[] = [];
  const waits: { readonly what: string; readonly then: () => void }[] = [];
  link.on((event: LinkEvent) => {
    const what = event.event === 'down' ? `down ${event.why}` : event.event;
    seen.push(what);
    for (const wait of waits.splice(0)) wait.what === what ? wait.then() : waits.push(wait);
  });
  const next = (what: string) => new Promise<void>((then) => waits.push({ what, then }));
  const received: number[] = [];
  port.onBytes((bytes) => received.push(...bytes));
  return { port, link, seen, next, received };
}

const second = { timeoutMs: 1_000 };
const settle = () => new Promise((resolve) => setTimeout(resolve, 30));

describe('a serial link', () => {
  it('waits for its path, comes up, carries every byte value both ways and counts them', async () => {
    const { port, link, next, received } = linkBench();
    const absent = next('down absent');
    link.open();
    await absent;
    const up = next('up');
    port.plug();
    await up;
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    const back: number[] = [];
    link.on((event) => {
      if (event.event === 'bytes') back.push(...event.bytes);
    });
    expect(await link.write(all, second)).toEqual({ ok: true, value: undefined });
    port.send(all);
    await expect.poll(() => [received, back]).toEqual([[...all], [...all]]);
    expect(link.counters).toEqual({ bytesIn: 256, bytesOut: 256, opened: 1 });
  });

  it('never sends later what was written while the cable was out', async () => {
    const { port, link, next, received } = linkBench();
    port.plug();
    link.open();
    await next('up');
    const down = next('down lost');
    port.unplug();
    await down;
    expect(await link.write(Uint8Array.of(1), second)).toEqual({ ok: false, error: { why: 'down', sent: 'nothing' } });
    const up = next('up');
    port.plug();
    await up;
    expect((await link.write(Uint8Array.of(2), second)).ok).toBe(true);
    await expect.poll(() => received).toEqual([2]);
  });

  it('gives up a write that nobody takes, and forgets its bytes', async () => {
    const { port, link, next } = linkBench();
    port.plug();
    port.baudRate = 300;
    link.open();
    await next('up');
    const up = next('up');
    const result = await link.write(new Uint8Array(200_000), { timeoutMs: 200 });
    expect(result).toEqual({ ok: false, error: { why: 'timed-out', sent: 'maybe' } });
    await up;
    expect(link.counters.opened).toBe(2);
  });

  it('does not begin a write for a caller who has given up', async () => {
    const { port, link, next, received } = linkBench();
    port.plug();
    link.open();
    await next('up');
    const result = await link.write(Uint8Array.of(9), { ...second, signal: AbortSignal.abort() });
    expect(result).toEqual({ ok: false, error: { why: 'aborted', sent: 'nothing' } });
    await settle();
    expect(received).toEqual([]);
  });

  it('notices that its path was re-pointed to another device, though the old one still answers', async () => {
    const { port, link, next } = linkBench();
    port.plug();
    link.open();
    await next('up');
    const other = new SimulatedPort(port.path);
    afterTest(() => other.unplug());
    const up = next('up');
    other.plug();
    await up;
    const received: number[] = [];
    other.onBytes((bytes) => received.push(...bytes));
    await link.write(Uint8Array.of(7), second);
    await expect.poll(() => received).toEqual([7]);
  });

  it('says that another program holds the port, and takes it when it is free', async () => {
    const { port, link, next } = linkBench();
    port.plug();
    link.open();
    await next('up');
    const rival = new SerialLink({ path: port.path, baudRate: 9_600 });
    afterTest(() => rival.close());
    const refused = new Promise<void>((resolve) => {
      rival.on((event) => {
        if (event.event === 'down' && event.why === 'refused') resolve();
      });
    });
    rival.open();
    await refused;
    const taken = new Promise<void>((resolve) => {
      rival.on((event) => {
        if (event.event === 'up') resolve();
      });
    });
    await link.close();
    await taken;
    expect(rival.up).toBe(true);
  });

  it('after close opens nothing any more', async () => {
    const { port, link, seen } = linkBench();
    link.open();
    await link.close();
    port.plug();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(seen).not.toContain('up');
  });
});
