import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../drivers/simulator/bench.ts';
import { Ledger } from '../../../drivers/simulator/ledger.ts';
import { parseRecording } from '../../../drivers/transport/recording.ts';
import { Recordings } from '../recordings.ts';
import { DeviceClient } from './client.ts';
import { serialTable } from './setup.ts';

/** A real device host over pseudo-terminals, and the room that records from it. */
let room = '';
let bench: Bench;
let client: DeviceClient;
beforeEach(async () => {
  room = mkdtempSync(join(tmpdir(), 'recording-'));
  bench = openBench({ folder: room, ledger: new Ledger(join(room, 'ledger'), () => 0) });
  const at = (name: string) => join(room, name);
  const quiet = () => {};
  client = new DeviceClient({
    entry: new URL('./host.ts', import.meta.url),
    setups: serialTable({ fingerprint: at('fingerprint'), document: at('document'), printer: at('printer') }),
    now: () => performance.now(),
    listener: {
      ...{
        health: quiet,
        document: quiet,
        unreadable: quiet,
        progress: quiet,
        reading: quiet,
        power: quiet,
        hostDied: quiet,
      },
    },
  });
  client.start();
  await expect.poll(ready, { timeout: 90_000 }).toBe(true);
}, 120_000);
afterEach(async () => {
  await client.close();
  bench.close();
  rmSync(room, { recursive: true, force: true });
}, 60_000);

const ready = () => client.health.length === 3 && client.health.every(({ status }) => status.state === 'ready');
const technician = { role: 'technician', id: 'technician-1' } as const;

const of = (device: string, discard = false) => ({ device, discard });

function recordings(mode: 'training' | 'official') {
  const election: { mode: 'training' | 'official'; zone: string } = { mode, zone: 'Asia/Bishkek' };
  const told: unknown[] = [];
  const kiosk = {
    device: 'd-1',
    now: () => new Date('2023-10-08T01:10:00Z'),
    inForce: () => ({ election, precinct: {} }),
    record: (type: string, body: object) => told.push({ type, ...body }),
    note: () => {},
  };
  const targets = () => [{ path: room, name: 'stick', removable: true }];
  return { told, election, made: new Recordings({ kiosk: kiosk as never, devices: client, targets }) };
}

describe('a recording of a wire', () => {
  it('begins with the greeting of the device, is masked, and is written, read back and journalled', async () => {
    const { made, told } = recordings('official');
    expect(await made.start(of('fingerprint'), true, technician)).toEqual({ ok: true, value: null });
    await expect.poll(async () => (await made.state())?.bytes, { timeout: 60_000 }).toBeGreaterThan(30);
    await made.stop();
    expect(await made.state()).toMatchObject({ device: 'fingerprint', masked: true, running: false, full: false });
    const saved = await made.save(room, technician);
    if (!saved.ok) throw new Error(saved.error.code);
    const recording = parseRecording(readFileSync(join(room, saved.value.file), 'utf8'));
    expect(recording?.head).toMatchObject({ protocol: 'r30x', masked: true });
    expect(recording?.lines[0]).toMatchObject({ link: 'up' });
    // VerifyPassword, the first thing that is said to a sensor.
    expect(recording?.lines[1]).toMatchObject({ out: expect.stringMatching(/^ef01ffffffff01000713/) });
    expect(told).toEqual([
      { type: 'recording.started', peripheral: 'fingerprint', masked: true },
      { type: 'recording.saved', peripheral: 'fingerprint', masked: true, sha256: saved.value.sha256 },
    ]);
    // What lies on the stick is nowhere else any more.
    expect(await made.state()).toBeNull();
  }, 180_000);

  it('is unmasked in training alone, and head and name of the file say so', async () => {
    const official = recordings('official');
    expect(await official.made.start(of('document'), false, technician)).toEqual({
      ok: false,
      error: { code: 'recording.training-only' },
    });
    expect(official.told).toEqual([]);
    const { made } = recordings('training');
    for (const masked of [false, true]) {
      expect((await made.start(of('document'), masked, technician)).ok).toBe(true);
      await expect.poll(ready, { timeout: 60_000 }).toBe(true);
      bench.reader.present(
        'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10',
      );
      await expect.poll(async () => (await made.state())?.bytes, { timeout: 60_000 }).toBeGreaterThan(80);
      const saved = await made.save(room, technician);
      if (!saved.ok) throw new Error(saved.error.code);
      expect(saved.value.file.includes('unmasked')).toBe(!masked);
      const text = readFileSync(join(room, saved.value.file), 'utf8');
      expect(parseRecording(text)?.head.masked).toBe(masked);
      const bytes =
        parseRecording(text)
          ?.lines.map((line) => ('in' in line ? line.in : ''))
          .join('') ?? '';
      expect(Buffer.from(bytes, 'hex').toString('latin1').includes('ERIKSSON')).toBe(!masked);
    }
  }, 180_000);

  it('does not outlive the training: unmasked it is not saved after it, and it is gone', async () => {
    const { made, told, election } = recordings('training');
    expect((await made.start(of('document'), false, technician)).ok).toBe(true);
    election.mode = 'official';
    expect(await made.save(room, technician)).toEqual({ ok: false, error: { code: 'recording.training-only' } });
    expect(await made.state()).toBeNull();
    election.mode = 'training';
    expect(await made.save(room, technician)).toEqual({ ok: false, error: { code: 'recording.none' } });
    expect(told).toHaveLength(1);
    expect(readdirSync(room).filter((name) => name.startsWith('wire-'))).toEqual([]);
  }, 60_000);

  it('is thrown away when it is dropped, running or not', async () => {
    const { made } = recordings('official');
    expect((await made.start(of('document'), true, technician)).ok).toBe(true);
    expect(await made.state()).toMatchObject({ device: 'document', running: true });
    made.drop();
    expect(await made.state()).toBeNull();
    expect((await made.start(of('document'), true, technician)).ok).toBe(true);
  }, 60_000);

  it('does not begin in the middle of the work of its device', async () => {
    const { made, told } = recordings('official');
    const finger = new AbortController();
    const captured = client.capture({ afterLift: false, signal: finger.signal });
    const doing = () => client.health.find(({ id }) => id === 'fingerprint')?.status;
    await expect.poll(doing, { timeout: 60_000 }).toMatchObject({ doing: 'capturing' });
    expect(await made.start(of('fingerprint', true), true, technician)).toEqual({
      ok: false,
      error: { code: 'station.busy' },
    });
    expect([told, await made.state()]).toEqual([[], null]);
    finger.abort();
    expect(await captured).toMatchObject({ ok: false, error: { code: 'device.cancelled' } });
  }, 120_000);

  it('does not take the place of another that is not saved, but where somebody says so', async () => {
    const { made, told } = recordings('official');
    expect((await made.start(of('document'), true, technician)).ok).toBe(true);
    await made.stop();
    expect(await made.start(of('printer'), true, technician)).toEqual({
      ok: false,
      error: { code: 'recording.unsaved', params: { device: 'document' } },
    });
    expect(await made.state()).toMatchObject({ device: 'document', running: false });
    expect(told).toHaveLength(1);
    expect((await made.start(of('printer', true), true, technician)).ok).toBe(true);
    expect(await made.state()).toMatchObject({ device: 'printer', running: true });
  }, 120_000);

  it('is none of a device without a wire, and goes to an offered place only', async () => {
    const { made, told } = recordings('training');
    expect(await made.start(of('nobody'), true, technician)).toEqual({
      ok: false,
      error: { code: 'recording.no-wire' },
    });
    expect(told).toEqual([]);
    expect(await made.save(room, technician)).toEqual({ ok: false, error: { code: 'recording.none' } });
    expect(await made.save(join(room, 'x'), technician)).toEqual({ ok: false, error: { code: 'station.target-gone' } });
    expect(readdirSync(room).filter((name) => name.startsWith('wire-'))).toEqual([]);
  }, 60_000);
});
