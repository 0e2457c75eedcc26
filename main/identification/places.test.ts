import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { AdmissionContext } from '../../core/admission/context.ts';
import { err, ok } from '../../core/problem/result.ts';
import { type DeviceKeys, deviceRequest, openKeys } from '../access/keys.ts';
import { codes, makeStation, resign, type Station, voter } from '../package/package.fixture.ts';
import { zoneOf } from './zone.fixture.ts';

let station: Station;
let other: DeviceKeys;
beforeEach(async () => {
  station = await makeStation();
  const opened = await openKeys(folderOf('other'));
  if (!opened.ok) throw new Error(opened.error.code);
  other = opened.value;
  other.trustCommission(station.commission.trust);
  const registered = await station.commission.register(deviceRequest(other, true), '0001');
  if (!registered.ok) throw new Error(registered.error.code);
});
afterEach(() => station.remove());

const folderOf = (kiosk: 'device' | 'other') => join(station.dir, kiosk);

type Entry = Record<string, unknown>;

/** A package with its devices changed, signed again by the commission. */
async function written(version: number, change: (devices: Entry[]) => Entry[] = (same) => same): Promise<string> {
  const { path } = await station.write(`v${version}.taanuu`, { version });
  const changed = resign(readFileSync(path), station.commission, (manifest) => {
    manifest.devices = change(manifest.devices as Entry[]);
  });
  writeFileSync(path, changed);
  return path;
}

const unplaced = (devices: Entry[]): Entry[] => devices.map(({ place: _place, ...one }) => one);

async function started(kiosk: 'device' | 'other', file: string) {
  const { zone } = await zoneOf(station, file, { stateDir: folderOf(kiosk) });
  onTestFinished(() => zone.stop());
  return zone;
}
type Zone = Awaited<ReturnType<typeof started>>;

const officer = { role: 'officer', person: 'officer' } as const;
let asked = 0;
/** The numbers of the receipts of one more voter of this kiosk. */
function reserved(zone: Zone): readonly string[] {
  asked += 1;
  const precinct = zone.kiosk.inForce()?.precinct;
  const facts = { ...voter(asked), voter: `${asked}`.padStart(64, '0'), precinct, ageGroup: '18-35' };
  const context = { attempt: `a${asked}`, category: 'home', facts, established: 'finger', ballots: ['deputies'] };
  const done = zone.reservations.reserve(context as unknown as AdmissionContext, officer);
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return done.receipts.map(({ receipt }) => receipt);
}

function open(zone: Zone): void {
  const opened = { sitting: 'day-1', kind: 'day', registered: 4, carried: 0 } as const;
  zone.kiosk.record('sitting.opened', { ...opened, approvers: Object.keys(codes) }, officer);
}

const load = (zone: Zone, file: string) => zone.loadPackage(file, officer, () => {});

describe('the place of a kiosk in the numbers of receipts', () => {
  it('stays its own when a package without places lists the devices in another order', async () => {
    const first = await written(1, unplaced);
    const [a, b] = [await started('device', first), await started('other', first)];
    const reversed = await written(2, (devices) => unplaced(devices).reverse());
    // One has printed before the change, the other begins after it.
    open(a);
    open(b);
    const before = reserved(a);
    expect(before).toEqual(['0001-1-0001']);
    for (const zone of [a, b]) expect(await load(zone, reversed)).toEqual(ok(null));
    expect([reserved(a), reserved(b)]).toEqual([['0001-1-0002'], ['0001-2-0001']]);
    expect([a, b].map((zone) => zone.kiosk.inForce()?.place)).toEqual([1, 2]);
  });

  it('is the one that the package says, whatever its order, and outlives a restart', async () => {
    const first = await written(1, (devices) => devices.reverse());
    const { zone } = await zoneOf(station, first, { stateDir: folderOf('other') });
    expect(zone.kiosk.inForce()?.place).toBe(2);
    await zone.stop();
    const again = await started('other', first);
    open(again);
    expect(reserved(again)).toEqual(['0001-2-0001']);
  });

  it('is no other kiosk’s: such a package is refused', async () => {
    const zone = await started('device', await written(1));
    const both = `${station.keys.device}, ${other.device}`;
    const refused = err({ code: 'package.place-shared', params: { place: 1, devices: both } });
    const same = (devices: Entry[]) => devices.map((one) => ({ ...one, place: 1 }));
    expect(await load(zone, await written(2, same))).toEqual(refused);
    // Each has a place of its own, but the other one now that of this kiosk.
    const swapped = (devices: Entry[]) => devices.map((one) => ({ ...one, place: one.place === 1 ? 2 : 1 }));
    expect(await load(zone, await written(3, swapped))).toEqual(refused);
    expect(zone.kiosk.inForce()).toMatchObject({ place: 1, register: { package: { version: 1 } } });
    expect(await load(zone, await written(4))).toEqual(ok(null));
  });
});
