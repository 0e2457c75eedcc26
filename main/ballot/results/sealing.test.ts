import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { toBase64url } from '../../../core/crypto/encoding.ts';
import { checkFollows, checkResults } from '../../../core/results/check-results.ts';
import { readResultsFile } from '../../../core/results/results-file.ts';
import { resultsFileNumber } from '../../../core/results/results-name.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import {
  ballot,
  credential,
  resultsWorld,
  signers,
  totalsOf,
  two,
  typeAll,
  value,
  type World,
} from './results.fixture.ts';

const own = 'council-1';
const worlds: World[] = [];
afterEach(() => {
  for (const world of worlds.splice(0)) world.end();
});

const nameOf = (number: number): string => `results-file-0001-2023-10-08-1-${number}.taanuu-results`;
const fileOf = (world: World, number: number): Uint8Array => world.out()[nameOf(number)] ?? new Uint8Array();
const numbersOf = (world: World) => Object.keys(world.out()).flatMap((file) => resultsFileNumber(file) ?? []);
function check(world: World, number: number) {
  const { election, policy, people, precinct } = world.taken;
  const { device, signing } = world.keys;
  const trust = {
    ...{ election, station: precinct.number, policy: policy.results, people, packages: [world.taken.sha256] },
    devices: [{ device, key: signing.key, signing: toBase64url(signing.publicKey), station: '0001' }],
  };
  return checkResults(fileOf(world, number), trust, nodeCrypto);
}

/** Twelve ballots, counted and typed so that everything balances. */
async function counted(): Promise<World> {
  const world = await resultsWorld([
    ...Array.from({ length: 7 }, () => ballot(own, ['c-1'])),
    ...Array.from({ length: 5 }, () => ballot(own, ['c-2'], { batch: 'box' })),
  ]);
  worlds.push(world);
  world.close();
  value(world.room.told(totalsOf('0001', { 'saruu-1': 12 })));
  value(await world.room.counting.count({ approvers: two }));
  typeAll(world, own, 12);
  return world;
}
const sign = async (world: World) => value(await world.room.protocolDesk.sign({ protocol: own, by: signers }));

describe('the results file', () => {
  it('is sealed with the last signature and not before, and is what the commission above expects of it', async () => {
    const world = await counted();
    expect(value(await world.room.sealing.seal())).toBeNull();
    await sign(world);
    const told = world.said.find((one) => one.hatch === 'file' && one.kind === 'results');
    const report = check(world, 1);
    expect([report.verdict, report.findings]).toEqual(['sound', []]);
    expect(told).toEqual({ hatch: 'file', kind: 'results', file: nameOf(1), sha256: report.file?.sha256 });
    expect(world.events().at(-1)).toMatchObject({ type: 'ballot.exported', body: { sha256: report.file?.sha256 } });
    expect(report.file?.head).toMatchObject({ counted: 12, boxes: [{ kind: 'stationary', sheets: 12 }], images: [] });
    // The journal that leaves with it has that event at that place.
    const { seq, hash } = report.file?.head.journal ?? { seq: 0, hash: '' };
    expect(world.events()[seq - 1]).toMatchObject({ seq, hash, type: 'ballot.protocol-signed' });
    expect(statSync(world.frame.hatch.outgoing(nameOf(1))).mode & 0o777).toBe(0o640);
  });

  it('is sealed again under the next number when something came to it, and else stays the one that it is', async () => {
    const world = await counted();
    await sign(world);
    const { protocolDesk: desk, exports } = world.room;
    expect(value(await exports.export()).files[0]).toBe(nameOf(1));
    expect(value(await world.again().sealing.seal())).toBe(nameOf(1));
    value(await desk.correct({ protocol: own, words: 'Саноодон ката табылды', approvers: two }));
    // While it is corrected nothing new is sealed; what was stays where it is.
    expect(value(await world.room.sealing.seal())).toBeNull();
    for (const [key, count] of [
      ['deputy/c-1', 6],
      ['deputy/c-2', 6],
    ] as const) {
      value(desk.byHand({ protocol: own, key, value: count }));
    }
    value(await desk.explain({ protocol: own, how: 'recounted', words: 'Кайра саналды', approvers: two }));
    await sign(world);
    value(await desk.dissent({ protocol: own, by: credential('member'), words: 'Макул эмесмин' }));
    expect(numbersOf(world)).toEqual([1, 2, 3]);
    const reports = [1, 2, 3].map((number) => check(world, number));
    expect(reports.map(({ verdict, corrected }) => [verdict, corrected])).toEqual([
      ['sound', false],
      ['sound', true],
      ['sound', true],
    ]);
    const [first, second, third] = reports.map(({ file }) => file);
    if (!first || !second || !third) throw new Error('a file cannot be read');
    expect([checkFollows(first, second), checkFollows(second, third), checkFollows(first, third)]).toEqual([
      [],
      [],
      [],
    ]);
    expect(checkFollows(second, first)).toMatchObject([{ finding: 'not-later' }]);
    expect(third.head.protocols[0]?.dissents).toEqual([{ person: 'member', reason: 'Макул эмесмин' }]);
  });

  it('that cannot be written takes nothing back of what was signed, is told, and is made later', async () => {
    const world = await counted();
    // Where it is to lie there is something else.
    const hatch = join(world.stateDir, 'hatch');
    mkdirSync(join(hatch, 'out', nameOf(1)), { recursive: true });
    await sign(world);
    expect(world.room.protocols[0]?.signed).not.toBeNull();
    expect(world.room.problems()).toHaveLength(1);
    rmSync(join(hatch, 'out', nameOf(1)), { recursive: true });
    expect(value(await world.again().sealing.seal())).toBe(nameOf(1));
    expect(readResultsFile(fileOf(world, 1), nodeCrypto).ok).toBe(true);
  });
});
