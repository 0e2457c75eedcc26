import { describe, expect, it } from 'vitest';
import { encodeJpeg } from '../../main/images/codecs.fixture.ts';
import { imageCodecs } from '../../main/images/codecs.ts';
import { type EsclFault, SimulatedEscl } from '../simulator/escl.ts';
import { afterTest, codeOf, opened, ready, statusWhere } from '../testing/bench.ts';
import { EsclScanner } from './escl.ts';
import { jobPath, parseCapabilities, retryAfterMs } from './escl-codec.ts';
import type { EsclLimits } from './escl-line.ts';
import type { GrayPage, ScanProgress } from './page-scanner.ts';

const quick: Partial<EsclLimits> = {
  answer: 1_500,
  page: 2_000,
  quiet: 1_500,
  wholePage: 2_000,
  busy: 2_000,
  pause: 50,
  scan: 20_000,
  heartbeat: 150,
  again: 100,
};
/** A page of A4 at 100 dpi in which every pixel depends on its place. */
function sheet(seed: number): GrayPage {
  const [width, height] = [850, 1_169];
  const pixels = Uint8Array.from(
    { length: width * height },
    (_, i) => ((i % width) * 3 + Math.floor(i / width) * 5 + seed) % 256,
  );
  return { width, height, dpi: 100, pixels };
}
const same = (a: GrayPage, b: GrayPage) => a.width === b.width && Buffer.compare(a.pixels, b.pixels) === 0;
const onGlass = { source: 'flatbed', dpi: 100 } as const;
const inFeeder = { source: 'feeder', dpi: 100 } as const;
const codeOfResult = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code);

async function scannerBench(options: { jpegOnly?: boolean; limits?: Partial<EsclLimits>; fault?: EsclFault } = {}) {
  const device = new SimulatedEscl(
    options.jpegOnly ? { png: false, encodeJpeg: (image) => encodeJpeg(image, { quality: 90 }) } : {},
  );
  device.setFault(options.fault ?? {});
  await device.on();
  afterTest(() => device.off());
  const limits = { ...quick, ...options.limits };
  const scanner = opened(new EsclScanner({ url: device.url, decodeJpeg: imageCodecs.jpeg, limits }));
  return { device, scanner };
}

describe('an eSCL scanner', () => {
  it('says what it can do, and scans the glass pixel by pixel', async () => {
    const { device, scanner } = await scannerBench();
    await statusWhere(scanner, ready);
    expect(scanner.capabilities?.model).toBe('Taanuu Simulated Scanner');
    expect(scanner.capabilities?.sources.map(({ source, modes }) => [source, modes])).toEqual([
      ['flatbed', ['gray', 'color']],
      ['feeder', ['gray', 'color']],
    ]);
    device.glass = sheet(1);
    const progress: ScanProgress[] = [];
    const result = await scanner.scan(onGlass, { onProgress: (step) => progress.push(step) });
    if (!result.ok) throw new Error(result.error.code);
    expect(result.value.map((page) => same(page, device.glass!))).toEqual([true]);
    expect([progress[0], progress.at(-1)]).toEqual([{ stage: 'waiting' }, { stage: 'page', page: 1, share: 1 }]);
    expect(device.asked.filter((line) => line.includes('ScanJobs'))).toEqual([
      'POST /eSCL/ScanJobs',
      'GET /eSCL/ScanJobs/4509a320-0001/NextDocument',
      'GET /eSCL/ScanJobs/4509a320-0001/NextDocument',
    ]);
    expect(device.openJobs).toBe(0);
  });

  it('takes JPEG where there is nothing better, and a part of the page at another resolution', async () => {
    const { device, scanner } = await scannerBench({ jpegOnly: true });
    const pixels = new Uint8Array(850 * 1_169).fill(255);
    for (let y = 100; y < 200; y += 1) pixels.fill(0, y * 850 + 100, y * 850 + 200);
    device.glass = { ...sheet(0), pixels };
    // The black square stands from 25.4 to 50.8 mm; seen is it and as much around it.
    const area = { left: 12.7, top: 12.7, width: 50.8, height: 50.8 };
    const result = await scanner.scan({ source: 'flatbed', dpi: 180, area });
    if (!result.ok) throw new Error(result.error.code);
    const [page] = result.value;
    expect([page!.width, page!.height, page!.dpi]).toEqual([400, 400, 200]);
    const at = (x: number, y: number) => page!.pixels[y * 400 + x]!;
    expect([at(90, 200), at(310, 200), at(200, 90), at(200, 310)].every((gray) => gray > 240)).toBe(true);
    expect([at(110, 110), at(290, 110), at(110, 290), at(290, 290)].every((gray) => gray < 15)).toBe(true);
  });

  it('takes the sheets of the feeder until it is empty, or as many as are wanted', async () => {
    const { device, scanner } = await scannerBench();
    const sheets = [1, 2, 3, 4, 5].map(sheet);
    device.feeder = [...sheets];
    const pages: GrayPage[] = [];
    expect(await scanner.scan({ ...inFeeder, maxPages: 2 }, { onPage: (page) => pages.push(page) })).toEqual({
      ok: true,
      value: [],
    });
    expect([pages.length, device.feeder.length, device.openJobs]).toEqual([2, 3, 0]);
    const rest = await scanner.scan(inFeeder);
    if (!rest.ok) throw new Error(rest.error.code);
    expect([...pages, ...rest.value].map((page, i) => same(page, sheets[i]!))).toEqual(Array(5).fill(true));
    expect(codeOfResult(await scanner.scan(inFeeder))).toBe('scanner.no-documents');
    expect(scanner.status).toEqual({ state: 'ready' });
  });

  it('jams after two sheets: those are not lost; once freed, it is ready by itself', async () => {
    const { device, scanner } = await scannerBench({ fault: { jamAfter: 2 } });
    device.feeder = [1, 2, 3].map(sheet);
    const pages: GrayPage[] = [];
    const result = await scanner.scan(inFeeder, { onPage: (page) => pages.push(page) });
    expect([codeOfResult(result), pages.length]).toEqual(['scanner.jammed', 2]);
    expect(codeOf(scanner.status)).toBe('scanner.jammed');
    device.setFault({});
    device.freeJam();
    await statusWhere(scanner, ready);
    expect(codeOfResult(await scanner.scan(inFeeder))).toBe('ok');
  });

  it.each([
    ['its cover is open', { coverOpen: 'hatch' }, 'scanner.cover-open'],
    ['its door is open', { coverOpen: 'door' }, 'scanner.cover-open'],
    ['it has stopped', { stopped: true }, 'scanner.stopped'],
  ] as const)('%s: says so before and during a scan, and comes back by itself', async (_, fault, code) => {
    const { device, scanner } = await scannerBench({ fault });
    device.feeder = [sheet(1)];
    expect(codeOf(await statusWhere(scanner, ({ state }) => state === 'attention'))).toBe(code);
    expect(codeOfResult(await scanner.scan(inFeeder))).toBe(code);
    device.setFault({});
    await statusWhere(scanner, ready);
    expect(codeOfResult(await scanner.scan(inFeeder))).toBe('ok');
  });

  it.each(['job', 'page'] as const)('busy at the %s: waits as it asks, but not for ever', async (step) => {
    const { device, scanner } = await scannerBench();
    await statusWhere(scanner, ready);
    device.setFault({ busy: { step, times: 3, retryAfter: 1 } });
    expect(codeOfResult(await scanner.scan(onGlass))).toBe('ok');
    device.setFault({ busy: { step, times: 1_000 } });
    expect(codeOfResult(await scanner.scan(onGlass))).toBe(step === 'job' ? 'scanner.busy' : 'scanner.timed-out');
    device.setFault({});
    await statusWhere(scanner, ready);
    expect(codeOfResult(await scanner.scan(onGlass))).toBe('ok');
  });

  const mishaps = ['silent', 'hang-up', 'cut', 'no-http', 'garbage', 'endless', 'error'] as const;
  const expected: Readonly<Record<(typeof mishaps)[number], readonly string[]>> = {
    silent: ['scanner.silent'],
    'hang-up': ['scanner.io-error'],
    cut: ['scanner.io-error'],
    'no-http': ['scanner.wrong-answer'],
    garbage: ['scanner.wrong-answer', 'scanner.unknown', 'scanner.page-broken'],
    endless: ['scanner.wrong-answer', 'scanner.page-broken', 'scanner.silent'],
    error: ['scanner.wrong-answer', 'scanner.unknown'],
  };
  it.each(
    (['capabilities', 'status', 'job', 'page'] as const).flatMap((step) => mishaps.map((m) => [step, m] as const)),
  )('%s: %s: is named, and the next scan goes well', async (step, mishap) => {
    const { device, scanner } = await scannerBench({ fault: { at: { step, mishap } }, limits: { wholePage: 300 } });
    const before = step === 'capabilities' || step === 'status';
    if (before) {
      const status = await statusWhere(scanner, ({ state }) => state === 'missing' || state === 'attention');
      expect(expected[mishap]).toContain(codeOf(status));
      expect(scanner.health().counters.recoveries).toEqual({ retry: 2, 're-enumerate': 1 });
    }
    if (step !== 'status') expect(expected[mishap]).toContain(codeOfResult(await scanner.scan(onGlass)));
    device.setFault({});
    await statusWhere(scanner, ready);
    expect(codeOfResult(await scanner.scan(onGlass))).toBe('ok');
  });

  it.each(['cut', 'hang-up', 'garbage'] as const)(
    'a page of the glass that is %s once is scanned again',
    async (mishap) => {
      const { device, scanner } = await scannerBench();
      device.glass = sheet(3);
      device.setFault({ at: { step: 'page', mishap, times: 1 } });
      const result = await scanner.scan(onGlass);
      expect(result.ok && result.value.map((page) => same(page, device.glass!))).toEqual([true]);
      expect([scanner.health().counters.retries, device.openJobs]).toEqual([1, 0]);
    },
  );

  it('a scan that is given up ends at once, lets go of its job, and the next one has its turn', async () => {
    const { device, scanner } = await scannerBench({ limits: { page: 30_000 } });
    await statusWhere(scanner, ready);
    device.setFault({ at: { step: 'page', mishap: 'silent', times: 1 } });
    const [first, waiting] = [new AbortController(), new AbortController()];
    const scan = scanner.scan(onGlass, { signal: first.signal });
    const second = scanner.scan(onGlass, { signal: waiting.signal });
    const third = scanner.scan(onGlass);
    while (!device.asked.some((line) => line.endsWith('NextDocument')))
      await new Promise((resolve) => setTimeout(resolve, 5));
    waiting.abort();
    expect(codeOfResult(await second)).toBe('device.cancelled');
    first.abort();
    expect(codeOfResult(await scan)).toBe('device.cancelled');
    expect(device.asked).toContain('DELETE /eSCL/ScanJobs/4509a320-0001');
    expect(codeOfResult(await third)).toBe('ok');
    expect(device.openJobs).toBe(0);
  });

  it('is missing while it is off and back with its power; closed, it ends what runs and leaves nothing', async () => {
    const { device, scanner } = await scannerBench({ limits: { page: 30_000 } });
    await statusWhere(scanner, ready);
    await device.off();
    expect(codeOf(await statusWhere(scanner, ({ state }) => state === 'missing'))).toBe('scanner.missing');
    expect(codeOfResult(await scanner.scan(onGlass))).toBe('scanner.missing');
    await device.on();
    await statusWhere(scanner, ready);
    device.setFault({ at: { step: 'page', mishap: 'silent' } });
    const scan = scanner.scan(onGlass);
    await statusWhere(scanner, ({ state }) => state === 'working');
    await scanner.close();
    expect(codeOfResult(await scan)).toBe('device.cancelled');
    const asked = device.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(device.asked).toHaveLength(asked);
  });

  it('is found at its configured address, whatever it calls itself', async () => {
    const { device, scanner } = await scannerBench({ fault: { strangeName: true } });
    expect(codeOfResult(await scanner.scan(onGlass))).toBe('ok');
    expect(device.openJobs).toBe(0);
  });

  it('an address that is none is missing', async () => {
    const scanner = opened(new EsclScanner({ url: 'nowhere', decodeJpeg: imageCodecs.jpeg, limits: quick }));
    expect(codeOf(await statusWhere(scanner, ({ state }) => state === 'missing'))).toBe('scanner.missing');
  });
});

describe('what a scanner says', () => {
  it('a job is looked for at the configured address, whatever host its Location names', () => {
    const base = new URL('http://10.0.0.5/eSCL');
    expect(jobPath('http://other.example/eSCL/ScanJobs/7/', base)).toBe('/eSCL/ScanJobs/7');
    expect(jobPath('/eSCL/ScanJobs/7', base)).toBe('/eSCL/ScanJobs/7');
    expect([undefined, 'http://', '/', 'x'.repeat(2_000)].map((location) => jobPath(location, base))).toEqual(
      Array(4).fill(null),
    );
  });

  it('a pause is a number of seconds', () => {
    expect(['2', undefined, '-1', 'Wed, 21 Oct 2026 07:28:00 GMT', '99999'].map(retryAfterMs)).toEqual([
      2_000, 1_000, 1_000, 1_000, 1_000,
    ]);
  });

  it('settings may stand in a profile that sources refer to, and resolutions may be a range', () => {
    const range = (axis: string) =>
      `<${axis}ResolutionRange><Min>75</Min><Max>600</Max><Step>25</Step></${axis}ResolutionRange>`;
    const xml = `<c:ScannerCapabilities><c:SettingProfiles><c:SettingProfile name="p"><c:ColorModes><c:ColorMode>Grayscale8</c:ColorMode></c:ColorModes>
      <c:DocumentFormats><c:DocumentFormat>image/jpeg</c:DocumentFormat></c:DocumentFormats>
      <c:SupportedResolutions><c:ResolutionRange>${range('X')}${range('Y')}</c:ResolutionRange></c:SupportedResolutions></c:SettingProfile></c:SettingProfiles>
      <c:Platen><c:PlatenInputCaps><c:MaxWidth>2550</c:MaxWidth><c:MaxHeight>3300</c:MaxHeight><c:SettingProfiles><c:SettingProfile ref="p"/></c:SettingProfiles></c:PlatenInputCaps></c:Platen></c:ScannerCapabilities>`;
    expect(parseCapabilities(Buffer.from(xml.replaceAll('c:', 'scan:')))).toMatchObject({
      formats: ['image/jpeg'],
      sources: [{ source: 'flatbed', modes: ['gray'], resolutions: { min: 75, max: 600, step: 25 } }],
    });
  });
});
