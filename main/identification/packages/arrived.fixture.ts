import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { RegisterRecord } from '../../../core/election/register-record.ts';
import { putDifference, putPackage } from '../../hub/packages.ts';
import { png, voter } from '../../package/package.fixture.ts';
import type { PackageContents } from '../../package/writer.ts';
import { type HubAbove, hubAbove } from '../network/hub.fixture.ts';
import { kioskStation, type StationKiosk } from '../network/station.fixture.ts';
import { arrivalsFolder } from './arrivals.ts';

/** So many voters, each with a picture that makes a package long. */
export const pictured = (count = 20, picture = 45_000): readonly RegisterRecord[] =>
  Array.from({ length: count }, (_, n) =>
    voter(n + 1, { photo: Buffer.concat([png, randomBytes(picture)]).toString('base64') }),
  );

/** A real zone whose link is a real client of a real hub, in which the commission puts packages. */
export async function stationWithHub(count = 1, records?: readonly RegisterRecord[]) {
  let above: HubAbove | null = null;
  const made = await kioskStation(count, {
    ...(records ? { records } : {}),
    hub: async (station) => {
      above = await hubAbove(station);
      return above.entry;
    },
  });
  const hub = above as HubAbove | null;
  if (!hub) throw new Error('no hub');
  const { station, kiosks, lan, seconds } = made;
  const kv = hub.hub.buckets.package;
  const { entry } = hub;
  const trusts = (root: Uint8Array): boolean => Buffer.from(root).equals(station.commission.trust.root);
  const how = { trusts, now: () => new Date() };
  return {
    ...{ station, lan, kv, trusts, restart: made.restart },
    kiosk: (): StationKiosk => kiosks[0] as StationKiosk,
    write: (version: number, list: readonly RegisterRecord[] = pictured(), more: Partial<PackageContents> = {}) =>
      station.write(`v${version}.taanuu`, { version, hub: entry, records: list, ...more }),
    put: async (path: string) => {
      const put = await putPackage(kv, path, how);
      if (!put.ok) throw new Error(put.error.code);
      return put.value;
    },
    putDifference: (path: string) => putDifference(kv, path, how),
    /** Time goes by until something is so. */
    until: (what: () => unknown) =>
      expect
        .poll(
          async () => {
            await seconds(20);
            for (const { zone } of kiosks) await zone.arrived.tick();
            // Time to answer for a hub that is real: else a busy machine's would be late by hours.
            await new Promise((resolve) => setTimeout(resolve, 40));
            return what();
          },
          { timeout: 50_000 },
        )
        .toBeTruthy(),
    close: async (): Promise<void> => {
      await made.close();
      await hub.close();
    },
  };
}

const stateDir = (made: { readonly dir: string }): string => join(made.dir, 'device');

/** Files of the first kiosk's packages that came. */
export const arrivedNames = (made: { readonly dir: string }, ending: string): readonly string[] =>
  readdirSync(arrivalsFolder(stateDir(made))).filter((name) => name.endsWith(ending));
