import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { toHex } from '../../core/crypto/encoding.ts';
import { resultsDefault } from '../../core/election/policy-results.ts';
import type { KeptAlarm } from '../../core/hub/alarm.ts';
import { readAnswer } from '../../core/hub/answers.ts';
import { writeBatch } from '../../core/hub/batch.ts';
import { keysOf } from '../../core/hub/journal.fixture.ts';
import { type JournalName, upSubject } from '../../core/hub/names.ts';
import type { StationResults } from '../../core/hub/results-state.ts';
import { publishable, sumResults } from '../../core/hub/results-sum.ts';
import { type Bounds, usualBounds } from '../../core/hub/sender.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { HUB } from '../network/certificates.ts';
import { fleetOf } from './fleet.ts';
import { allResults } from './results-bucket.ts';
import { losing, type Night, type NightPlan, type NightStation, nightOf } from './results-night.fixture.ts';
import { ResultsUplink, type Saying, sayingOver } from './results-uplink.ts';
import { type Hub, startHub } from './run.ts';
import { commissionFixture, hubFixture, linkOf, startServers } from './server.fixture.ts';

/** A night: what comes of how many stations, over which line, and how much shorter its hour is. */
export interface NightRun extends NightPlan {
  /** Of a hundred messages so many are lost, in each direction. */
  readonly loss: number;
  /** So many times faster than a clock. */
  readonly scale: number;
  /** Connections that the stations share, and collectors of the hub. */
  readonly links: number;
  readonly collectors: number;
}

export interface NightReport {
  /** What is not as it should be, in words; nothing else says that a night went well. */
  readonly wrong: readonly string[];
  /** Stations by how the hub says that they stand. */
  readonly states: Readonly<Record<string, number>>;
  /** Files by the way that they came. */
  readonly ways: Readonly<Record<string, number>>;
  /** The cases, each named by the hub itself. */
  readonly named: readonly string[];
  readonly files: number;
  readonly bytes: number;
  /** Messages about results files that were sent until all of them were there. */
  readonly messages: number;
  /** Minutes of the night, from its beginning: when half, 99 of 100, and all of the stations were there. */
  readonly minutes: { readonly half: number; readonly most: number; readonly all: number };
  readonly seconds: number;
}

const HOUR_MS = 3_600_000;
/** Stations count for different times: the first are ready at once, the last after so much of the hour. */
const READY_WITHIN = 0.5;
/** Hours after which a station that is not through is given up. */
const PATIENCE = 3;

const shortened = (scale: number): Bounds => ({
  ...{ batchBytes: usualBounds.batchBytes, batchEvents: usualBounds.batchEvents },
  ...{ bytesPerSecond: usualBounds.bytesPerSecond * scale, eventsPerSecond: usualBounds.eventsPerSecond * scale },
  ...{ gatherMs: usualBounds.gatherMs / scale, answerMs: usualBounds.answerMs / scale },
  ...{ retryMs: usualBounds.retryMs / scale, retryMostMs: usualBounds.retryMostMs / scale },
  askAgainMs: usualBounds.askAgainMs / scale,
});

/** Runs a night on three real servers, and holds what the hub says afterwards against what was made. */
export async function runNight(run: NightRun): Promise<NightReport> {
  const night = nightOf(run);
  const { election } = night;
  const fleet = fleetOf([
    {
      ...{ format: 'taanuu/fleet/1', election: election.id, mode: election.mode },
      devices: night.stations.map(({ name, writer }) => {
        const { device, key, publicKey } = keysOf(writer);
        return { device, key, publicKey, station: name.station, revoked: false };
      }),
    },
  ]);
  const trust = { format: 'taanuu/results-trust/1', election, policy: resultsDefault } as const;
  const commission = commissionFixture();
  const own = hubFixture(commission);
  const folder = mkdtempSync(join(tmpdir(), 'taanuu-results-night-'));
  const servers = await startServers(folder, {
    ...{ hub: own, commission, places: fleet.places, count: 3, store: true },
  });
  const links: NatsConnection[] = [];
  const hubs: Hub[] = [];
  const open = async (): Promise<NatsConnection> => {
    const link = await linkOf(own, own, servers);
    links.push(link);
    return link;
  };
  try {
    const options = {
      fleet: () => fleet,
      trusts: () => [trust],
      secret: own.secret,
      now: Date.now,
      replicas: 3,
    } as const;
    for (let n = 0; n < run.collectors; n++) {
      hubs.push(await startHub({ ...options, link: await open(), failed: () => {} }));
    }
    const ways = await Promise.all(Array.from({ length: run.links }, open));
    const began = performance.now();
    const minute = (): number => ((performance.now() - began) * run.scale) / 60_000;
    const ended: number[] = [];
    const wrong: string[] = [];
    let messages = 0;
    await Promise.all(
      night.stations.map(async (station, at) => {
        const ready = (Math.random() * READY_WITHIN * HOUR_MS) / run.scale;
        await new Promise((resolve) => setTimeout(resolve, ready));
        const link = ways[at % ways.length];
        if (!link) return;
        const sent = await sendStation(station, night.sitting, link, own.publicKey, run);
        messages += sent.messages;
        wrong.push(...sent.wrong);
        ended.push(minute());
      }),
    );
    const seconds = (performance.now() - began) / 1_000;
    const [hub] = hubs;
    if (!hub) throw new Error('no collector');
    const held = await heldAgainst(night, hub);
    ended.sort((a, b) => a - b);
    const at = (share: number): number => Math.round((ended[Math.ceil(share * ended.length) - 1] ?? 0) * 10) / 10;
    const minutes = { half: at(0.5), most: at(0.99), all: at(1) };
    return { ...held, wrong: [...wrong, ...held.wrong], messages, minutes, seconds: Math.round(seconds) };
  } finally {
    await Promise.all(hubs.map((hub) => hub.stop()));
    await Promise.all(links.map((link) => link.close()));
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The night of one station: its journal first, then its files, one after the other. */
async function sendStation(
  { name, writer, files, forged, way }: NightStation,
  sitting: string,
  link: NatsConnection,
  hubKey: Uint8Array,
  { loss, scale }: NightRun,
): Promise<{ readonly messages: number; readonly wrong: readonly string[] }> {
  const bounds = shortened(scale);
  const sender: JournalName = way === 'stick' ? { ...name, device: HUB } : name;
  // What is handed in at the centre goes over no such line.
  const over = (say: Saying): Saying => (way === 'stick' ? say : losing(say, loss, Math.random));
  const until = performance.now() + (PATIENCE * HOUR_MS) / scale;
  const journal = over(async (text, timeout) =>
    link.request(upSubject(sender, 'events'), text, { timeout }).then(
      (message) => message.string(),
      () => null,
    ),
  );
  const batch = writeBatch({ device: name.device, receipt: null, lines: writer.lines });
  for (;;) {
    const text = await journal(batch, bounds.answerMs);
    const answer = text === null ? null : readAnswer(text, [hubKey], nodeCrypto);
    if (answer?.answer === 'stored' && answer.seq === writer.lines.length) break;
    if (performance.now() > until) return { messages: 0, wrong: [`${name.station}: its journal never came`] };
    await new Promise((resolve) => setTimeout(resolve, Math.random() * bounds.retryMostMs));
  }
  const say = over(sayingOver(link, sender));
  let messages = 0;
  const wrong: string[] = [];
  for (const file of forged ? [...files, forged] : files) {
    const uplink = new ResultsUplink(file, { device: sender.device, sitting }, { say, hubKey, bounds });
    const receipt = await uplink.deliver(until - performance.now());
    messages += uplink.count;
    const due = file === forged ? 'refused' : 'in-force';
    if (receipt?.standing !== due) {
      wrong.push(`${name.station}: its kiosk heard ${receipt?.standing ?? 'nothing'} instead of ${due}`);
    }
  }
  return { messages, wrong };
}

/** What the hub says of the night, against what was made. */
async function heldAgainst(
  { stations, election, truth }: Night,
  hub: Pick<Hub, 'buckets' | 'results'>,
): Promise<Omit<NightReport, 'messages' | 'minutes' | 'seconds'>> {
  const wrong: string[] = [];
  const named: string[] = [];
  const states: Record<string, number> = {};
  const ways: Record<string, number> = {};
  const results = new Map<string, StationResults>();
  for (const { value } of await allResults(hub.buckets.results, '*.*.*.*')) results.set(value.station, value);
  let bytes = 0;
  for (const { name, expected, files, forged, way } of stations) {
    const { station } = name;
    const value = results.get(station);
    const state = value?.state ?? 'awaited';
    states[state] = (states[state] ?? 0) + 1;
    if (state !== expected) wrong.push(`${station}: ${state} instead of ${expected}`);
    const made = [...files, ...(forged ? [forged] : [])].map((file) => toHex(nodeCrypto.sha256(file)));
    const kept = value?.files.map(({ sha256 }) => sha256) ?? [];
    if (made.join() !== kept.join()) wrong.push(`${station}: ${kept.length} files instead of ${made.length}`);
    for (const one of value?.files ?? []) {
      bytes += one.bytes;
      ways[one.way] = (ways[one.way] ?? 0) + 1;
      if (one.way !== way) wrong.push(`${station}: came by ${one.way} instead of ${way}`);
    }
    const findings = [...(value?.findings ?? []), ...(value?.files.flatMap((one) => one.findings) ?? [])];
    const why = [...new Set(findings.filter(({ weight }) => weight !== 'note').map(({ finding }) => finding))];
    if (state !== 'arrived') named.push([station, state, ...why].join(' '));
  }
  const alarms: string[] = [];
  for await (const key of await hub.buckets.alarm.keys()) {
    const entry = await hub.buckets.alarm.get(key);
    if (entry) alarms.push(entry.json<KeptAlarm>().of.station);
  }
  const forged = stations.filter((one) => one.forged !== null).map(({ name }) => name.station);
  if (alarms.sort().join() !== forged.sort().join()) wrong.push(`alarms of ${alarms.join(' ')}`);
  const { form, smallCount } = resultsDefault;
  const sums = sumResults({ election, form, smallCount, precincts: election.precincts, results });
  for (const sum of sums) {
    const lines = publishable(sum);
    const votes = lines.ok ? lines.value.flatMap(({ options }) => options) : [];
    const said = Object.fromEntries(votes.map(({ option, value }) => [option, value]));
    const due = truth[sum.protocol] ?? {};
    const same = Object.keys({ ...said, ...due }).every((option) => said[option] === due[option]);
    if (!same) wrong.push(`${sum.protocol}: ${JSON.stringify(said)} instead of ${JSON.stringify(due)}`);
  }
  const aside = sums.flatMap((sum) => sum.aside.map(({ station }) => station)).sort();
  const notDue = stations.filter(({ expected }) => expected !== 'arrived' && expected !== 'corrected');
  if (
    aside.join() !==
    notDue
      .map(({ name }) => name.station)
      .sort()
      .join()
  )
    wrong.push(`aside: ${aside.join(' ')}`);
  const files = Object.values(ways).reduce((sum, n) => sum + n, 0);
  return { wrong, states, ways, named, files, bytes };
}
