import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBallotConfig } from '../../ballot/config.ts';
import { BALLOT_USER } from '../../ballot/house.ts';
import { readKioskFile } from '../../identification/config.ts';
import { serialTable } from '../../identification/devices/setup.ts';
import { lockFolder } from '../../storage/lock.ts';
import { EXIT } from '../io.ts';
import { ballotsCommand } from './command.ts';

let room: string;
let state: string;
const devices = serialTable({ fingerprint: '/dev/f', document: '/dev/d', printer: '/dev/p' });

beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'taanuu-set-up-'));
  state = join(room, 'kiosk');
  mkdirSync(state);
  writeFileSync(join(state, 'kiosk.json'), JSON.stringify({ devices, folders: ['/media'] }));
});
afterEach(() => rmSync(room, { recursive: true }));

async function setUp(...args: readonly string[]) {
  const [said, complained]: [string[], string[]] = [[], []];
  const io = { out: (line: string) => said.push(line), complain: (line: string) => complained.push(line) };
  const code = await ballotsCommand(['set-up', '--state', state, ...args], io);
  return { code, said, complained: complained.join('\n') };
}
const zone = () => {
  const read = readBallotConfig(join(`${state}-ballot`, 'zone'));
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
};

describe('taanuu ballots set-up', () => {
  it('puts a zone beside the kiosk, which then knows of it', async () => {
    const { code, said, complained } = await setUp('--port', '/dev/serial/by-id/box', '--printer', 'papers', '--json');
    expect(code).toBe(EXIT.done);
    expect(zone()).toMatchObject({
      reader: { path: '/dev/serial/by-id/box', scanner: null },
      ...{ printer: { address: 'papers' }, feeder: null, capacity: 3_000 },
    });
    const kiosk = readKioskFile(state);
    expect(kiosk.ok && kiosk.value).toMatchObject({ devices, folders: ['/media'], hatch: zone().hatch });
    const folder = join(`${state}-ballot`, 'zone');
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ ...zone(), folder, pluggedIn: false });
    expect(complained).toBe('');
    expect(readdirSync(zone().hatch)).toEqual(['in', 'out']);
    expect(statSync(join(`${state}-ballot`, 'zone')).mode & 0o777).toBe(0o700);
    const owner = process.getuid?.() === 0 ? BALLOT_USER : process.getuid?.();
    expect(statSync(join(`${state}-ballot`, 'zone', 'ballot.json')).uid).toBe(owner);
    expect(statSync(join(zone().hatch, 'out')).uid).toBe(owner);
    expect(statSync(join(zone().hatch, 'in')).uid).toBe(process.getuid?.());
  });

  it('said again, changes what is named and nothing else', async () => {
    await setUp('--port', '/dev/box', '--printer', 'papers', '--feeder', 'fujitsu:fi-7160:1');
    const before = zone();
    expect((await setUp('--port', '/dev/other', '--printer', 'none')).code).toBe(EXIT.done);
    expect(zone()).toEqual({ ...before, reader: { path: '/dev/other', scanner: null }, printer: null });
    const { said } = await setUp('--feeder', 'http://127.0.0.1:60000/eSCL', '--scanner', 'genesys:libusb:1');
    expect(said).toContain('feeder    escl http://127.0.0.1:60000/eSCL');
    expect(said).toContain('box       /dev/other, pictures by sane genesys:libusb:1');
  });

  it('said again as root, writes through no link that the zone may have laid in its own folder', async () => {
    await setUp('--port', '/dev/box');
    const other = join(room, 'of-somebody-else');
    writeFileSync(other, 'whole');
    symlinkSync(other, join(`${state}-ballot`, 'zone', 'ballot.json.part'));
    expect((await setUp('--port', '/dev/other')).code).toBe(EXIT.done);
    expect([readFileSync(other, 'utf8'), statSync(other).uid]).toEqual(['whole', process.getuid?.()]);
    expect(zone().reader.path).toBe('/dev/other');
  });

  it.each([
    ['no port', [], '--port is missing.'],
    ['a scanner over a network', ['--port', '/dev/b', '--feeder', 'http://10.0.0.7/eSCL'], '--feeder: '],
    [
      'a printer over a network',
      ['--port', '/dev/b', '--printer', 'papers@10.0.0.7'],
      '--printer: a print queue of this',
    ],
    ['too few ballots', ['--port', '/dev/b', '--capacity', 'many'], '--capacity: '],
  ])('refuses %s, and makes nothing', async (_, args, sentence) => {
    expect(await setUp(...args)).toMatchObject({ code: EXIT.usage, complained: expect.stringContaining(sentence) });
    expect(readdirSync(room)).toEqual(['kiosk']);
  });

  it('refuses while the kiosk runs, and where there is none', async () => {
    const lock = lockFolder(state, 0);
    expect(await setUp('--port', '/dev/b')).toMatchObject({
      code: EXIT.refused,
      complained: expect.stringContaining('[storage.in-use]'),
    });
    if (lock.ok) lock.value();
    rmSync(join(state, 'kiosk.json'));
    expect(await setUp('--port', '/dev/b')).toMatchObject({
      code: EXIT.refused,
      complained: expect.stringContaining('[command.file-missing]'),
    });
    expect(readdirSync(room)).toEqual(['kiosk']);
    expect(readFileSync(join(state, 'in-use.lock'))).toHaveLength(0);
  });
});
