import { afterAll, afterEach, expect, it } from 'vitest';
import type { BallotRecord } from '../../core/ballot/record.ts';
import { Country } from '../../core/commission/country.ts';
import { consoleSettingsSchema } from '../../core/commission/settings.ts';
import { toHex } from '../../core/crypto/encoding.ts';
import { type Election, electionSchema } from '../../core/election/election.ts';
import { writeBatch } from '../../core/hub/batch.ts';
import { upSubject } from '../../core/hub/names.ts';
import {
  demoElection,
  resultsWorld,
  SITTING,
  signers,
  totalsOf,
  two,
  typeAll,
  value,
  type World,
} from '../ballot/results/results.fixture.ts';
import { ResultsUplink, sayingOver } from '../hub/results-uplink.ts';
import { deviceFixture } from '../hub/server.fixture.ts';
import { TestHub } from '../hub/test-hub.fixture.ts';
import { fast } from '../hub/uplink.fixture.ts';
import { CONSOLE } from '../network/certificates.ts';
import { hubFeed } from './hub-feed.ts';
import { consolePeople } from './people.ts';

/**
 * The results of a station for remote voting, which has a protocol of every constituency: sealed by the ballot zone's own
 * code, carried to a hub with real servers, checked there, read back by a console and added up.
 */
const COUNT = 120;
const STATION = '0050';
const KIOSK = 'k-0050';
const SMALL = 2;
/** Of whose protocol so few ballots are there that its numbers leave sealed. */
const FEW = 7;

const [style] = demoElection.papers?.styles ?? [];
const part = style?.parts[0]?.id ?? '';
const nth = Array.from({ length: COUNT }, (_, at) => at + 1);
const election: Election = electionSchema.parse({
  ...demoElection,
  constituencies: nth.map((n) => ({ ...demoElection.constituencies[0], id: `c-${n}` })),
  precincts: demoElection.precincts.filter(({ number }) => number === STATION),
  territories: undefined,
  ballots: demoElection.ballots.map((one) => ({ ...one, constituencies: nth.map((n) => `c-${n}`) })),
  papers: {
    ...demoElection.papers,
    styles: nth.map((n) => ({ ...style, id: `council-${n}`, constituency: `c-${n}`, number: n })),
  },
});

/** What lies in the box of each constituency: how many for its first candidate, and how many for the second. */
const truth = new Map<string, readonly number[]>(
  nth.map((n) => [`council-${n}`, n === FEW ? [1, 0] : [1 + (n % 3), 1 + (n % 2)]]),
);
const cast = nth.flatMap((n): BallotRecord[] => {
  const [first = 0, second = 0] = truth.get(`council-${n}`) ?? [];
  const put = (option: string): BallotRecord => ({
    ...{ v: 1, style: `council-${n}`, test: false, batch: 'box', compartment: 'valid' },
    parts: [{ part, marked: [option], unsure: [] }],
  });
  return [...Array.from({ length: first }, () => put('c-1')), ...Array.from({ length: second }, () => put('c-2'))];
});
const sheetsOf = (protocol: string): number => (truth.get(protocol) ?? []).reduce((sum, count) => sum + count, 0);

let world: World | null = null;
const hub = new TestHub({
  of: { election: election.id, mode: election.mode },
  ...{ devices: [{ device: KIOSK, station: STATION }], servers: 1 },
  collectors: {
    trusts: () => (world ? [{ format: 'taanuu/results-trust/1', election, policy: world.taken.policy.results }] : []),
  },
});
afterEach(() => world?.end());
afterAll(() => hub.end());

/** The file that the zone has sealed when all its protocols were signed. */
async function sealed(zone: World): Promise<Uint8Array> {
  const { room } = zone;
  zone.close();
  const admitted = Object.fromEntries(nth.map((n) => [`c-${n}`, sheetsOf(`council-${n}`)]));
  value(room.told(totalsOf(STATION, admitted)));
  value(await room.counting.count({ approvers: two }));
  for (const protocol of truth.keys()) {
    // Of few ballots nothing is shown, and nothing typed.
    if (sheetsOf(protocol) >= SMALL) typeAll(zone, protocol, sheetsOf(protocol));
    value(await room.protocolDesk.sign({ protocol, by: signers }));
  }
  const file = value(await room.sealing.seal());
  return zone.out()[file ?? ''] ?? new Uint8Array();
}

it('of 120 constituencies come whole from the ballot zone to the console, and their sums are what lay in the box', async () => {
  world = await resultsWorld(cast, { station: STATION, election, smallCount: SMALL, capacity: cast.length });
  const bytes = await sealed(world);

  await hub.begin();
  await hub.collector();
  const { device: zone, signing } = world.keys;
  const kiosk = hub.kiosk(KIOSK);
  kiosk.write('ballot-zone.paired', { device: zone, key: signing.key, signing: toHex(signing.publicKey) });
  const link = await hub.link(KIOSK);
  const batch = writeBatch({ device: KIOSK, receipt: null, lines: kiosk.lines });
  await link.request(upSubject(kiosk.name, 'events'), batch, { timeout: 20_000 });
  const up = new ResultsUplink(
    bytes,
    { device: KIOSK, sitting: SITTING },
    { say: sayingOver(link, kiosk.name), hubKey: hub.key.publicKey, bounds: fast },
  );
  expect(await up.deliver(60_000)).toMatchObject({ standing: 'in-force', verdict: 'sound' });

  const person = { id: 'c-1', role: 'central', name: 'Б', territory: null, code: '73914682' } as const;
  const people = value(await consolePeople([person], election.mode, null));
  const { form } = world.taken.policy.results;
  const settings = consoleSettingsSchema.parse({
    ...{ format: 'taanuu/console/1', election, people, results: { form, smallCount: SMALL } },
  });
  const country = new Country(settings, []);
  const feed = hubFeed(
    await hub.link(deviceFixture(hub.commission, CONSOLE)),
    { election: election.id, mode: election.mode },
    () => {},
  );
  const stop = feed.start(
    (news) => country.tell(news),
    () => {},
  );
  const said = () => country.resultsOf(STATION)?.said?.protocols.length;
  await expect.poll(said, { timeout: 30_000 }).toBe(COUNT);
  await stop();
  expect(country.resultsOf(STATION)).toMatchObject({ state: 'arrived', inForce: up.sender.sha256 });

  const sums = country.resultsSums(null);
  const votes = sums.map(({ protocol, counted, sealed: few, lines }) => {
    const options = lines.flatMap((line) => line.options);
    const of = (option: string) => options.find((each) => each.option === option)?.value ?? 0;
    return [protocol, counted, few, of('c-1'), of('c-2')];
  });
  expect(votes).toEqual(
    [...truth].map(([protocol, [first, second]]) =>
      protocol === `council-${FEW}` ? [protocol, 0, [STATION], 0, 0] : [protocol, 1, [], first, second],
    ),
  );
  expect(sums.filter(({ hindrance }) => hindrance !== null)).toEqual([]);
}, 180_000);
