import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ok } from '../../../core/problem/result.ts';
import { openKeys } from '../../access/keys.ts';
import { election } from '../../package/package.fixture.ts';
import { writeWipeOrder } from '../../package/wipe-order.ts';
import { openStore, recordIn } from '../store.ts';
import { closedStation, emptying, signIn } from './closed.fixture.ts';
import { numbersBefore } from './wiped.ts';
import type { WipeStep } from './wiping.ts';

/** A device that was emptied of an election and is loaded with it again: no slip bears a number that was given out. */
type Made = Awaited<ReturnType<typeof closedStation>>;
type Run = Pick<Made, 'zone' | 'client'>;

const officer = { role: 'officer', person: 'officer' } as const;
const of = { election: election.id, mode: election.mode, station: '0001' } as const;
let made: Made;

beforeEach(async () => {
  made = await closedStation();
});
afterEach(() => made.station.remove());

/** Reserves somebody with this number, and asks for the next one: that of her second slip. */
function nextReceipt({ zone }: Run, voter: number, receipt: string): string {
  const { kiosk, reservations } = zone;
  const [admission, attempt] = [`a-${receipt}`, `t-${receipt}`];
  kiosk.record('attempt.started', { attempt, by: 'pin' }, officer);
  kiosk.record(
    'admission.reserved',
    {
      ...{ admission, attempt, voter: String(voter).repeat(64), category: 'home', constituency: 'k1' },
      ...{ precinct: '0001', sex: 'female', ageGroup: '26-35', modality: 'finger' },
      receipts: [{ receipt, ballot: 'deputies' }],
    },
    officer,
  );
  const written = reservations.reissue({ admission, receipt, reason: 'чек айрылды', approvers: ['chair'] }, officer);
  if (!written.ok) throw new Error(written.problem.code);
  return written.receipt;
}

/** A sitting under way, as acts are drawn in one. */
function opens({ zone }: Run, sitting: string, kind: 'day' | 'repeat', round: number): void {
  const opened = { sitting, kind, registered: 4, carried: 0, round, approvers: ['chair', 'member'] };
  zone.kiosk.record('sitting.opened', opened, officer);
}

function closes({ zone }: Run): void {
  const none = { reserved: 0, confirmed: 0, released: 0, undone: 0, firstPrints: 0, reprints: 0 };
  zone.kiosk.record('sitting.closed', { ...none, byModality: {}, refused: {}, approvers: ['chair'] }, officer);
}

/** Draws an act; its number as it stands on paper. */
async function nextAct({ zone, client }: Run, attempt: string): Promise<string> {
  zone.kiosk.record('attempt.ended', { attempt, outcome: 'not-identified', reason: 'not-identified' }, officer);
  await signIn(client, 'chair');
  const asked = { kind: 'not-identified', of: attempt, words: null, on: 'slip' } as const;
  expect(await client.acts.draw(asked)).toMatchObject({ ok: true });
  return (await client.acts.overview({})).drawn[0]?.shown ?? '';
}

/** Empties the device on an order of its own. */
async function wipe({ client }: Run, number: string) {
  const order = join(made.folders[0] ?? '', `${number}.wipe-order.json`);
  const told = { number, created: '2023-10-15T04:00:00Z', device: made.station.keys.device, ...of };
  writeFileSync(order, writeWipeOrder(made.station.commission, { format: 'taanuu/wipe-order/1', ...told }));
  await signIn(client, 'technician');
  for (const target of made.folders) expect(await client.retention.writeCopy({ target })).toMatchObject({ ok: true });
  const wiped = client.wipe.begin({ path: order, approvers: [...emptying] });
  return wiped.finally(() => rmSync(order));
}

const load = async ({ zone }: Run, path = made.path) =>
  expect(await zone.loadPackage(path, { role: 'system' }, () => {})).toEqual(ok(null));

it('goes on with receipts and acts behind those of before the wipe, also in a repeat vote and after a second wipe', async () => {
  expect(nextReceipt(made, 1, '0001-1-0001')).toBe('0001-1-0002');
  expect(await nextAct(made, 'n1')).toBe('0001-1/1');
  expect(await nextAct(made, 'n2')).toBe('0001-1/2');
  expect(await wipe(made, '1')).toEqual(ok(null));

  await load(made);
  opens(made, '2023-10-08-1', 'day', 0);
  expect(nextReceipt(made, 2, '0001-1-0003')).toBe('0001-1-0004');
  expect(await nextAct(made, 'n3')).toBe('0001-1/3');
  closes(made);
  expect(await wipe(made, '2')).toEqual(ok(null));
  await made.zone.stop();

  // The repeat vote comes as a new version of the same election; whatever has restarted meanwhile.
  const after = await made.start();
  await load(after, (await made.station.write('repeat.taanuu', { version: 2 })).path);
  opens(after, '2023-10-22-3', 'repeat', 1);
  expect(nextReceipt(after, 1, '0001-1-1-0005')).toBe('0001-1-1-0006');
  expect(await nextAct(after, 'n4')).toBe('0001-1-1/4');
  await after.zone.stop();
});

it('remembers them wherever the wipe was broken off', async () => {
  let stopAt: WipeStep | null = null;
  const start = () =>
    made.start((step) => {
      if (step === stopAt) throw new Error(`stopped at ${step}`);
    });
  await made.zone.stop();
  let run: Run = await start();
  for (const [round, step] of (['begun', 'journal-keys', 'journal-files'] as const).entries()) {
    const used = 2 * round;
    expect(nextReceipt(run, 1, `0001-1-000${used + 1}`)).toBe(`0001-1-000${used + 2}`);
    stopAt = step;
    await expect(wipe(run, String(round)), step).rejects.toThrow();
    stopAt = null;
    await run.zone.stop();
    run = await start();
    await load(run);
  }
  await run.zone.stop();
});

it('goes far behind what a wipe of before may have left, which told its events and no numbers', async () => {
  await made.zone.stop();
  const keys = await openKeys(join(made.station.dir, 'device'));
  if (!keys.ok) throw new Error(keys.error.code);
  const own = openStore({
    stateDir: join(made.station.dir, 'device'),
    keys: keys.value,
    election: null,
    now: () => new Date(),
  });
  if (!own.ok) throw new Error(own.error.code);
  const hash = 'ab'.repeat(32);
  const begun = {
    order: hash,
    number: '1',
    ...of,
    registers: [],
    events: 321,
    head: hash,
    media: [],
    approvers: ['c', 'm'],
  };
  expect(numbersBefore(own.value.db, of)).toEqual({ receipts: 0, acts: 0, applications: 0 });
  recordIn(own.value, 'wipe.begun', begun, { role: 'system' });
  expect(numbersBefore(own.value.db, of)).toEqual({ receipts: 321, acts: 321, applications: 321 });
  // Another election, mode or station counts for itself.
  expect(numbersBefore(own.value.db, { ...of, station: '0002' }).receipts).toBe(0);
  expect(numbersBefore(own.value.db, { ...of, mode: 'official' }).receipts).toBe(0);
  own.value.db.close();
});
