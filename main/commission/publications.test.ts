import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Country } from '../../core/commission/country.ts';
import { momentOf } from '../../core/commission/places.ts';
import type { Published, PublishedGroup } from '../../core/commission/publication/published.ts';
import { CountryDay } from '../demo/country-day.ts';
import { type DemoCountry, demoCountry } from '../demo/country-settings.ts';
import { Publications } from './publications.ts';

let demo: DemoCountry;
let folders: string[];

beforeAll(async () => {
  demo = await demoCountry({ stations: 150, seed: 'published', cost: { n: 1_024, r: 1, p: 1 } });
});
beforeEach(() => {
  folders = [];
});
afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A console of the day, at a wall time of the election that is set. */
function open(folder = mkdtempSync(join(tmpdir(), 'published-'))) {
  folders.push(folder);
  const { settings, devices } = demo;
  const day = new CountryDay(demo);
  const country = new Country(settings, devices);
  let now = 0;
  const publications = new Publications({
    ...{ folder, settings, places: country.places(), now: () => now },
    stations: () => {
      for (const news of day.everything(now)) country.tell(news);
      country.settle(now);
      return country.contributions();
    },
  });
  return {
    ...{ folder, publications },
    at(time: string, date = '2025-11-30') {
      now = momentOf(date, time, settings.election.zone);
      return publications.preview();
    },
  };
}

type Opened = ReturnType<typeof open>;

function looked(preview: ReturnType<Opened['at']>) {
  if (!preview.ok) throw new Error(preview.error.code);
  return preview.value;
}

function publish(of: Opened, ...when: Parameters<Opened['at']>): Published {
  const { id, published } = looked(of.at(...when));
  const written = of.publications.write(id);
  if (!written.ok) throw new Error(written.error.code);
  return published;
}

const numbers = (group: PublishedGroup | undefined): readonly number[] => [
  ...(group?.admitted === null ? [] : [group?.admitted ?? 0]),
  ...[group?.bySex, group?.byAge, group?.bySexAndAge].flatMap((one) => Object.values(one ?? {})),
];

it('tells a day at its times, and withholds what is too small among what came between them', () => {
  const one = open();
  expect(one.at('13:59')).toMatchObject({ error: { code: 'console.publication-early', params: { time: '14:00' } } });
  const day = ['14:00', '16:07', '18:00', '20:30'].map((time) => publish(one, time));
  const end = publish(one, '08:00', '2025-12-01');
  const all = [...day, end];
  expect(day.map(({ time, isLast }) => [time, isLast])).toEqual(
    ['14:00', '16:00', '18:00', '20:00'].map((time) => [time, false]),
  );
  // The last station abroad has closed.
  expect([end.isLast, day.some(({ time }) => time === end.time)]).toEqual([true, false]);
  const { fewest } = demo.settings;
  const mayBeKnown = (count: number): boolean => count === 0 || count >= fewest;
  for (const [at, published] of all.entries()) {
    const before = all[at - 1]?.groups;
    const came = published.groups.map(({ admitted }, nth) => (admitted ?? 0) - (before?.[nth]?.admitted ?? 0));
    expect([...came, ...published.groups.flatMap(numbers)].filter((count) => !mayBeKnown(count))).toEqual([]);
    expect(published.groups.every(({ asOf, withheld }) => (asOf === published.time) === (withheld === null))).toBe(
      true,
    );
    const [country] = published.groups;
    expect(country).toMatchObject({ of: 'country', withheld: null });
    expect(Object.keys(country?.earlier ?? {})).toEqual(all.slice(0, at).map(({ time }) => time));
  }
  expect(end.groups[0]?.earlier['16:00']).toBe(day[1]?.groups[0]?.admitted);
  // By sex and age it is told once, and of some areas with few voters it is not.
  expect(day.flatMap(({ groups }) => groups).filter(({ bySex }) => bySex !== null)).toEqual([]);
  const tables = end.groups.filter(({ byAge }) => byAge !== null);
  expect([tables.length > 10, tables.length < end.groups.length]).toEqual([true, true]);
});

it('is written once at each time, whatever comes after, and again only as it was', () => {
  const one = open();
  const first = publish(one, '14:00');
  const again = looked(one.at('15:30'));
  expect(again).toEqual({ id: null, published: first, next: '16:00' });
  expect(one.publications.write(null).ok).toBe(true);
  const file = join(one.folder, 'published', 'turnout-simulated-country-2025-11-30-0-1400.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(first);
  // What was looked at before a time is not written after it.
  const { id } = looked(one.at('16:10'));
  one.at('18:00');
  expect(one.publications.write(id)).toMatchObject({ error: { code: 'console.publication-gone' } });
});

it('goes on at another machine with what this one remembers, and publishes nothing there without it', () => {
  const one = open();
  publish(one, '14:00');
  const other = open();
  cpSync(join(one.folder, 'published'), join(other.folder, 'published'), { recursive: true });
  const [file = ''] = readdirSync(join(other.folder, 'published')).filter((name) => name.endsWith('.json'));
  expect(other.at('16:00')).toEqual({ ok: false, error: { code: 'console.publication-unknown', params: { file } } });
  expect(other.publications.write(null).ok).toBe(false);
  cpSync(join(one.folder, 'publications.json'), join(other.folder, 'publications.json'));
  const { published } = looked(other.at('16:00'));
  expect(published).toEqual({ ...looked(one.at('16:00')).published, at: published.at });
  expect(published.groups[0]?.earlier['14:00']).toBeGreaterThan(0);
});
