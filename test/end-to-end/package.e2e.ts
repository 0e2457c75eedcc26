import { mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawPage } from '../../core/document/mrz-image/page.fixture.ts';
import { serialTable } from '../../main/identification/devices/setup.ts';
import { root, run } from '../../tools/say.ts';
import { type ElectronKiosk, electronKiosk, type Scratch, scratch } from './kit/kiosk.ts';
import { said } from './kit/words.ts';

/** The installable directory that electron-builder makes, started once as it is, with a state folder of the test's own. */
const release = join(root, 'release/linux-unpacked');
const house = join(release, 'resources/house');
const planFile = join(house, 'kiosk.json');
const node = join(house, 'bin/node');
let shipped = '';
let room: Scratch;
let folder = '';
let kiosk: ElectronKiosk | undefined;

beforeAll(async () => {
  const { code, output } = await run(process.execPath, [join(root, 'tools/package.ts')]);
  expect(code, output).toBe(0);
  room = scratch();
  folder = join(room.folder, 'kiosk');
  mkdirSync(folder);
  const device = (name: string): string => join(room.folder, 'devices', name);
  const devices = serialTable({
    fingerprint: device('fingerprint'),
    document: device('document'),
    printer: device('printer'),
  });
  writeFileSync(join(folder, 'kiosk.json'), JSON.stringify({ devices, folders: [] }));
  const setUp = ['ballots', 'set-up', '--state', folder, '--port', device('box')];
  expect(await run(node, [join(house, 'main/cli/taanuu.ts'), ...setUp])).toMatchObject({ code: 0 });
  shipped = readFileSync(planFile, 'utf8');
  const plan = shipped.replaceAll('/var/lib/taanuu', folder).replaceAll(/"4710\d"/g, '"0"');
  // Another user may not find its way to where the tests are.
  writeFileSync(planFile, plan.replace(/"user": \d+,/, '').replaceAll(/, *(?=\n *})/g, ''));
  kiosk = await electronKiosk([], { executablePath: join(release, 'taanuu'), args: [] });
});
afterAll(async () => {
  await kiosk?.close();
  if (shipped) writeFileSync(planFile, shipped);
  room?.close();
});

it('starts the zone on the bundled Node and shows it to the officer', async () => {
  if (!kiosk) throw new Error('not started');
  const page = await kiosk.page('officer');
  // Only the zone's own view says that there is no package yet: the page is connected.
  await page.getByRole('heading', { name: said('chair:packages.first') }).waitFor({ timeout: 20_000 });
  const facts = await kiosk.app.evaluate(({ app, BrowserWindow }) => ({
    packaged: app.isPackaged,
    inArchive: app.getAppPath().endsWith('app.asar'),
    kiosk: BrowserWindow.getAllWindows().map((window) => window.isKiosk()),
  }));
  expect(facts).toEqual({ packaged: true, inArchive: true, kiosk: [true] });
  // The ballot zone too, for one was set up.
  for (const of of [folder, `${folder}-ballot`]) {
    await expect.poll(() => programsWith(of), { timeout: 20_000 }).toContain(node);
  }
});

it('carries no simulated device, no demo election and no test', () => {
  const files = readdirSync(house, { recursive: true, encoding: 'utf8' }).filter(
    (file) => !file.startsWith('node_modules/'),
  );
  expect(files.filter((file) => /^drivers\/simulator|^main\/demo|^assets\/demo|\.test\.tsx?$/.test(file))).toEqual([]);
  expect(files).toContain('main/identification/main.ts');
});

it('reads a page image with the one build of Tesseract that it carries', async () => {
  const { page, text } = drawPage('clean', 'packaged');
  const { width, height, dpi } = page;
  writeFileSync(join(room.folder, 'page'), page.pixels);
  // A file: the reader's thread would take the options of `--eval` for its own.
  const script = join(room.folder, 'read.mjs');
  writeFileSync(
    script,
    `import { readFileSync } from 'node:fs';
    const [, , module, file, page] = process.argv;
    const { MrzImageReader } = await import(module);
    const reader = new MrzImageReader();
    const pixels = new Uint8Array(readFileSync(file));
    console.log(JSON.stringify(await reader.read({ ...JSON.parse(page), pixels })));
    await reader.close();`,
  );
  const { code, output } = await run(node, [
    script,
    join(house, 'main/identification/mrz-image/mrz-image-reader.ts'),
    join(room.folder, 'page'),
    JSON.stringify({ width, height, dpi }),
  ]);
  expect(code, output).toBe(0);
  expect(JSON.parse(output)).toEqual({ accepted: text });
  expect(readdirSync(join(house, 'node_modules/tesseract.js-core')).sort()).toEqual([
    'LICENSE',
    'package.json',
    'tesseract-core-simd.js',
    'tesseract-core-simd.wasm',
  ]);
});

/** The programs that run with this folder as an argument. */
const programsWith = (argument: string): readonly string[] =>
  readdirSync('/proc').flatMap((pid) => {
    try {
      const given = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return given.some((one) => one === argument || one.startsWith(`${argument}/`))
        ? [readlinkSync(`/proc/${pid}/exe`)]
        : [];
    } catch {
      return [];
    }
  });
