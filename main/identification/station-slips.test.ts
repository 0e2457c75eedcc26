import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ok } from '../../core/problem/result.ts';
import { anchors } from '../../drivers/fingerprint/sbi/world.fixture.ts';
import { makeStation, type Station } from '../package/package.fixture.ts';
import { zoneOf } from './zone.fixture.ts';
import type { Zone } from './zone.ts';

/** Slips of the sitting as the zone itself guards them, without a printer: whatever a screen offers. */
let station: Station;
let path: string;
let zone: Zone;
const chair = { role: 'chair', person: 'chair-1' } as const;

async function begin(): Promise<void> {
  ({ zone } = await zoneOf(station, path));
  zone.devices.print = async () => ok(null);
}

beforeEach(async () => {
  station = await makeStation();
  ({ path } = await station.write('a.taanuu', {}));
  await begin();
}, 120_000);
afterEach(async () => {
  await zone.stop();
  station.remove();
}, 60_000);

const refused = { ok: false, error: { code: 'station.nothing-to-do' } };
const printed = { ok: true, value: null };
/** Past the stage: only the printer is missing. */
const noPrinter = { ok: false, error: { code: 'page-printer.not-set-up' } };
const open = () =>
  zone.kiosk.record(
    'sitting.opened',
    { sitting: 'day-1', kind: 'day', registered: 4, carried: 0, approvers: ['chair'] },
    chair,
  );

describe('a slip of the sitting', () => {
  it('is printed when its stage has come: the start one once it was opened, the final one when it is closed', async () => {
    const now = async () => [
      zone.slipCopies.again('start', 1, chair),
      await zone.pages.print('start', chair),
      zone.slipCopies.again('final', 1, chair),
      await zone.pages.print('final', chair),
    ];
    expect(await now()).toEqual([refused, refused, refused, refused]);
    open();
    expect(await now()).toEqual([printed, noPrinter, refused, refused]);
    zone.kiosk.record('sitting.finishing', {}, chair);
    expect(await now()).toEqual([printed, noPrinter, refused, refused]);
    const none = { reserved: 0, confirmed: 0, released: 0, undone: 0, firstPrints: 0, reprints: 0 };
    zone.kiosk.record('sitting.closed', { ...none, byModality: {}, refused: {}, approvers: ['chair'] }, chair);
    expect(await now()).toEqual([printed, noPrinter, printed, noPrinter]);
    expect(await zone.station.printTest()).toEqual(printed);
  }, 60_000);
});

describe('a sheet in the middle of which the zone was killed', () => {
  it('may be out: so it is journalled at the next start, once', async () => {
    open();
    zone.kiosk.record('page.handed', { job: 'j-1', slip: 'start', sheet: 1 }, chair);
    zone.kiosk.record('page.ended', { job: 'j-1', out: 'yes', problem: null }, chair);
    zone.kiosk.record('page.handed', { job: 'j-2', slip: 'start', sheet: 2 }, chair);
    const ended = () =>
      zone.kiosk.db
        .prepare<[], string>("select line from journal where type = 'page.ended' order by seq")
        .pluck()
        .all()
        .map((line) => (JSON.parse(line) as { readonly body: unknown }).body);
    for (const _ of [1, 2]) {
      await zone.stop();
      await begin();
      expect(ended()).toEqual([
        { job: 'j-1', out: 'yes', problem: null },
        { job: 'j-2', out: 'maybe', problem: 'page-printer.unconfirmed' },
      ]);
    }
  }, 120_000);
});

describe("makers' certificates", () => {
  it('are looked for in the folders that the kiosk has now, not in those of its start', () => {
    writeFileSync(join(station.dir, 'device', 'kiosk.json'), '{}');
    const folder = join(station.dir, 'folder');
    mkdirSync(join(folder, 'sbi-anchors'), { recursive: true });
    writeFileSync(join(folder, 'sbi-anchors', 'maker.pem'), anchors()[0] ?? '');
    const scanner = () => zone.setups.assign('scanner', 'sbi', 'S-2', chair);
    expect(scanner()).toEqual({ ok: false, error: { code: 'sbi.anchors-needed' } });
    vi.spyOn(zone.configuration, 'folders', 'get').mockReturnValue([folder]);
    expect(scanner()).toEqual({ ok: true, value: null });
  });
});
