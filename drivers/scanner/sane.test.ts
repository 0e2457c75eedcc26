import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { codeOf, opened, ready, statusWhere, temporaryFolder } from '../testing/bench.ts';
import type { GrayPage, ScanProgress } from './page-scanner.ts';
import { scriptInPlace, testBackend } from './sane.fixture.ts';
import { SaneScanner, type SaneScannerOptions } from './sane.ts';
import { SaneCommand } from './sane-command.ts';

/** Looks often, and is patient with the real backend: a child process may have to wait for its turn on a busy machine. */
const quick = { list: 20_000, options: 20_000, quiet: 20_000, scan: 30_000, heartbeat: 300, again: 200 };
function scannerBench(options: Partial<SaneScannerOptions> = {}) {
  return opened(new SaneScanner({ device: 'test:0', env: testBackend(), limits: quick, ...options }));
}
const grid = { 'test-picture': 'Grid' };
const a4 = { left: 0, top: 0, width: 210, height: 297 };
const onGlass = { source: 'flatbed', dpi: 100, area: a4 } as const;
const inFeeder = { source: 'feeder', dpi: 50, area: a4 } as const;
const problemOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'none' : result.error?.code);
/** The gray in the middle of a square of the backend's grid of 10 mm. */
const square = ({ pixels, width, dpi }: GrayPage, column: number, row: number) => {
  const at = (square: number) => Math.round(((square + 0.5) * 10 * dpi) / 25.4);
  return pixels[at(row) * width + at(column)];
};

describe('a scanner through SANE (the real test backend)', () => {
  it('says what it can do, and scans the glass in gray', async () => {
    const scanner = scannerBench({ settings: grid });
    await statusWhere(scanner, ready);
    expect(scanner.capabilities).toMatchObject({
      sources: [
        { source: 'flatbed', modes: ['gray', 'color'], width: 300, resolutions: { min: 1, max: 1200, step: 1 } },
        { source: 'feeder' },
      ],
    });
    const progress: ScanProgress[] = [];
    const result = await scanner.scan({ ...onGlass, dpi: 200 }, { onProgress: (step) => progress.push(step) });
    if (!result.ok) throw new Error(result.error.code);
    const [page] = result.value;
    // A4 at 200 dpi, to the pixel or two by which the backend rounds.
    expect(Math.abs(page!.width - 1_654)).toBeLessThan(3);
    expect(Math.abs(page!.height - 2_339)).toBeLessThan(3);
    expect(page!.pixels).toHaveLength(page!.width * page!.height);
    expect([square(page!, 0, 0), square(page!, 1, 0), square(page!, 0, 1), square(page!, 1, 1)].sort()).toEqual([
      0, 0, 255, 255,
    ]);
    expect(square(page!, 1, 0)).toBe(square(page!, 0, 1));
    expect(progress[0]).toEqual({ stage: 'waiting' });
    expect(progress.at(-1)).toEqual({ stage: 'page', page: 1, share: 1 });
    expect(scanner.status).toEqual({ state: 'ready' });
  });

  it('scans a part of the page, and takes colours as gray', async () => {
    const scanner = scannerBench({ settings: grid });
    const area = { left: 10, top: 0, width: 20, height: 10 };
    const result = await scanner.scan({ source: 'flatbed', dpi: 254, mode: 'color', area });
    if (!result.ok) throw new Error(result.error.code);
    const [page] = result.value;
    expect([page!.width, page!.height, page!.dpi]).toEqual([200, 100, 254]);
    expect(new Set(page!.pixels)).toEqual(new Set([0, 255]));
  });

  it('takes the sheets of the feeder page by page, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const scanner = scannerBench({ settings: grid, folder });
    const pages: GrayPage[] = [];
    const result = await scanner.scan(inFeeder, { onPage: (page) => pages.push(page) });
    // The backend's feeder is empty after ten.
    expect([result, pages.length]).toEqual([{ ok: true, value: [] }, 10]);
    expect(new Set(pages.map(({ width }) => width)).size).toBe(1);
    const three = await scanner.scan({ ...inFeeder, maxPages: 3 });
    expect(three.ok && three.value).toHaveLength(3);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['JAMMED', 'scanner.jammed'],
    ['NO_DOCS', 'scanner.no-documents'],
    ['COVER_OPEN', 'scanner.cover-open'],
    ['DEVICE_BUSY', 'scanner.busy'],
    ['IO_ERROR', 'scanner.io-error'],
    ['NO_MEM', 'scanner.out-of-memory'],
    ['ACCESS_DENIED', 'scanner.access-denied'],
    ['UNSUPPORTED', 'scanner.unsupported'],
    ['INVAL', 'scanner.unsupported'],
    ['CANCELLED', 'scanner.stopped'],
    ['EOF', 'scanner.page-broken'],
  ])('SANE_STATUS_%s while reading is %s, from the glass and from the feeder', async (status, code) => {
    const folder = temporaryFolder();
    const scanner = scannerBench({ settings: { 'read-return-value': `SANE_STATUS_${status}` }, folder });
    const results = [await scanner.scan(onGlass), await scanner.scan(inFeeder)];
    expect(results.map(problemOf)).toEqual([code, code]);
    expect(readdirSync(folder)).toEqual([]);
    // No state is final: the scanner itself is well.
    await statusWhere(scanner, ready);
  });

  it('a scan that is given up ends at once, and so does one that waits for its turn', async () => {
    const settings = { 'read-delay': 'yes', 'read-delay-duration': '200000', 'read-limit': 'yes' };
    const scanner = scannerBench({ settings: { ...settings, 'read-limit-size': '100' } });
    await statusWhere(scanner, ready);
    const [first, second] = [new AbortController(), new AbortController()];
    const started = new Promise<void>((resolve) => {
      scanner.on((event) => {
        if (event.event === 'status' && event.status.state === 'working') resolve();
      });
    });
    const scans = [scanner.scan(onGlass, { signal: first.signal }), scanner.scan(onGlass, { signal: second.signal })];
    await started;
    second.abort();
    expect(problemOf(await scans[1]!)).toBe('device.cancelled');
    expect(scanner.status).toEqual({ state: 'working', doing: 'capturing' });
    first.abort();
    expect(problemOf(await scans[0]!)).toBe('device.cancelled');
    await statusWhere(scanner, ready);
  });

  it('is missing under a name that nobody has, and what is not offered is not asked for', async () => {
    const scanner = scannerBench({ device: 'test:7' });
    expect(codeOf(await statusWhere(scanner, ({ state }) => state === 'missing'))).toBe('scanner.missing');
    expect(scanner.health().counters.recoveries).toEqual({ retry: 2, 're-enumerate': 1 });
    expect(problemOf(await scanner.scan(onGlass))).toBe('scanner.missing');
    const there = scannerBench();
    const tooWide = { ...onGlass, area: { ...a4, width: 400 } };
    expect(problemOf(await there.scan(tooWide))).toBe('scanner.unsupported');
  });
});

const OPTIONS = `
if [ "$2" = -A ]; then
  printf '    --mode Gray [Gray]\\n    --source ADF|FB [FB]\\n    --resolution 300dpi [300]\\n'
  printf '    -x 0..210mm [210]\\n    -y 0..297mm [297]\\n'
  exit 0
fi
echo $$ >> "$folder/pids"`;
const pids = (folder: string) =>
  existsSync(join(folder, 'pids')) ? readFileSync(join(folder, 'pids'), 'utf8').trim().split('\n') : [];
/** Gone, or dead and no child of ours: whoever adopted a helper buries it in its own time. */
function gone(pid: string): boolean {
  try {
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)!.split(' ');
    return state === 'Z' && Number(parent) !== process.pid;
  } catch {
    return true;
  }
}
async function allGone(folder: string): Promise<void> {
  expect(pids(folder).length).toBeGreaterThan(0);
  // A signal takes a moment to arrive; the test's time limit ends the wait.
  while (!pids(folder).every(gone)) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Where silence is what ends it; what says something may take its time to begin, on a busy machine. */
const soon = { quiet: 400, scan: 1_200 };

describe('the watchdog', () => {
  it.each([
    ['never ends after a jam', `echo 'scanimage: sane_start: Document feeder jammed' >&2`, 'scanner.jammed'],
    ['never ends with a busy scanner', `echo 'scanimage: sane_start: Device busy' >&2`, 'scanner.busy'],
    ['never says anything', ':', 'scanner.timed-out'],
    ['talks for ever', 'while :; do echo; sleep 0.01; done >&2', 'scanner.timed-out'],
    ['sends what is no image', 'cat /dev/zero', 'scanner.page-broken'],
    ['sends an image without an end', `printf 'P5 9 9 255\\n'; cat /dev/zero`, 'scanner.page-broken'],
    ['ends with a number nobody knows', 'exit 77', 'scanner.unknown'],
  ])('a scanimage that %s, deaf to SIGTERM, with a helper: is killed, and nothing is left', async (_, says, code) => {
    const deaf = `trap '' TERM; sleep 300 & echo $! >> "$folder/pids"; ${says}; while :; do sleep 0.1; done`;
    const script = says.startsWith('exit') ? says : deaf;
    const { program, folder } = scriptInPlace(`${OPTIONS}\n${script}`);
    const scanner = opened(
      new SaneScanner({
        device: 'fake:0',
        program,
        limits: { ...quick, ...(code === 'scanner.timed-out' && soon), heartbeat: 60_000, again: 60_000 },
        watchdog: { afterError: 100, kill: 200 },
      }),
    );
    await statusWhere(scanner, ready);
    expect(problemOf(await scanner.scan({ source: 'flatbed', dpi: 300 }))).toBe(code);
    await allGone(folder);
  });

  it('kills at once what is given up or closed', async () => {
    const { program, folder } = scriptInPlace(`${OPTIONS}\nexec sleep 300`);
    const scanner = new SaneScanner({ device: 'fake:0', program, limits: quick });
    scanner.open();
    await statusWhere(scanner, ready);
    const scan = scanner.scan({ source: 'feeder', dpi: 300 });
    while (pids(folder).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await scanner.close();
    expect(problemOf(await scan)).toBe('device.cancelled');
    await allGone(folder);
  });

  it('a sheet that is no image ends the batch, and those before it are not lost', async () => {
    const { program } = scriptInPlace(`${OPTIONS}
for argument; do case $argument in --batch=*) pages=\${argument#--batch=};; esac; done
printf 'P5 2 1 255\\n12' > "\${pages%/*}/1.pnm"; echo 1; printf 'P5 2 1 255\\n1' > "\${pages%/*}/2.pnm"; echo 2; sleep 300`);
    const scanner = opened(new SaneScanner({ device: 'fake:0', program, limits: quick }));
    const pages: GrayPage[] = [];
    const result = await scanner.scan({ source: 'feeder', dpi: 300 }, { onPage: (page) => pages.push(page) });
    expect([problemOf(result), pages.map(({ pixels }) => [...pixels])]).toEqual(['scanner.page-broken', [[49, 50]]]);
  });

  it('a sheet without an end is stopped by the kernel before it fills the memory', async () => {
    const { program, folder } = scriptInPlace('exec cat /dev/zero > "$folder/1.pnm"');
    const command = new SaneCommand({ program, env: {}, watchdog: {}, clock: systemClock, scanner: 'fake:0' });
    const limits = { signal: new AbortController().signal, limitMs: 20_000, quietMs: 20_000, fileBytes: 50_000 };
    expect((await command.run([], limits, { onBytes: () => true }))?.code).toBe('scanner.unknown');
    expect(statSync(join(folder, '1.pnm')).size).toBe(50_000);
  });

  it('a scanner that was plugged in again, at another USB address, is found by itself', async () => {
    const { program } = scriptInPlace(`
if [ "$1" = -f ]; then printf 'genesys:libusb:001:007\\tCanon\\tLiDE 300\\n'; exit 0; fi
if [ "$1" != --device-name=genesys:libusb:001:007 ]; then
  echo "scanimage: open of device genesys failed: Invalid argument" >&2
  exit 1
fi
${OPTIONS}
printf 'P5 2 1 255\\n12'`);
    const scanner = opened(new SaneScanner({ device: 'genesys:libusb:001:004', program, limits: quick }));
    await statusWhere(scanner, ready);
    expect(scanner.capabilities?.model).toBe('Canon LiDE 300');
    expect(scanner.health().counters.recoveries).toEqual({ retry: 2, 're-enumerate': 1 });
    const result = await scanner.scan({ source: 'flatbed', dpi: 300 });
    expect(result.ok && [...result.value[0]!.pixels]).toEqual([49, 50]);
  });

  it('without scanimage names the package, and with it is ready', async () => {
    const scanner = scannerBench({ program: join(import.meta.dirname, 'no-such-program') });
    const status = await statusWhere(scanner, ({ state }) => state === 'attention');
    expect(status).toEqual({
      state: 'attention',
      problem: { code: 'scanner.part-missing', params: { part: 'sane-utils' } },
    });
  });
});
