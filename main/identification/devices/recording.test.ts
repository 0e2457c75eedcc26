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

function recordings(mode: 'training' | 'official') {
  const told: unknown[] = [];
  const kiosk = {
    device: 'd-1',
    now: () => new Date('2023-10-08T01:10:00Z'),
    inForce: () => ({ election: { mode, zone: 'Asia/Bishkek' }, precinct: {} }),
    record: (type: string, body: object) => told.push({ type, ...body }),
    note: () => {},
  };
  const targets = () => [{ path: room, name: 'stick', removable: true }];
  return { told, made: new Recordings({ kiosk: kiosk as never, devices: client, targets }) };
}

describe('a recording of a wire', () => {
  it('begins with the greeting of the device, is masked, and is written, read back and journalled', async () => {
    const { made, told } = recordings('official');
    expect(await made.start('fingerprint', true, technician)).toEqual({ ok: true, value: null });
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
  }, 180_000);

  it('is unmasked in training alone, and head and name of the file say so', async () => {
    const official = recordings('official');
    expect(await official.made.start('document', false, technician)).toEqual({
      ok: false,
      error: { code: 'recording.training-only' },
    });
    expect(official.told).toEqual([]);
    const { made } = recordings('training');
    for (const masked of [false, true]) {
      expect((await made.start('document', masked, technician)).ok).toBe(true);
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

  it('is none of a device without a wire, and goes to an offered place only', async () => {
    const { made } = recordings('training');
    expect(await made.start('nobody', true, technician)).toEqual({ ok: false, error: { code: 'recording.no-wire' } });
    expect(await made.save(room, technician)).toEqual({ ok: false, error: { code: 'recording.none' } });
    expect(await made.save(join(room, 'x'), technician)).toEqual({ ok: false, error: { code: 'station.target-gone' } });
    expect(readdirSync(room).filter((name) => name.startsWith('wire-'))).toEqual([]);
  }, 60_000);
});
