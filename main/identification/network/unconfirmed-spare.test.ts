import { afterEach, expect, it } from 'vitest';
import { credentials } from '../../package/package.fixture.ts';
import { unconfirmedNow } from '../state/national-lock.ts';
import { type HubAbove, hubAbove } from './hub.fixture.ts';
import { type KioskStation, kioskStation, officer, type StationKiosk, settle } from './station.fixture.ts';
import { events } from './told.fixture.ts';

/** A spare goes on with the sitting of a kiosk that admitted voters without a link, under a real hub. */
let above: HubAbove | null = null;
let made: KioskStation | null = null;
afterEach(async () => {
  await made?.close();
  await above?.close();
});

it('a voter whom the lost kiosk admitted unconfirmed is confirmed at the spare, and contested by nobody', async () => {
  made = await kioskStation(2, {
    spares: 1,
    policy: { remote: { basis: 'open', sameConstituency: 'refuse' } },
    hub: async (station) => {
      above = await hubAbove(station);
      return above.entry;
    },
  });
  const { kiosks, lan, seconds } = made;
  const [, lost, spare] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
  expect(await lost.admit(5, { unconfirmed: true })).toBe('admitted');
  await above?.hub.lock.open({ election: 'probe', mode: 'laboratory' }, Date.now());
  await seconds(1);
  for (const name of ['device', 'kiosk-3']) lan.cut('kiosk-2', name);
  await seconds(5);
  // The hub has the lost one's journal by another kiosk, so that she stands admitted there.
  lan.linkUp('device');
  const { admitted } = above?.hub.buckets ?? {};
  const key = `probe.laboratory.0.${lost.voter(5)}`;
  const goesBy = async <T>(look: () => T | Promise<T>): Promise<T> => {
    await seconds(1);
    await new Promise((resolve) => setTimeout(resolve, 10));
    return look();
  };
  await expect.poll(() => goesBy(async () => (await admitted?.get(key))?.operation), { timeout: 20_000 }).toBe('PUT');
  expect((await spare.zone.continuing.take(`network/${lost.device}`, [...credentials], officer)).ok).toBe(true);
  await settle();
  expect(unconfirmedNow(spare.zone.kiosk.db)).toEqual({ unconfirmed: 1 });
  lan.linkUp('kiosk-3');
  await expect.poll(() => goesBy(() => events(spare, 'lock.taken').length), { timeout: 20_000 }).toBe(1);
  expect(unconfirmedNow(spare.zone.kiosk.db)).toEqual({});
  expect(events(spare, 'lock.refused')).toEqual([]);
}, 60_000);
