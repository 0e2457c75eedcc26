import { afterEach, expect, it } from 'vitest';
import type { DeviceState } from '../../../core/hub/device-state.ts';
import { type JournalName, journalKey } from '../../../core/hub/names.ts';
import { standing } from '../../hub/buckets.ts';
import { backwards } from '../../hub/stream.ts';
import { type HubAbove, hubAbove } from './hub.fixture.ts';
import { type KioskStation, kioskStation, type StationKiosk } from './station.fixture.ts';

/** Real zones, whose links are real clients of a real hub that their package names. */
let above: HubAbove | null = null;
let station: KioskStation | null = null;
afterEach(async () => {
  await station?.close();
  await above?.close();
});

const nameOf = ({ device }: StationKiosk): JournalName => {
  return { election: 'probe', mode: 'laboratory', station: '0001', device };
};
const ownLines = ({ zone }: StationKiosk): readonly string[] =>
  zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all();
const keptLines = async (kiosk: StationKiosk): Promise<readonly string[]> => {
  const batches: (readonly string[])[] = [];
  if (!above) return [];
  const { stream } = above.hub;
  for await (const { lines } of backwards(stream, await stream.held(nameOf(kiosk)))) batches.unshift(lines);
  return batches.flat();
};
const stateOf = async (kiosk: StationKiosk) =>
  above && (await standing<DeviceState | null>(above.hub.buckets.device, journalKey(nameOf(kiosk)), null)).value;

it('every event of a station reaches the hub, also of a kiosk that has no link, and counts when its receipt is there', async () => {
  station = await kioskStation(2, {
    hub: async (made) => {
      above = await hubAbove(made);
      return above.entry;
    },
  });
  const { kiosks, lan, seconds } = station;
  const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
  expect([await a.admit(1), await b.admit(5)]).toEqual(['admitted', 'admitted']);
  expect(a.zone.kiosks.hub.view()).toMatchObject({ connected: false, backlog: ownLines(a).length });
  lan.linkUp('device');
  // Its patience is counted by the clock of the test, which stands still meanwhile.
  const stored = async (): Promise<boolean> => {
    await seconds(2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return a.zone.kiosks.hub.view()?.backlog === 0;
  };
  await expect.poll(stored, { timeout: 20_000 }).toBe(true);
  expect(await keptLines(a)).toEqual(ownLines(a));
  // The journal of the one without a link goes by the other.
  await expect.poll(async () => [await seconds(2), await keptLines(b)][1], { timeout: 20_000 }).toEqual(ownLines(b));
  await expect.poll(() => stateOf(b), { timeout: 20_000 }).toMatchObject({ seq: ownLines(b).length });
  // Cut, and there again: nothing is lost, nothing comes twice.
  await lan.linkDown('device');
  expect(await a.admit(2)).toBe('admitted');
  const waiting = a.zone.kiosks.hub.view();
  expect(waiting?.backlog).toBeGreaterThan(0);
  expect(waiting?.oldest).toMatch(/^2023-10-08T08:3/);
  lan.linkUp('device');
  await expect.poll(async () => [await seconds(2), await keptLines(a)][1], { timeout: 20_000 }).toEqual(ownLines(a));
}, 120_000);
