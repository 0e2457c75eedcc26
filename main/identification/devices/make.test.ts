import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { impression, syntheticFinger } from '../../../core/fingerprint/fingerprint.ts';
import type { FingerprintReader } from '../../../drivers/device.ts';
import { type Bench, openBench } from '../../../drivers/simulator/bench.ts';
import { Ledger } from '../../../drivers/simulator/ledger.ts';
import { type DrivenSetup, type MadeDevice, makeDevice } from './make.ts';
import { type DeviceSetup, devicesSchema, kindOf, serialTable } from './setup.ts';

let room = '';
let bench: Bench;
let made: MadeDevice | null = null;
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'make-'));
  bench = openBench({ folder: room, ledger: new Ledger(join(room, 'ledger'), () => 0) });
});
afterEach(async () => {
  await made?.device.close();
  made = null;
  bench.close();
  rmSync(room, { recursive: true });
});

const table = () =>
  serialTable({
    fingerprint: join(room, 'fingerprint'),
    document: join(room, 'document'),
    printer: join(room, 'printer'),
  });

describe('a device as it is set up', () => {
  it('is of the kind that its driver is for', () => {
    const others: DeviceSetup[] = devicesSchema
      .parse([
        ...table(),
        { id: 'code', driver: 'hid-scanner', at: '/dev/hidraw0' },
        { id: 'chip', driver: 'chip', at: 'any' },
        { id: 'service', driver: 'sbi', at: 'any', anchors: ['none'] },
        { id: 'glass', driver: 'sane', at: 'test:0' },
        { id: 'pages', driver: 'escl', at: 'http://127.0.0.1/eSCL' },
        { id: 'a4', driver: 'cups', at: 'office' },
        { id: 'ups', driver: 'power', at: 'ups@127.0.0.1' },
        { id: 'eye', driver: 'camera', at: '/dev/video0' },
        { id: 'battery', driver: 'power', at: '/sys/class/power_supply' },
      ])
      .slice();
    for (const setup of others)
      expect(makeDevice(setup as DrivenSetup).device.kind, setup.id).toBe(kindOf[setup.driver]);
  });

  it('tells what passed on its wire, and nothing of a finger', async () => {
    const [setup] = table();
    if (!setup) throw new Error('no table');
    made = makeDevice(setup as DrivenSetup);
    const sensor = made.device as FingerprintReader;
    sensor.open();
    const finger = impression(syntheticFinger({ seed: 'wire', voter: 1, finger: 2 }), {
      ...{ capture: 1, condition: 'good', width: 256, height: 288, dpi: 420 },
    });
    bench.touch({ person: 'p', finger: 2, condition: 'good', genuine: true, image: () => ({ ...finger, dpi: 420 }) });
    await expect.poll(() => sensor.status.state, { timeout: 20_000 }).toBe('ready');
    expect((await sensor.capture()).ok).toBe(true);
    const lines = made.trace?.last(300) ?? [];
    const frames = lines.flatMap((line) => line.frames);
    expect(frames).toEqual(expect.arrayContaining(['verifyPassword', 'readSysPara', 'genImage', 'upImage']));
    // The image came over this wire, in one line or in several; what is shown of it is empty.
    const image = lines.filter(({ way, frames: names }) => way === 'in' && names.includes('data 128'));
    expect(image.reduce((sum, { bytes }) => sum + bytes, 0)).toBeGreaterThan(30_000);
    for (const { text } of image) expect(text).toMatch(/0{40}/);
    expect(lines.some(({ way, text }) => way === 'link' && text === 'up')).toBe(true);
  });
});
