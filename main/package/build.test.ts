import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { importPackage } from '../identification/register/import.ts';
import { type BuiltPackage, buildStation, remember } from './build.ts';
import { openCommission } from './commission.ts';
import { openMaker, writeMaker } from './maker.ts';
import { PackageMemory } from './memory.ts';
import { codes, election, makeStation, type Station, voter } from './package.fixture.ts';
import { openPackage } from './reader.ts';
import { readSourceFolder } from './source-folder.ts';
import { openUnsigned, signUnsigned } from './unsigned.ts';
import { readVoterList } from './voter-list.ts';
import { writeUnsigned } from './writer.ts';

let station: Station;
let folder: string;
let maker: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  station = await makeStation();
  folder = mkdtempSync(join(tmpdir(), 'taanuu-build-'));
  maker = at('maker');
  writeFileSync(at('election.json'), JSON.stringify(election));
  writePeople('member');
  writeVoters([voter(1), voter(2, { precinct: '0002', constituency: 'k2', number: 1 }), voter(3)]);
  await writeMaker(maker, station.commission, election);
});
afterAll(() => {
  station.remove();
  rmSync(folder, { recursive: true });
});

function writeVoters(records: readonly RegisterRecord[]): void {
  writeFileSync(at('voters.ndjson'), records.map((record) => JSON.stringify(record)).join('\n'));
}

function writePeople(second: string): void {
  const people = Object.entries({ chair: codes.chair, [second]: codes.member }).map(([id, code]) => ({
    ...{ id, role: id === 'chair' ? 'chair' : 'member', station: '0001', name: id, code },
  }));
  writeFileSync(at('people.json'), JSON.stringify(people));
}

/** What a machine without the root key makes of the folder. */
async function made(version: number, of = '0001'): Promise<BuiltPackage & { readonly path: string }> {
  const [opened, source] = [openMaker(maker, election), await readSourceFolder(folder)];
  if (!opened.ok || !source.ok) throw new Error('no maker or no source');
  expect(opened.value.commission).toBeNull();
  const { voters, index: _index, authorities, ...rest } = source.value;
  const list = await readVoterList(voters, rest.election);
  const path = at(`v${version}.taanuu-unsigned`);
  const built = await buildStation({
    ...{ folder: maker, maker: opened.value.maker, station: of, version, created: new Date(), strict: false },
    source: { ...rest, list, index: null, authorities: authorities.certificates },
    write: (contents, onVoter) => writeUnsigned(path, opened.value.maker, contents, onVoter),
    onVoter: () => {},
  });
  if (!built.ok) throw new Error(built.error.code);
  return { ...built.value, path };
}

describe('a package that another machine signs', () => {
  it('is made without the root key, keeps its name when it is signed, and is taken by its device', async () => {
    const { path, written, voters } = await made(1);
    expect(voters).toBe(2);
    expect(await openPackage(path, station.commission.trust.root)).toMatchObject({
      error: { code: 'package.not-a-package' },
    });
    const signed = await signUnsigned(path, at('v1.taanuu'), station.commission);
    expect(signed).toEqual({ ok: true, value: written.sha256 });
    const done = await importPackage({
      ...{ path: at('v1.taanuu'), stateDir: join(station.dir, 'device'), keys: station.keys, current: null },
    });
    expect(done).toMatchObject({ ok: true, value: { event: { sha256: written.sha256 } } });
  });

  it('is signed by no other commission, and not where a part of it was changed', async () => {
    const { path } = await made(1);
    const other = openCommission(at('other'), 'Башка', true);
    expect(await signUnsigned(path, at('other.taanuu'), other)).toMatchObject({
      error: { code: 'package.another-commission' },
    });
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(at('changed.taanuu-unsigned'), bytes);
    expect(await signUnsigned(at('changed.taanuu-unsigned'), at('x.taanuu'), station.commission)).toMatchObject({
      error: { code: 'package.damaged', params: { part: 'register' } },
    });
    expect(await openUnsigned(at('election.json'))).toMatchObject({ error: { code: 'package.not-a-package' } });
  });

  it('is made by a folder of that election alone', () => {
    expect(openMaker(maker, { ...election, mode: 'training' })).toMatchObject({
      error: { code: 'package.maker-election', params: { election: 'probe', mode: 'laboratory' } },
    });
    expect(openMaker(at('nobody'), election)).toMatchObject({ error: { code: 'package.no-commission' } });
  });
});

describe('what is remembered of a package', () => {
  it('tells what the next one changes: the list, and whose code is another', async () => {
    const first = await made(1);
    expect(first.listChanges).toBeNull();
    remember(maker, first.remembered, '0001');
    writeVoters([voter(1, { address: 'Тамга' }), voter(3), voter(4)]);
    writePeople('secretary');
    const second = await made(2);
    expect(second.listChanges).toMatchObject({
      added: [4],
      removed: [],
      changed: [{ number: 1, fields: ['address'] }],
    });
    const memory = new PackageMemory(maker);
    const before = await memory.before({ election, station: '0001' }, 2);
    expect(before).toMatchObject({ version: 1, sha256: first.written.sha256, election: { id: 'probe' } });
    const [chair] = second.remembered.made.people;
    expect(chair).toEqual(before?.people[0]);
    remember(maker, second.remembered, '0001');
    expect(await memory.versions({ election, station: '0001' })).toEqual([2, 1]);
    expect(await memory.before({ election, station: '0002' }, 9)).toBeNull();
  });
});

describe('a list that was read once', () => {
  it('gives the voters of each station again, by their constituencies, and tells what is no longer there', async () => {
    writeVoters([voter(1), voter(2, { precinct: '0002', constituency: 'k2', number: 1 }), voter(3, { pin: '1' })]);
    const list = await readVoterList(at('voters.ndjson'), election);
    expect(list).toMatchObject({ taken: 2, stations: ['0001', '0002'], leftOut: [{ row: 3, field: 'pin' }] });
    expect([list.byConstituency('0001'), list.byConstituency('0002')]).toEqual([{ k1: 1 }, { k2: 1 }]);
    const read = async (of: string) => {
      const [records, leftOut]: [string[], object[]] = [[], []];
      for await (const { record } of list.read(of, {}, (what) => leftOut.push(what))) records.push(record);
      return { records, leftOut };
    };
    expect(await read('0002')).toEqual({ records: ['r2'], leftOut: [] });
    writeFileSync(at('voters.ndjson'), 'cut');
    expect(await read('0002')).toMatchObject({ records: [], leftOut: [{ row: 2, taken: false }] });
  });
});
