import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { encodeJpeg } from '../../main/images/codecs.fixture.ts';
import { SimulatedEscl } from '../simulator/escl.ts';
import { afterTest, codeOf, opened, ready, statusWhere } from '../testing/bench.ts';
import type { GrayPage } from './page-scanner.ts';
import { needs, saneConfig } from './sane.fixture.ts';
import { SaneScanner } from './sane.ts';

/**
 * An independent peer: Debian's sane-airscan, which works with makers' scanners, against our double. What it takes for
 * an eSCL scanner is one; and our SANE driver meets a backend other than SANE's own.
 */
async function network(options: ConstructorParameters<typeof SimulatedEscl>[0] = {}) {
  needs('sane-utils');
  needs('sane-airscan');
  const device = new SimulatedEscl(options);
  await device.on();
  afterTest(() => device.off());
  const env = saneConfig('airscan', [
    '[devices]',
    `"Double" = ${device.url}, eSCL`,
    '[options]',
    'discovery = disable',
  ]);
  return { device, env, name: 'airscan:e0:Double' };
}
const limits = { quiet: 10_000, heartbeat: 60_000, again: 60_000 };

function sheet(seed: number): GrayPage {
  const [width, height] = [1_276, 1_754];
  const pixels = Uint8Array.from(
    { length: width * height },
    (_, i) => (((i % width) >> 4) * 40 + (Math.floor(i / width) >> 4) * 56 + seed) % 256,
  );
  return { width, height, dpi: 150, pixels };
}
/** Share of the pixels that are as they were; the peer's own rounding may cost an edge. */
function alike(a: GrayPage, b: GrayPage, tolerance: number): number {
  const [width, height] = [Math.min(a.width, b.width), Math.min(a.height, b.height)];
  let same = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (Math.abs(a.pixels[y * a.width + x]! - b.pixels[y * b.width + x]!) <= tolerance) same += 1;
    }
  }
  return same / (width * height);
}

describe('the real sane-airscan', () => {
  it('lists our double and learns what it can do', async () => {
    const { env, name } = await network();
    const run = promisify(execFile);
    const { stdout } = await run('scanimage', ['-L'], { env: { ...process.env, ...env } });
    expect(stdout).toContain(name);
    const options = await run('scanimage', ['-d', name, '-A'], { env: { ...process.env, ...env } });
    expect(options.stdout).toMatch(/--resolution 75\|100\|150\|200\|300\|600dpi/);
    expect(options.stdout).toMatch(/--source Flatbed\|ADF/);
  });

  it.each([
    ['PNG', {}, 0],
    ['JPEG', { png: false, encodeJpeg: (image: GrayPage) => encodeJpeg(image, { quality: 90 }) }, 24],
  ])('brings a page of the double as %s to our SANE driver, pixel by pixel', async (_, options, tolerance) => {
    const { device, env, name } = await network(options as never);
    device.glass = sheet(3);
    const scanner = opened(new SaneScanner({ device: name, env, limits }));
    await statusWhere(scanner, ready);
    const result = await scanner.scan({ source: 'flatbed', dpi: 150 });
    if (!result.ok) throw new Error(result.error.code);
    const [page] = result.value;
    expect([Math.abs(page!.width - 1_276) < 3, Math.abs(page!.height - 1_754) < 3]).toEqual([true, true]);
    expect(alike(page!, device.glass, tolerance)).toBeGreaterThan(0.99);
    expect(device.openJobs).toBe(0);
  });

  it('brings the sheets of the feeder, and what is wrong with it under its right name', async () => {
    const { device, env, name } = await network();
    const scanner = opened(new SaneScanner({ device: name, env, limits }));
    const sheets = [1, 2, 3].map(sheet);
    device.feeder = [...sheets];
    const pages: GrayPage[] = [];
    const all = { source: 'feeder', dpi: 150 } as const;
    expect((await scanner.scan(all, { onPage: (page) => pages.push(page) })).ok).toBe(true);
    expect(pages.map((page, i) => alike(page, sheets[i]!, 0) > 0.99)).toEqual([true, true, true]);
    const codes: unknown[] = [];
    const ended = async () => {
      const result = await scanner.scan(all);
      codes.push(result.ok ? 'ok' : result.error.code);
    };
    await ended();
    device.feeder = [...sheets];
    device.setFault({ jamAfter: 1 });
    await ended();
    device.freeJam();
    device.setFault({ coverOpen: 'door' });
    await ended();
    expect(codes).toEqual(['scanner.no-documents', 'scanner.jammed', 'scanner.cover-open']);
    expect(codeOf(scanner.status)).toBe('scanner.cover-open');
  });

  it('a connection that is cut in the middle of a page is an error of the scanner, and the page is scanned again', async () => {
    const { device, env, name } = await network();
    device.glass = sheet(5);
    device.setFault({ at: { step: 'page', mishap: 'cut', times: 1 } });
    const scanner = opened(new SaneScanner({ device: name, env, limits }));
    const result = await scanner.scan({ source: 'flatbed', dpi: 150 });
    expect(result.ok && alike(result.value[0]!, device.glass, 0) > 0.99).toBe(true);
    expect(scanner.health().counters.retries).toBe(1);
  });
});
