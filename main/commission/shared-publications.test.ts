import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Country } from '../../core/commission/country.ts';
import { momentOf } from '../../core/commission/places.ts';
import { CountryDay } from '../demo/country-day.ts';
import { type DemoCountry, demoCountry } from '../demo/country-settings.ts';
import type { Hub } from '../hub/run.ts';
import { deviceFixture } from '../hub/server.fixture.ts';
import { TestHub } from '../hub/test-hub.fixture.ts';
import { CONSOLE } from '../network/certificates.ts';
import { Publications } from './publications.ts';
import { publishedAtHub, SharedPublications } from './shared-publications.ts';

/** Several consoles of one hub that publish the turnout of one day. */
let demo: DemoCountry;
let collector: Hub;
let link: NatsConnection;
const folders: string[] = [];
const hub = new TestHub({
  of: { election: 'simulated-country', mode: 'laboratory' },
  ...{ devices: [{ device: 'kg-0001-1', station: '0001' }], servers: 1 },
});

beforeAll(async () => {
  demo = await demoCountry({ stations: 70, seed: 'shared', cost: { n: 1_024, r: 1, p: 1 } });
  await hub.begin();
  collector = await hub.collector();
  link = await hub.link(deviceFixture(hub.commission, CONSOLE));
});
afterAll(async () => {
  await hub.end();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A console of the day with a folder of its own, at a wall time that is set. */
function open(present: () => Promise<NatsConnection | null> = async () => link) {
  const folder = mkdtempSync(join(tmpdir(), 'shared-'));
  folders.push(folder);
  const { settings, devices } = demo;
  const { election } = settings;
  const day = new CountryDay(demo);
  const country = new Country(settings, devices);
  let now = 0;
  const own = new Publications({
    ...{ folder, settings, places: country.places(), now: () => now },
    stations: () => {
      for (const news of day.everything(now)) country.tell(news);
      country.settle(now);
      return country.contributions();
    },
  });
  const of = { election: election.id, mode: election.mode, date: election.day.date, round: 0 };
  const shared = new SharedPublications(own, publishedAtHub(present), of);
  return {
    ...{ own, shared },
    async at(time: string) {
      now = momentOf(election.day.date, time, election.zone);
      const preview = await shared.preview();
      if (!preview.ok) throw new Error(preview.error.code);
      return preview.value;
    },
  };
}
const bytesOf = (written: Awaited<ReturnType<SharedPublications['write']>>): readonly string[] => {
  if (!written.ok) throw new Error(written.error.code);
  return written.value.files.map((file) => readFileSync(file, 'utf8'));
};

it('of one time the first word stands, and every other console shows it and writes the same bytes', async () => {
  const [one, other] = [open(), open()];
  const [first, second] = [await one.at('14:05'), await other.at('14:20')];
  const written = bytesOf(await one.shared.write(first.id));
  expect(await other.shared.write(second.id)).toEqual({
    ok: false,
    error: { code: 'console.publication-other', params: { time: '14:00' } },
  });
  // Pressed once more it is not written by surprise either; of what is out it is shown what it is.
  expect(await other.shared.write(second.id)).toMatchObject({ error: { code: 'console.publication-other' } });
  expect(bytesOf(await one.shared.write(first.id))).toEqual(written);
  const again = await other.at('14:25');
  expect([again.id, again.published]).toEqual([null, JSON.parse(written[0] ?? '')]);
  expect(bytesOf(await other.shared.write(null))).toEqual(written);
  expect(bytesOf(await one.shared.write(null))).toEqual(written);

  // At the next time it is the other one that publishes, with what the first has told in mind.
  const next = await other.at('16:05');
  const later = bytesOf(await other.shared.write(next.id));
  const shown = await one.at('16:06');
  expect([shown.id, shown.published]).toEqual([null, JSON.parse(later[0] ?? '')]);
  expect(shown.published.groups[0]?.earlier['14:00']).toBe(first.published.groups[0]?.admitted);

  // A hub that has lost it hears it again, and a third console from the hub.
  const { published } = collector.buckets;
  for await (const key of await published.keys()) await published.purge(key);
  await one.at('16:10');
  const third = open();
  expect((await third.at('16:12')).published).toEqual(shown.published);
  expect(third.own.ofDay()).toMatchObject({
    value: [{ published: { time: '14:00' } }, { published: { time: '16:00' } }],
  });
}, 60_000);

it('of two that write at one moment one is refused', async () => {
  const consoles = [open(), open(), open()];
  const looked = await Promise.all(consoles.map(({ at }, n) => at(`18:0${5 + n}`)));
  const written = await Promise.all(consoles.map(({ shared }, n) => shared.write(looked[n]?.id ?? null)));
  expect(written.filter(({ ok }) => ok)).toHaveLength(1);
  for (const answer of written) {
    if (!answer.ok) expect(answer.error).toEqual({ code: 'console.publication-other', params: { time: '18:00' } });
  }
}, 60_000);

it('publishes nothing while the hub does not answer', async () => {
  const alone = open(async () => null);
  await expect(alone.at('14:05')).rejects.toThrow('console.publication-alone');
  expect(await alone.shared.write(null)).toEqual({ ok: false, error: { code: 'console.publication-alone' } });
});
