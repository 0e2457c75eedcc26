import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type Offer, PACKAGE_MAX, PIECE_BYTES, pieceBytes } from '../../../core/hub/packages.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { makeStation, png, type Station, voter } from '../../package/package.fixture.ts';
import { openPackage } from '../../package/reader.ts';
import { Arrivals, arrivalsFolder } from './arrivals.ts';
import { beginsAs } from './begins.ts';
import { Fetching } from './fetching.ts';
import type { PackageSource } from './source.ts';

let station: Station | null = null;
afterEach(() => station?.remove());

/** Somebody who has a file, or says so. */
function source(name: string, offer: Offer, bytes: (n: number) => Uint8Array) {
  const asked: number[] = [];
  const one: PackageSource = {
    ...{ name, isFree: () => true, bytesPerSecond: 1e9, offers: async () => ({ packages: [offer], differences: [] }) },
    piece: async (sha256, n) => {
      if (sha256 !== offer.package) return null;
      asked.push(n);
      return bytes(n);
    },
  };
  return { one, asked };
}

/** Nobody offers a difference here. */
const none = async () => err({ code: 'package.not-registered' } as const);
const withoutDifferences = { bases: () => [], isDifference: none, together: none };

it('a kiosk that offers a package which nobody signed keeps no other one away, and is not believed again', async () => {
  station = await makeStation();
  const { path } = await station.write('v2.taanuu', {
    version: 2,
    records: Array.from({ length: 20 }, (_, n) =>
      voter(n + 1, { photo: Buffer.concat([png, randomBytes(45_000)]).toString('base64') }),
    ),
  });
  const { root } = station.commission.trust;
  const opened = await openPackage(path, root);
  if (!opened.ok) throw new Error(opened.error.code);
  const whole = readFileSync(path);
  const offer: Offer = { package: opened.value.sha256, version: 2, bytes: whole.length };
  await opened.value.close();
  const honest = source('hub', offer, (n) => whole.subarray(n * PIECE_BYTES, (n + 1) * PIECE_BYTES));
  const fake: Offer = { package: 'ee'.repeat(32), version: 99, bytes: PACKAGE_MAX };
  // It begins as a package does, so that it takes until the signature to see that it is none.
  const rogue = source('kiosk-2', fake, (n) => {
    const piece = Buffer.from(randomBytes(pieceBytes(fake, n)));
    if (n === 0) whole.copy(piece, 0, 0, 100);
    return piece;
  });
  const arrivals = new Arrivals(join(station.dir, 'device'));
  // Something of the honest one has come before.
  await arrivals.add(offer, 0, whole.subarray(0, PIECE_BYTES));
  const told: string[] = [];
  let now = 0;
  const fetching = new Fetching({
    ...{ arrivals, sources: () => [rogue.one, honest.one], current: () => 1, free: () => 1e15 },
    ...withoutDifferences,
    begins: (part, which) => beginsAs(part, which, root),
    verify: async (part) => {
      expect(readFileSync(part).equals(whole)).toBe(true);
      return ok(null);
    },
    arrived: ({ version }, from) => told.push(`${version} from ${from}`),
    refused: ({ version }, from, { code }) => told.push(`${version} from ${from}: ${code}`),
    ...{ changed: () => {}, monotonic: () => now, chance: () => 0 },
  });
  for (let n = 0; n < 600 && !told.some((one) => one.endsWith('from hub')); n++) {
    now += 1_000;
    await fetching.tick();
  }
  expect(told).toEqual(['99 from kiosk-2: package.bad-signature', '2 from hub']);
  expect(honest.asked).not.toContain(0);
  expect(Math.max(...rogue.asked)).toBeLessThan(3);
  const before = rogue.asked.length;
  for (let n = 0; n < 600; n++) {
    now += 1_000;
    await fetching.tick();
  }
  expect(rogue.asked.length).toBe(before);
});

it('a kiosk that offers ever other packages and ceases to answer fills no disk', async () => {
  station = await makeStation();
  const { path } = await station.write('v2.taanuu', { version: 2, records: [voter(1)] });
  const beginning = readFileSync(path).subarray(0, 100);
  let offered = 0;
  const current = (): Offer => ({
    package: offered.toString(16).padStart(64, '0'),
    version: 99 + offered,
    bytes: PACKAGE_MAX,
  });
  const rogue: PackageSource = {
    ...{ name: 'kiosk-2', isFree: () => true, bytesPerSecond: 1e9 },
    offers: async () => {
      offered += 1;
      return { packages: [current()], differences: [] };
    },
    piece: async (_, n) => (n === 0 ? Buffer.concat([beginning], PIECE_BYTES) : null),
  };
  const arrivals = new Arrivals(join(station.dir, 'device'));
  let now = 0;
  const fetching = new Fetching({
    ...{ arrivals, sources: () => [rogue], current: () => 1, free: () => 1e15 },
    ...withoutDifferences,
    // The manifest is said to be longer than what has come.
    begins: async () => null,
    verify: async () => ok(null),
    ...{ arrived: () => {}, refused: () => {}, changed: () => {}, monotonic: () => now, chance: () => 0 },
  });
  for (let n = 0; n < 10_000 && offered < 6; n++) {
    now += 1_000;
    await fetching.tick();
  }
  expect(offered).toBe(6);
  expect(readdirSync(arrivalsFolder(join(station.dir, 'device'))).length).toBeLessThanOrEqual(1);
});
