import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import type { KiosksPolicy } from '../../../core/election/policy-kiosks.ts';
import { deviceRequest, openKeys } from '../../access/keys.ts';
import { makeStation, type Station } from '../../package/package.fixture.ts';
import { zoneOf } from '../zone.fixture.ts';
import { SITTING } from './station.fixture.ts';

/** A station with two kiosks by its package, of which none has a network. */
let station: Station;
afterEach(() => station.remove());

async function told(apart: KiosksPolicy['apart']): Promise<readonly string[]> {
  station = await makeStation();
  const second = await openKeys(join(station.dir, 'second'));
  if (!second.ok) throw new Error(second.error.code);
  await station.commission.register(deviceRequest(second.value, true), '0001');
  const { path } = await station.write('a.taanuu', { policy: { ...defaultPolicy, kiosks: { apart } } });
  const { zone } = await zoneOf(station, path);
  const opened = { sitting: SITTING, kind: 'day', registered: 4, carried: 0, approvers: ['chair', 'member'] } as const;
  zone.kiosk.record(
    'sitting.opened',
    { ...opened, approvers: ['chair', 'member'] },
    { role: 'chair', person: 'chair' },
  );
  const codes = zone.kiosks.problems().map(({ code }) => code);
  await zone.stop();
  return codes;
}

it('misses nobody where all serve all: kiosks that were never joined are as they were', async () => {
  expect(await told('all')).toEqual([]);
});

it('says so where it serves its share alone', async () => {
  expect(await told('share')).toEqual(['kiosks.unseen-share']);
});
