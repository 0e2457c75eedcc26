import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKeys } from '../../access/keys.ts';
import type { Store } from '../store.ts';
import { HubClock } from './hub-clock.ts';
import { Kiosks } from './kiosks.ts';
import type { StationKiosk } from './station.fixture.ts';
import { journals, stations } from './told.fixture.ts';

const stationOf = stations();

describe('the disk of a kiosk', () => {
  it('that refuses what the others tell stops nobody; what was refused comes when there is room', async () => {
    const { kiosks, seconds } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    const { db } = a.zone.kiosk;
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
    for (const n of [5, 6, 7, 8, 9]) expect(await b.admit(n)).toBe('admitted');
    await seconds(2);
    expect(journals(a)).not.toEqual(journals(b));
    db.pragma('max_page_count = 1000000');
    await seconds(8);
    expect(journals(a)).toEqual(journals(b));
  });
});

describe('a kiosk that begins with a full disk', () => {
  it('says nothing to the others, stops nowhere, and speaks when there is room', async () => {
    const { kiosks, station: at } = await stationOf(2);
    const [, b] = kiosks as readonly [StationKiosk, StationKiosk];
    const { db } = b.zone.kiosk;
    const force = b.zone.kiosk.inForce();
    const keys = await openKeys(join(at.dir, b.name));
    if (!force || !keys.ok) throw new Error('no package');
    const journal = { head: () => ({ seq: 0 }), lines: () => [] };
    db.pragma('query_only = true');
    const said: string[] = [];
    const send = (_: string | null, text: () => string): void => void said.push(text());
    const store = { db, journal } as unknown as Store;
    const begun = new Kiosks({
      ...{
        kiosk: b.zone.kiosk,
        keys: keys.value,
        store,
        force,
        send,
        monotonic: () => 0,
        askHub: null,
        clock: new HubClock(),
      },
      shelf: { offers: () => [], piece: () => null },
    });
    begun.tick();
    expect(said).toEqual([]);
    db.pragma('query_only = false');
    begun.tick();
    expect(said).toHaveLength(1);
  });
});
