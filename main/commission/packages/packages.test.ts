import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Changes } from '../../api/changes.ts';
import { packageCommand } from '../../cli/package.ts';
import { putTogether } from '../../package/difference/put-together.ts';
import { openDifference } from '../../package/difference/read.ts';
import { writeMaker } from '../../package/maker.ts';
import { codes, election, makeStation, type Station, voter } from '../../package/package.fixture.ts';
import { openPackage } from '../../package/reader.ts';
import { signUnsigned } from '../../package/unsigned.ts';
import { PackagesRoom } from './room.ts';

/** Packages at the console: made in a thread, proved, signed here or elsewhere, and sent out. */
let station: Station;
let folder: string;
const rooms: PackagesRoom[] = [];
const at = (name: string): string => join(folder, name);
const names = { ky: 'Ноокат району', ru: 'Ноокатский район', en: 'Nookat district' };
const territories = [{ code: 'nookat', kind: 'rayon', names, parent: null, precincts: ['0001'] }];

beforeAll(async () => {
  station = await makeStation();
  folder = mkdtempSync(join(tmpdir(), 'taanuu-packages-'));
  for (const name of ['source', 'out']) mkdirSync(at(name));
  writeFileSync(at('source/election.json'), JSON.stringify({ ...election, territories }));
  const people = Object.entries(codes).map(([id, code]) => ({ id, role: id, station: '0001', name: id, code }));
  writeFileSync(at('source/people.json'), JSON.stringify(people));
  writeVoters([
    ...[voter(1), voter(2), ...stay],
    voter(3, { pin: '7' }),
    voter(1, { precinct: '0002', constituency: 'k2', record: 'r9', pin: voter(9).pin }),
  ]);
  await writeMaker(at('maker'), station.commission, election);
});
afterAll(async () => {
  for (const room of rooms) await room.close();
  station.remove();
  rmSync(folder, { recursive: true });
});

/** Voters about whom nothing changes. */
const stay = [11, 12, 13, 14, 15, 16].map((n) => voter(n));

const writeVoters = (all: readonly object[]): void =>
  writeFileSync(at('source/voters.ndjson'), all.map((one) => JSON.stringify(one)).join('\n'));

function roomOf(own: string, maker: string): PackagesRoom {
  mkdirSync(at(own), { recursive: true });
  const room = new PackagesRoom({
    ...{ folder: at(own), settings: { maker, sources: [at('source')], targets: [at('out')] }, election },
    ...{
      nameOf: (id: string) => id.toUpperCase(),
      changes: new Changes(),
      now: () => Date.parse('2023-10-01T05:00:00Z'),
    },
  });
  rooms.push(room);
  return room;
}

/** What a kiosk of the station makes of a difference and the package that it has. */
async function together(path: string, base: string): Promise<Buffer> {
  const { root } = station.commission.trust;
  const difference = await openDifference(path, root);
  if (!difference.ok) throw new Error(difference.error.code);
  const to = at('together.taanuu');
  const made = await putTogether({
    ...{ difference: difference.value, keys: station.keys, to },
    openBase: () => openPackage(base, root),
  });
  await difference.value.close();
  if (!made.ok) throw new Error(made.error.code);
  return readFileSync(to);
}

/** Makes what is asked for, and waits until it is over. */
async function made(room: PackagesRoom, of: string | null = null) {
  expect(room.begin(at('source'), of, 'central-1')).toEqual({ ok: true, value: null });
  await expect.poll(() => room.view()?.making?.state, { timeout: 30_000 }).not.toBe('running');
  return room.view()?.making;
}

describe('packages at the console whose machine has the root key', () => {
  it('are made of a folder, with what was left out and why, and what cannot be made is told by station', async () => {
    const room = roomOf('here', join(station.dir, 'commission'));
    expect(room.sources().map(({ path, stick }) => [path, stick])).toContainEqual([at('source'), false]);
    expect(room.begin(at('elsewhere'), null, 'central-1')).toMatchObject({
      error: { code: 'console.packages-no-place' },
    });
    const making = await made(room);
    expect(making).toMatchObject({
      state: 'made',
      taken: 9,
      leftOut: 1,
      stations: 2,
      made: 1,
      failed: 1,
      problem: null,
    });
    expect(room.rows()).toMatchObject({
      packages: [
        { station: '0002', state: 'failed', problem: { code: 'command.no-device' } },
        { station: '0001', state: 'made', version: 1, voters: 8, differences: [] },
      ],
      leftOut: [{ row: 9, field: 'pin', taken: false }],
    });
    expect(readFileSync(room.rows()?.report ?? '', 'utf8')).toMatch(
      /^row,field,reason,voter\r\n9,pin,.*,left out\r\n$/,
    );
    // It is there again after a restart.
    expect(roomOf('here', join(station.dir, 'commission')).view()).toMatchObject({ signs: 'here', making });
  });

  it('are proved: every sheet to be looked at, and the name that is signed by hand', async () => {
    const [room] = rooms;
    const drawn = await room!.proof('0001', 'ru', 'central-1');
    if (!drawn.ok) throw new Error(drawn.error.code);
    expect(drawn.value.pages).toBeGreaterThan(8);
    expect(readFileSync(drawn.value.file).subarray(0, 5).toString()).toBe('%PDF-');
    const pages = Array.from({ length: drawn.value.pages }, (_, n) => room!.page(n + 1) ?? '');
    expect(room!.page(drawn.value.pages + 1)).toBeNull();
    const detail = await room!.detail('0001', 'ru');
    const name = (detail.ok ? detail.value.sha256 : '').slice(0, 12).toUpperCase().match(/.{4}/g)?.join(' ');
    expect(pages.at(-1)).toContain(name);
    expect(pages.join()).toContain('Кто решает');
    expect(pages.join()).toContain('Ноокатский район');
    expect(await room!.proof('0002', 'ru', 'central-1')).toMatchObject({ error: { code: 'console.packages-none' } });
  });

  it('are signed by those who typed their codes, go out, and the next one tells what it changes', async () => {
    const [room] = rooms;
    expect(await room!.sign(['central-1', 'central-2'])).toEqual({ ok: true, value: { signed: 1 } });
    expect(room!.view()?.making?.state).toBe('signed');
    const sent = await room!.out(at('out'), 'central-1');
    expect(sent.ok && sent.value.files).toEqual([
      'probe-0001-v1.taanuu',
      'probe-0001-v1-proof.pdf',
      'probe-left-out.csv',
    ]);
    const opened = await openPackage(at('out/probe-0001-v1.taanuu'), station.commission.trust.root);
    expect(opened).toMatchObject({ ok: true, value: { manifest: { version: 1 } } });
    if (opened.ok) await opened.value.close();
    writeVoters([voter(1, { address: 'Тамга' }), voter(4), ...stay]);
    await made(room!, '0001');
    const detail = await room!.detail('0001', 'en');
    expect(detail).toMatchObject({
      ok: true,
      value: {
        row: { version: 2 },
        changes: {
          since: 1,
          differences: [],
          list: { added: [4], removed: [2], changed: [{ number: 1, fields: ['address'] }] },
        },
      },
    });
    const acts = room!.view()?.acts.map(({ act, who }) => [act, ...who]);
    expect(acts).toEqual([
      ...[
        ['made', 'CENTRAL-1'],
        ['began', 'CENTRAL-1'],
        ['out', 'CENTRAL-1'],
        ['signed', 'CENTRAL-1', 'CENTRAL-2'],
      ],
      ...[
        ['proof', 'CENTRAL-1'],
        ['failed', 'CENTRAL-1'],
        ['made', 'CENTRAL-1'],
        ['began', 'CENTRAL-1'],
      ],
    ]);
  });

  it('bring with them what leads to them from the version before, which a kiosk makes the very package of', async () => {
    const [room] = rooms;
    const [row] = room!.rows()?.packages ?? [];
    expect(row?.differences).toMatchObject([{ since: 1 }]);
    expect(row?.differences[0]?.bytes).toBeLessThan(row?.bytes ?? 0);
    const before = at('out/probe-0001-v1.taanuu');
    expect(await room!.sign(['central-1', 'central-2'])).toEqual({ ok: true, value: { signed: 1 } });
    const sent = await room!.out(at('out'), 'central-1');
    expect(sent.ok && sent.value.files).toEqual([
      ...['probe-0001-v2.taanuu', 'probe-0001-v1-v2.taanuu-difference', 'probe-left-out.csv'],
    ]);
    expect(await together(at('out/probe-0001-v1-v2.taanuu-difference'), before)).toEqual(
      readFileSync(at('out/probe-0001-v2.taanuu')),
    );
  });

  it('can be ended, and what is not this election’s is refused', async () => {
    const [room] = rooms;
    room!.begin(at('source'), null, 'central-1');
    expect(room!.begin(at('source'), null, 'central-1')).toMatchObject({ error: { code: 'console.packages-running' } });
    await room!.stop('central-2');
    expect(room!.view()?.making).toMatchObject({ state: 'stopped', problem: null });
    writeFileSync(at('source/election.json'), JSON.stringify({ ...election, id: 'another' }));
    expect(await made(room!)).toMatchObject({ state: 'failed', problem: { code: 'console.packages-election' } });
    writeFileSync(at('source/election.json'), JSON.stringify(election));
  });
});

describe('packages at a console without the root key', () => {
  it('go out unsigned, are signed on another machine, and are taken back', async () => {
    const room = roomOf('there', at('maker'));
    expect(room.view()?.signs).toBe('elsewhere');
    await made(room, '0001');
    expect(await room.sign(['central-1', 'central-2'])).toMatchObject({
      error: { code: 'console.packages-elsewhere' },
    });
    for (const name of readdirSync(at('out'))) rmSync(at(`out/${name}`));
    expect(await room.out(at('out'), 'central-1')).toMatchObject({ ok: true });
    expect(await room.take(at('out'), 'central-1')).toMatchObject({ error: { code: 'console.packages-none-signed' } });
    const unsigned = at('out/probe-0001-v1.taanuu-unsigned');
    expect((await signUnsigned(unsigned, at('out/any.taanuu'), station.commission)).ok).toBe(true);
    expect(await room.take(at('out'), 'central-1')).toEqual({ ok: true, value: { signed: 1 } });
    expect(room.rows()?.packages).toMatchObject([{ station: '0001', state: 'signed' }]);
    expect(room.view()?.acts[0]).toMatchObject({ act: 'took', about: '0001' });
  });

  it('so does what leads to them, which lacks nothing but their signature', async () => {
    const room = rooms.at(-1)!;
    const first = at('first.taanuu');
    copyFileSync(at('out/any.taanuu'), first);
    writeVoters([voter(1), voter(4), ...stay]);
    await made(room, '0001');
    for (const name of readdirSync(at('out'))) rmSync(at(`out/${name}`));
    const sent = await room.out(at('out'), 'central-1');
    const waiting = 'probe-0001-v1-v2.taanuu-difference-unsigned';
    expect(sent.ok && sent.value.files).toContain(waiting);
    const unsigned = at('out/probe-0001-v2.taanuu-unsigned');
    const sign = ['sign', unsigned, at(`out/${waiting}`), '--commission', join(station.dir, 'commission')];
    const said: string[] = [];
    const io = { out: (line: string) => said.push(line), complain: (line: string) => said.push(line) };
    const name = room.view()?.acts.find(({ act }) => act === 'made')?.sha256 ?? '';
    expect(await packageCommand([...sign, '--names', name.slice(0, 16), '--out', at('signed')], io)).toBe(0);
    expect(said.at(-1)).toMatch(/signed\/probe-0001-v1-v2\.taanuu-difference: leads to it from version 1, \d+ bytes$/);
    copyFileSync(at('signed/probe-0001-v2.taanuu'), at('out/back.taanuu'));
    expect(await room.take(at('out'), 'central-1')).toEqual({ ok: true, value: { signed: 1 } });
    await room.out(at('out'), 'central-1');
    const whole = readFileSync(at('out/probe-0001-v2.taanuu'));
    for (const folder of ['signed', 'out'])
      expect(await together(at(`${folder}/probe-0001-v1-v2.taanuu-difference`), first)).toEqual(whole);
  });
});
