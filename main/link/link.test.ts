import { connect, createServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../drivers/testing/ports.ts';
import { stationKey } from '../network/certificates.ts';
import { forgetfulServer } from './forgetful-server.fixture.ts';
import { LinkProcess, networkOf, signer, type TestDevice, testDevice } from './link.fixture.ts';

const commission = signer('Test commission');
const links: LinkProcess[] = [];
afterEach(async () => {
  await Promise.all(links.splice(0).map((one) => one.stop()));
});

function link(): LinkProcess {
  const made = new LinkProcess();
  links.push(made);
  return made;
}

const soon = { timeout: 30_000, interval: 50 };
const joinedOf = (one: LinkProcess) => one.network?.joined ?? [];

interface Kiosk extends TestDevice {
  readonly port: number;
  readonly link: LinkProcess;
}

async function kiosks(names: readonly string[], by = commission): Promise<readonly Kiosk[]> {
  return Promise.all(names.map(async (name) => ({ ...testDevice(name, by), port: await freePort(), link: link() })));
}

/** Says a letter again and again until it was heard: what is said to nobody is lost. */
async function isHeard(from: Kiosk, by: Kiosk, text: string, to: string | null = null): Promise<void> {
  await expect
    .poll(() => {
      from.link.letter(text, to);
      return by.link.letters.includes(text);
    }, soon)
    .toBe(true);
}

describe('links of a station', () => {
  it('carry letters to all and to one, both ways, and tell who is there', async () => {
    const all = await kiosks(['aa', 'bb', 'cc']);
    const [a, b, c] = all as [Kiosk, Kiosk, Kiosk];
    // Two are told of the first alone: they find each other by it.
    a.link.serve(networkOf(a, all, { port: a.port }));
    for (const one of [b, c]) one.link.serve(networkOf(one, all, { port: one.port, peers: [a.port] }));
    await expect
      .poll(() => all.map(({ link: one }) => joinedOf(one)), soon)
      .toEqual([
        ['bb', 'cc'],
        ['aa', 'cc'],
        ['aa', 'bb'],
      ]);
    expect(a.link.network).toMatchObject({ state: 'up', problem: null, own: [`127.0.0.1:${a.port}`] });
    for (const [from, by] of [
      [a, b],
      [b, a],
      [b, c],
      [c, b],
    ] as const) {
      await isHeard(from, by, `${from.device} to all`);
    }
    // To one only, a letter as long as there may be, and none of it comes back.
    const long = 'Ө'.repeat(900_000);
    await isHeard(b, c, long, 'cc');
    await isHeard(b, a, 'last');
    expect(a.link.letters.includes(long)).toBe(false);
    expect(b.link.letters.some((text) => text.startsWith('bb') || text === 'last')).toBe(false);
  }, 60_000);

  it('find each other by multicast DNS alone, and tell what was found', async () => {
    const all = await kiosks(['aa', 'bb']);
    const [a, b] = all as [Kiosk, Kiosk];
    for (const one of all) one.link.serve(networkOf(one, all, { port: one.port, discover: true }));
    await expect.poll(() => all.map(({ link: one }) => joinedOf(one)), soon).toEqual([['bb'], ['aa']]);
    await isHeard(a, b, 'hello');
    await expect.poll(() => a.link.network?.found, soon).toEqual([{ device: 'bb', at: `127.0.0.1:${b.port}` }]);
  }, 60_000);

  it('come back by themselves: server killed or stuck, link killed, and no server is left over', async () => {
    const all = await kiosks(['aa', 'bb']);
    const [a, b] = all as [Kiosk, Kiosk];
    a.link.serve(networkOf(a, all, { port: a.port, peers: [b.port] }));
    b.link.serve(networkOf(b, all, { port: b.port, peers: [a.port] }));
    await isHeard(a, b, 'before');

    const [first = 0] = a.link.servers;
    process.kill(first, 'SIGKILL');
    await expect.poll(() => a.link.servers.filter((pid) => pid !== first).length, soon).toBe(1);
    await isHeard(a, b, 'after its server was killed');
    await isHeard(b, a, 'and the other way');

    const [second = 0] = a.link.servers;
    process.kill(second, 'SIGSTOP');
    await expect.poll(() => a.link.servers.includes(second), soon).toBe(false);
    await isHeard(b, a, 'after its server was stuck');

    const [third = 0] = a.link.servers;
    const before = a.link.pid;
    const [left = ''] = a.link.folders;
    process.kill(before, 'SIGKILL');
    await expect.poll(() => a.link.servers.includes(third), soon).toBe(false);
    await isHeard(b, a, 'after the link was killed');
    expect(a.link.pid).not.toBe(before);
    expect(a.link.folders).toHaveLength(1);
    expect(a.link.folders).not.toContain(left);

    await a.link.stop();
    expect(a.link.servers).toEqual([]);
  }, 120_000);

  it('keep out a kiosk of another commission, and one that is not of the station', async () => {
    const station = await kiosks(['aa', 'bb']);
    const [stranger] = (await kiosks(['xx'], signer('Another'))) as [Kiosk];
    const [elsewhere] = (await kiosks(['yy'])) as [Kiosk];
    const [a, b] = station as [Kiosk, Kiosk];
    for (const one of station) {
      const peers = [...station, stranger, elsewhere].filter((other) => other !== one).map(({ port }) => port);
      one.link.serve(networkOf(one, station, { port: one.port, peers }));
    }
    for (const one of [stranger, elsewhere]) {
      const peers = station.map(({ port }) => port);
      one.link.serve(networkOf(one, [...station, one], { port: one.port, peers }));
      await expect.poll(() => one.link.network?.state, soon).toBe('up');
    }
    await expect
      .poll(() => {
        for (const one of [b, stranger, elsewhere]) one.link.letter(one.device);
        return a.link.letters.filter((text) => text === 'bb').length;
      }, soon)
      .toBeGreaterThan(40);
    expect(new Set(a.link.letters)).toEqual(new Set(['bb']));
    expect(joinedOf(a.link)).toEqual(['bb']);
    expect(joinedOf(stranger.link)).toEqual([]);
  }, 60_000);

  it('answer nobody who speaks in the clear, or without a certificate', async () => {
    const all = await kiosks(['aa', 'bb']);
    const [a, b] = all as [Kiosk, Kiosk];
    a.link.serve(networkOf(a, all, { port: a.port }));
    b.link.serve(networkOf(b, all, { port: b.port, peers: [a.port] }));
    await isHeard(b, a, 'hello');
    const { cluster } = networkOf(a, all, { port: a.port });
    // As a server that comes in, and would say a letter to all.
    const said = `INFO {"server_id":"X","cluster":"${cluster}"}\r\nCONNECT {"name":"X","cluster":"${cluster}"}\r\nRMSG $G ${cluster}.all.letter 3\r\nlie\r\nPING\r\n`;
    const inTheClear = connect(a.port, '127.0.0.1');
    const uncertified = connectTls({ host: '127.0.0.1', port: a.port, rejectUnauthorized: false });
    const heard = await Promise.all(
      [inTheClear, uncertified].map(async (socket) => {
        let text = '';
        socket.on('data', (bytes) => {
          text += bytes.toString('latin1');
        });
        socket.on('error', () => {});
        socket.write(said);
        await new Promise((resolve) => socket.once('close', resolve));
        return text;
      }),
    );
    for (const text of heard) expect(text).not.toMatch(/PONG|RS\+|RMSG/);
    await isHeard(b, a, 'still here');
    expect(a.link.letters).not.toContain('lie');
  }, 60_000);

  it('join whom they are told of later, and lose no letter of those who are there', async () => {
    const all = await kiosks(['aa', 'bb', 'cc']);
    const [a, b, c] = all as [Kiosk, Kiosk, Kiosk];
    a.link.serve(networkOf(a, all, { port: a.port, peers: [b.port] }));
    b.link.serve(networkOf(b, all, { port: b.port }));
    c.link.serve(networkOf(c, all, { port: c.port }));
    await isHeard(a, b, 'hello');
    const servers = a.link.servers;
    // Told again with another key, as a zone that has started anew does, and with one more.
    a.link.serve(networkOf(a, all, { port: a.port, peers: [b.port, c.port] }));
    const sent = Array.from({ length: 200 }, (_, at) => `letter ${at}`);
    for (const text of sent) {
      a.link.letter(text);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await isHeard(a, c, 'to the new one');
    await isHeard(c, b, 'of the new one');
    await expect.poll(() => b.link.letters.filter((text) => text.startsWith('letter')), soon).toEqual(sent);
    expect(a.link.servers).toEqual(servers);
  }, 60_000);
});

describe('a link', () => {
  it.each(['all', 'to'])(
    'is heard again by a server that has forgotten what it subscribed to: %s',
    async (what) => {
      const all = await kiosks(['bb']);
      const [b] = all as [Kiosk];
      const other = testDevice('aa', commission);
      const station = [other, b];
      const network = networkOf(b, station, { port: b.port });
      const a = await forgetfulServer(
        {
          ...{ device: 'aa', cluster: network.cluster, key: stationKey(other.issuer, other.own) },
          trusted: station.map(({ own }) => own).join(''),
        },
        new RegExp(`\\.${what}\\.`),
      );
      const greeting = JSON.stringify({ device: 'aa', at: [`127.0.0.1:${a.port}`], others: {} });
      const greets = setInterval(() => {
        for (const way of ['all', 'to.bb']) a.publish(`${network.cluster}.${way}.link`, greeting);
      }, 200);
      try {
        b.link.serve({ ...network, peers: [`127.0.0.1:${a.port}`] });
        await expect.poll(() => joinedOf(b.link), soon).toEqual(['aa']);
        for (const way of ['all', 'to.bb']) a.publish(`${network.cluster}.${way}.letter`, way);
        await expect.poll(() => b.link.letters, soon).toEqual(['all', 'to.bb']);
      } finally {
        clearInterval(greets);
        await a.close();
      }
    },
    60_000,
  );

  it('serves nothing without an order, or without a certificate of its own', async () => {
    const [a] = (await kiosks(['aa'])) as [Kiosk];
    const network = networkOf(a, [a], { port: a.port });
    a.link.serve(null);
    await expect.poll(() => a.link.network, soon).toMatchObject({ state: 'off', problem: null });
    a.link.serve({ ...network, devices: {} });
    await expect.poll(() => a.link.network?.problem, soon).toEqual({ code: 'network.no-certificates' });
    expect(a.link.servers).toEqual([]);
    a.link.serve(network);
    await expect.poll(() => a.link.network?.state, soon).toBe('up');
    a.link.serve(null);
    await expect.poll(() => a.link.network?.state, soon).toBe('off');
    expect(a.link.servers).toEqual([]);
  }, 30_000);

  it('tells how all stands when its zone has started anew, and goes on serving what it serves', async () => {
    const [a] = (await kiosks(['aa'])) as [Kiosk];
    const as = { election: 'probe', mode: 'laboratory', station: '0001', device: 'aa' } as const;
    const hub = { as, certificate: a.own, servers: ['127.0.0.1:1'] };
    const network = { ...networkOf(a, [a], { port: a.port }), hub };
    a.link.serve(network);
    await expect.poll(() => a.link.network?.state, soon).toBe('up');
    const servers = a.link.servers;
    a.link.told.length = 0;
    a.link.serve({ ...networkOf(a, [a], { port: a.port }), hub });
    await expect
      .poll(() => a.link.told, soon)
      .toEqual([
        { link: 'hub', connected: false, over: expect.any(String) },
        expect.objectContaining({ link: 'network', state: 'up' }),
      ]);
    expect(a.link.servers).toEqual(servers);
  }, 30_000);

  it('says that its port is taken or its address is not of this machine, and begins when it can', async () => {
    const [a] = (await kiosks(['aa'])) as [Kiosk];
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(a.port, '127.0.0.1', resolve));
    a.link.serve(networkOf(a, [a], { port: a.port }));
    const at = `127.0.0.1:${a.port}`;
    await expect
      .poll(() => a.link.network, soon)
      .toMatchObject({ state: 'up', problem: { code: 'network.port-taken', params: { at } } });
    await new Promise((resolve) => taken.close(resolve));
    await expect.poll(() => a.link.network, soon).toMatchObject({ state: 'up', problem: null });
    const listen = `192.0.2.77:${a.port}`;
    a.link.serve({ ...networkOf(a, [a], { port: a.port }), listen });
    await expect
      .poll(() => a.link.network, soon)
      .toMatchObject({ state: 'up', problem: { code: 'network.no-address', params: { at: listen } } });
  }, 60_000);
});
