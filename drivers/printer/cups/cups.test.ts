import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { afterTest, codeOf, opened, ready, statusWhere, temporaryFolder } from '../../testing/bench.ts';
import { need, runOnce } from '../../testing/child.ts';
import { realCups } from '../../testing/cups.ts';
import { CupsPrinter } from './cups.ts';
import type { PageDocument } from './page-printer.ts';

const quick = { answer: 2_000, job: 20_000, connect: 1_500, look: 100, heartbeat: 300 };

/** A sheet with a black square in its upper left and words below. */
const sheet: PageDocument = {
  format: 'svg',
  title: 'Protocol',
  bytes: Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="2480" height="3508" font-family="Noto Sans"><rect x="300" y="300" width="400" height="400"/><text x="300" y="1600" font-size="160">Үч өзөн: протокол №1</text></svg>',
  ),
};

async function bench(limits: object = {}) {
  const cups = await realCups();
  const printer = opened(new CupsPrinter({ address: `page@${cups.socket}`, limits: { ...quick, ...limits } }));
  await statusWhere(printer, ready);
  return { cups, printer };
}

/** The page as a picture by poppler, which is not ours; gray, 50 dots an inch. */
async function pictureOf(pdf: string) {
  need('/usr/bin/pdftoppm', 'poppler-utils');
  const out = join(temporaryFolder(), 'page');
  const { code, output } = await runOnce('/usr/bin/pdftoppm', ['-gray', '-r', '50', '-singlefile', pdf, out]);
  if (code !== 0) throw new Error(output);
  const file = readFileSync(`${out}.pgm`);
  const [, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.toString('latin1', 0, 40)) ?? [];
  const [w, h] = [Number(width), Number(height)];
  const pixels = file.subarray(file.length - w * h);
  /** Share of dark dots in a part of the sheet; the sides as shares of the whole. */
  const dark = (left: number, top: number, right: number, bottom: number) => {
    let count = 0;
    let all = 0;
    for (let y = Math.floor(top * h); y < bottom * h; y++) {
      for (let x = Math.floor(left * w); x < right * w; x++) {
        all += 1;
        if ((pixels[y * w + x] ?? 255) < 128) count += 1;
      }
    }
    return count / all;
  };
  return { width: w, height: h, dark };
}

describe('a page printer behind the real CUPS', () => {
  it('prints a drawn page on A4, and what came out is what was drawn', async () => {
    const { cups, printer } = await bench();
    const result = await printer.print(sheet);
    expect(result).toMatchObject({ ok: true, value: { evidence: 'job-completed' } });
    const [pdf] = cups.pages();
    const { width, height, dark } = await pictureOf(pdf ?? '');
    expect(Math.abs(width - 413.4)).toBeLessThan(2);
    expect(Math.abs(height - 584.6)).toBeLessThan(2);
    expect(dark(0.17, 0.13, 0.28, 0.21)).toBeGreaterThan(0.99);
    expect(dark(0.4, 0.05, 0.95, 0.35)).toBe(0);
    expect(dark(0.1, 0.42, 0.9, 0.47)).toBeGreaterThan(0.05);
    expect(dark(0.05, 0.55, 0.95, 0.95)).toBe(0);
  });

  it('leaves no document behind at CUPS, printed or given up, and none of the jobs', async () => {
    const { cups, printer } = await bench({ job: 2_500 });
    expect((await printer.print(sheet)).ok).toBe(true);
    expect(cups.documents()).toEqual([]);
    cups.says('media-empty-error');
    expect((await printer.print(sheet)).ok).toBe(false);
    expect(cups.documents()).toEqual([]);
    expect((await cups.run('/usr/bin/lpstat', '-W', 'all', '-o')).output).toBe('');
    cups.says();
  });

  it('prints PDF files and pictures, one job at a time, in order', async () => {
    const { cups, printer } = await bench();
    await printer.print(sheet);
    const pdf = readFileSync(cups.pages()[0] ?? '');
    const [first, second] = await Promise.all([
      printer.print({ format: 'pdf', title: 'Copy', bytes: pdf }),
      printer.print({ format: 'png', title: 'Picture', bytes: Buffer.from(DOT_PNG, 'base64') }),
    ]);
    expect([first.ok, second.ok]).toEqual([true, true]);
    expect(cups.pages()).toHaveLength(3);
    const { dark } = await pictureOf(cups.pages()[1] ?? '');
    expect(dark(0.17, 0.13, 0.28, 0.21)).toBeGreaterThan(0.99);
  });

  it.each<[string, string]>([
    ['media-empty-error', 'page-printer.paper-out'],
    ['media-jam-error', 'page-printer.jam'],
    ['cover-open', 'page-printer.cover-open'],
    ['toner-empty-error', 'page-printer.toner-out'],
    ['offline-report', 'page-printer.unreachable'],
    ['fuser-over-temp-error', 'page-printer.fault'],
    ['connecting-to-device', 'page-printer.unreachable'],
  ])('%s in the middle: %s, and the page comes when it is mended', async (reason, code) => {
    const { cups, printer } = await bench();
    cups.says(reason);
    const printed = printer.print(sheet);
    expect(codeOf(await statusWhere(printer, (s) => s.state === 'attention'))).toBe(code);
    cups.says();
    expect((await printed).ok).toBe(true);
    expect(await statusWhere(printer, ready)).toEqual({ state: 'ready' });
    expect(cups.pages()).toHaveLength(1);
  });

  it('is told early that toner and paper run low, and goes on printing', async () => {
    const { cups, printer } = await bench();
    cups.says('toner-low-report');
    const printed = printer.print(sheet);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(printer.status).toEqual({ state: 'working', doing: 'printing' });
    cups.says();
    expect((await printed).ok).toBe(true);
  });

  it('paper that never comes: the job is cancelled, nothing comes out later, and the next page is not held up', async () => {
    const { cups, printer } = await bench({ job: 2_500 });
    cups.says('media-empty-error');
    expect(await printer.print(sheet)).toEqual({
      ok: false,
      error: { sent: 'maybe-printed', problem: { code: 'page-printer.paper-out' } },
    });
    expect((await cups.run('/usr/bin/lpstat', '-W', 'not-completed', '-o')).output).toBe('');
    cups.says();
    // CUPS keeps what the printer said last; it must not stand in the way of trying.
    await statusWhere(printer, ready);
    expect((await printer.print(sheet)).ok).toBe(true);
    expect(cups.pages()).toHaveLength(1);
  });

  it('given up in the middle and before: cancelled, and honest about what may have come out', async () => {
    const { cups, printer } = await bench();
    expect(await printer.print(sheet, { signal: AbortSignal.abort() })).toEqual({
      ok: false,
      error: { sent: 'nothing-sent', problem: { code: 'device.cancelled' } },
    });
    cups.says('connecting-to-device');
    const stop = new AbortController();
    const printed = printer.print(sheet, { signal: stop.signal });
    await statusWhere(printer, (s) => s.state === 'attention');
    stop.abort();
    expect(await printed).toEqual({
      ok: false,
      error: { sent: 'maybe-printed', problem: { code: 'device.cancelled' } },
    });
    cups.says();
    expect(cups.pages()).toEqual([]);
  });

  it('a queue that stops itself, is stopped or takes nothing: named, and back when a technician starts it', async () => {
    const { cups, printer } = await bench();
    cups.breaksWith(4);
    expect(await printer.print(sheet)).toMatchObject({
      ok: false,
      error: { sent: 'maybe-printed', problem: { code: 'page-printer.stopped', params: { queue: 'page' } } },
    });
    cups.breaksWith(null);
    expect(codeOf(await statusWhere(printer, (s) => s.state === 'attention'))).toBe('page-printer.stopped');
    expect(await printer.print(sheet)).toMatchObject({ ok: false, error: { sent: 'nothing-sent' } });
    await cups.run('/usr/sbin/cupsenable', 'page');
    await statusWhere(printer, ready);
    await cups.run('/usr/sbin/cupsreject', 'page');
    expect(codeOf(await statusWhere(printer, (s) => s.state === 'attention'))).toBe('page-printer.refusing');
    await cups.run('/usr/sbin/cupsaccept', 'page');
    await statusWhere(printer, ready);
    // The page that was taken back did not come out when the queue was started again.
    expect(cups.pages()).toEqual([]);
  });

  it('a job that somebody else cancels has failed', async () => {
    const { cups, printer } = await bench();
    cups.says('media-empty-error');
    const printed = printer.print(sheet);
    await statusWhere(printer, (s) => s.state === 'attention');
    await cups.run('/usr/bin/cancel', '-a', 'page');
    expect(await printed).toMatchObject({ ok: false, error: { sent: 'maybe-printed' } });
  });

  it('a print service that goes away and comes back: missing, then ready; a job survives its restart', async () => {
    const { cups, printer } = await bench();
    await cups.cupsd().stop();
    expect(codeOf(await statusWhere(printer, (s) => s.state === 'missing'))).toBe('page-printer.service-missing');
    expect(await printer.print(sheet)).toEqual({
      ok: false,
      error: { sent: 'nothing-sent', problem: { code: 'page-printer.service-missing' } },
    });
    await cups.start();
    await statusWhere(printer, ready);
    cups.says('media-empty-error');
    const printed = printer.print(sheet);
    await statusWhere(printer, (s) => s.state === 'attention');
    await cups.cupsd().stop();
    await statusWhere(printer, (s) => s.state === 'missing');
    cups.says();
    await cups.start();
    expect((await printed).ok).toBe(true);
  });

  /** cupsd writes down what it has after half a minute: a crash before that forgets the job, not its printer's work. */
  it('a print service that crashes and forgets the job: told at once, and a person must look', async () => {
    const { cups, printer } = await bench({ job: 60_000 });
    await cups.restart();
    await statusWhere(printer, ready);
    cups.says('media-empty-error');
    const printed = printer.print(sheet);
    await statusWhere(printer, (s) => s.state === 'attention');
    await cups.cupsd().stop('SIGKILL');
    await cups.start();
    const from = performance.now();
    expect(await printed).toEqual({
      ok: false,
      error: { sent: 'maybe-printed', problem: { code: 'page-printer.job-lost' } },
    });
    expect(performance.now() - from).toBeLessThan(10_000);
    await statusWhere(printer, ready);
  });

  it('given up while the service is gone: taken back as soon as it is there again, and never printed', async () => {
    const { cups, printer } = await bench({ cancel: 500 });
    cups.says('media-empty-error');
    const stop = new AbortController();
    const printed = printer.print(sheet, { signal: stop.signal });
    await statusWhere(printer, (s) => s.state === 'attention');
    await cups.cupsd().stop();
    stop.abort();
    expect(await printed).toMatchObject({ ok: false, error: { sent: 'maybe-printed' } });
    await cups.start();
    await statusWhere(printer, ready);
    expect((await cups.run('/usr/bin/lpstat', '-W', 'not-completed', '-o')).output).toBe('');
    cups.says();
    expect((await printer.print(sheet)).ok).toBe(true);
    expect(cups.pages()).toHaveLength(1);
  });

  it('another one’s job that got the number of a forgotten one is not taken for it', async () => {
    const { cups, printer } = await bench({ look: 3_000, job: 60_000 });
    await cups.restart();
    await statusWhere(printer, ready);
    cups.says('media-empty-error');
    let job = 0;
    const printed = printer.print(sheet, { onJob: (progress) => (job = progress.job) });
    await statusWhere(printer, (s) => s.state === 'attention');
    await cups.cupsd().stop('SIGKILL');
    cups.says();
    await cups.start();
    const { output } = await cups.run('/usr/bin/lp', '-d', 'page', '/etc/hostname');
    expect(output).toContain(`page-${job} `);
    await vi.waitFor(async () => {
      expect((await cups.run('/usr/bin/lpstat', '-W', 'completed', '-o', 'page')).output).toContain(`page-${job} `);
    }, 10_000);
    expect(await printed).toMatchObject({ ok: false, error: { sent: 'maybe-printed' } });
  });

  it('another one’s job that got the number of a forgotten one is not taken back in its place', async () => {
    const { cups, printer } = await bench({ look: 60_000, job: 120_000 });
    await cups.restart();
    await statusWhere(printer, ready);
    cups.says('media-empty-error');
    const stop = new AbortController();
    let job = 0;
    const printed = printer.print(sheet, { signal: stop.signal, onJob: (progress) => (job = progress.job) });
    await vi.waitFor(() => expect(job).toBeGreaterThan(0), 20_000);
    await cups.cupsd().stop('SIGKILL');
    await cups.start();
    const { output } = await cups.run('/usr/bin/lp', '-d', 'page', '/etc/hostname');
    expect(output).toContain(`page-${job} `);
    stop.abort();
    expect(await printed).toMatchObject({ ok: false, error: { sent: 'maybe-printed' } });
    expect((await cups.run('/usr/bin/lpstat', '-W', 'not-completed', '-o', 'page')).output).toContain(`page-${job} `);
  });

  it('a service that hangs is named, and does not hold up close', async () => {
    const { cups, printer } = await bench({ answer: 500 });
    cups.cupsd().child.kill('SIGSTOP');
    afterTest(() => void cups.cupsd().child.kill('SIGCONT'));
    expect(codeOf(await statusWhere(printer, (s) => s.state === 'missing'))).toBe('page-printer.service-missing');
    const from = performance.now();
    await printer.close();
    expect(performance.now() - from).toBeLessThan(2_000);
  });

  it('names a queue that does not exist, and what is no document', async () => {
    const { cups, printer } = await bench();
    const other = opened(new CupsPrinter({ address: `nobody@${cups.socket}`, limits: quick }));
    expect(await statusWhere(other, (s) => s.state === 'missing')).toEqual({
      state: 'missing',
      problem: { code: 'page-printer.no-such-queue', params: { queue: 'nobody' } },
    });
    for (const format of ['pdf', 'png', 'svg'] as const) {
      expect(await printer.print({ format, title: 'x', bytes: Buffer.from('hello <svg') })).toEqual({
        ok: false,
        error: { sent: 'nothing-sent', problem: { code: 'page-printer.not-printable' } },
      });
    }
  });
});

/** A black dot of 8 × 8. */
const DOT_PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAADElEQVR42mNgoA4AAABIAAEQRe/SAAAAAElFTkSuQmCC';
