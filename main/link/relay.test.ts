import { spawn } from 'node:child_process';
import { createServer, type Server, type Socket, connect as tcp } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { freePort } from '../../drivers/testing/ports.ts';
import { Relay } from './relay.ts';

const opened: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** Somebody who says back what he hears, and how many have called him. */
async function echo(port: number): Promise<{ readonly server: Server; readonly calls: () => number }> {
  let calls = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    calls += 1;
    sockets.add(socket);
    socket.on('error', () => {}).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  opened.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return { server, calls: () => calls };
}

async function relayTo(port: number): Promise<Relay> {
  const relay = await Relay.open({ host: '127.0.0.1', port });
  opened.push(relay);
  return relay;
}

function call(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = tcp({ port, host: '127.0.0.1' }, () => socket.write(text));
    socket.on('data', (data) => {
      heard += data;
      if (heard === text) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(heard));
  });
}

it('carries both ways, to one who comes while the caller waits', async () => {
  const port = await freePort();
  const relay = await relayTo(port);
  const answer = call(relay.port, 'hello');
  await expect.poll(() => relay.idle).toBe(0);
  await echo(port);
  expect(await answer).toBe('hello');
  await expect.poll(() => relay.idle).toBeGreaterThan(0);
});

it.runIf(process.getuid?.() === 0)('carries nothing of another user of this machine', async () => {
  const port = await freePort();
  const { calls } = await echo(port);
  const relay = await relayTo(port);
  const program = `
    const socket = require('node:net').connect(${relay.port}, '127.0.0.1', () => socket.write('hello'));
    socket.on('data', () => process.exit(1)).on('error', () => {}).on('close', () => process.exit(0));`;
  const other = spawn(process.execPath, ['-e', program], { uid: 64_201, gid: 64_201, stdio: 'ignore' });
  expect(await new Promise((resolve) => other.once('exit', resolve))).toBe(0);
  expect(calls()).toBe(0);
  expect(await call(relay.port, 'of root')).toBe('of root');
});
