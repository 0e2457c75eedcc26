import { describe, expect, it } from 'vitest';
import { testPage } from '../../../core/receipt/test-page.ts';
import type { Clock } from '../../../drivers/clock.ts';
import type { Device } from '../../../drivers/device.ts';
import { R30xReader } from '../../../drivers/fingerprint/r30x.ts';
import { readerOn, simulated } from '../../../drivers/fingerprint/sbi/bench.fixture.ts';
import { touchOf } from '../../../drivers/fingerprint/sbi/world.fixture.ts';
import { CupsPrinter } from '../../../drivers/printer/cups/cups.ts';
import type { JobProgress } from '../../../drivers/printer/cups/page-printer.ts';
import { EsclScanner } from '../../../drivers/scanner/escl.ts';
import { SimulatedEscl } from '../../../drivers/simulator/escl.ts';
import { SimulatedR30x } from '../../../drivers/simulator/r30x.ts';
import { afterTest, opened, ready, statusWhere } from '../../../drivers/testing/bench.ts';
import { realCups } from '../../../drivers/testing/cups.ts';
import { HandClock } from '../../../drivers/testing/hand-clock.ts';
import { ended } from '../../../drivers/testing/matrix/rig.ts';
import { cableRig } from '../../../drivers/testing/matrix/rigs/cable.ts';
import { imageCodecs } from '../../images/codecs.ts';
import { HostTrials } from './host-trials.ts';
import type { TrialNews } from './trial-protocol.ts';

/** The host's side of the tries that need no serial line: a streaming scanner, a page, a sheet. */
function trialsOf<C extends Clock = HandClock>(device: Device, clock: C = new HandClock() as Clock as C) {
  const news: TrialNews[] = [];
  const trials = new HostTrials({ device: (id) => (id === 'it' ? device : undefined), codecs: imageCodecs, clock });
  return { trials, news, clock, tell: (one: TrialNews) => void news.push(one) };
}

describe('a scanner that streams', () => {
  it('shows what it sees, four images a second at most, until it is stopped; then a finger is taken', async () => {
    const { service, ports } = await simulated();
    const reader = readerOn(ports);
    await statusWhere(reader, ready);
    const { trials, news, clock, tell } = trialsOf(reader);
    const streamed = trials.run('it', { kind: 'stream' }, tell);
    await expect.poll(() => news.length, { timeout: 40_000 }).toBe(1);
    // More frames come meanwhile, by the bytes of the first: none is shown before its time.
    const first = reader.health().counters.bytesIn;
    await expect.poll(() => reader.health().counters.bytesIn, { timeout: 40_000 }).toBeGreaterThan(4 * first);
    expect(news).toHaveLength(1);
    await clock.pass(250);
    await expect.poll(() => news.length, { timeout: 40_000 }).toBe(2);
    trials.stop();
    const ended = await streamed;
    expect(ended.ok && ended.value.kind === 'stream' && ended.value.frames).toBeGreaterThan(2);
    for (const one of news) {
      if (one.news !== 'image') throw new Error(one.news);
      expect(one.image.pixels).toHaveLength(one.image.width * one.image.height);
      expect(one.share).toBeNull();
    }
    service.touch(touchOf(1));
    expect(await trials.run('it', { kind: 'finger' }, tell)).toMatchObject({ ok: true, value: { kind: 'finger' } });
  }, 120_000);
});

describe('a sensor on a slow wire', () => {
  it('shows how its image comes, from the top, four times a second at most', async () => {
    const path = '/dev/ttyUSB0';
    const { cable, clock, device, time } = cableRig(
      (link, own) => new R30xReader({ path, link, clock: own, password: 7 }),
      path,
    );
    // Eight data bits, a start and a stop at 115,200 baud, in pieces as a port gives them.
    const send = cable.send.bind(cable);
    let free = 0;
    cable.send = (bytes) => {
      for (let at = 0; at < bytes.length; at += 64) {
        const piece = bytes.slice(at, at + 64);
        free = Math.max(free, clock.now()) + (piece.length * 10_000) / 115_200;
        clock.after(free - clock.now(), () => send(piece));
      }
    };
    const sensor = new SimulatedR30x(cable);
    sensor.password = 7;
    sensor.touch(() => ({ width: 256, height: 288, pixels: new Uint8Array(256 * 288).fill(0x55) }));
    expect(await time.until(() => device.status.state === 'ready', 60_000)).toBe(true);
    const { trials, news, tell } = trialsOf(device, clock);
    const began = clock.now();
    expect(await ended(time, trials.run('it', { kind: 'finger' }, tell), 60_000)).toMatchObject({
      value: { ok: true },
    });
    expect(clock.now() - began).toBeGreaterThan(3_000);
    expect(clock.now() - began).toBeLessThan(4_500);
    const shares = news.map((one) => (one.news === 'image' ? one.share : null));
    expect(shares.length).toBeGreaterThanOrEqual(8);
    expect(shares.length).toBeLessThanOrEqual(15);
    expect(shares).toEqual(shares.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
  });
});

describe('a page scanner', () => {
  it('scans what lies on its glass, and tells how far it is', async () => {
    const simulator = new SimulatedEscl();
    await simulator.on();
    afterTest(() => simulator.off());
    const scanner = opened(new EsclScanner({ url: simulator.url, decodeJpeg: imageCodecs.jpeg }));
    await statusWhere(scanner, ready);
    simulator.glass = { width: 850, height: 1_169, dpi: 100, pixels: new Uint8Array(850 * 1_169).fill(200) };
    const { trials, news, tell } = trialsOf(scanner);
    const scanned = await trials.run('it', { kind: 'scan', dpi: 100 }, tell);
    expect(scanned.ok && scanned.value.kind === 'scan' && scanned.value.page.dpi).toBe(100);
    expect(news.some((one) => one.news === 'reading')).toBe(true);
    // The same device is no sensor and no printer.
    for (const kind of ['finger', 'document'] as const) {
      expect(await trials.run('it', { kind }, tell)).toMatchObject({ error: { code: 'device.cancelled' } });
    }
    expect(await trials.run('nobody', { kind: 'scan', dpi: 100 }, tell)).toMatchObject({ ok: false });
  }, 120_000);
});

describe('a page printer behind the real CUPS', () => {
  it('prints the sheet, and tells its job as it goes', async () => {
    const cups = await realCups();
    const printer = opened(new CupsPrinter({ address: `page@${cups.socket}`, limits: { look: 50 } }));
    await statusWhere(printer, ready);
    const { trials, news, tell } = trialsOf(printer);
    const svg = testPage({ device: 'd1', date: '2023-10-08', time: '07:10' });
    const printed = await trials.run('it', { kind: 'page', svg, title: 'test' }, tell);
    if (!printed.ok || printed.value.kind !== 'page') throw new Error(JSON.stringify(printed));
    const { job } = printed.value;
    const told = news.map((one) => (one as { readonly progress: JobProgress }).progress);
    expect(told.every((one) => one.job === job && one.problem === null)).toBe(true);
    expect(told.at(-1)?.state).toBe('completed');
    expect(new Set(told.map(({ state }) => state)).size).toBe(told.length);
    expect(cups.pages()).toHaveLength(1);
  }, 120_000);
});
