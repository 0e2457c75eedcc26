import { afterEach, describe, expect, it } from 'vitest';
import { err, ok } from '../../core/problem/result.ts';
import { credentials, election, makeStation, type Station } from '../package/package.fixture.ts';
import type { NamedHealth } from './devices/protocol.ts';
import { zoneOf } from './zone.fixture.ts';

/** What people have to do before the opening and the close: in their way in the official mode, and nowhere else. */
let station: Station;
let kiosk: Awaited<ReturnType<typeof zoneOf>>;
let now: Date;
const approvers = [...credentials];
const camera: NamedHealth = {
  ...{ id: 'cam-1', driver: 'camera', kind: 'camera', path: '/dev/video0', name: 'HD Webcam C270', forMs: 0 },
  status: { state: 'missing', problem: { code: 'camera.missing', params: { camera: '/dev/video0' } } },
  counters: { bytesIn: 0, bytesOut: 0, opened: 0, skipped: 0, retries: 0, recoveries: {} },
};

async function begin(mode: 'official' | 'training'): Promise<void> {
  now = new Date('2023-10-08T07:30:00+06:00');
  station = await makeStation({ demo: false, device: 'real' });
  const { path } = await station.write('a.taanuu', { election: { ...election, mode, demo: false } });
  kiosk = await zoneOf(station, path, { now: () => now });
  kiosk.zone.devices.print = async () => ok(null);
  Object.defineProperty(kiosk.zone.devices, 'health', { value: [camera] });
}
afterEach(async () => {
  await kiosk.zone.stop();
  station.remove();
});

const open = () => kiosk.client.station.open({ approvers, copies: 1 });
const close = () => kiosk.client.station.close({ approvers, copies: 1 });
const opening = (item: string) => kiosk.zone.sitting.openingList().find((line) => line.item === item)?.state;
const closing = (item: string) => kiosk.zone.sitting.closingList().find((line) => line.item === item)?.state;
const evening = (): void => {
  now = new Date('2023-10-08T20:01:00+06:00');
};
const answer = (question: 'signatures' | 'receipts' | 'by-hand', people: number, reason: string | null = null) =>
  kiosk.client.day.answer({ question, people, reason });

/** Everything that is asked before the opening, one after another. */
const steps = [
  ...['safe', 'kit', 'box'].map((what) => () => kiosk.client.day.readSeal({ what, number: 'КР-0411' })),
  () => kiosk.client.day.compareList({ voters: 4, version: 1, last: 4, words: null }),
  () => kiosk.client.day.doWithout({ device: 'cam-1' }),
];

describe('an official station', () => {
  it('is opened when every step of the list is done, and not one before', async () => {
    await begin('official');
    expect(['seals', 'paper-list', 'device-camera'].map(opening)).toEqual(['blocked', 'blocked', 'blocked']);
    for (const step of steps) {
      expect(await open()).toEqual(err({ code: 'day.opening-unfinished' }));
      expect(kiosk.zone.sitting.stage).toBe('ready');
      expect(await step()).toEqual(ok(null));
    }
    expect(['seals', 'paper-list', 'device-camera'].map(opening)).toEqual(['done', 'done', 'done']);
    expect(await open()).toEqual(ok(null));
    expect(kiosk.zone.sitting.stage).toBe('open');
  });

  it('closes its doors with those inside counted, and itself when every question has its answer', async () => {
    await begin('official');
    for (const step of steps) await step();
    await open();
    evening();
    expect(await kiosk.client.station.finish({})).toEqual(err({ code: 'day.inside-needed' }));
    expect(await kiosk.client.station.finish({ inside: 0 })).toEqual(ok(null));
    for (const question of ['signatures', 'receipts', 'by-hand'] as const) {
      expect(closing(`question-${question}`)).toBe('blocked');
      expect(await close()).toEqual(err({ code: 'day.questions-open' }));
      expect(kiosk.zone.sitting.stage).toBe('finishing');
      // A number of people's that differs stands in the way until somebody says why.
      expect(await answer(question, 1)).toMatchObject({ error: { code: 'day.difference-reason' } });
      expect(await close()).toEqual(err({ code: 'day.questions-open' }));
      expect(await answer(question, 1, 'counted twice')).toEqual(ok(null));
      expect(closing(`question-${question}`)).toBe('done');
    }
    expect(await close()).toEqual(ok(null));
    expect(kiosk.zone.sitting.stage).toBe('closed');
  });
});

describe('a training', () => {
  it('tells of the same steps and questions, and has none of them in its way', async () => {
    await begin('training');
    expect(['seals', 'paper-list', 'device-camera'].map(opening)).toEqual(['to-do', 'to-do', 'to-do']);
    expect(await open()).toEqual(ok(null));
    evening();
    expect(await kiosk.client.station.finish({})).toEqual(ok(null));
    expect(['signatures', 'receipts', 'by-hand'].map((one) => closing(`question-${one}`))).toEqual([
      'to-do',
      'to-do',
      'to-do',
    ]);
    expect(await close()).toEqual(ok(null));
    expect(kiosk.zone.sitting.stage).toBe('closed');
  });
});
