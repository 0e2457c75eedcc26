import { createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SimulatedTcpPort } from '../simulator/tcp-port.ts';
import { afterTest } from '../testing/bench.ts';
import { linkWatch } from '../testing/link-watch.ts';
import { TcpLink, tcpAddress } from './tcp.ts';

async function tcpBench() {
  const port = new SimulatedTcpPort();
  await port.plug();
  afterTest(() => port.switchOff());
  const link = new TcpLink({ path: port.path });
  afterTest(() => link.close());
  const received: number[] = [];
  port.onBytes((bytes) => received.push(...bytes));
  return { port, link, received, ...linkWatch(link) };
}

const second = { timeoutMs: 1_000 };

/** A peer that takes connections and reads nothing until it is told to. */
async function lazyPeer() {
  const sockets: Socket[] = [];
  const server = createServer({ pauseOnConnect: true }, (socket) => sockets.push(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTest(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  return { path: `tcp://127.0.0.1:${address.port}`, sockets };
}

describe('the address of a TCP device', () => {
  it.each([
    ['tcp://192.168.7.9', { host: '192.168.7.9', port: 9100 }],
    ['tcp://192.168.7.9:9101', { host: '192.168.7.9', port: 9101 }],
    ['tcp://[fe80::1]:9100/', { host: 'fe80::1', port: 9100 }],
    ['tcp://printer.local', { host: 'printer.local', port: 9100 }],
    ['tcp://', null],
    ['tcp://host:0', null],
    ['tcp://host:70000', null],
    ['tcp://host:9100/queue', null],
    ['http://host:9100', null],
    ['/dev/ttyUSB0', null],
  ])('%s', (text, address) => {
    expect(tcpAddress(text)).toEqual(address);
  });

  it('of any text is an address or null, never a throw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const address = tcpAddress(`tcp://${text}`);
        if (address !== null) expect(address.port).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a TCP link', () => {
  it('carries every byte value both ways and counts them', async () => {
    const { port, link, next, received } = await tcpBench();
    const up = next('up');
    link.open();
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

  it('says refused where nobody listens, comes up when somebody does, and is lost when it is switched off', async () => {
    const { port, link, next, received } = await tcpBench();
    await port.switchOff();
    const refused = next('down refused');
    link.open();
    await refused;
    expect(await link.write(Uint8Array.of(1), second)).toEqual({ ok: false, error: { why: 'down', sent: 'nothing' } });
    const up = next('up');
    await port.plug();
    await up;
    const lost = next('down lost');
    await port.switchOff();
    await lost;
    expect(await link.write(Uint8Array.of(2), second)).toEqual({ ok: false, error: { why: 'down', sent: 'nothing' } });
    const again = next('up');
    await port.plug();
    await again;
    expect((await link.write(Uint8Array.of(3), second)).ok).toBe(true);
    await expect.poll(() => received).toEqual([3]);
  });

  it('says absent where the host cannot be reached', async () => {
    // Reserved for broadcast: the system itself says that no connection can be made to it.
    const link = new TcpLink({ path: 'tcp://255.255.255.255:9100' });
    afterTest(() => link.close());
    const absent = linkWatch(link).next('down absent');
    link.open();
    await absent;
  });

  it('gives up a write that nobody takes, and what the system still held never arrives', async () => {
    const { path, sockets } = await lazyPeer();
    const link = new TcpLink({ path });
    afterTest(() => link.close());
    const { next } = linkWatch(link);
    const up = next('up');
    link.open();
    await up;
    const again = next('up');
    const size = 32_000_000;
    expect(await link.write(new Uint8Array(size), { timeoutMs: 200 })).toEqual({
      ok: false,
      error: { why: 'timed-out', sent: 'maybe' },
    });
    await again;
    const [first] = sockets;
    let arrived = 0;
    const ended = new Promise<string>((resolve) => {
      first?.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
      first?.on('end', () => resolve('end'));
    });
    first?.on('data', (bytes) => {
      arrived += bytes.length;
    });
    first?.resume();
    expect(await ended).toBe('ECONNRESET');
    expect(arrived).toBeLessThan(size);
    expect(link.counters.opened).toBe(2);
  });

  it('does not call a far end that hangs up at once over and over', async () => {
    const server = createServer((socket) => socket.on('error', () => {}).destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    afterTest(() => void server.close());
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no address');
    const link = new TcpLink({ path: `tcp://127.0.0.1:${address.port}` });
    afterTest(() => link.close());
    link.open();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(link.counters.opened).toBeGreaterThan(1);
    expect(link.counters.opened).toBeLessThan(5);
  });

  it('does not begin a write for a caller who has given up', async () => {
    const { link, next, received } = await tcpBench();
    const up = next('up');
    link.open();
    await up;
    const result = await link.write(Uint8Array.of(9), { ...second, signal: AbortSignal.abort() });
    expect(result).toEqual({ ok: false, error: { why: 'aborted', sent: 'nothing' } });
    expect((await link.write(Uint8Array.of(1), second)).ok).toBe(true);
    await expect.poll(() => received).toEqual([1]);
  });

  it('after close opens nothing any more and leaves no socket', async () => {
    const { port, link, next, seen } = await tcpBench();
    const up = next('up');
    link.open();
    await up;
    await link.reopen();
    await link.close();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(seen.filter((what) => what === 'up')).toHaveLength(1);
    expect(port.connected).toBe(1);
    expect(link.up).toBe(false);
  });
});
