import { describe, expect, it } from 'vitest';
import type { DeviceStatus } from '../device.ts';
import { SimulatedEscpos } from '../simulator/escpos.ts';
import { SimulatedMrzReader } from '../simulator/mrz-reader.ts';
import { SimulatedR30x } from '../simulator/r30x.ts';
import { afterTest, codeOf, opened, patternImage, ready, statusWhere, testBench } from '../testing/bench.ts';
import { MemoryCable } from '../testing/memory-cable.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { R30xReader } from './r30x.ts';
import { SENSOR_RATES } from './r30x-codec.ts';
import { rateOrder } from './r30x-rate.ts';

/** A sensor on a cable of the test's own time: what takes a minute takes none. */
function sensorOnCable(options: { readonly baudRate?: number; readonly sleepAfterMs?: number } = {}) {
  const clock = new VirtualClock();
  const cable = new MemoryCable(clock, { path: '/dev/port', baudRate: options.baudRate ?? 115_200 });
  const sensor = new SimulatedR30x(cable);
  const reader = new R30xReader({ path: cable.path, link: cable, clock, ...options });
  const until = (fits: (status: DeviceStatus) => boolean, ms = 60_000) => clock.pass(ms, () => fits(reader.status));
  /** Lets time pass until the work is done. */
  const done = async <T>(work: Promise<T>): Promise<T> => {
    let over = false;
    work.finally(() => {
      over = true;
    });
    await clock.pass(60_000, () => over);
    return work;
  };
  const touch = () => sensor.touch(() => patternImage(1));
  afterTest(async () => {
    await done(reader.close());
    await clock.settle();
    expect({ timers: clock.pending, listeners: cable.listening }).toEqual({ timers: 0, listeners: 0 });
  });
  return { clock, cable, sensor, reader, until, done, touch };
}

describe('the rate of an R30x sensor', () => {
  it('is looked for among all twelve, the likely ones first, each once', () => {
    expect(rateOrder(115_200, 115_200).slice(0, 3)).toEqual([115_200, 57_600, 9_600]);
    expect([...rateOrder(115_200, 19_200)].sort((a, b) => a - b)).toEqual(SENSOR_RATES);
  });

  it.each(SENSOR_RATES)('%i is found, and changed for the wished one', async (rate) => {
    const { cable, sensor, reader, until, clock } = sensorOnCable();
    sensor.baudRate = rate;
    reader.open();
    await until(ready, 15_000);
    expect(reader.status).toEqual({ state: 'ready' });
    expect([sensor.baudRate, cable.baudRate]).toEqual([115_200, 115_200]);
    expect(reader.health()).toMatchObject({ baudRate: 115_200, sensor: { baudRate: 115_200, capacity: 200 } });
    // Recovered within 15 s, wherever the sensor was.
    expect(clock.now()).toBeLessThan(15_000);
  });

  it.each(SENSOR_RATES)('%i can be the wished one', async (rate) => {
    const { sensor, reader, until } = sensorOnCable({ baudRate: rate });
    sensor.baudRate = 57_600;
    reader.open();
    await until(ready);
    expect(sensor.baudRate).toBe(rate);
    expect(reader.health()).toMatchObject({ baudRate: rate, sensor: { baudRate: rate } });
  });

  it.each([
    ['refuses the change', { settingsRefused: true }],
    ['changes only when it is switched on anew', { settingsWait: true }],
  ])('stays what it is where the sensor %s, and the sensor is used all the same', async (_, fault) => {
    const { sensor, reader, until, done, touch } = sensorOnCable();
    sensor.baudRate = 57_600;
    sensor.fault = fault;
    reader.open();
    await until(ready);
    expect(reader.health()).toMatchObject({ baudRate: 57_600, sensor: { baudRate: 57_600 } });
    touch();
    expect((await done(reader.capture())).ok).toBe(true);
    sensor.powerCycle();
    await until((status) => status.state === 'ready' && reader.health().sensor?.baudRate === sensor.baudRate);
    expect(reader.health().baudRate).toBe(sensor.baudRate);
  });

  it('is found over a real serial port too', async () => {
    const { bench } = testBench();
    bench.sensor.baudRate = 57_600;
    // The simulated port asks a program for the host's rate, which takes its time on a busy machine.
    const limits = { answer: 300, quiet: 60, probe: 2_000 };
    const reader = opened(new R30xReader({ path: bench.ports.fingerprint.path, limits }));
    await statusWhere(reader, ready);
    expect([bench.sensor.baudRate, bench.ports.fingerprint.hostRate()]).toEqual([115_200, 115_200]);
    expect(reader.health().counters.recoveries).toMatchObject({ 'find-rate': 1 });
  });
});

describe('the password of an R30x sensor', () => {
  it('that is wrong locks it, and the right one in a new driver opens it', async () => {
    const { sensor, reader, until, done } = sensorOnCable();
    sensor.password = 0xdeadbeef;
    reader.open();
    await until((status) => codeOf(status) === 'device.fingerprint-locked');
    expect(codeOf(reader.status)).toBe('device.fingerprint-locked');
    expect(await done(reader.setPassword(1))).toEqual({ ok: false, error: { code: 'device.fingerprint-locked' } });
    expect(await done(reader.capture())).toEqual({ ok: false, error: { code: 'device.fingerprint-locked' } });
    expect(sensor.password).toBe(0xdeadbeef);
  });

  it('can be set; a sensor that was without power for a moment is given it again in the middle of a capture', async () => {
    const { sensor, reader, until, done, touch } = sensorOnCable();
    reader.open();
    await until(ready);
    expect(await done(reader.setPassword(0x89abcdef))).toEqual({ ok: true, value: undefined });
    expect(sensor.password).toBe(0x89abcdef);
    sensor.powerCycle();
    touch();
    expect((await done(reader.capture())).ok).toBe(true);
  });
});

describe('what an R30x sensor says of a finger', () => {
  it.each(['too-disorderly', 'too-few-features'] as const)('%s comes with the image as a hint', async (features) => {
    const { sensor, reader, until, done, touch } = sensorOnCable();
    reader.open();
    await until(ready);
    touch();
    expect(await done(reader.capture())).toMatchObject({ ok: true, value: { hints: [] } });
    sensor.fault = { features };
    expect(await done(reader.capture())).toMatchObject({ ok: true, value: { hints: [features] } });
  });

  it('a finger that it could not take at first is a hint too', async () => {
    const { sensor, reader, until, done, touch, clock } = sensorOnCable();
    reader.open();
    await until(ready);
    touch();
    sensor.fault = { captureFails: true };
    const captured = reader.capture();
    await clock.pass(500);
    sensor.fault = {};
    expect(await done(captured)).toMatchObject({ ok: true, value: { hints: ['capture-failed'] } });
  });
});

describe('light and sleep', () => {
  it('the ring breathes while it waits, is dark afterwards, and flashes when the finger should come again', async () => {
    const { sensor, reader, until, done, touch, clock } = sensorOnCable();
    sensor.model = 'r503';
    reader.open();
    await until(ready);
    const captured = reader.capture();
    await clock.pass(200);
    expect(sensor.light[0]).toBe(1);
    touch();
    await done(captured);
    expect(sensor.light[0]).toBe(4);
    sensor.fault = { features: 'too-few-features' };
    await done(reader.capture());
    expect(sensor.light[0]).toBe(2);
  });

  it('a model without light is asked once', async () => {
    const { cable, reader, until, done, touch } = sensorOnCable();
    let asked = 0;
    cable.onBytes((bytes) => {
      if (bytes[9] === 0x35) asked += 1;
    });
    reader.open();
    await until(ready);
    touch();
    for (let i = 0; i < 3; i++) expect((await done(reader.capture())).ok).toBe(true);
    expect(asked).toBe(1);
  });

  it('an R503 sleeps when it was idle for long, is left alone, and wakes for a finger', async () => {
    const { cable, sensor, reader, until, done, touch, clock } = sensorOnCable({ sleepAfterMs: 60_000 });
    sensor.model = 'r503';
    reader.open();
    await until(ready);
    await clock.pass(70_000);
    expect(sensor.asleep).toBe(true);
    const before = cable.counters.bytesOut;
    await clock.pass(60_000);
    expect([cable.counters.bytesOut, reader.status]).toEqual([before, { state: 'ready' }]);
    touch();
    expect((await done(reader.capture())).ok).toBe(true);
    expect(reader.health().counters.recoveries).toEqual({});
  });

  it('a model without sleep stays awake', async () => {
    const { sensor, reader, until, clock } = sensorOnCable({ sleepAfterMs: 60_000 });
    reader.open();
    await until(ready);
    await clock.pass(130_000);
    expect([sensor.asleep, reader.status]).toEqual([false, { state: 'ready' }]);
  });
});

describe("on the sensor's port", () => {
  it('a receipt printer is named as one, and the sensor is found when it is back', async () => {
    const { cable, sensor, reader, until } = sensorOnCable();
    sensor.fault = { silent: true };
    const printer = new SimulatedEscpos(cable, () => {});
    reader.open();
    await until((status) => status.state === 'attention');
    expect(reader.status).toEqual({
      state: 'attention',
      problem: { code: 'port.printer-answers', params: { port: '/dev/port' } },
    });
    printer.fault = { silent: true };
    sensor.fault = {};
    await until(ready);
    expect(reader.status).toEqual({ state: 'ready' });
  });

  it('a sensor that talks at another rate is found though a printer stood there just before', async () => {
    const { cable, sensor, reader, until } = sensorOnCable();
    sensor.fault = { silent: true };
    sensor.baudRate = 57_600;
    const printer = new SimulatedEscpos(cable, () => {});
    reader.open();
    await until((status) => codeOf(status) === 'port.printer-answers');
    // Behind an adapter that stays where it is.
    printer.fault = { silent: true };
    sensor.fault = {};
    await until(ready, 120_000);
    expect([reader.status, sensor.baudRate]).toEqual([{ state: 'ready' }, 115_200]);
  });

  it('a document reader is named as one as soon as it has read something', async () => {
    const { cable, sensor, reader, until, clock } = sensorOnCable();
    sensor.fault = { silent: true };
    const documents = new SimulatedMrzReader(cable);
    reader.open();
    await clock.pass(1_000);
    documents.present('I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<');
    await until((status) => status.state === 'attention');
    expect(codeOf(reader.status)).toBe('port.document-reader-answers');
  });

  it('a silent sensor is not taken for a document reader, whatever its last image looked like', async () => {
    const { sensor, reader, until, clock } = sensorOnCable();
    // In packets of four bits a pixel this gray is a long line of the letter U.
    sensor.touch(() => ({ width: 256, height: 288, pixels: new Uint8Array(256 * 288).fill(0x55) }));
    reader.open();
    await until(ready);
    let captured = false;
    void reader.capture().then((result) => {
      captured = result.ok;
    });
    await clock.pass(20_000, () => captured);
    expect(captured).toBe(true);
    sensor.fault = { silent: true };
    await until((status) => status.state === 'attention');
    expect(codeOf(reader.status)).toBe('device.fingerprint-silent');
  });

  it('a sensor that is only silent is called that', async () => {
    const { sensor, reader, until } = sensorOnCable();
    sensor.fault = { silent: true };
    reader.open();
    await until((status) => status.state === 'attention');
    expect(codeOf(reader.status)).toBe('device.fingerprint-silent');
  });
});
