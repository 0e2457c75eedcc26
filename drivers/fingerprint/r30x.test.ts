import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { CaptureProgress, FingerImage } from '../device.ts';
import { codeOf, opened, patternImage, ready, statusWhere, testBench } from '../testing/bench.ts';
import { R30xReader } from './r30x.ts';

const quick = { answer: 300, probe: 100, nextPacket: 500, quiet: 120, poll: 10, heartbeat: 300 };

/** For what must not be asked for once too often because a busy machine was late. */
const patient = { ...quick, answer: 1_500, probe: 500, nextPacket: 1_500 };

async function sensorBench(limits = quick) {
  const { bench, ledger } = testBench();
  const reader = opened(new R30xReader({ path: bench.ports.fingerprint.path, dpi: 500, limits }));
  const touch = (seed: number) =>
    bench.touch({ person: 'p1', finger: 2, condition: 'good', genuine: true, image: () => patternImage(seed) });
  return { bench, ledger, reader, touch };
}

/** By hash: a difference in 73,728 pixels is not worth printing. */
function expectImage(result: Result<FingerImage, Problem>, seed: number): void {
  const hash = (pixels: Uint8Array) => createHash('sha256').update(pixels).digest('hex');
  expect(result.ok ? hash(result.value.pixels) : result.error).toEqual(hash(patternImage(seed).pixels));
}

describe('an R30x sensor', () => {
  it('waits for the finger and brings its image, with progress', async () => {
    const { bench, ledger, reader, touch } = await sensorBench();
    await statusWhere(reader, ready);
    const progress: CaptureProgress[] = [];
    const captured = reader.capture({
      onProgress: (p) => {
        if (progress.length === 0) setTimeout(() => touch(1), 50);
        progress.push(p);
      },
    });
    const result = await captured;
    expectImage(result, 1);
    expect(result.ok && result.value).toMatchObject({ width: 256, height: 288, dpi: 500 });
    expect(progress.at(-1)).toEqual({ stage: 'transfer', share: 1 });
    expect(ledger.entries().map((entry) => entry.fact)).toEqual([
      'plugged',
      'plugged',
      'plugged',
      'finger-touched',
      'finger-captured',
    ]);
    // 288 packets of 139 bytes, and the answers to a few commands.
    expect(bench.ports.fingerprint.counters.toHost).toBeGreaterThan(40_032);
    expect(reader.health().counters.bytesIn).toBe(bench.ports.fingerprint.counters.toHost);
    expect(reader.status).toEqual({ state: 'ready' });
  });

  it('shows the image as it comes, from the top, white where nothing has come yet', async () => {
    const { reader, touch } = await sensorBench();
    await statusWhere(reader, ready);
    touch(1);
    const rows: number[] = [];
    const whole = patternImage(1).pixels;
    const result = await reader.capture({
      onPartial: (image) => {
        const { width, height, pixels } = image();
        const come = Array.from({ length: height }, (_, y) => pixels.subarray(y * width, (y + 1) * width));
        const white = come.findIndex((row) => row.every((value) => value === 255));
        const n = white === -1 ? height : white;
        expect(Buffer.compare(pixels.subarray(0, n * width), whole.subarray(0, n * width))).toBe(0);
        rows.push(n);
      },
    });
    expect(result.ok).toBe(true);
    expect(rows.at(-1)).toBe(288);
    expect(rows[0]).toBeLessThan(10);
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  });

  it('says when no finger comes, and when the caller gives up', async () => {
    const { reader } = await sensorBench();
    await statusWhere(reader, ready);
    expect(await reader.capture({ timeoutMs: 80 })).toEqual({ ok: false, error: { code: 'device.finger-timeout' } });
    const stop = new AbortController();
    const waiting = reader.capture({ signal: stop.signal });
    const queued = reader.capture({ signal: stop.signal });
    setTimeout(() => stop.abort(), 40);
    expect(await waiting).toEqual({ ok: false, error: { code: 'device.cancelled' } });
    expect(await queued).toEqual({ ok: false, error: { code: 'device.cancelled' } });
  });

  it('can wait until the finger before has been lifted', async () => {
    const { bench, reader, touch } = await sensorBench();
    touch(1);
    await statusWhere(reader, ready);
    const second = reader.capture({ afterLift: true });
    setTimeout(() => bench.lift(), 60);
    setTimeout(() => touch(2), 160);
    const result = await second;
    expectImage(result, 2);
  });

  it('gives up in the middle of an image and can capture again at once', async () => {
    const { reader, touch } = await sensorBench();
    await statusWhere(reader, ready);
    touch(1);
    const stop = new AbortController();
    const first = await reader.capture({
      signal: stop.signal,
      onProgress: (p) => {
        if (p.stage === 'transfer' && p.share > 0.1) stop.abort();
      },
    });
    expect(first).toEqual({ ok: false, error: { code: 'device.cancelled' } });
    const second = await reader.capture();
    expectImage(second, 1);
  });

  it.each([
    ['split into single bytes', { split: true }],
    ['with garbage before every packet', { garbage: Uint8Array.of(0xef, 0x01, 0xff, 0x10) }],
  ])('brings the right image over a line that is %s', async (_, wire) => {
    const { bench, reader, touch } = await sensorBench();
    await statusWhere(reader, ready);
    bench.inject({ fault: 'wire', device: 'fingerprint', wire });
    touch(3);
    const result = await reader.capture();
    expectImage(result, 3);
  });

  it.each([
    ['lost', { loseEvery: 65_003 }],
    ['doubled', { doubleEvery: 65_003 }],
  ])('asks again when a byte was %s now and then, and never gives out a wrong image', async (_, wire) => {
    const { bench, reader, touch } = await sensorBench(patient);
    await statusWhere(reader, ready);
    bench.inject({ fault: 'wire', device: 'fingerprint', wire });
    touch(3);
    for (let i = 0; i < 4; i++) expectImage(await reader.capture(), 3);
    expect(reader.health().counters.retries).toBeGreaterThan(0);
  });

  it('asks again for an image that came with a hole, and says so when every one has a hole', async () => {
    const { bench, reader, touch } = await sensorBench();
    await statusWhere(reader, ready);
    touch(4);
    bench.inject({ fault: 'sensor', sensor: { losePackets: 1 } });
    const result = await reader.capture();
    expectImage(result, 4);
    expect(reader.health().counters.retries).toBeGreaterThan(0);
    bench.inject({ fault: 'sensor', sensor: { losePackets: 9 } });
    expect(await reader.capture()).toEqual({ ok: false, error: { code: 'device.finger-image-broken' } });
    await statusWhere(reader, ready);
  });

  it('is missing when it is pulled out while waiting for a finger, and comes back by itself', async () => {
    const { bench, reader, touch } = await sensorBench();
    await statusWhere(reader, ready);
    const waiting = reader.capture();
    setTimeout(() => bench.inject({ fault: 'unplug', device: 'fingerprint' }), 40);
    expect(await waiting).toEqual({ ok: false, error: { code: 'device.fingerprint-missing' } });
    expect(codeOf(await statusWhere(reader, (s) => s.state === 'missing'))).toBe('device.fingerprint-missing');
    expect(await reader.capture()).toEqual({ ok: false, error: { code: 'device.fingerprint-missing' } });
    bench.inject({ fault: 'plug', device: 'fingerprint' });
    await statusWhere(reader, ready);
    touch(5);
    const result = await reader.capture();
    expectImage(result, 5);
  });

  it('is found when it is plugged in after the driver started', async () => {
    const { bench, reader } = await sensorBench();
    bench.inject({ fault: 'unplug', device: 'fingerprint' });
    await statusWhere(reader, (s) => s.state === 'missing');
    bench.inject({ fault: 'plug', device: 'fingerprint' });
    expect(await statusWhere(reader, ready)).toEqual({ state: 'ready' });
  });

  it('survives being plugged in and out ten times in a row', async () => {
    const { bench, reader, touch } = await sensorBench();
    for (let i = 0; i < 10; i++) {
      bench.inject({ fault: 'unplug', device: 'fingerprint' });
      await new Promise((resolve) => setTimeout(resolve, 20 * i));
      bench.inject({ fault: 'plug', device: 'fingerprint' });
      await new Promise((resolve) => setTimeout(resolve, 15 * (10 - i)));
    }
    touch(6);
    await statusWhere(reader, ready);
    const result = await reader.capture();
    expectImage(result, 6);
  });

  it('that falls silent is climbed back to life when it answers again', async () => {
    const { bench, reader } = await sensorBench();
    await statusWhere(reader, ready);
    bench.inject({ fault: 'sensor', sensor: { silent: true } });
    const mended = await statusWhere(reader, (s) => s.state === 'working' && s.doing === 'recovering');
    expect(mended).toMatchObject({ because: { code: 'device.fingerprint-silent' } });
    bench.inject({ fault: 'sensor', sensor: {} });
    await statusWhere(reader, ready);
    expect(reader.health().counters.recoveries).not.toEqual({});
  });

  it('that stays silent on every rung asks for a restart, says what to do, and is tried again', async () => {
    const { bench, reader } = await sensorBench();
    await statusWhere(reader, ready);
    const cries: string[] = [];
    reader.on((event) => {
      if (event.event === 'restart-needed') cries.push(event.problem.code);
    });
    bench.inject({ fault: 'sensor', sensor: { silent: true } });
    expect(codeOf(await statusWhere(reader, (s) => s.state === 'attention'))).toBe('device.fingerprint-silent');
    expect(cries).toEqual(['device.restart-needed']);
    const { recoveries } = reader.health().counters;
    expect(Object.keys(recoveries)).toEqual(['retry', 'soft-reset', 'find-rate', 'reopen', 're-enumerate']);
    // It is climbed again all the while, and stays what it is for whoever looks at it.
    await expect
      .poll(() => reader.health().counters.recoveries.retry, { timeout: 20_000 })
      .toBeGreaterThan(recoveries.retry ?? 0);
    expect(codeOf(reader.status)).toBe('device.fingerprint-silent');
    bench.inject({ fault: 'sensor', sensor: {} });
    await statusWhere(reader, ready);
  });

  it('with another password says so', async () => {
    const { bench, reader } = await sensorBench();
    bench.sensor.password = 77;
    expect(codeOf(await statusWhere(reader, (s) => s.state === 'attention'))).toBe('device.fingerprint-locked');
  });

  it('is told from another device that talks on its port', async () => {
    const { bench, reader } = await sensorBench();
    await statusWhere(reader, ready);
    bench.sensor.fault = { silent: true };
    bench.ports.fingerprint.onBytes(() => bench.ports.fingerprint.send(Buffer.from('OK\r\n')));
    expect(codeOf(await statusWhere(reader, (s) => s.state === 'attention'))).toBe('device.fingerprint-wrong-answer');
  });
});
