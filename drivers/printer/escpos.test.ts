import { describe, expect, it } from 'vitest';
import { SimulatedEscpos } from '../simulator/escpos.ts';
import { afterTest, codeOf, opened, ready, statusWhere, testBench } from '../testing/bench.ts';
import { MemoryCable } from '../testing/memory-cable.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { type Bitmap, bitmapHash, blankBitmap } from './bitmap.ts';
import { type EscposOptions, EscposPrinter } from './escpos.ts';
import { withoutRealTimeCommands } from './escpos-codec.ts';
import { renderSlip } from './render.ts';

const quick = { status: 400, band: 1_000, finish: 2_000, look: 60, heartbeat: 200 };

function printerBench(options: Partial<EscposOptions> = {}) {
  const { bench, ledger } = testBench();
  const printer = opened(new EscposPrinter({ path: bench.ports.printer.path, limits: quick, ...options }));
  const slips = () => ledger.entries().flatMap((entry) => (entry.fact === 'slip' ? [entry] : []));
  return { bench, printer, slips };
}

const slip = renderSlip(
  '<svg xmlns="http://www.w3.org/2000/svg" width="576" height="640" font-family="Noto Sans"><text x="20" y="80" font-size="60">Өмүр үңкүр</text><text x="20" y="600" font-size="60">№ 3901-1-0412</text></svg>',
);

/** Every byte is DLE, EOT, ENQ or DC4: what a careless driver would let the printer obey. */
function hostileBitmap(): Bitmap {
  const bitmap = blankBitmap(576, 96);
  bitmap.bits.forEach((_, i) => {
    bitmap.bits[i] = [0x10, 0x04, 0x01, 0x10, 0x05, 0x02, 0x10, 0x14, 0x08][i % 9] ?? 0;
  });
  return bitmap;
}

describe('an ESC/POS printer', () => {
  it('prints what was sent, dot by dot, and cuts it', async () => {
    const { printer, slips } = printerBench();
    await statusWhere(printer, ready);
    for (let i = 0; i < 3; i++)
      expect(await printer.print(slip)).toEqual({ ok: true, value: { evidence: 'printer-status' } });
    expect(slips().map(({ hash, cut }) => ({ hash, cut }))).toEqual(
      Array(3).fill({ hash: bitmapHash(slip), cut: true }),
    );
    expect(printer.status).toEqual({ state: 'ready' });
  });

  it('prints images whose bytes look like real-time commands, and nothing obeys them', async () => {
    const { printer, slips } = printerBench();
    await statusWhere(printer, ready);
    expect((await printer.print(hostileBitmap())).ok).toBe(true);
    expect(slips().map(({ hash }) => hash)).toEqual([bitmapHash(withoutRealTimeCommands(hostileBitmap()))]);
    expect(printer.health().counters.skipped).toBe(0);
  });

  it.each([
    ['cover open', { coverOpen: true }, 'device.cover-open'],
    ['broken', { broken: true }, 'device.printer-fault'],
  ])('%s: sends nothing, says why, and is ready again by itself', async (_, fault, code) => {
    const { bench, printer, slips } = printerBench();
    await statusWhere(printer, ready);
    bench.inject({ fault: 'printer', printer: fault });
    expect(await printer.print(slip)).toEqual({ ok: false, error: { sent: 'nothing-sent', problem: { code } } });
    expect(codeOf(printer.status)).toBe(code);
    bench.inject({ fault: 'printer', printer: {} });
    await statusWhere(printer, ready);
    expect((await printer.print(slip)).ok).toBe(true);
    expect(slips()).toHaveLength(1);
  });

  it('mended between two of its four answers, it is not called switched off', async () => {
    const clock = new VirtualClock();
    const cable = new MemoryCable(clock);
    let mend = false;
    cable.onBytes((bytes) => {
      // DLE EOT 3: whether the cutter is stuck.
      if (mend && bytes[0] === 0x10 && bytes[2] === 3) simulated.setFault({});
    });
    const simulated = new SimulatedEscpos(cable, () => {});
    const printer = new EscposPrinter({ path: 'printer', link: cable, clock });
    const told: (string | null)[] = [];
    printer.on((event) => event.event === 'status' && told.push(codeOf(event.status)));
    printer.open();
    await clock.pass(10_000, () => printer.status.state === 'ready');
    simulated.setFault({ broken: true });
    await clock.pass(10_000, () => printer.status.state === 'attention');
    mend = true;
    await clock.pass(10_000, () => printer.status.state === 'ready');
    expect(told.filter((code) => code !== null)).toEqual(['device.printer-fault']);
    const closing = printer.close();
    await clock.pass(10_000);
    await closing;
  });

  it('notices without a print that the cover was opened and the paper taken out', async () => {
    const { bench, printer } = printerBench();
    await statusWhere(printer, ready);
    bench.inject({ fault: 'paper', rows: 0 });
    expect(codeOf(await statusWhere(printer, (s) => s.state === 'attention'))).toBe('device.paper-out');
    bench.inject({ fault: 'paper', rows: 5_000 });
    expect(await statusWhere(printer, ready)).toEqual({ state: 'ready', notice: { code: 'device.paper-near-end' } });
  });

  it('out of paper in the middle: the rest never comes out, half a slip is cut off, the next one is whole', async () => {
    const { bench, printer, slips } = printerBench();
    await statusWhere(printer, ready);
    bench.inject({ fault: 'paper', rows: 300 });
    expect(await printer.print(slip)).toEqual({
      ok: false,
      error: { sent: 'maybe-printed', problem: { code: 'device.paper-out' } },
    });
    bench.inject({ fault: 'paper', rows: 100_000 });
    await statusWhere(printer, ready);
    expect((await printer.print(slip)).ok).toBe(true);
    const [half, whole] = slips();
    expect(half?.hash).not.toBe(bitmapHash(slip));
    expect(half?.height).toBeLessThan(300);
    expect(whole?.hash).toBe(bitmapHash(slip));
    expect(slips()).toHaveLength(2);
  });

  it('jams at the cut: maybe printed; freed, it goes on with the next slip', async () => {
    const { bench, printer, slips } = printerBench();
    await statusWhere(printer, ready);
    expect((await printer.print(slip)).ok).toBe(true);
    bench.inject({ fault: 'printer', printer: { cutterJams: true } });
    expect(await printer.print(slip)).toEqual({
      ok: false,
      error: { sent: 'maybe-printed', problem: { code: 'device.cutter-jam' } },
    });
    bench.inject({ fault: 'printer', printer: {} });
    await statusWhere(printer, ready);
    expect((await printer.print(slip)).ok).toBe(true);
    expect(slips().map(({ hash }) => hash)).toEqual(Array(3).fill(bitmapHash(slip)));
  });

  it.each([1, 15, 2_000, 20_000, 46_500])(
    'pulled out after %i bytes: says whether anything of the slip left',
    async (bytes) => {
      const { bench, printer, slips } = printerBench();
      await statusWhere(printer, ready);
      bench.inject({ fault: 'unplug-after', device: 'printer', bytes });
      const result = await printer.print(slip);
      const sent = bytes < 20 ? 'nothing-sent' : 'maybe-printed';
      const code = bytes < 20 ? 'device.printer-missing' : 'device.printer-unplugged';
      if (!result.ok) expect(result.error).toEqual({ sent, problem: { code } });
      // Truth first: whatever the driver calls printed has come out, and "nothing" means that nothing did.
      const whole = slips().filter(({ hash }) => hash === bitmapHash(slip)).length;
      if (result.ok) expect(whole).toBe(1);
      if (!result.ok && result.error.sent === 'nothing-sent') expect(slips()).toEqual([]);
      bench.inject({ fault: 'unplug', device: 'printer' });
      bench.inject({ fault: 'plug', device: 'printer' });
      await statusWhere(printer, (s) => s.state !== 'ready');
      await statusWhere(printer, ready);
      expect((await printer.print(slip)).ok).toBe(true);
      expect(slips().at(-1)?.hash).toBe(bitmapHash(slip));
    },
  );

  it.each([
    ['split', { split: true }],
    ['doubled', { doubleEvery: 1 }],
    ['noisy', { garbage: Uint8Array.of(0xff, 0x9c) }],
  ])('prints over an answer line that is %s', async (_, wire) => {
    const { bench, printer, slips } = printerBench();
    await statusWhere(printer, ready);
    bench.inject({ fault: 'wire', device: 'printer', wire });
    expect((await printer.print(slip)).ok).toBe(true);
    expect(slips().map(({ hash }) => hash)).toEqual([bitmapHash(slip)]);
  });

  it('never says printed when answers get lost', async () => {
    const { bench, printer, slips } = printerBench();
    await statusWhere(printer, ready);
    bench.inject({ fault: 'wire', device: 'printer', wire: { loseEvery: 7 } });
    for (let i = 0; i < 2; i++) {
      const before = slips().length;
      const result = await printer.print(slip);
      if (result.ok) expect(slips().length).toBe(before + 1);
      else expect(slips().length === before || result.error.sent === 'maybe-printed').toBe(true);
    }
  });

  it('without GS r is honest by default, and can be configured to do without', async () => {
    const honest = printerBench();
    honest.bench.inject({ fault: 'printer', printer: { noFence: true } });
    await statusWhere(honest.printer, ready);
    expect(await honest.printer.print(slip)).toEqual({
      ok: false,
      error: { sent: 'maybe-printed', problem: { code: 'device.print-unconfirmed' } },
    });
    const plain = printerBench({ fence: false });
    plain.bench.inject({ fault: 'printer', printer: { noFence: true } });
    await statusWhere(plain.printer, ready);
    expect((await plain.printer.print(slip)).ok).toBe(true);
  });

  it('can be given up before the first byte and in the middle', async () => {
    const { bench, printer, slips } = printerBench();
    await statusWhere(printer, ready);
    expect(await printer.print(slip, { signal: AbortSignal.abort() })).toEqual({
      ok: false,
      error: { sent: 'nothing-sent', problem: { code: 'device.cancelled' } },
    });
    const stop = new AbortController();
    const from = bench.ports.printer.counters.fromHost;
    afterTest(
      bench.ports.printer.onBytes(() => {
        if (bench.ports.printer.counters.fromHost > from + 8_000) stop.abort();
      }),
    );
    expect(await printer.print(slip, { signal: stop.signal })).toEqual({
      ok: false,
      error: { sent: 'maybe-printed', problem: { code: 'device.cancelled' } },
    });
    await statusWhere(printer, ready);
    expect((await printer.print(slip)).ok).toBe(true);
    expect(slips().at(-1)?.hash).toBe(bitmapHash(slip));
  });

  it('tells a device that is no printer from one that is silent', async () => {
    const { bench, printer } = printerBench();
    await statusWhere(printer, ready);
    bench.inject({ fault: 'printer', printer: { silent: true } });
    bench.ports.printer.onBytes(() => bench.ports.printer.send(Uint8Array.of(0xff)));
    expect(codeOf(await statusWhere(printer, (s) => s.state === 'attention'))).toBe('device.printer-wrong-answer');
  });
});
