import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { consoleSettingsSchema } from '../../../core/commission/settings.ts';
import { toHex } from '../../../core/crypto/encoding.ts';
import { resultsDefault } from '../../../core/election/policy-results.ts';
import { writeBatch } from '../../../core/hub/batch.ts';
import { upSubject } from '../../../core/hub/names.ts';
import { PART_BYTES } from '../../../core/hub/results-part.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import { imagePlaces, type ResultsImage, readResultsStart } from '../../../core/results/results-file.ts';
import { makeCodeKey } from '../../access/code.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { type NightStation, nightOf, secretOf } from '../../hub/results-night.fixture.ts';
import { readResultsPart } from '../../hub/results-store.ts';
import { ResultsUplink, sayingOver } from '../../hub/results-uplink.ts';
import { deviceFixture } from '../../hub/server.fixture.ts';
import { hubStreams } from '../../hub/stream.ts';
import { TestHub } from '../../hub/test-hub.fixture.ts';
import { fast } from '../../hub/uplink.fixture.ts';
import { CONSOLE } from '../../network/certificates.ts';
import { type ConsoleWindow, openConsole } from '../client.fixture.ts';
import { hubFeed } from '../hub-feed.ts';
import { type ServedConsole, serveConsole } from '../serve.ts';

/** A console over a real hub, with the results of two stations whose signed pages were scanned. */
const night = nightOf({ stations: 2, unbalanced: 0, corrected: 1, forged: 0, stick: 0, scans: 'drawn', seed: 'scans' });
const { election, sitting } = night;
const of = { election: election.id, mode: election.mode };
const [corrected, plain] = night.stations as readonly [NightStation, NightStation];
const hub = new TestHub({
  of,
  devices: night.stations.map(({ name: { device, station } }) => ({ device, station })),
  secretOf,
  servers: 1,
  collectors: { trusts: () => [{ format: 'taanuu/results-trust/1', election, policy: resultsDefault }] },
});
const log = { info: () => {}, warn: () => {} };
/** Of the second station the commission has registered the ballot zone too. */
function keysOf({ station, device }: { readonly station: string; readonly device: string }): Trust | null {
  if (station !== plain.name.station) return null;
  const publicKey = toHex(nodeCrypto.ed25519PublicKey(secretOf(device)));
  return { ...of, devices: [{ device, key: 'z1', algorithm: 'Ed25519', publicKey, station }] };
}
/** Parts that were asked of the hub. */
let asked: number;
let own: NatsConnection;
let served: ServedConsole;
let window: ConsoleWindow;

beforeAll(async () => {
  await hub.begin();
  await hub.collector();
  own = await hub.link();
  for (const station of night.stations) {
    const link = await hub.link(station.name.device);
    const text = writeBatch({ device: station.name.device, receipt: null, lines: station.writer.lines });
    await link.request(upSubject(station.name, 'events'), text, { timeout: 20_000 });
    for (const file of station.files) {
      const up = new ResultsUplink(
        file,
        { device: station.name.device, sitting },
        { say: sayingOver(link, station.name), hubKey: hub.key.publicKey, bounds: fast },
      );
      await up.deliver(30_000);
    }
  }
  const link = await hub.link(deviceFixture(hub.commission, CONSOLE));
  const cost = { n: 1_024, r: 1, p: 1 };
  const person = async (id: string, territory: string | null, code: string) => ({
    ...{ id, role: territory === null ? 'central' : 'territorial', name: id, territory, defaultCode: false },
    code: await makeCodeKey(code, cost),
  });
  const settings = consoleSettingsSchema.parse({
    ...{ format: 'taanuu/console/1', election },
    // That of the second station.
    people: [await person('central', null, '110011'), await person('own', 'even', '220022')],
  });
  const folder = join(hub.folder, 'console');
  mkdirSync(join(folder, 'screens/commission'), { recursive: true });
  writeFileSync(join(folder, 'screens/commission/index.html'), '<!doctype html>');
  served = await serveConsole(
    {
      ...{ folder, settings, devices: [], feed: hubFeed(link, of, () => {}), simulated: false, now: Date.now },
      ...{ logs: null, packages: null, published: null },
      scans: {
        keysOf,
        part(name, sha256, part) {
          asked += 1;
          return readResultsPart(link, name, sha256, part);
        },
      },
    },
    { port: 0, screens: join(folder, 'screens'), log },
  );
  asked = 0;
  window = await openConsole(served);
  await signIn('central', '110011');
  await window.until(
    ({ stations, hub: heard }) =>
      heard.connected && stations.every(({ results }) => results !== null && results !== 'awaited'),
  );
});
afterAll(async () => {
  window?.close();
  await served?.stop();
  await hub.end();
});

const signIn = (person: string, code: string) => window.client.access.signIn({ person, code });
const fileOf = ({ files }: NightStation): Uint8Array => files.at(-1) ?? new Uint8Array();
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
function placesOf(station: NightStation) {
  const start = readResultsStart(fileOf(station));
  if (!start) throw new Error('no results file');
  return [...imagePlaces(start).values()];
}
const imageOf = (station: NightStation, fits: (image: ResultsImage) => boolean): ResultsImage => {
  const found = placesOf(station).find(({ image }) => fits(image));
  if (!found) throw new Error('no such image');
  return found.image;
};
const isPage = (version: number, page: number) => (image: ResultsImage) =>
  image.what.of === 'protocol' && image.what.version === version && image.page === page;
const scan = ({ name: { station } }: NightStation, { sha256 }: Pick<ResultsImage, 'sha256'>) =>
  window.client.results.scan({ station, sha256 });
const bytesIn = (url: string): Uint8Array => Buffer.from(url.replace(/^data:image\/png;base64,/, ''), 'base64');
const subjectOf = (station: NightStation, part: number): string =>
  `results.${of.election}.${of.mode}.${station.name.station}.${hashOf(fileOf(station))}.${part}`;

it('shows every page of every version and the slip as they were signed, and says which numbers stand on each', async () => {
  const results = await window.client.results.look({ station: corrected.name.station });
  const said = results.ok ? results.value?.results.said : null;
  const images = said?.images ?? [];
  expect(images.map(({ what }) => (what.of === 'slip' ? what.slip : what.version))).toEqual(
    expect.arrayContaining([1, 2, 'final']),
  );
  for (const image of images) {
    const shown = await scan(corrected, image);
    if (!shown.ok) throw new Error(shown.error.code);
    expect(hashOf(bytesIn(shown.value.url))).toBe(image.sha256);
    expect(shown.value.lines === null).toBe(image.what.of === 'slip');
  }
  const first = await scan(corrected, imageOf(corrected, isPage(2, 1)));
  expect(first.ok && first.value.lines).toContain(said?.protocols[0]?.versions[1]?.lines[0]?.line);
  // What was looked at is there, and is not fetched again.
  const before = asked;
  await scan(corrected, imageOf(corrected, isPage(1, 1)));
  expect(asked).toBe(before);
});

it('fetches of a file no more than the image that is looked at, once for all who look', async () => {
  const image = imageOf(plain, isPage(1, 1));
  asked = 0;
  const [one, two] = await Promise.all([scan(plain, image), scan(plain, image)]);
  expect([one.ok, two.ok]).toEqual([true, true]);
  // Its head, and those parts that the image lies in.
  expect(asked).toBeLessThanOrEqual(2 + Math.ceil(image.bytes / PART_BYTES));
  expect(asked).toBeLessThan(Math.ceil(fileOf(plain).length / PART_BYTES) + 2);
});

it('shows them to whoever may see the protocol, and to nobody else', async () => {
  await signIn('own', '220022');
  const foreign = imageOf(corrected, isPage(1, 1));
  expect(await scan(corrected, foreign)).toEqual({
    ok: false,
    error: { code: 'console.no-station', params: { station: corrected.name.station } },
  });
  // Nor under the number of a station of hers, although the console has it in its memory.
  expect(await scan(plain, foreign)).toEqual({ ok: false, error: { code: 'console.no-scan' } });
  expect((await scan(plain, imageOf(plain, isPage(1, 1)))).ok).toBe(true);
  await window.client.access.signOut({});
  await expect(scan(plain, imageOf(plain, isPage(1, 1)))).rejects.toThrow();
  await expect(window.client.results.take({ path: hub.folder })).rejects.toThrow();
  await signIn('central', '110011');
});

it('says of a page that the hub has lost that it is missing, and of one that is another that it is not genuine', async () => {
  const js = hubStreams(own);
  const jsm = await js.jetstreamManager(false);
  // Of images that nobody has looked at yet: the last one lies in the last part alone, or reaches into it.
  const [last, before] = placesOf(plain).reverse();
  if (!last || !before) throw new Error('too few images');
  const at = Math.floor((last.to - 1) / PART_BYTES);
  const part = await jsm.streams.getMessage('results', { last_by_subj: subjectOf(plain, at) });
  await jsm.streams.purge('results', { filter: subjectOf(plain, at) });
  const params = { station: plain.name.station };
  expect(await scan(plain, last.image)).toEqual({ ok: false, error: { code: 'console.scan-missing', params } });
  const other = Uint8Array.from(part?.data ?? []);
  other[other.length - 20] = (other[other.length - 20] ?? 0) ^ 1;
  await js.publish(subjectOf(plain, at), other);
  expect(await scan(plain, last.image)).toEqual({ ok: false, error: { code: 'console.scan-altered', params } });
  // As it was again, it is shown again.
  await js.publish(subjectOf(plain, at), part?.data ?? new Uint8Array());
  expect((await scan(plain, last.image)).ok).toBe(true);
});

it('without the hub shows what it has, says of the rest that it is away, and has it from the station’s stick', async () => {
  const stick = join(hub.folder, 'stick');
  mkdirSync(stick, { recursive: true });
  const [unseen] = placesOf(plain).filter(({ image }) => isPage(1, 2)(image));
  if (!unseen) throw new Error('one page only');
  await hub.servers[0]?.stop();
  await window.until(({ hub: heard }) => !heard.connected);
  expect((await scan(plain, imageOf(plain, isPage(1, 1)))).ok).toBe(true);
  expect(await scan(plain, unseen.image)).toEqual({ ok: false, error: { code: 'console.scan-away' } });
  // Somebody’s own file is none of the station’s, whatever it is called.
  writeFileSync(join(stick, 'a.taanuu-results'), Buffer.concat([fileOf(plain), Buffer.from('more')]));
  expect(await window.client.results.take({ path: stick })).toEqual({
    ok: false,
    error: { code: 'console.no-results' },
  });
  writeFileSync(join(stick, 'b.taanuu-results'), fileOf(plain));
  expect(await window.client.results.take({ path: stick })).toEqual({ ok: true, value: { files: 1 } });
  // The stick goes back with its station.
  rmSync(stick, { recursive: true });
  const shown = await scan(plain, unseen.image);
  expect(shown.ok && hashOf(bytesIn(shown.value.url))).toBe(unseen.image.sha256);
  hub.servers[0]?.start();
  await window.until(({ hub: heard }) => heard.connected);
});
