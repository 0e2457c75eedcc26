import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { afterTest, temporaryFolder } from '../testing/bench.ts';
import { linkWatch } from '../testing/link-watch.ts';
import { printerNode } from '../testing/printer-node.ts';
import { LpLink } from './lp.ts';
import { linkKind } from './open-link.ts';

/*
 * No machine of ours has a USB printer port, so the far end here is a pseudo-terminal: a character device that answers
 * EAGAIN and takes 4 kB, as usblp does. What it cannot show (EBUSY for a second program, ENODEV after an unplug) is
 * told by the code's table of errors alone. /dev/null and /dev/full show reads of 0 bytes and writes that fail.
 */
function lpBench() {
  const port = printerNode(join(temporaryFolder(), 'lp0'));
  const link = new LpLink({ path: port.path });
  afterTest(() => port.unplug());
  afterTest(() => link.close());
  const received: number[] = [];
  port.onBytes((bytes) => received.push(...bytes));
  return { port, link, received, ...linkWatch(link) };
}

const second = { timeoutMs: 1_000 };

describe('a link over a printer node', () => {
  it('waits for its path, carries every byte value both ways and counts them', async () => {
    const { port, link, next, received } = lpBench();
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
    const { port, link, next, received } = lpBench();
    port.plug();
    const first = next('up');
    link.open();
    await first;
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

  it('gives up a write that the printer does not take', async () => {
    const { port, link, next } = lpBench();
    port.plug();
    port.baudRate = 300;
    const up = next('up');
    link.open();
    await up;
    const again = next('up');
    expect(await link.write(new Uint8Array(200_000), { timeoutMs: 200 })).toEqual({
      ok: false,
      error: { why: 'timed-out', sent: 'maybe' },
    });
    await again;
    expect(link.counters.opened).toBe(2);
  });

  it('notices that another printer stands at its path', async () => {
    const { port, link, next } = lpBench();
    port.plug();
    const first = next('up');
    link.open();
    await first;
    const other = printerNode(port.path);
    afterTest(() => other.unplug());
    const up = next('up');
    other.plug();
    await up;
    const received: number[] = [];
    other.onBytes((bytes) => received.push(...bytes));
    await link.write(Uint8Array.of(7), second);
    await expect.poll(() => received).toEqual([7]);
  });

  it('does not take a read of nothing for the end', async () => {
    const link = new LpLink({ path: '/dev/null' });
    afterTest(() => link.close());
    const { next, seen } = linkWatch(link);
    const up = next('up');
    link.open();
    await up;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect((await link.write(Uint8Array.of(1, 2, 3), second)).ok).toBe(true);
    expect(seen).toEqual(['up']);
  });

  it('says broken when the device takes nothing any more', async () => {
    const link = new LpLink({ path: '/dev/full' });
    afterTest(() => link.close());
    const up = linkWatch(link).next('up');
    link.open();
    await up;
    expect(await link.write(Uint8Array.of(1), second)).toEqual({ ok: false, error: { why: 'broken', sent: 'maybe' } });
  });

  it('refuses what is no device, and leaves it as it was', async () => {
    const path = join(temporaryFolder(), 'lp1');
    writeFileSync(path, 'a letter');
    const link = new LpLink({ path });
    afterTest(() => link.close());
    const refused = linkWatch(link).next('down refused');
    link.open();
    await refused;
    expect(await link.write(Uint8Array.of(1), second)).toEqual({ ok: false, error: { why: 'down', sent: 'nothing' } });
    expect(readFileSync(path, 'utf8')).toBe('a letter');
  });

  it('after close opens nothing any more', async () => {
    const { port, link, seen } = lpBench();
    link.open();
    await link.close();
    port.plug();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(seen).not.toContain('up');
  });
});

describe('which link an address asks for', () => {
  it.each([
    ['/dev/ttyUSB0', 'serial'],
    ['/dev/taanuu/printer', 'serial'],
    ['COM3', 'serial'],
    ['/dev/usb/lp0', 'lp'],
    ['/dev/usblp1', 'lp'],
    ['/dev/taanuu/lp-receipt', 'lp'],
    ['tcp://10.0.0.7', 'tcp'],
    ['tcp://10.0.0.7:99999', null],
    ['ipp://10.0.0.7', null],
    ['', null],
  ])('%s: %s', (address, kind) => {
    expect(linkKind(address)).toBe(kind);
  });

  it('follows a link of udev to the printer node', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'usb'));
    writeFileSync(join(folder, 'usb/lp3'), '');
    symlinkSync('usb/lp3', join(folder, 'receipt'));
    expect(linkKind(join(folder, 'receipt'))).toBe('lp');
  });
});
