import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Problem } from '../../core/problem/catalogue.ts';
import { freePort } from '../../drivers/testing/ports.ts';
import { networkOf, signer, testDevice } from './link.fixture.ts';
import { type ServerPorts, ServerProcess } from './server-process.ts';

let folder: string;
let server: ServerProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-server-'));
});
afterEach(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

const device = testDevice('aa', signer('Test commission'));
const soon = { timeout: 20_000, interval: 20 };
const log = { info: () => {}, warn: () => {} };

/** Starts a server from this folder of programs, and remembers what was said of it. */
async function started(programs?: readonly string[]) {
  const said: (Problem | null | ServerPorts)[] = [];
  server = new ServerProcess({
    ...{ folder, routes: [], log, network: networkOf(device, [device], { port: await freePort() }) },
    onUp: (ports) => void said.push(ports),
    onDown: (problem) => void said.push(problem),
    ...(programs ? { programs } : {}),
  });
  return said;
}

it('is up at a port that it has chosen, with a key that nobody else reads', async () => {
  const said = await started();
  await expect.poll(() => said, soon).toEqual([{ client: expect.any(Number), route: expect.any(Number) }]);
  expect(statSync(join(folder, 'key.pem')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, 'key.pem'), 'utf8')).toContain('PRIVATE KEY');
});

it('is looked for again and again where the program is not there', async () => {
  const said = await started([folder]);
  await expect.poll(() => said.length, soon).toBeGreaterThan(2);
  expect(new Set(said.map((one) => JSON.stringify(one)))).toEqual(new Set(['{"code":"network.no-server"}']));
});

it('that ends by itself each time is named after the third', async () => {
  writeFileSync(join(folder, 'nats-server'), '#!/bin/sh\nexit 3\n', { mode: 0o755 });
  const said = await started([folder]);
  await expect.poll(() => said.slice(0, 3), soon).toEqual([null, null, { code: 'network.server-stops' }]);
});
