import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../../../core/crypto/encoding.ts';
import { EMPTY_CHAIN, makeEvent } from '../../../core/journal/chain.ts';
import { makeHead } from '../../../core/journal/head.ts';
import {
  byHand,
  election,
  fileOf,
  headOf,
  imageOf,
  known,
  own,
  signByAnother,
  signed,
  version,
} from '../../../core/results/results-file.fixture.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { makeStation, type Station, voters } from '../../package/package.fixture.ts';
import { resultsCommand } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'taanuu-results-'));
const at = (name: string): string => join(folder, name);
let station: Station;
let trust: readonly string[] = [];

beforeAll(async () => {
  station = await makeStation();
  const records = voters.map((one) => ({ ...one, constituency: 'saruu-1' }));
  const { path } = await station.write('a.taanuu', { election, records });
  trust = ['--trust', path, '--root', Buffer.from(station.commission.trust.root).toString('base64url')];
});
afterAll(() => {
  station.remove();
  rmSync(folder, { recursive: true });
});

async function run(...args: readonly string[]) {
  const [said, complained]: [string[], string[]] = [[], []];
  const io = { out: (line: string) => said.push(line), complain: (line: string) => complained.push(line) };
  return { code: await resultsCommand(args, io), said, complained: complained.join('\n') };
}
const check = (name: string, ...more: readonly string[]) => run('check', at(name), ...trust, ...more);

const first = version();
const page = Buffer.from('a page');

/** A file that the registered device itself has sealed. */
function sealed(name: string, versions: Parameters<typeof headOf>[0], images: Parameters<typeof fileOf>[1] = []): void {
  const { device, signing } = station.keys;
  const protocols = [
    { protocol: own, versions: versions.map((one) => signed(one, signing.key, signing.sign)), dissents: [] },
  ];
  const head = headOf([], { device, key: signing.key, protocols, images: images.map((one) => imageOf(one, 1)) });
  writeFileSync(at(name), fileOf(head, images, signing.sign));
}

/** The log of the registered device, which names the key of the ballot zone beside it. */
function log(name: string): void {
  const { device, signing } = station.keys;
  const identity = { election: election.id, mode: election.mode, station: '0001', device, key: signing.key };
  const key = toHex(nodeCrypto.ed25519PublicKey(new Uint8Array(32).fill(7)));
  const time = '2023-10-08T08:00:00.000+06:00';
  const made = makeEvent(
    identity,
    EMPTY_CHAIN,
    {
      ...{
        type: 'ballot-zone.paired',
        body: { device: 'd-box', key: 'k-box', signing: key },
        actor: { role: 'system' },
      },
      ...{ sitting: null, at: time, hlc: { ms: Date.parse(time), counter: 0 } },
    } as never,
    signing.sign,
    nodeCrypto,
  );
  writeFileSync(at(name), `${made.line}\n${makeHead(identity, made.state, time, signing.sign, nodeCrypto)}\n`);
}

describe('taanuu results check', () => {
  it('says that a file is in order, with its numbers in words', async () => {
    sealed('good', [first]);
    const { code, said, complained } = await check('good');
    expect(code).toBe(0);
    expect(complained).toContain('agrees with the root key');
    expect(said[0]).toMatch(/^good: IN ORDER/);
    const text = said.join('\n');
    for (const part of [
      'station 0001',
      'sheets: 411 counted',
      'council-1',
      'voted: 411',
      'Карагаев Нурлан Бейшен уулу: 201',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('FOUND');
  });

  it('tells apart what is not genuine, what is incomplete or does not balance, and a correction', async () => {
    const typed = { ...known.typed, received: 1_520 };
    sealed('unbalanced', [version({ typed })]);
    sealed('few', [{ ...first, signers: first.signers.slice(1) }]);
    sealed('corrected', [first, version({ byHand }, first)]);
    const bytes = readFileSync(at('good'));
    writeFileSync(at('altered'), String(bytes).replace('"counted":411', '"counted":412'));
    writeFileSync(at('cut'), bytes.subarray(0, bytes.length - 9));
    const told = async (name: string) => {
      const { code, said } = await check(name);
      return [code, said[0]?.split(':')[1]?.trim(), ...said.flatMap((one) => /\[([a-z-]+)\]$/.exec(one)?.[1] ?? [])];
    };
    expect(await told('unbalanced')).toEqual([3, 'DOES NOT BALANCE', 'ratio-broken']);
    expect(await told('few')).toEqual([3, 'INCOMPLETE', 'signers-missing']);
    expect(await told('corrected')).toEqual([0, 'IN ORDER', 'counts-explained', 'counts-explained', 'corrected']);
    expect((await told('altered')).slice(0, 3)).toEqual([1, 'REFUSED', 'bad-signature']);
    expect(await told('cut')).toEqual([1, 'REFUSED', 'not-results']);
    // Several at once: the worst of them is what the command comes to.
    const all = await run('check', at('good'), at('few'), at('altered'), ...trust);
    expect([all.code, all.said.filter((one) => /^\w+: /.test(one)).length]).toEqual([1, 3]);
  });

  it('takes the key of the ballot zone from a verified log of the kiosk beside it, and from no other', async () => {
    writeFileSync(at('beside'), fileOf(headOf([first])));
    expect((await check('beside')).code).toBe(1);
    log('log.ndjson');
    expect((await check('beside', '--log', at('log.ndjson'))).code).toBe(0);
    writeFileSync(at('by-another'), fileOf(headOf([first]), [], signByAnother));
    expect((await check('by-another', '--log', at('log.ndjson'))).code).toBe(1);
    writeFileSync(at('forged.ndjson'), readFileSync(at('log.ndjson'), 'utf8').replace('d-box', 'd-bux'));
    expect(await check('beside', '--log', at('forged.ndjson'))).toMatchObject({ code: 1, said: [] });
  });

  it('tells a program everything, and puts the images of pages where it was said', async () => {
    sealed('pictured', [first], [page]);
    const { code, said } = await check('pictured', '--json', '--images', at('images'));
    expect(code).toBe(0);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({
      ...{ verdict: 'sound', corrected: false, findings: [] },
      head: { station: '0001', protocols: [{ versions: [{ content: { version: 1 } }] }] },
    });
    expect(readdirSync(at('images'))).toEqual(['0001-2023-10-08-1-council-1-version-1-page-1.png']);
    expect(readFileSync(join(at('images'), '0001-2023-10-08-1-council-1-version-1-page-1.png'))).toEqual(page);
  });

  it('refuses what is no file, and asks for what is missing', async () => {
    expect((await check('nowhere')).complained).toContain('[command.file-missing]');
    expect((await run('check', folder, ...trust)).complained).toContain('[command.file-wrong-kind]');
    expect((await run('check', at('good'))).code).toBe(2);
    expect((await run('check')).code).toBe(2);
  });
});
