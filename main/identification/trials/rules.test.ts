import { describe, expect, it } from 'vitest';
import { formatMrz } from '../../../core/document/mrz-format.ts';
import { err, ok } from '../../../core/problem/result.ts';
import type { TrialAnswer, TrialNews, TrialWork } from '../devices/trial-protocol.ts';
import { smaller } from './smaller.ts';
import { trialsRoom } from './trials.fixture.ts';

/** Tries whose device answers what the test says: what a page makes of it, and what it keeps. */
const kinds = {
  document: 'document',
  chip: 'chip',
  scanner: 'page-scanner',
  a4: 'page-printer',
  ups: 'power',
} as const;
const zone = formatMrz({
  ...{ format: 'td1', number: 'ID0000001', pin: '21203196100023', surname: 'TESTOVA', given: 'AIGUL', sex: 'female' },
  ...{ birthDate: '1961-03-12', expires: '2031-02-03' },
});
const image = (fill: number) => ({ width: 4, height: 2, pixels: new Uint8Array(8).fill(fill) });

/** Devices that answer each question by the test's word. */
function answering() {
  const asked: {
    readonly device: string;
    readonly work: TrialWork;
    readonly news: (news: TrialNews) => void;
    readonly answer: (value: TrialAnswer) => void;
  }[] = [];
  const trial = (
    device: string,
    work: TrialWork,
    { signal, onNews = () => {} }: { readonly signal: AbortSignal; readonly onNews?: (news: TrialNews) => void },
  ) =>
    new Promise<TrialAnswer>((resolve) => {
      asked.push({ device, work, news: onNews, answer: resolve });
      signal.addEventListener('abort', () => resolve(err({ code: 'device.cancelled' })));
    });
  const next = async (count: number) => {
    await expect.poll(() => asked.length).toBe(count);
    const last = asked.at(-1);
    if (!last) throw new Error('nothing was asked');
    return last;
  };
  return { devices: { trial }, next };
}

describe('who may try what', () => {
  it('takes a device of its kind only, before opening or while suspended, and shows nothing at other times', async () => {
    const { room, world } = trialsRoom({ ...answering(), kinds });
    const refused = err({ code: 'station.nothing-to-do' });
    expect(room.begin('document', { kind: 'fingerprint' })).toEqual(refused);
    expect(room.begin('nobody', { kind: 'document' })).toEqual(refused);
    for (const stage of ['unprovisioned', 'open', 'finishing', 'closed'] as const) {
      world.stage = stage;
      expect(room.begin('document', { kind: 'document' })).toEqual(refused);
    }
    world.stage = 'suspended';
    expect(room.begin('document', { kind: 'document' })).toEqual(ok(null));
    expect(room.view?.running).toBe(true);
    world.stage = 'open';
    expect([room.view, room.picture()]).toEqual([null, null]);
  });
});

describe('a chip', () => {
  const read = {
    kind: 'chip',
    mrz: zone,
    opened: 'pace',
    authenticity: { genuine: true, country: 'KG', signerSerial: new Uint8Array() },
  } as const;

  it('opens by the number that was typed; its fields, face, verdict and time are shown', async () => {
    const { next, ...around } = answering();
    const { room, world } = trialsRoom({ ...around, kinds });
    world.authorities = [Uint8Array.of(1)];
    room.begin('chip', { kind: 'chip', can: '123456' });
    const chip = await next(1);
    expect(chip).toMatchObject({ device: 'chip', work: { access: { can: '123456' }, authorities: world.authorities } });
    chip.news({ news: 'reading', waiting: true, share: null });
    expect(room.view?.seen).toMatchObject({ step: 'card' });
    world.now = 5_000;
    chip.news({ news: 'reading', waiting: false, share: 0.5 });
    expect(room.view?.seen).toMatchObject({ step: 'reading', share: 0.5 });
    world.now = 6_500;
    const face = image(200);
    chip.answer(ok({ ...read, face }));
    await expect.poll(() => room.view?.running).toBe(false);
    expect(room.view?.seen).toMatchObject({ step: 'done', verdict: 'genuine', country: 'KG', tookMs: 1_500 });
    expect(room.picture()?.number).toBe(1);
    room.leave();
    expect(face.pixels.every((value) => value === 0)).toBe(true);
  });

  it('opens by the zone that the reader sends first, and tells every reason why it is not believed', async () => {
    const { next, ...around } = answering();
    const { room } = trialsRoom({ ...around, kinds });
    room.begin('chip', { kind: 'chip', can: null });
    expect(room.view?.seen).toMatchObject({ step: 'zone' });
    const reader = await next(1);
    expect(reader).toMatchObject({ device: 'document', work: { kind: 'document' } });
    reader.answer(ok({ kind: 'document', text: zone }));
    const chip = await next(2);
    expect(chip.work).toMatchObject({ kind: 'chip', access: { mrz: zone } });
    const reasons = [{ reason: 'chain' }, { reason: 'group', group: 2 }] as const;
    chip.answer(ok({ ...read, face: null, authenticity: { genuine: false, reasons } }));
    await expect.poll(() => room.view?.running).toBe(false);
    expect(room.view?.seen).toMatchObject({ verdict: 'not-genuine', reasons: ['chain', 'group DG2'] });
    expect(room.view?.picture).toBe(0);
  });

  it('is not opened by a text that is no zone', async () => {
    const { next, ...around } = answering();
    const { room } = trialsRoom({ ...around, kinds });
    room.begin('chip', { kind: 'chip', can: null });
    (await next(1)).answer(ok({ kind: 'document', text: 'https://example.invalid' }));
    await expect.poll(() => room.view?.problem).toEqual({ code: 'device.document-unreadable' });
  });
});

describe('a page', () => {
  it('is shown small, looked over, and the large one overwritten', async () => {
    const { next, ...around } = answering();
    const codes = [{ format: 'qr', text: 'x'.repeat(900), bytes: new Uint8Array(), corners: [] }] as const;
    const { room, world } = trialsRoom({
      ...around,
      kinds,
      pages: { read: async () => ({ zone: { accepted: zone }, codes }), codes: async () => codes },
    });
    room.begin('scanner', { kind: 'page-scanner', dpi: 300 });
    const scanner = await next(1);
    world.now = 4_000;
    const page = { width: 2_000, height: 1_000, dpi: 300, pixels: new Uint8Array(2_000_000).fill(255) };
    scanner.answer(ok({ kind: 'scan', page }));
    await expect.poll(() => room.view?.running).toBe(false);
    expect(room.view?.seen).toMatchObject({
      ...{ step: 'done', scanMs: 4_000, page: { width: 2_000, height: 1_000, dpi: 300 } },
      ...{ zone: { inspection: { format: 'td1' } }, codes: [{ format: 'qr', text: 'x'.repeat(200) }] },
    });
    expect(page.pixels.every((value) => value === 0)).toBe(true);
    expect(room.picture()).not.toBeNull();
  });
});

describe('a picture made smaller', () => {
  it('has the mean of the pixels that each stands for, and stays as it is where it is small enough', () => {
    const small = image(7);
    expect(smaller(small, 4)).toBe(small);
    const pixels = Uint8Array.from([0, 100, 200, 200, 100, 200, 100, 100]);
    expect(smaller({ width: 4, height: 2, pixels }, 2)).toEqual({
      width: 2,
      height: 1,
      pixels: Uint8Array.of(100, 150),
    });
  });
});

describe('a sheet of A4', () => {
  it('shows its job as it goes, and what stands in its way', async () => {
    const { next, ...around } = answering();
    const { room } = trialsRoom({ ...around, kinds });
    room.begin('a4', { kind: 'page-printer' });
    const printer = await next(1);
    expect(printer.work).toMatchObject({ kind: 'page', svg: expect.stringContaining('<svg') });
    const problem = { code: 'page-printer.jam' } as const;
    printer.news({ news: 'job', progress: { job: 12, state: 'processing', problem } });
    expect(room.view?.seen).toMatchObject({ job: 12, state: 'processing', obstacle: problem });
    printer.answer(ok({ kind: 'page', job: 12 }));
    await expect.poll(() => room.view?.seen).toMatchObject({ state: 'completed', obstacle: null });
  });
});

describe('the mains plug', () => {
  const mains = { source: 'mains', charge: 97, runtimeS: null, low: false } as const;
  const battery = { source: 'battery', charge: 95, runtimeS: 2_400, low: false } as const;
  const begun = () => {
    const made = trialsRoom({ ...answering(), kinds });
    made.world.power = mains;
    made.room.begin('ups', { kind: 'power' });
    return made;
  };

  it('is pulled and put back: how soon that was noticed, how long it was, what it cost', async () => {
    const { room, world } = begun();
    expect(room.view?.seen).toMatchObject({ step: 'pull', noticedMs: null, reading: mains });
    world.now = 2_500;
    world.power = battery;
    await expect.poll(() => room.view?.seen).toMatchObject({ step: 'put-back', noticedMs: 2_500, reading: battery });
    world.now = 40_000;
    world.power = { ...mains, charge: 94 };
    await expect
      .poll(() => room.view)
      .toMatchObject({ running: false, problem: null, seen: { step: 'done', onBatteryMs: 37_500, lost: 3 } });
  });

  it('that nobody notices is said', async () => {
    const { room, world } = begun();
    world.now = 61_000;
    await expect.poll(() => room.view?.problem).toEqual({ code: 'power.not-noticed' });
    expect(room.view?.seen).toMatchObject({ step: 'pull', noticedMs: null });
  });

  it('is not tried on battery, or where the supply says nothing', async () => {
    const { room, world } = begun();
    for (const [power, code] of [
      [battery, 'power.on-battery'],
      [null, 'power.not-said'],
    ] as const) {
      world.power = power;
      room.begin('ups', { kind: 'power' });
      await expect.poll(() => room.view?.problem?.code).toBe(code);
    }
  });
});
