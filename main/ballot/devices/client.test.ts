import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { sheetOf } from '../../../drivers/ballot/box.fixture.ts';
import { SimulatedBallotBox } from '../../../drivers/simulator/ballot-box/box.ts';
import { SimulatedEscl } from '../../../drivers/simulator/escl.ts';
import { SimulatedPort } from '../../../drivers/simulator/pty.ts';
import { afterTest, cleanUp, temporaryFolder } from '../../../drivers/testing/clean-up.ts';
import { BoxClient } from './client.ts';
import type { ScannerPlace } from './scanner.ts';

afterEach(cleanUp);

/** A host as a process, and a box on the other end of a pseudo-terminal. */
async function room(silentMs?: number, scanner: ScannerPlace | null = null) {
  const port = new SimulatedPort(join(temporaryFolder(), 'box'));
  const box = new SimulatedBallotBox(port, { speed: 400, image: scanner === null });
  port.plug();
  afterTest(() => port.unplug());
  const client = new BoxClient({ path: port.path, scanner }, () => {}, silentMs);
  afterTest(() => client.close());
  client.start();
  const ready = () => expect.poll(() => client.health?.status.state).toBe('ready');
  await ready();
  return { port, box, client, ready };
}

const token = 'a1'.repeat(16);
const codeOf = (answer: { readonly ok: boolean; readonly error?: { readonly code: string } }) =>
  answer.ok ? null : answer.error?.code;

it('brings a sheet from the slot into its compartment, with its picture', async () => {
  const { box, client } = await room();
  const told: string[] = [];
  client.onBox(({ motion }) => told.push(motion));
  const sheet = sheetOf('one');
  box.path.insert(sheet);
  const grabbed = await client.grab();
  const id = grabbed.ok ? (grabbed.value.sheet?.id ?? 0) : 0;
  const page = await client.scan(id);
  expect(page).toEqual({ ok: true, value: sheet.page });
  expect(page.ok && page.value.pixels).toBeInstanceOf(Uint8Array);
  expect((await client.signal('accepted')).ok).toBe(true);
  expect(box.signal).toBe('accepted');
  const accepted = await client.accept({ sheet: id, token, into: 'invalid' });
  expect(accepted).toMatchObject({ ok: true, value: { last: { token, into: 'invalid', passed: true } } });
  expect(box.whereabouts.of('one')).toBe('invalid');
  expect(told).toContain('accepting');
});

it('has its pictures from the scanner beside it where the box makes none', async () => {
  const scanner = new SimulatedEscl();
  await scanner.on();
  afterTest(() => scanner.off());
  const { box, client } = await room(undefined, { driver: 'escl', at: scanner.url });
  const page = { width: 827, height: 1_169, dpi: 100, pixels: new Uint8Array(827 * 1_169).fill(170) };
  // The scanner may be looked for still when the box is there.
  await expect
    .poll(
      async () => {
        scanner.feeder = [page];
        box.path.insert(sheetOf('one'));
        const grabbed = await client.grab();
        const id = grabbed.ok ? (grabbed.value.sheet?.id ?? 0) : 0;
        const seen = await client.scan(id);
        await client.giveBack(id);
        box.path.pull();
        return seen.ok ? seen.value.pixels[0] : seen.error.code;
      },
      { timeout: 20_000 },
    )
    .toBe(170);
});

it('a host that dies in the middle of a motion is a box that is missing, and soon there again', async () => {
  const { box, client, ready } = await room();
  box.path.insert(sheetOf('one'));
  const grabbed = await client.grab();
  const id = grabbed.ok ? (grabbed.value.sheet?.id ?? 0) : 0;
  await client.scan(id);
  const pid = client.pid ?? 0;
  const accepting = client.accept({ sheet: id, token, into: 'valid' });
  await expect.poll(() => box.gateOpen).toBe(true);
  process.kill(pid, 'SIGKILL');
  expect(codeOf(await accepting)).toBe('ballot-reader.missing');
  expect(codeOf(await client.look())).toBe('ballot-reader.missing');
  await ready();
  expect(client.pid).not.toBe(pid);
  expect(await client.look()).toMatchObject({ ok: true, value: { last: { token, passed: true } } });
});

it('a host that hangs is killed and started anew', async () => {
  // Longer than a Node takes to start on a busy machine.
  const { client, ready } = await room(8_000);
  const pid = client.pid ?? 0;
  process.kill(pid, 'SIGSTOP');
  const asked = client.look();
  expect(codeOf(await asked)).toBe('ballot-reader.missing');
  await ready();
  expect(client.pid).not.toBe(pid);
});

it('says that the cable is out, and finds the box again', async () => {
  const { port, client, ready } = await room();
  port.unplug();
  await expect.poll(() => client.health?.status).toMatchObject({ state: 'missing' });
  expect(codeOf(await client.look())).toBe('ballot-reader.missing');
  port.plug();
  await ready();
  expect((await client.look()).ok).toBe(true);
});

it('goes with whoever started it, and leaves no process behind', async () => {
  const { client } = await room();
  const pid = client.pid ?? 0;
  await client.close();
  await sleep(0);
  expect(() => process.kill(pid, 0)).toThrow();
  expect(codeOf(await client.look())).toBe('ballot-reader.missing');
});
