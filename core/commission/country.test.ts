import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { CountryDay } from '../../main/demo/country-day.ts';
import { type DemoCountry, demoCountry } from '../../main/demo/country-settings.ts';
import { awaitedResults } from '../hub/results-state.ts';
import { Country, type CountryNews } from './country.ts';
import type { AlarmRow, StationRow } from './rows.ts';

let demo: DemoCountry;
let day: CountryDay;

beforeAll(async () => {
  demo = await demoCountry({ stations: 80, seed: 'fold', cost: { n: 1_024, r: 1, p: 1 } });
  day = new CountryDay(demo);
});

const at = (time: string): number => Date.parse(`2025-11-30T${time}:00+06:00`);
const country = (): Country => new Country(demo.settings, demo.devices);
const filled = (now: number): Country => {
  const all = country();
  for (const news of day.everything(now)) all.tell(news);
  all.settle(now);
  return all;
};
/** Alarms of what is so now keep when they were first seen: that is the one thing that depends on who looked when. */
const unseen = (alarms: readonly AlarmRow[]) =>
  alarms.map(({ since: _, ...row }) => row).toSorted((a, b) => (a.id < b.id ? -1 : 1));

describe('the country as a fold', () => {
  it('is the same whatever came when, and however often somebody looked', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(steps, fc.nat(7), (minutes, seed) => {
        const step = country();
        let now = at('07:40');
        for (const news of day.everything(now)) step.tell(news);
        const last = new Map<string, CountryNews>();
        for (const news of day.everything(now)) last.set(keyOf(news), news);
        for (const [n, more] of minutes.entries()) {
          const before = now;
          now += more * 60_000 + 7_001;
          for (const news of day.between(before, now)) {
            step.tell(news);
            last.set(keyOf(news), news);
          }
          if ((n + seed) % 3 !== 0) step.settle(now);
        }
        step.settle(now);
        const scratch = country();
        for (const news of last.values()) scratch.tell(news);
        scratch.settle(now);
        for (const territory of [null, 'suzak', 'jalal-abad-oblast', 'abroad']) {
          expect(step.rows(territory)).toEqual(scratch.rows(territory));
          const [a, b] = [step.shown(territory), scratch.shown(territory)];
          expect({ ...a, alarms: unseen(a.alarms) }).toEqual({ ...b, alarms: unseen(b.alarms) });
        }
      }),
      { numRuns: 25 },
    );
  });

  it('tells of rows that have changed since somebody looked, and of no others', () => {
    const all = filled(at('10:00'));
    const seen = all.changes;
    expect(all.rows(null)).toHaveLength(80);
    expect(all.rows(null, seen)).toEqual([]);
    const before = new Map(all.rows(null).map((row) => [row.station, row]));
    const even = (one: CountryNews): boolean => one.of !== 'alarm' && Number(one.station) % 2 === 0;
    const news = [...day.between(at('10:00'), at('10:02'))].filter(even);
    for (const one of news) all.tell(one);
    all.settle(at('10:02'));
    const after = all.rows(null, seen);
    const told = new Set(news.map((one) => (one.of === 'alarm' ? '' : one.station)));
    expect(after.length).toBeGreaterThan(0);
    // Of others only the forecast moves by itself.
    const untold = after.filter(({ station }) => !told.has(station));
    for (const row of untold)
      expect({ ...row, forecast: null }).toEqual({ ...before.get(row.station), forecast: null });
    const differ = all.rows(null).filter((row) => JSON.stringify(before.get(row.station)) !== JSON.stringify(row));
    expect(after).toEqual(differ);
  });

  it('sums what its rows say, in the country and in each territory', () => {
    const all = filled(at('18:30'));
    const total = (rows: readonly StationRow[], of: 'admitted' | 'registered') =>
      rows.reduce((n, row) => n + row[of], 0);
    for (const territory of [null, ...(demo.settings.election.territories ?? []).map(({ code }) => code)]) {
      const { turnout, reports } = all.shown(territory);
      const rows = all.rows(territory);
      expect([turnout.admitted, turnout.registered]).toEqual([total(rows, 'admitted'), total(rows, 'registered')]);
      const parts = (tally: Readonly<Record<string, number>>) => Object.values(tally).reduce((sum, n) => sum + n, 0);
      for (const tally of [turnout.bySex, turnout.byAge, turnout.bySexAndAge, turnout.byCategory, turnout.byHour]) {
        expect(parts(tally)).toBe(turnout.admitted);
      }
      const [at14 = 0, at16 = 0, at18 = 0] = reports.map(({ admitted }) => admitted ?? -1);
      expect(at14 <= at16 && at16 <= at18 && at18 <= turnout.admitted && at14 >= 0).toBe(true);
    }
    expect(
      filled(at('15:59'))
        .shown(null)
        .reports.map(({ admitted }) => admitted === null),
    ).toEqual([false, true, true]);
  });

  it('names a station as silent once none of its devices has been heard for the bound, and not before', () => {
    const all = filled(at('10:00'));
    const row = (): StationRow | undefined => all.rows(null).find(({ station }) => station === '0001');
    const silent = () => all.detail('0001')?.alarms.filter(({ alarm }) => alarm === 'silent') ?? [];
    expect([row()?.health, silent()]).toEqual(['well', []]);
    const heard = all.detail('0001')?.devices.map((one) => Date.parse(one.heard ?? '')) ?? [];
    all.settle(Math.max(...heard) + 300_000);
    expect(row()?.health).not.toBe('silent');
    all.settle(Math.max(...heard) + 300_001);
    expect(row()).toMatchObject({ health: 'silent', silent: row()?.devices });
    expect(silent().map(({ urgency }) => urgency)).toEqual(heard.map(() => 'now'));
  });

  it('tells how it stands with results of the day, whatever another day’s sitting has', () => {
    const all = filled(at('21:30'));
    const station = all.rows(null)[0]?.station ?? '';
    const name = { election: 'simulated-country', mode: 'laboratory', station, sitting: '2025-11-30-1' } as const;
    const since = '2025-11-30T15:10:00.000Z';
    const tell = (state: 'arrived' | 'not-balanced', sitting: string) =>
      all.tell({
        of: 'results',
        station,
        sitting,
        results: { state, since },
        kept: awaitedResults({ ...name, sitting }),
      });
    tell('arrived', '2025-11-30-1');
    tell('not-balanced', '2025-11-29-1');
    all.settle(at('21:30'));
    expect(all.rows(null)[0]).toMatchObject({ stage: 'closed', results: 'arrived' });
    expect(all.resultsOf(station)?.sitting).toBe('2025-11-30-1');
    tell('not-balanced', '2025-11-30-1');
    all.settle(at('21:30'));
    expect(all.rows(null)[0]).toMatchObject({ results: 'not-balanced', health: 'alarm' });
  });

  it('has of a territory what lies in it, and in the end the country', () => {
    const all = filled(at('15:00'));
    const territories = demo.settings.election.territories ?? [];
    const lying = (parent: string | null) => territories.filter((one) => one.parent === parent).map(({ code }) => code);
    const rows = (codes: readonly string[]) => codes.flatMap((code) => all.rows(code)).map(({ station }) => station);
    expect(lying('jalal-abad-oblast')).toContain('suzak');
    expect(rows(lying('jalal-abad-oblast'))).toEqual(all.rows('jalal-abad-oblast').map(({ station }) => station));
    expect(rows(lying(null)).sort()).toEqual(all.rows(null).map(({ station }) => station));
    const admitted = (codes: readonly string[]) =>
      codes.reduce((sum, code) => sum + all.shown(code).turnout.admitted, 0);
    expect(admitted(lying(null))).toBe(all.shown(null).turnout.admitted);
  });

  it('knows of no other station where it is the commission’s of one territory', () => {
    const own = new Country({ ...demo.settings, territory: 'suzak' }, demo.devices);
    const all = filled(at('12:00'));
    for (const news of day.everything(at('12:00'))) own.tell(news);
    own.settle(at('12:00'));
    expect(own.rows(null)).toEqual(all.rows('suzak'));
    expect(own.rows('jalal-abad-oblast')).toEqual(own.rows(null));
    expect(own.shown(null).turnout).toEqual(all.shown('suzak').turnout);
    expect(new Set(own.lastEvents().map(({ station }) => station))).toEqual(
      new Set(all.rows('suzak').map(({ station }) => station)),
    );
    expect(own.isIn(all.rows('osh')[0]?.station ?? '', null)).toBe(false);
  });

  it('shows a voter who is admitted twice to both territories, and counts the alarm once', () => {
    const all = filled(at('12:00'));
    const [one, other] = (demo.settings.election.territories ?? []).filter(({ precincts }) => precincts.length > 0);
    const place = (station: string) => ({
      ...{ station, device: `kg-${station}-1`, of: 'd', seq: 1 },
      at: '2025-11-30T11',
      in: true,
    });
    const places = [place(one?.precincts[0] ?? ''), place(other?.precincts[0] ?? '')];
    const before = all.shown(null).alarmsInAll;
    const of = { election: 'e', mode: 'laboratory', station: places[0]?.station ?? '', device: 'x' } as const;
    for (const key of ['a', 'b']) {
      const alarm = { alarm: 'conflict', voter: 'v', round: 0, places, of, first: '2025-11-30T05:30:00.000Z' } as const;
      all.tell({ of: 'alarm', key, alarm });
    }
    all.settle(at('12:00'));
    const shown = (territory: string | null) =>
      all.shown(territory).alarms.filter(({ id }) => id === 'conflict.0.v').length;
    expect([all.shown(null).alarmsInAll - before, shown(one?.code ?? ''), shown(other?.code ?? '')]).toEqual([1, 1, 1]);
    expect(shown('abroad')).toBe(0);
    expect(all.rows(one?.code ?? '').find(({ station }) => station === places[0]?.station)?.health).toBe('alarm');
    // Both journals tell of it: it goes with the last of them.
    all.tell({ of: 'alarm', key: 'a', alarm: null });
    all.settle(at('12:00'));
    expect(shown(null)).toBe(1);
    all.tell({ of: 'alarm', key: 'b', alarm: null });
    all.settle(at('12:00'));
    expect(shown(null)).toBe(0);
  });
});

function keyOf(news: CountryNews): string {
  return news.of === 'alarm'
    ? `alarm ${news.key}`
    : `${news.of} ${news.station} ${'device' in news ? news.device : ''}`;
}
