import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatMrz } from '../../../core/document/mrz-format.ts';
import { impression, syntheticFinger } from '../../../core/fingerprint/fingerprint.ts';
import { ok } from '../../../core/problem/result.ts';
import { openBench } from '../../../drivers/simulator/bench.ts';
import { Ledger } from '../../../drivers/simulator/ledger.ts';
import { afterTest, temporaryFolder } from '../../../drivers/testing/bench.ts';
import { Biometrics } from '../biometrics/client.ts';
import { DeviceClient } from '../devices/client.ts';
import { serialTable } from '../devices/setup.ts';
import { trialsRoom } from './trials.fixture.ts';

/** The technician's tries through the real device host, with the simulated devices of a table behind its ports. */
const biometrics = new Biometrics();
afterAll(() => biometrics.close());

const PATIENCE = { timeout: 40_000 };
const kinds = { fingerprint: 'fingerprint', document: 'document', printer: 'printer' } as const;
const zone = formatMrz({
  ...{ format: 'td1', number: 'ID0000001', pin: '21203196100023', surname: 'TESTOVA', given: 'AIGUL', sex: 'female' },
  ...{ birthDate: '1961-03-12', expires: '2031-02-03' },
});

async function table(baudRate?: number) {
  const folder = temporaryFolder();
  const ledger = new Ledger(join(folder, 'ledger'), () => 0);
  const bench = openBench({ folder, ledger, ...(baudRate === undefined ? {} : { baudRate }) });
  afterTest(() => bench.close());
  const ports = Object.fromEntries(Object.entries(bench.ports).map(([kind, port]) => [kind, port.path]));
  const nothing = (): void => {};
  const client = new DeviceClient({
    entry: new URL('../devices/host.ts', import.meta.url),
    setups: serialTable(ports as Parameters<typeof serialTable>[0], { dpi: 400, simulated: true }),
    now: () => performance.now(),
    listener: {
      ...{ health: nothing, document: nothing, unreadable: nothing, progress: nothing, reading: nothing },
      ...{ power: nothing, hostDied: nothing },
    },
  });
  client.start();
  afterTest(() => client.close());
  const ready = () => client.health.filter(({ status }) => status.state === 'ready').length;
  await expect.poll(ready, PATIENCE).toBe(3);
  const { room, world } = trialsRoom({ devices: client, biometrics, kinds });
  return { bench, ledger, client, room, world };
}

const finger = () =>
  impression(syntheticFinger({ seed: 'trial', voter: 7, finger: 2 }), {
    ...{ capture: 1, condition: 'good', width: 256, height: 288, dpi: 400 },
  } as const);

describe('a finger before the technician', () => {
  it('is seen as it comes over the wire, then judged, and overwritten when the page is left', async () => {
    const { bench, room } = await table(115_200);
    expect(room.begin('fingerprint', { kind: 'fingerprint' })).toEqual(ok(null));
    await expect.poll(() => room.view?.seen, PATIENCE).toMatchObject({ stage: 'waiting' });
    const seen: { readonly number: number; readonly share: number | null }[] = [];
    bench.touch({
      person: 'p1',
      finger: 2,
      condition: 'good',
      genuine: true,
      image: () => ({ ...finger(), dpi: 400 }),
    });
    await expect
      .poll(
        () => {
          const { view } = room;
          if (view?.seen.kind !== 'fingerprint') throw new Error('no finger');
          if (view.picture > (seen.at(-1)?.number ?? 0)) seen.push({ number: view.picture, share: view.seen.share });
          return view.seen.stage;
        },
        { ...PATIENCE, interval: 20 },
      )
      .toBe('done');
    // At 115,200 baud an image takes 3.5 s: some are shown on the way, and the whole one.
    const shares = seen.map(({ share }) => share).filter((share) => share !== null);
    expect(shares.length).toBeGreaterThanOrEqual(3);
    expect(room.view).toMatchObject({ running: false, problem: null, seen: { stage: 'done', share: null, hints: [] } });
    expect(room.view?.seen.kind === 'fingerprint' && room.view.seen.quality).toBeGreaterThan(25);
    expect(room.picture()?.url).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(room.picture()?.number).toBe(room.view?.picture);
    room.leave();
    expect([room.view, room.picture()]).toEqual([null, null]);
  }, 90_000);

  it('is not waited for any more when the page is left, and the sensor is free at once', async () => {
    const { bench, client, room } = await table();
    room.begin('fingerprint', { kind: 'fingerprint' });
    await expect.poll(() => room.view?.seen, PATIENCE).toMatchObject({ stage: 'waiting' });
    room.leave();
    const captured = client.capture({ afterLift: false, signal: new AbortController().signal });
    bench.touch({
      person: 'p1',
      finger: 2,
      condition: 'good',
      genuine: true,
      image: () => ({ ...finger(), dpi: 400 }),
    });
    expect((await captured).ok).toBe(true);
    expect(room.view).toBeNull();
  }, 60_000);
});

describe('a document before the technician', () => {
  it('is shown place by place, and what is no document as the text that it is', async () => {
    const { bench, room } = await table();
    room.begin('document', { kind: 'document' });
    // Twice the same lines within a moment are one document on the glass; a reader cannot be asked.
    await expect
      .poll(
        () => {
          bench.presentDocument({ person: 'p1', document: 'd', zone });
          return room.view?.seen;
        },
        { ...PATIENCE, interval: 400 },
      )
      .toMatchObject({ text: zone, inspection: { format: 'td1', read: { ok: true } } });
    bench.reader.presentGarbage(new TextEncoder().encode('NO READ 7\r\n'));
    await expect
      .poll(() => room.view?.seen, PATIENCE)
      .toMatchObject({ text: 'NOREAD7', inspection: { format: null, shape: { widths: [7] } } });
    expect(room.view?.running).toBe(true);
    room.stop();
    await expect.poll(() => room.view, PATIENCE).toMatchObject({ running: false, problem: null });
    room.leave();
    expect(room.view).toBeNull();
  }, 60_000);
});

describe('a slip before the technician', () => {
  it('comes out whole, and paper that is out is said', async () => {
    const { bench, ledger, room } = await table();
    room.begin('printer', { kind: 'printer', slip: 'all' });
    await expect.poll(() => room.view, PATIENCE).toMatchObject({ running: false, seen: { printed: true } });
    const slips = () => ledger.entries().filter((entry) => entry.fact === 'slip' && entry.cut && entry.height > 300);
    expect(slips()).toHaveLength(1);
    bench.inject({ fault: 'paper', rows: 0 });
    room.begin('printer', { kind: 'printer', slip: 'ky' });
    await expect
      .poll(() => room.view, PATIENCE)
      .toMatchObject({ running: false, problem: { code: 'device.paper-out' }, seen: { slip: 'ky', printed: false } });
    expect(slips()).toHaveLength(1);
  }, 60_000);
});

describe('a device whose driver is started anew in the middle of its try', () => {
  it.each(['reopened', 'recorded'] as const)(
    '%s: the try of a document ends, and does not wait for ever',
    async (how) => {
      const { client, room } = await table();
      room.begin('document', { kind: 'document' });
      // Another device's driver is none of its business.
      await client.reopen('printer');
      expect(room.view?.running).toBe(true);
      if (how === 'reopened') await client.reopen('document');
      else expect(await client.record({ device: 'document', discard: false }, true)).toMatchObject({ ok: true });
      await expect.poll(() => room.view, PATIENCE).toMatchObject({ running: false, problem: null });
    },
    60_000,
  );
});

describe('a device host that is killed in the middle of a try', () => {
  it('ends it with a word, and the next try works', async () => {
    const { bench, client, room } = await table();
    room.begin('document', { kind: 'document' });
    client.restart();
    await expect
      .poll(() => room.view, PATIENCE)
      .toMatchObject({ running: false, problem: { code: 'device.host-restarting' } });
    const ready = () => client.health.filter(({ status }) => status.state === 'ready').length;
    await expect.poll(ready, PATIENCE).toBe(3);
    room.begin('document', { kind: 'document' });
    await expect
      .poll(
        () => {
          bench.presentDocument({ person: 'p1', document: 'd', zone });
          return room.view?.seen;
        },
        { ...PATIENCE, interval: 400 },
      )
      .toMatchObject({ text: zone });
  }, 60_000);
});
