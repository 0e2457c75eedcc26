import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../../core/crypto/encoding.ts';
import { resultsDefault } from '../../core/election/policy-results.ts';
import type { KeptAlarm } from '../../core/hub/alarm.ts';
import { writeBatch } from '../../core/hub/batch.ts';
import { type JournalName, upSubject } from '../../core/hub/names.ts';
import { PART_BYTES, writePart } from '../../core/hub/results-part.ts';
import { ARRIVALS, awaitedResults, resultsKey, type StationResults } from '../../core/hub/results-state.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { HUB } from '../network/certificates.ts';
import { standing } from './buckets.ts';
import { allResults, readResults, replaceResults } from './results-bucket.ts';
import { type NightStation, nightOf, secretOf } from './results-night.fixture.ts';
import { ResultsUplink, sayingOver } from './results-uplink.ts';
import type { Hub } from './run.ts';
import { TestHub } from './test-hub.fixture.ts';
import { fast } from './uplink.fixture.ts';

/** Two collectors on three real servers, and the results of six stations. */
const night = nightOf({ stations: 6, unbalanced: 1, corrected: 1, forged: 1, stick: 1, scans: 150_000, seed: 'six' });
const [unbalanced, corrected, forged, stick, plain, other] = night.stations as readonly [
  NightStation,
  NightStation,
  NightStation,
  NightStation,
  NightStation,
  NightStation,
];
const { election, sitting } = night;
const hub = new TestHub({
  of: { election: election.id, mode: election.mode },
  // A second kiosk of each station, too.
  devices: night.stations.flatMap(({ name: { device, station } }) =>
    [device, `${device}b`].map((one) => ({ device: one, station })),
  ),
  secretOf,
  servers: 3,
  collectors: { trusts: () => [{ format: 'taanuu/results-trust/1', election, policy: resultsDefault }] },
});
let one: Hub;
const linkAs = (device: string | null): Promise<NatsConnection> => hub.link(device ?? hub.key);
beforeAll(async () => {
  await hub.begin();
  one = await hub.collector();
  await hub.collector();
});
afterAll(() => hub.end());

const kept = async ({ name }: NightStation, of = sitting): Promise<StationResults> => {
  const { election: id, mode, station } = name;
  const results = { election: id, mode, station, sitting: of };
  return (await readResults(one.buckets.results, resultsKey(results), awaitedResults(results))).value;
};
const alarms = async ({ name }: NightStation): Promise<readonly KeptAlarm[]> => {
  const found: KeptAlarm[] = [];
  for await (const key of await one.buckets.alarm.keys(`${name.election}.${name.mode}.${name.station}.>`)) {
    const entry = await one.buckets.alarm.get(key);
    if (entry) found.push(entry.json<KeptAlarm>());
  }
  return found;
};
/** The journal of a station as its kiosk sends it. */
const sendJournal = async ({ writer, name }: NightStation, link: NatsConnection): Promise<void> => {
  const text = writeBatch({ device: name.device, receipt: null, lines: writer.lines });
  await link.request(upSubject(name, 'events'), text, { timeout: 20_000 });
  const zones = async () => (await standing<readonly unknown[]>(one.buckets.zone, stationKey(name), [])).value;
  await expect.poll(zones, { timeout: 20_000 }).toHaveLength(1);
};
const stationKey = ({ election: id, mode, station }: JournalName): string => `${id}.${mode}.${station}`;
const uplink = (file: Uint8Array, { name }: NightStation, link: NatsConnection, sender: JournalName = name) =>
  new ResultsUplink(
    file,
    { device: name.device, sitting },
    { say: sayingOver(link, sender), hubKey: hub.key.publicKey, bounds: fast },
  );
const fileOf = ({ files }: NightStation, at = 0): Uint8Array => files[at] ?? new Uint8Array();

describe('a results file', () => {
  it('is held until the journal of its kiosk names the ballot zone, and then counts by itself', async () => {
    const link = await linkAs(plain.name.device);
    const up = uplink(fileOf(plain), plain, link);
    expect(await up.deliver(30_000, () => true)).toMatchObject({ standing: 'held' });
    expect(await kept(plain)).toMatchObject({ state: 'held', inForce: null, said: null });
    await sendJournal(plain, link);
    await expect.poll(async () => (await kept(plain)).state, { timeout: 20_000 }).toBe('arrived');
    const value = await kept(plain);
    expect(value).toMatchObject({
      inForce: up.sender.sha256,
      files: [{ sha256: up.sender.sha256, way: 'link', by: plain.name.device, standing: 'in-force', verdict: 'sound' }],
      said: { number: 1, images: [{ page: 1, bytes: 150_000 }] },
    });
    expect(value.said?.protocols[0]?.versions).toHaveLength(1);
    // Asked again the kiosk hears what the hub says now, and sends nothing more.
    const again = uplink(fileOf(plain), plain, link);
    expect(await again.deliver(10_000)).toMatchObject({ standing: 'in-force', verdict: 'sound' });
    expect(again.count).toBe(1);
  });

  it('goes on behind what is there, also by another kiosk of the station', async () => {
    const link = await linkAs(other.name.device);
    await sendJournal(other, link);
    const up = uplink(fileOf(other), other, link);
    while (up.sender.has !== 1) await up.step();
    const peer = { ...other.name, device: `${other.name.device}b` };
    const from = uplink(fileOf(other), other, await linkAs(peer.device), peer);
    expect(await from.deliver(30_000)).toMatchObject({ standing: 'in-force' });
    // The question, and the parts that were missing.
    expect(from.count).toBe(Math.ceil(fileOf(other).length / PART_BYTES));
    expect((await kept(other)).files).toMatchObject([{ way: 'peer', by: peer.device }]);
  });

  it('comes on a stick too, before and after what comes by link', async () => {
    const link = await linkAs(null);
    const hand = { ...stick.name, device: HUB };
    await sendJournal(stick, link);
    const up = uplink(fileOf(stick), stick, link, hand);
    expect(await up.deliver(30_000)).toMatchObject({ standing: 'in-force' });
    expect((await kept(stick)).files).toMatchObject([{ way: 'stick', by: null }]);
  });

  it('has its place by its number, whatever comes first', async () => {
    const link = await linkAs(corrected.name.device);
    await sendJournal(corrected, link);
    expect(await uplink(fileOf(corrected, 1), corrected, link).deliver(30_000)).toMatchObject({ standing: 'in-force' });
    expect(await uplink(fileOf(corrected, 0), corrected, link).deliver(30_000)).toMatchObject({
      standing: 'superseded',
    });
    const value = await kept(corrected);
    expect(value).toMatchObject({ state: 'corrected', said: { number: 2 } });
    expect(value.said?.protocols[0]?.versions.map(({ corrects }) => corrects?.words ?? null)).toEqual([
      null,
      'Саноодон ката табылды',
    ]);
    expect(value.files.map(({ standing: now }) => now)).toEqual(['in-force', 'superseded']);
  });

  it('of a station whose numbers do not agree says which', async () => {
    const link = await linkAs(unbalanced.name.device);
    await sendJournal(unbalanced, link);
    await uplink(fileOf(unbalanced), unbalanced, link).deliver(30_000);
    const value = await kept(unbalanced);
    expect(value.state).toBe('does-not-balance');
    expect(value.findings.map(({ finding }) => finding)).toContain('ratio-broken');
  });

  it('that somebody else has signed is refused, named, and kept as evidence', async () => {
    const link = await linkAs(forged.name.device);
    await sendJournal(forged, link);
    const file = forged.forged ?? new Uint8Array();
    const up = uplink(file, forged, link);
    expect(await up.deliver(30_000)).toMatchObject({ standing: 'refused', verdict: 'refused' });
    const value = await kept(forged);
    expect(value).toMatchObject({ state: 'forged', said: null, files: [{ by: forged.name.device }] });
    expect(value.files[0]?.findings[0]?.finding).toBe('bad-signature');
    expect(await alarms(forged)).toMatchObject([{ alarm: 'results', standing: 'refused', sha256: up.sender.sha256 }]);
    const { election: id, mode, station } = forged.name;
    const bytes = await one.results.read({ election: id, mode, station }, up.sender.sha256, 100);
    expect(Buffer.compare(bytes, file)).toBe(0);
  });

  it('whose later version does not have what was signed before takes nobody’s place, and is an alarm', async () => {
    // Another file with the same number by the same zone: as a zone that was set back to before would make it.
    const twin = nightOf({ stations: 6, unbalanced: 1, corrected: 1, forged: 1, stick: 1, scans: 0, seed: 'other' });
    const link = await linkAs(plain.name.device);
    const up = uplink(twin.stations[4]?.files[0] ?? new Uint8Array(), plain, link);
    expect(await up.deliver(30_000)).toMatchObject({ standing: 'broken', verdict: 'refused' });
    expect(await kept(plain)).toMatchObject({ state: 'arrived', said: { images: [{ bytes: 150_000 }] } });
    expect(await alarms(plain)).toMatchObject([{ alarm: 'results', standing: 'broken' }]);
  });

  it('whose parts come to something else is thrown away, and can be sent again', async () => {
    const link = await linkAs(forged.name.device);
    const bytes = Buffer.alloc(PART_BYTES + 10, 7);
    const sha256 = toHex(nodeCrypto.sha256(bytes));
    const say = sayingOver(link, forged.name);
    const of = { device: forged.name.device, sitting, sha256, bytes: bytes.length };
    await say(writePart({ ...of, part: 0, data: Buffer.alloc(PART_BYTES, 8) }), 5_000);
    const answer = await say(writePart({ ...of, part: 1, data: bytes.subarray(PART_BYTES) }), 5_000);
    expect(answer).toContain('"parts":0');
    expect(await uplink(bytes, forged, link).deliver(10_000)).toMatchObject({ standing: 'refused' });
    expect((await kept(forged)).files.at(-1)?.findings[0]?.finding).toBe('not-results');
  });
});

it('what a station of 120 constituencies has counted is kept whole, with two versions of each, and is read as it was', async () => {
  const { buckets } = one;
  const value = await kept(corrected);
  const [own] = value.said?.protocols ?? [];
  if (!value.said || !own) throw new Error('not there');
  expect(own.versions).toHaveLength(2);
  const name = { election: election.id, mode: election.mode, station: '9999', sitting };
  const key = resultsKey(name);
  // Longer ones than those of the demo election, which has few options.
  const long = own.versions.map((version) => ({
    ...version,
    lines: version.lines.map((line) => ({ ...line, options: Array.from({ length: 5 }, () => line.options).flat() })),
  }));
  const remote: StationResults = {
    ...{ ...value, ...name },
    said: {
      ...value.said,
      protocols: Array.from({ length: 120 }, (_, n) => ({
        ...{ ...own, versions: long, protocol: `deputies-${n + 1}`, constituency: `c-${n + 1}` },
      })),
    },
  };
  // No message of a server holds it.
  expect(JSON.stringify(remote).length).toBeGreaterThan(1_048_576);
  expect(await replaceResults(buckets.results, key, remote, 0)).toBe(true);
  const read = await readResults(buckets.results, key, awaitedResults(name));
  expect(read.value).toEqual(remote);
  expect(
    (await allResults(buckets.results, `${election.id}.${election.mode}.*.*`)).map(({ value: each }) => each.station),
  ).toContain('9999');
  // What somebody else has replaced meanwhile is not replaced, and of a file that is not in force any more nothing is left.
  const next: StationResults = { ...remote, inForce: 'ef'.repeat(32), said: { ...remote.said!, protocols: [own] } };
  expect(await replaceResults(buckets.results, key, next, read.revision - 1)).toBe(false);
  expect(await replaceResults(buckets.results, key, next, read.revision)).toBe(true);
  expect((await readResults(buckets.results, key, awaitedResults(name))).value).toEqual(next);
  const left: string[] = [];
  for await (const each of await buckets.results.keys(`${key}.>`)) left.push(each);
  expect(left).toEqual([`${key}.${'ef'.repeat(8)}-0`]);
});

it('a device takes no more room than a station has, also where it begins none of its files at their first part', async () => {
  const link = await linkAs(other.name.device);
  const say = sayingOver(link, other.name);
  for (let n = 0; n < ARRIVALS + 20; n++) {
    const sha256 = toHex(nodeCrypto.sha256(Buffer.from(String(n))));
    const of = { device: other.name.device, sitting, sha256, bytes: PART_BYTES + 1 };
    expect(await say(writePart({ ...of, part: 1, data: Buffer.alloc(1) }), 10_000)).toContain('"parts":0');
  }
  const { election: id, mode, station } = other.name;
  expect(await one.results.files({ election: id, mode, station })).toHaveLength(ARRIVALS);
});

it('a device cannot hand in files of another station, or as the commission', async () => {
  const link = await linkAs(plain.name.device);
  const elsewhere = { ...other.name, device: plain.name.device };
  for (const sender of [elsewhere, { ...plain.name, device: HUB }]) {
    expect(
      await sayingOver(link, sender)(writePart({ ...unsent(), part: null, data: new Uint8Array() }), 700),
    ).toBeNull();
  }
});
const unsent = () => ({ device: plain.name.device, sitting, sha256: 'ab'.repeat(32), bytes: 5 });
