import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BallotRecord } from '../../../core/ballot/record.ts';
import { fromBase64url } from '../../../core/crypto/encoding.ts';
import { type DeviceKeys, openKeys } from '../../access/keys.ts';
import { sealChoices } from '../../ballot/results/sealed-choices.ts';
import { makeStation, type Station } from '../../package/package.fixture.ts';
import { ballotsCommand } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'taanuu-sealed-'));
const at = (name: string): string => join(folder, name);
const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
let station: Station;
let packageFile = '';
let publicKey = new Uint8Array();

const record = (marked: readonly string[], unsure: readonly string[] = []): BallotRecord => ({
  ...{ v: 1, style: 'deputies-k2', test: false, batch: 'box', compartment: 'valid' },
  parts: [{ part: 'deputy', marked: [...marked], unsure: [...unsure] }],
});

/** Three ballots as a device seals them at its close. */
async function sealed(name: string, of: { election?: string; keys?: DeviceKeys } = {}): Promise<string> {
  const { election = 'probe', keys = station.keys } = of;
  const ballots = [record(['c-1']), record(['c-1']), record([], ['c-2'])].map((one) => ({
    record: one,
    image: picture,
  }));
  const votes = { deputy: { 'c-1': 2, 'c-2': 0 } };
  const file = await sealChoices(
    [{ style: 'deputies-k2', counted: { sheets: { box: 3, mobile: 0, valid: 2, invalid: 0 }, votes }, ballots }],
    { election, mode: 'laboratory', station: '0001', sitting: '2023-10-08-1' },
    { publicKey, keys, slotBytes: 4096 },
  );
  if (!file.ok) throw new Error(file.error.code);
  writeFileSync(at(name), file.value);
  return at(name);
}

async function run(...args: readonly string[]) {
  const [said, complained]: [string[], string[]] = [[], []];
  const io = { out: (line: string) => said.push(line), complain: (line: string) => complained.push(line) };
  return { code: await ballotsCommand(args, io), said, complained: complained.join('\n') };
}
const open = (...args: readonly string[]) => run('open-sealed', packageFile, ...args);

beforeAll(async () => {
  station = await makeStation();
  packageFile = (await station.write('a.taanuu')).path;
  const { code, said } = await run('seal-key', '--out', at('centre.jwk'));
  expect(code).toBe(0);
  publicKey = new Uint8Array(fromBase64url(said[0] ?? '') ?? []);
});
afterAll(() => {
  station.remove();
  rmSync(folder, { recursive: true });
});

describe('what was sealed to the centre', () => {
  it('opens with the key that the centre has made, as a table and with every ballot and its picture', async () => {
    const file = await sealed('a.json');
    const { code, said } = await open(file, '--key', at('centre.jwk'));
    expect(code).toBe(0);
    const row = (rest: string) => `0001,2023-10-08-1,${station.keys.device},deputies-k2,${rest}`;
    expect(said).toEqual([
      'station,sitting,device,style,figure,part,option,number',
      ...[row('box,,,3'), row('mobile,,,0'), row('valid,,,2'), row('invalid,,,0'), row('undecided,,,1')],
      ...[row('votes,deputy,c-1,2'), row('votes,deputy,c-2,0')],
    ]);
    const { said: json } = await open(file, '--key', at('centre.jwk'), '--json');
    const [{ styles }] = json.map((line) => JSON.parse(line));
    expect(styles[0].ballots[2].record.parts[0].unsure).toEqual(['c-2']);
    expect(styles[0].ballots[0].image).toBe(Buffer.from(picture).toString('base64'));
  });

  it('is read by nobody else: the secret half is the owner’s alone, is never written over, and another one opens nothing', async () => {
    const file = await sealed('b.json');
    expect(statSync(at('centre.jwk')).mode & 0o777).toBe(0o600);
    const before = readFileSync(at('centre.jwk'), 'utf8');
    expect((await run('seal-key', '--out', at('centre.jwk'))).code).toBe(2);
    expect(readFileSync(at('centre.jwk'), 'utf8')).toBe(before);
    await run('seal-key', '--out', at('other.jwk'));
    expect(await open(file, '--key', at('other.jwk'))).toMatchObject({
      ...{ code: 1, said: [] },
      complained: expect.stringContaining('[ballot.sealed-key]'),
    });
    // Halves of two keys are none.
    const [mine, theirs] = ['centre.jwk', 'other.jwk'].map((name) => JSON.parse(readFileSync(at(name), 'utf8')));
    writeFileSync(at('mixed.jwk'), JSON.stringify({ ...mine, d: theirs.d }));
    expect((await open(file, '--key', at('mixed.jwk'))).complained).toContain('[ballot.sealed-key]');
  });

  it('is taken of no device that the package does not name, of no other election, and not changed', async () => {
    const key = ['--key', at('centre.jwk')];
    const strange = await openKeys(at('strange'));
    if (!strange.ok) throw new Error(strange.error.code);
    const right = await sealed('c.json');
    const changed = JSON.parse(readFileSync(right, 'utf8'));
    writeFileSync(at('changed.json'), JSON.stringify({ ...changed, station: '0002' }));
    writeFileSync(at('none.json'), '{"kind":"sealed-choices"}');
    for (const [file, problem] of [
      [await sealed('d.json', { keys: strange.value }), 'ballot.sealed-signature'],
      [at('changed.json'), 'ballot.sealed-signature'],
      [await sealed('e.json', { election: 'another' }), 'ballot.sealed-election'],
      [at('none.json'), 'command.file-wrong-kind'],
    ] as const) {
      const { code, said, complained } = await open(right, file, ...key);
      expect([code, said]).toEqual([1, []]);
      expect(complained).toContain(`[${problem}]`);
    }
  });

  it('asks for what is missing', async () => {
    expect((await open('--key', at('centre.jwk'))).code).toBe(2);
    expect(await open(await sealed('f.json'))).toMatchObject({ code: 2, complained: expect.stringContaining('--key') });
    expect((await run('seal-key')).complained).toContain('--out');
  });
});
