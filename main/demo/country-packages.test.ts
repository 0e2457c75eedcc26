import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PackagesSettings } from '../commission/packages/settings.ts';
import { sourceProblem } from '../package/build.ts';
import { openMaker, signsHere } from '../package/maker.ts';
import { codesProblem } from '../package/people.ts';
import { readSourceFolder } from '../package/source-folder.ts';
import type { LeftOut } from '../package/sources.ts';
import { readVoterList } from '../package/voter-list.ts';
import { demoPackages } from './country-packages.ts';
import { demoCountry } from './country-settings.ts';

/** What the simulated country's console makes packages of. */
const folder = mkdtempSync(join(tmpdir(), 'taanuu-country-'));
let country: Awaited<ReturnType<typeof demoCountry>>;
let settings: PackagesSettings;

beforeAll(async () => {
  country = await demoCountry({ stations: 60, seed: 'packages', cost: { n: 1_024, r: 1, p: 1 } });
  settings = await demoPackages(folder, country);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function source() {
  const read = await readSourceFolder(settings.sources[0] ?? '');
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

describe('the folder of which a simulated country makes packages', () => {
  it('is of the console’s own election, with a ballot for every constituency, and nothing in it is refused', async () => {
    const { election, policy, people } = await source();
    expect([election.id, election.mode]).toEqual([country.settings.election.id, country.settings.election.mode]);
    expect(sourceProblem({ election, policy })).toBeNull();
    expect(election.papers?.styles.map(({ constituency }) => constituency)).toEqual(
      election.constituencies.map(({ id }) => id),
    );
    for (const station of ['0001', '0002']) expect(codesProblem(people, station, election.mode)).toBeNull();
  });

  it('has voters of two stations, and rows and fingers that are not taken, as real lists have', async () => {
    const { voters, election, folders } = await source();
    const list = await readVoterList(voters, election);
    expect(list).toMatchObject({ taken: 360, stations: ['0001', '0002'] });
    expect(list.leftOut.map(({ row, field, taken }) => [row, field, taken])).toEqual([
      ...[[361, 'birthDate', false] as const, [362, 'pin', false] as const],
      ...[[363, 'precinct', false] as const, [364, 'quotes', false] as const],
    ]);
    const leftOut: LeftOut[] = [];
    let [count, photos] = [0, 0];
    for await (const { photo } of list.read('0002', folders, (what) => leftOut.push(what))) {
      count += 1;
      if (photo !== null) photos += 1;
    }
    expect([count, photos]).toEqual([120, 24]);
    expect(leftOut.every(({ taken, field }) => taken && field === 'fingers')).toBe(true);
  });

  it('has a commission that signs, with a device at each of the two', async () => {
    expect(signsHere(settings.maker)).toBe(true);
    const opened = openMaker(settings.maker, country.settings.election);
    if (!opened.ok) throw new Error(opened.error.code);
    expect(opened.value.commission?.trust.demo).toBe(true);
    expect((await opened.value.maker.devices()).map(({ station }) => station)).toEqual(['0001', '0002']);
  });
});
