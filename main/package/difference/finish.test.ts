import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import type { RegisterRecord } from '../../../core/election/register-record.ts';
import { ListHistory } from '../list-history.ts';
import { openMaker, writeMaker } from '../maker.ts';
import { election, makeStation, peopleOf, type Station, voter } from '../package.fixture.ts';
import { openPackage } from '../reader.ts';
import { signUnsigned } from '../unsigned.ts';
import { writeUnsigned } from '../writer.ts';
import { finishDifference, finishedName, waitingBeside } from './finish.ts';
import { putTogether } from './put-together.ts';
import { isDifference, openDifference } from './read.ts';

/** What a machine without the root key makes waits for its signature, and so does what leads to it. */
let station: Station;
const at = (name: string): string => join(station.dir, name);
const list = [1, 2, 3, 4].map((n) => voter(n));

beforeAll(async () => {
  station = await makeStation();
  await writeMaker(at('maker'), station.commission, election);
});
afterAll(() => station.remove());

/** A version of the list as that machine makes it, and as it comes back signed. */
async function made(version: number, records: readonly RegisterRecord[]) {
  const opened = openMaker(at('maker'), election);
  if (!opened.ok) throw new Error(opened.error.code);
  const history = await ListHistory.open(station.dir, new Uint8Array(32), { election, station: '0001', version });
  for (const record of records) history.note(record);
  const [unsigned, signed] = [at(`v${version}.taanuu-unsigned`), at(`v${version}.taanuu`)];
  const written = await writeUnsigned(unsigned, opened.value.maker, {
    ...{ election, policy: defaultPolicy, station: '0001', version, records, people: await peopleOf() },
    ...{ devices: await opened.value.maker.devices(), created: '2023-10-01T00:00:00Z' },
    changes: () => history.changes(),
    differences: () => history.differences((since) => at(`v${since}-v${version}.taanuu-difference-unsigned`)),
  });
  history.remember(written.sha256);
  expect(await signUnsigned(unsigned, signed, station.commission)).toEqual({ ok: true, value: written.sha256 });
  const read = await openPackage(signed, station.commission.trust.root);
  if (!read.ok) throw new Error(read.error.code);
  await read.value.close();
  return { ...written, unsigned, signed, statement: read.value.statement };
}

describe('a difference that waits', () => {
  it('becomes with the signature of its package what a kiosk takes, byte for byte', async () => {
    const { root } = station.commission.trust;
    const first = await made(1, list);
    const second = await made(2, [...list.slice(1), voter(9)]);
    const [{ path: waiting } = { path: '' }] = second.differences;
    expect(await isDifference(waiting)).toBe(false);
    expect(await openDifference(waiting, root)).toMatchObject({ error: { code: 'package.not-a-package' } });
    expect(await waitingBeside(second.unsigned, second.sha256)).toEqual([waiting]);
    expect(await waitingBeside(second.unsigned, first.sha256)).toEqual([]);
    expect(finishedName(waiting)).toBe('v1-v2.taanuu-difference');
    const to = at(finishedName(waiting));
    const finished = await finishDifference(waiting, to, second.statement);
    expect(finished).toEqual({ ok: true, value: { path: to, since: 1, bytes: readFileSync(to).length } });
    const opened = await openDifference(to, root);
    if (!opened.ok) throw new Error(opened.error.code);
    const together = await putTogether({
      ...{ difference: opened.value, keys: station.keys, to: at('together.taanuu') },
      openBase: () => openPackage(first.signed, root),
    });
    await opened.value.close();
    expect(together.ok).toBe(true);
    expect(readFileSync(at('together.taanuu')).equals(readFileSync(second.signed))).toBe(true);
  });

  it('is made with no other package’s signature, and not where it was changed or cut off', async () => {
    const third = await made(3, list);
    const fourth = await made(4, list.slice(1));
    const [{ path: waiting } = { path: '' }] = fourth.differences;
    const to = at('never.taanuu-difference');
    expect(await finishDifference(waiting, to, third.statement)).toEqual({
      ok: false,
      error: { code: 'package.name-differs', params: { file: 'v3-v4.taanuu-difference-unsigned' } },
    });
    const right = readFileSync(waiting);
    const wrong = Buffer.from(right);
    wrong.writeUInt8(wrong.readUInt8(wrong.length - 1) ^ 1, wrong.length - 1);
    for (const [bytes, code] of [
      [wrong, 'package.damaged'],
      [right.subarray(0, -1), 'package.truncated'],
      [Buffer.concat([right, Buffer.alloc(1)]), 'package.hostile'],
    ] as const) {
      writeFileSync(waiting, bytes);
      expect(await finishDifference(waiting, to, fourth.statement)).toMatchObject({ error: { code } });
    }
    expect(await isDifference(to)).toBe(false);
  });
});
