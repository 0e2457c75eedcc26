import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RegisterRecord } from '../../../core/election/register-record.ts';
import { ListHistory } from '../../package/list-history.ts';
import { election, makeStation, type Station, voter } from '../../package/package.fixture.ts';
import { registerFolder, removeRegister } from '../register/files.ts';
import { importPackage } from '../register/import.ts';
import { Arrivals, arrivalsFolder } from './arrivals.ts';
import { Together } from './together.ts';

/** A device whose list nobody has opened: it knows no key of the register. */
let station: Station;
let stateDir: string;
let arrivals: Arrivals;
beforeEach(async () => {
  station = await makeStation();
  stateDir = join(station.dir, 'device');
  arrivals = new Arrivals(stateDir);
});
afterEach(() => station.remove());

const many = Array.from({ length: 40 }, (_, n) => voter(n + 1, { photo: Buffer.alloc(45_000, n).toString('base64') }));

async function version(n: number, records: readonly RegisterRecord[]) {
  const history = await ListHistory.open(station.dir, new Uint8Array(32), { election, station: '0001', version: n });
  for (const record of records) history.note(record);
  const { path, sha256, differences } = await station.write(`v${n}.taanuu`, {
    ...{ version: n, records },
    differences: () => history.differences((since) => join(station.dir, `v${since}-v${n}.taanuu-difference`)),
  });
  history.remember(sha256);
  return { path, sha256, differences: differences.map((one) => one.path) };
}

/** Brings a version into force. */
async function inForce(path: string) {
  const imported = await importPackage({ path, stateDir, keys: station.keys, current: null });
  if (!imported.ok) throw new Error(imported.error.code);
  const { register: name, sha256 } = imported.value.event;
  const files = { stateDir, inForce: { register: { name, package: { sha256 } } } };
  return { name, sha256, together: new Together({ keys: station.keys, files, arrivals }) };
}

describe('a package is put together', () => {
  it('of the one in force, while its list is locked, and of one that waits', async () => {
    const one = await version(1, many);
    const two = await version(2, many.slice(1));
    const three = await version(3, [...many.slice(2), voter(99)]);
    const { together, sha256 } = await inForce(one.path);
    expect(together.bases()).toEqual([sha256]);
    const made = await together.make(two.differences[0] ?? '');
    expect(made).toMatchObject({ ok: true, value: { sha256: two.sha256 } });
    if (!made.ok) return;
    expect(readFileSync(made.value.path)).toEqual(readFileSync(two.path));
    const offer = { package: two.sha256, version: 2, bytes: statSync(two.path).size };
    arrivals.keep(offer, 'hub', made.value.path);
    expect(together.bases()).toEqual([sha256, two.sha256]);
    // From the one that waits, and from the one in force: two at once do not come into each other's way.
    const both = await Promise.all(three.differences.map((path) => together.make(path)));
    expect(both.map((last) => last.ok)).toEqual([true, true]);
    expect(readFileSync(both[1]?.ok ? both[1].value.path : '')).toEqual(readFileSync(three.path));
  }, 30_000);

  it('of nothing else: another base, a base that was changed, a key that is gone', async () => {
    const one = await version(1, many.slice(0, 3));
    const two = await version(2, many.slice(0, 2));
    const three = await version(3, many.slice(0, 1));
    const [fromTwo = '', fromOne = ''] = three.differences;
    const { together, name } = await inForce(one.path);
    expect(await together.make(fromTwo)).toMatchObject({
      error: { code: 'package.difference-base', params: { version: 3, base: 2 } },
    });
    const kept = join(registerFolder(stateDir), `${name}.package`);
    const right = readFileSync(kept);
    writeFileSync(kept, Buffer.from(right).fill(7, right.length - 100));
    expect(await together.make(fromOne)).toMatchObject({ ok: false });
    writeFileSync(kept, right);
    expect(await together.make(fromOne)).toMatchObject({ ok: true, value: { sha256: three.sha256 } });
    expect(await together.make(two.path)).toMatchObject({ error: { code: 'package.not-a-package' } });
    // What is sealed to the version's key is sealed by the device's half too, which goes with the register.
    const base = join(registerFolder(stateDir), `${name}.base`);
    const [sealed, package_] = [readFileSync(base), readFileSync(kept)];
    removeRegister(stateDir, station.keys, name);
    expect(existsSync(base)).toBe(false);
    expect(together.bases()).toEqual([]);
    writeFileSync(base, sealed);
    writeFileSync(kept, package_);
    expect(await together.make(fromOne)).toMatchObject({ error: { code: 'package.key-does-not-open' } });
    expect(readdirSync(arrivalsFolder(stateDir))).toHaveLength(1);
    arrivals.sweep();
    expect(readdirSync(arrivalsFolder(stateDir))).toEqual([]);
  }, 30_000);

  it('or not at all: killed in the middle of it, what is in force is whole and nothing is left', async () => {
    const one = await version(1, many);
    const two = await version(2, many.slice(1));
    const [path = ''] = two.differences;
    const { together, name, sha256 } = await inForce(one.path);
    const before = readdirSync(registerFolder(stateDir)).map((file) => [
      file,
      readFileSync(join(registerFolder(stateDir), file)).toString('base64'),
    ]);
    const child = fork(new URL('./together.fixture.ts', import.meta.url), [stateDir, path, name, sha256], {
      execArgv: [],
    });
    let reached = false;
    child.on('message', ({ done, of }: { done: number; of: number }) => {
      if (reached || done < of / 2) return;
      reached = true;
      child.kill('SIGKILL');
    });
    await once(child, 'exit');
    expect(reached).toBe(true);
    expect(readdirSync(arrivalsFolder(stateDir))).toMatchObject([expect.stringMatching(/\.made$/)]);
    expect(arrivals.waiting()).toEqual([]);
    arrivals.sweep();
    expect(readdirSync(arrivalsFolder(stateDir))).toEqual([]);
    const after = readdirSync(registerFolder(stateDir)).map((file) => [
      file,
      readFileSync(join(registerFolder(stateDir), file)).toString('base64'),
    ]);
    expect(after).toEqual(before);
    const made = await together.make(path);
    expect(made.ok && readFileSync(made.value.path).equals(readFileSync(two.path))).toBe(true);
    rmSync(path);
  }, 30_000);
});
