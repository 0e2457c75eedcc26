import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConfigurationPlanView, KitComparisonView } from '../api/configuration-views.ts';
import { type DeviceSetup, serialTable } from '../identification/devices/setup.ts';
import { zoneOf } from '../identification/zone.fixture.ts';
import { makeStation, type Station } from '../package/package.fixture.ts';
import { lockFolder } from '../storage/lock.ts';
import { configCommand } from './config.ts';
import { runJournal } from './journal-entry.ts';

/** Two kiosks with one commission's keys and package each; the first one's devices are carried to the second. */
let station: Station;
let made = '';
const room = mkdtempSync(join(tmpdir(), 'taanuu-config-'));
const [first, second] = [join(room, 'first'), join(room, 'second')];
const file = join(room, 'kiosk-a.json');

beforeAll(async () => {
  station = await makeStation();
  const { path } = await station.write('a.taanuu', {});
  const { zone } = await zoneOf(station, path);
  await zone.stop();
  made = join(station.dir, 'device');
}, 120_000);
afterAll(() => {
  station.remove();
  rmSync(room, { recursive: true, force: true });
});
beforeEach(() => {
  for (const state of [first, second]) {
    rmSync(state, { recursive: true, force: true });
    cpSync(made, state, { recursive: true });
  }
  configure(first, [...table, ups]);
  configure(second, table);
});

const ups: DeviceSetup = { id: 'ups', driver: 'power', at: 'ups@127.0.0.1', simulated: false };
const table = serialTable({ fingerprint: '/dev/taanuu/f', document: '/dev/taanuu/d', printer: 'tcp://10.0.0.9:9100' });
const configure = (state: string, devices: readonly DeviceSetup[]): void =>
  writeFileSync(join(state, 'kiosk.json'), JSON.stringify({ devices, folders: [] }));
const configured = (state: string) =>
  JSON.parse(readFileSync(join(state, 'kiosk.json'), 'utf8')) as { devices: unknown };

/** The command before a kiosk that finds nothing: the whole search takes seconds, and is made once, at the end. */
async function config(...args: string[]) {
  const [answers, complaints]: [string[], string[]] = [[], []];
  const io = { out: (line: string) => answers.push(line), complain: (line: string) => complaints.push(line) };
  const code = await configCommand(args, io, async () => ({ found: [], problems: [] }));
  return { code, out: answers.join('\n'), complaint: complaints.join('\n') };
}

describe('taanuu config', () => {
  it('carries a configuration from one kiosk to another and tells it before', async () => {
    expect((await config('export', '--state', first, '--out', file)).code).toBe(0);
    const shown = await config('diff', file, '--state', second, '--json');
    expect(shown.code).toBe(1);
    const plan = JSON.parse(shown.out) as ConfigurationPlanView;
    expect(plan).toMatchObject({ signer: 'self', mode: 'laboratory', version: '0.1.0' });
    expect(plan.devices.filter(({ change }) => change !== 'same').map(({ id, at }) => [id, at])).toEqual([
      ['ups', 'ups@127.0.0.1'],
    ]);
    expect((await config('diff', file, '--state', second)).out).toContain('added    ups: power at ups@127.0.0.1');
    expect(configured(second).devices).toEqual(table);
    expect((await config('import', file, '--state', second)).code).toBe(0);
    expect(configured(second).devices).toEqual([...table, ups]);
    expect((await config('diff', file, '--state', second)).code).toBe(0);
    const log = join(room, 'log.ndjson');
    const quiet = { out: () => {}, complain: () => {} };
    await runJournal(['export', '--state', second, '--format', 'ndjson', '--out', log], quiet);
    const types = readFileSync(log, 'utf8').match(/(?<="type":")(peripheral|configuration)[^"]+/g);
    expect(types?.slice(-2)).toEqual(['peripheral.assigned', 'configuration.imported']);
    const again = await config('import', file, '--state', second);
    expect([again.code, again.complaint]).toEqual([1, expect.stringContaining('[configuration.nothing-new]')]);
  });

  it('asks for places that the file cannot know, and takes those that are given or left out', async () => {
    const strange = { ...ups, id: 'codes', driver: 'hid-scanner', at: 'usb:05f9:4204#G1' } as DeviceSetup;
    configure(first, [...table, strange]);
    await config('export', '--state', first, '--out', file);
    const open = await config('import', file, '--state', second);
    expect([open.code, open.complaint]).toEqual([1, expect.stringContaining('--without codes')]);
    expect(configured(second).devices).toEqual(table);
    const nowhere = await config('import', file, '--state', second, '--place', 'codes=/dev/hidraw7');
    expect(nowhere.complaint).toContain('[configuration.place-open]');
    const left = await config('import', file, '--state', second, '--without', 'codes');
    expect([left.code, left.complaint]).toEqual([1, expect.stringContaining('[configuration.nothing-new]')]);
  });

  it('holds a kiosk against the standard kit', async () => {
    expect((await config('diff', '--state', first)).code).toBe(0);
    const other = await config('diff', '--state', first, '--kit', 'multifunctional', '--json');
    expect([other.code, other.complaint]).toEqual([1, expect.stringContaining('[configuration.kit-missing]')]);
    const { lines } = JSON.parse(other.out) as KitComparisonView;
    expect(lines.find(({ device }) => device === 'ups')?.differs).toEqual([]);
    expect((await config('diff', '--state', first, '--kit', './none.json')).complaint).toContain('kit-unreadable');
  });

  it.each<[why: string, args: readonly string[], told: string, code: number]>([
    ['the file is none', ['import', join(room, 'none.json')], 'storage.missing', 1],
    ['the file is another', ['import', join(import.meta.dirname, 'config.ts')], 'configuration.unreadable', 1],
    ['a place is none', ['import', file, '--place', 'codes'], 'DEVICE=PLACE', 2],
    ['nothing is said', [], 'taanuu config export', 2],
    ['something else is asked', ['sing'], 'There is no “config sing”', 2],
  ])('says so when %s', async (_, args, told, code) => {
    const refused = await config(...args, '--state', second);
    expect([refused.code, refused.complaint]).toEqual([code, expect.stringContaining(told)]);
    expect(configured(second).devices).toEqual(table);
  });

  it('leaves a kiosk alone that is running, and says so', async () => {
    const lock = lockFolder(second, 0);
    const refused = await config('export', '--state', second, '--out', file);
    if (lock.ok) lock.value();
    expect([refused.code, refused.complaint]).toEqual([1, expect.stringContaining('[storage.in-use]')]);
  });

  it('proposes what is plugged in: another one of the same model, seen by the real serialport under umockdev', async () => {
    const port: DeviceSetup = { id: 'document', driver: 'mrz-serial', at: 'usb:1a86:7523#OTHER', simulated: false };
    configure(
      first,
      table.map((one) => (one.id === 'document' ? port : one)),
    );
    await config('export', '--state', first, '--out', file);
    const tree = join(import.meta.dirname, '../../test/fixtures/attached/scanner-and-port.umockdev');
    const command = [
      process.execPath,
      join(import.meta.dirname, 'taanuu.ts'),
      'config',
      'import',
      file,
      '--state',
      second,
    ];
    const { status, stderr } = spawnSync('umockdev-run', ['--device', tree, '--', ...command], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(configured(second).devices).toMatchObject([{}, { id: 'document', at: 'usb:1a86:7523#CH-7' }, {}]);
  }, 60_000);
});
