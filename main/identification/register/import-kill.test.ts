import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { election, makeStation, openedByPeople, type Station, voter } from '../../package/package.fixture.ts';
import { registerFolder, tidyRegisters } from './files.ts';
import { importPackage } from './import.ts';

let station: Station;
let stateDir: string;
beforeEach(async () => {
  station = await makeStation();
  stateDir = join(station.dir, 'device');
});
afterEach(() => station.remove());

/** Imports in a process of its own and kills it when it says that it is there. */
async function killedImport(path: string, moment: (step: string, done: number) => boolean): Promise<boolean> {
  const child = fork(new URL('./import.fixture.ts', import.meta.url), [stateDir, path], { execArgv: [] });
  let reached = false;
  child.on('message', ({ step, done }: { step: string; done: number }) => {
    if (!reached && moment(step, done)) {
      reached = true;
      child.kill('SIGKILL');
    }
  });
  await once(child, 'exit');
  return reached;
}

describe('an import that is killed', () => {
  it.each([
    ['while it verifies', (step: string) => step === 'verify'],
    ['at the first voters', (step: string) => step === 'load'],
    ['in the middle of the list', (step: string, done: number) => step === 'load' && done >= 900],
    ['when all is loaded and nothing is recorded', (step: string) => step === 'done'],
  ])('%s leaves the register in force whole, and a later import works', async (_, moment) => {
    const old = await importPackage({
      ...(await station.write('old.taanuu')),
      stateDir,
      keys: station.keys,
      current: null,
    });
    if (!old.ok) throw new Error(old.error.code);
    const many = Array.from({ length: 1500 }, (_, i) =>
      voter(i + 1, { photo: Buffer.alloc(6000, i).toString('base64') }),
    );
    const { path } = await station.write('new.taanuu', { version: 2, records: many });
    expect(await killedImport(path, moment)).toBe(true);

    const inForce = old.value.event.register;
    tidyRegisters(stateDir, station.keys, inForce);
    expect(readdirSync(registerFolder(stateDir)).sort()).toEqual(
      ['base', 'db', 'front', 'head', 'package'].map((ending) => `${inForce}.${ending}`),
    );
    const register = await openedByPeople(stateDir, station.keys, inForce);
    expect([register.count(), register.byRecord('r1')?.given]).toEqual([4, 'Айгүл']);
    register.close();

    const current = { version: 1, sha256: old.value.event.sha256, station: '0001', election, changes: null };
    const again = await importPackage({ path, stateDir, keys: station.keys, current });
    expect(again.ok && again.value.event.records).toBe(1500);
  });
});
