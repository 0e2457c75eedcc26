import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oc, type } from '@orpc/contract';
import { eventIterator, implement } from '@orpc/server';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Problem } from '../../core/problem/catalogue.ts';
import { type ConnectionState, connectZone, ZoneUnreachable } from '../../renderer/parts/connection.ts';
import { type Call, serveZone, type ZoneContext, type ZoneServer } from './server.ts';

const contract = {
  watch: oc.input(z.object({}).strict()).output(eventIterator(type<number>())),
  echo: oc.input(z.object({ text: z.string().max(10) }).strict()).output(type<string>()),
  forbidden: oc.output(type<string>()),
  broken: oc.output(type<string>()),
};
type W = 'officer' | 'voter';

const house = implement(contract).$context<ZoneContext<W>>();
const router = house.router({
  watch: house.watch.handler(async function* ({ signal }) {
    for (let n = 1; !signal?.aborted; n += 1) {
      yield n;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }),
  echo: house.echo.handler(({ input, context }) => `${context.window} ${input.text}`),
  forbidden: house.forbidden.handler(() => 'never'),
  broken: house.broken.handler(() => {
    throw new Error('ТЕСТОВА Айгүл');
  }),
});

const secret = new Uint8Array(32).fill(7);
let folder: string;
let zone: ZoneServer<W>;
let clock: number;
let log: string[];

async function start(port = 0): Promise<ZoneServer<W>> {
  return serveZone<W>({
    port,
    staticDir: folder,
    windows: ['officer', 'voter'],
    router,
    secret,
    now: () => clock,
    authorise: ({ path }: Call<W>): Problem | null =>
      path[0] === 'forbidden' ? { code: 'device.fingerprint-missing' } : null,
    log: {
      info: (facts, text) => log.push(`${text} ${JSON.stringify(facts)}`),
      warn: (facts, text) => log.push(`${text} ${JSON.stringify(facts)}`),
    },
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-server-'));
  for (const window of ['officer', 'voter', 'panel']) {
    mkdirSync(join(folder, window));
    writeFileSync(join(folder, window, 'index.html'), `<title>${window}</title>`);
  }
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets', 'a.js'), 'export {}');
  writeFileSync(join(folder, 'assets', 'a.js.map'), '{}');
  clock = 0;
  log = [];
  zone = await start();
});

afterEach(async () => {
  await zone.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** A request with exactly these headers; `fetch` would not send a forged Host. */
function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const { method = 'GET', headers = {}, body = '' } = options;
    const sent = httpRequest(
      { host: '127.0.0.1', port: zone.port, path, method, headers, agent: false },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

async function cookieFor(window: W): Promise<string> {
  const answer = await ask(`/${window}/ticket`, {
    method: 'POST',
    headers: { origin: zone.origin },
    body: zone.ticketFor(window),
  });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

/** The outcome of opening a socket: 'open', or the status of the refusal. */
function openSocket(window: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${zone.port}/${window}/ws`, { headers });
    socket.on('error', () => {});
    socket.on('unexpected-response', (_request, response) => {
      resolve(String(response.statusCode));
      socket.terminate();
    });
    socket.on('open', () => {
      resolve('open');
      socket.terminate();
    });
  });
}

/** A page of this zone as a browser would be: it keeps its cookie and says where it comes from. */
function page(window: W, ticket: (() => Promise<string>) | null = async () => zone.ticketFor(window)) {
  let cookie = '';
  return connectZone<typeof contract>(zone.address(window), {
    openSocket: (address) =>
      new WebSocket(address, { headers: { cookie, origin: zone.origin } }) as unknown as globalThis.WebSocket,
    fetch: async (address, init) => {
      const answer = await fetch(address, {
        method: init.method ?? 'GET',
        body: init.body ?? null,
        headers: { ...(init.headers as Record<string, string>), cookie, origin: zone.origin },
      });
      cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
      return answer;
    },
    ticket,
    random: () => 0,
  });
}

function reached(connection: ReturnType<typeof page>, kind: ConnectionState['kind']): Promise<void> {
  return new Promise((resolve) => {
    if (connection.state().kind === kind) return resolve();
    const stop = connection.onState((state) => {
      if (state.kind !== kind) return;
      stop();
      resolve();
    });
  });
}

describe('the screens', () => {
  it('come with headers that leave the page nothing but its own zone', async () => {
    const { status, body, headers } = await ask('/officer/');
    expect([status, body]).toEqual([200, '<title>officer</title>']);
    const host = `127.0.0.1:${zone.port}`;
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src ws://${host}/officer/ws http://${host}/officer/ticket; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['permissions-policy']).toContain('camera=()');
    expect((await ask('/assets/a.js')).headers['content-type']).toContain('text/javascript');
  });

  it('of other zones, source maps and unknown paths are not there', async () => {
    for (const path of [
      '/',
      '/panel/',
      '/panel/index.html',
      '/officer',
      '/officer/index.html',
      '/assets/a.js.map',
      '/assets/',
    ]) {
      expect([path, (await ask(path)).status]).toEqual([path, 404]);
    }
  });

  it('cannot be left by any path', async () => {
    writeFileSync(join(folder, '..', 'taanuu-outside.js'), 'outside');
    const step = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '..%2f',
      '..\\',
      'officer',
      'assets',
      'taanuu-outside.js',
      '%00',
      '//',
      'a.js',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const path = `/${steps.join('/')}`;
        const { status, body } = await ask(path);
        expect(body).not.toContain('outside');
        expect([200, 404]).toContain(status);
        if (status === 200) expect(['/assets/a.js']).toContain(path);
      }),
      { numRuns: 100 },
    );
    rmSync(join(folder, '..', 'taanuu-outside.js'));
  });
});

describe('who may ask', () => {
  it('is no site under another name (DNS rebinding) and no page from elsewhere', async () => {
    const cookie = await cookieFor('officer');
    const hosts = fc.oneof(fc.domain(), fc.constantFrom('localhost', '127.0.0.1', '[::1]', '0.0.0.0', '127.0.0.1:1'));
    await fc.assert(
      fc.asyncProperty(hosts, async (host) => {
        expect((await ask('/officer/', { headers: { host } })).status).toBe(421);
        expect(await openSocket('officer', { host, cookie, origin: zone.origin })).toBe('404');
        const origin = `http://${host}`;
        expect((await ask('/officer/', { headers: { origin } })).status).toBe(403);
        expect(await openSocket('officer', { cookie, origin })).toBe('403');
        const body = zone.ticketFor('officer');
        expect((await ask('/officer/ticket', { method: 'POST', headers: { origin }, body })).status).toBe(403);
      }),
      { numRuns: 25 },
    );
    expect(await openSocket('officer', { cookie })).toBe('403');
    expect(await openSocket('officer', { cookie, origin: 'null' })).toBe('403');
    expect(await openSocket('officer', { cookie, origin: zone.origin })).toBe('open');
  });

  it('is the window that holds the cookie, and no other', async () => {
    const { origin } = zone;
    const officer = await cookieFor('officer');
    expect(await openSocket('officer', { origin })).toBe('401');
    expect(await openSocket('voter', { origin, cookie: officer })).toBe('401');
    expect(await openSocket('voter', { origin, cookie: officer.replace('-officer=', '-voter=') })).toBe('401');
    expect(await openSocket('panel', { origin, cookie: officer })).toBe('404');
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('0', 'a', 'f', '.', ';', '='), maxLength: 100 }),
        async (value) => {
          expect(await openSocket('officer', { origin, cookie: `taanuu-${zone.port}-officer=${value}` })).toBe('401');
        },
      ),
      { numRuns: 25 },
    );
    const flipped = officer.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect(await openSocket('officer', { origin, cookie: flipped })).toBe('401');
  });

  it('shows a ticket once, at its own window, in time', async () => {
    const post = (window: W, body: string) =>
      ask(`/${window}/ticket`, { method: 'POST', headers: { origin: zone.origin }, body });
    const first = zone.ticketFor('officer');
    const accepted = await post('officer', first);
    expect(accepted.status).toBe(204);
    expect(String(accepted.headers['set-cookie'])).toMatch(
      /^taanuu-\d+-officer=[0-9a-f.]+; HttpOnly; SameSite=Strict; Path=\/officer$/,
    );
    expect((await post('officer', first)).status).toBe(403);

    const other = zone.ticketFor('voter');
    expect((await post('officer', other)).status).toBe(403);
    expect((await post('voter', other)).status).toBe(403);

    const late = zone.ticketFor('officer');
    clock += 11 * 60_000;
    expect((await post('officer', late)).status).toBe(403);

    const typed = zone
      .ticketFor('officer')
      .toLowerCase()
      .replaceAll('-', ' ')
      .replaceAll('0', 'o')
      .replaceAll('1', 'l');
    expect((await post('officer', typed)).status).toBe(204);
    expect((await post('officer', 'x'.repeat(1000))).status).toBe(413);
    for (const line of log) expect(line).not.toContain(first.slice(0, 9));
  });

  it('may come from a launch file, which has no origin', async () => {
    const body = new URLSearchParams({ ticket: zone.ticketFor('voter') }).toString();
    const headers = { origin: 'null', 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await ask('/voter/ticket', { method: 'POST', headers, body });
    expect([answer.status, answer.headers.location]).toEqual([303, '/voter/']);
    expect((await ask('/voter/ticket', { method: 'POST', headers: { origin: 'null' }, body })).status).toBe(403);
  });

  it('hears whether its cookie still counts, also from the zone that comes after this one', async () => {
    const cookie = await cookieFor('officer');
    const { port } = zone;
    expect((await ask('/officer/ticket')).status).toBe(401);
    expect((await ask('/officer/ticket', { headers: { cookie } })).status).toBe(204);
    await zone.close();
    zone = await start(port);
    expect((await ask('/officer/ticket', { headers: { cookie } })).status).toBe(204);
  });
});

describe('the socket', () => {
  it('carries validated, authorised calls', async () => {
    const connection = page('officer');
    await reached(connection, 'open');
    expect(await connection.client.echo({ text: 'салам' })).toBe('officer салам');
    await expect(connection.client.echo({ text: 'x'.repeat(11) })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(connection.client.forbidden()).rejects.toMatchObject({
      code: 'FORBIDDEN',
      data: { code: 'device.fingerprint-missing' },
    });
    const failure = await connection.client.broken().catch((error: unknown) => JSON.stringify(error));
    expect(failure).toContain('INTERNAL_SERVER_ERROR');
    expect(`${failure}${log.join('')}`).not.toContain('ТЕСТОВА');
    expect(log.join('')).toContain('broken');
    connection.close();
  });

  it('survives anything that is not a call', async () => {
    const cookie = await cookieFor('officer');
    const junk = fc.oneof(
      fc.string(),
      fc.json(),
      fc.uint8Array(),
      fc.constantFrom('{"i":"1","p":{"u":"::"}}', '{"i":1,"t":3}', '[]', 'null'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(junk, { minLength: 1, maxLength: 4 }), async (frames) => {
        const socket = new WebSocket(`ws://127.0.0.1:${zone.port}/officer/ws`, {
          headers: { cookie, origin: zone.origin },
        });
        await new Promise((resolve) => socket.on('open', resolve));
        for (const frame of frames) socket.send(frame);
        socket.close();
        await new Promise((resolve) => socket.on('close', resolve));
      }),
      { numRuns: 50 },
    );
    const raw = connect(zone.port, '127.0.0.1');
    raw.on('error', () => {});
    raw.resume();
    raw.end('\0\0GET ../ nonsense\r\n\r\n');
    await new Promise((resolve) => raw.on('close', resolve));
    const connection = page('voter');
    await reached(connection, 'open');
    expect(await connection.client.echo({ text: 'here' })).toBe('voter here');
    connection.close();
  });

  it('is opened again by the page after the zone was away, and what it followed goes on', async () => {
    const connection = page('officer');
    const seen: number[] = [];
    const stop = connection.follow(
      (client, signal) => client.watch({}, { signal }),
      (value) => seen.push(value),
    );
    await expect.poll(() => seen.length).toBeGreaterThan(2);
    const { port } = zone;
    await zone.close();
    await reached(connection, 'reconnecting');
    await expect(connection.client.echo({ text: 'lost' })).rejects.toBeInstanceOf(ZoneUnreachable);
    zone = await start(port);
    await reached(connection, 'open');
    const before = seen.length;
    await expect.poll(() => seen.slice(before)).toContain(3);
    expect(seen.slice(before)[0]).toBe(1);
    stop();
    connection.close();
  });

  it('of a page without a bridge waits for the code that a person types', async () => {
    const connection = page('voter', null);
    await reached(connection, 'code-wanted');
    await connection.enterCode('0000-0000-0000-0000');
    expect(connection.state()).toEqual({ kind: 'code-wanted', refused: true });
    await connection.enterCode(zone.ticketFor('voter'));
    await reached(connection, 'open');
    connection.close();
  });
});
