import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RegisterRecord } from '../core/election/register-record.ts';
import type { PersonEntry } from '../core/election/station.ts';
import { intoLink, type OutOfLink } from '../core/network/link.ts';
import { freePort } from '../drivers/testing/ports.ts';
import { makeCodeKey } from '../main/access/code.ts';
import { portraitPng } from '../main/demo/portrait.ts';
import { chance } from '../main/demo/random.ts';
import { putPackage } from '../main/hub/packages.ts';
import { type HubAbove, hubAbove } from '../main/identification/network/hub.fixture.ts';
import { admits, kioskStation, officer, type StationKiosk } from '../main/identification/network/station.fixture.ts';
import { keptPackageFile } from '../main/identification/register/kept-package.ts';
import { zoneOf } from '../main/identification/zone.fixture.ts';
import { Link } from '../main/link/link.ts';
import { codes, credentials, otherCode, voter } from '../main/package/package.fixture.ts';

/**
 * How long it takes from the start of a blank spare kiosk to its first admitted voter, as it gets its package from another
 * kiosk, from the commission's hub, or from a stick: `node bench/spare.ts [--runs N] [--short] [--out FILE]`, into
 * docs/measured/spare.json.
 *
 * Zones, links, nats-servers and the hub are the real ones, on the loopback of one machine; all zones and links share one
 * process, which makes it slower than it is. People are not in it: whatever a person does is done at once. Nobody compares
 * fingers, and no slip is printed.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    short: { type: 'boolean', default: false },
    out: { type: 'string', default: new URL('../docs/measured/spare.json', import.meta.url).pathname },
  },
});
const size = values.short ? { voters: 60, events: 60, photos: 2 } : { voters: 10_000, events: 2_000, photos: 50 };
const runs = values.short ? 1 : Number(values.runs);
const ways = ['peer', 'usb', 'upstream'] as const;
/** Seconds within which a spare has to serve voters. */
const LIMIT = 180;
type Way = (typeof ways)[number];
/** Seconds since the start of the spare at which something was so. */
interface Times {
  readonly package: number;
  readonly taken: number;
  readonly journals: number;
  readonly admitted: number;
}
/** Bytes of a template of 40 minutiae in ISO/IEC 19794-2:2005; what is in it does not matter here. */
const TEMPLATE_BYTES = 28 + 40 * 6 + 2;
const technician = { role: 'technician', person: 'tech' } as const;

const began = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'taanuu-bench-spare-'));
const links: Link[] = [];
const measured: Record<Way, Times[]> = { peer: [], upstream: [], usb: [] };
let above: HubAbove | null = null;
/** Events of both kiosks before the first spare, and the length of the package. */
let eventsKnown = 0;
let packageBytes = 0;
const names = ways.flatMap((way) => Array.from({ length: runs }, (_, n) => `${way}-${n + 1}`));
const ports = new Map(
  await Promise.all(['device', 'kiosk-2', ...names].map(async (name) => [name, await freePort()] as const)),
);
const at = (name: string): string => `127.0.0.1:${ports.get(name)}`;
const all = records();
const station = await kioskStation(2, {
  ...{ records: all, people: await people(), more: names },
  joined: (name) => joinedBy(name, name === 'kiosk-2' ? ['device'] : []),
  hub: async (made) => {
    above = await hubAbove(made);
    return above.entry;
  },
});
// The zones' clock goes with the machine's.
const offset = performance.now();
const clock = setInterval(() => {
  station.time.now = 2_000 + performance.now() - offset;
}, 5);
try {
  const [peer, lost] = station.kiosks as readonly [StationKiosk, StationKiosk];
  const count = await voted(peer, lost);
  const eventsBefore = last(lost.zone);
  await until(() => known(peer.zone, lost.device) === eventsBefore, 'the journals');
  await lost.zone.stop();
  await links[1]?.stop();
  const file = join(station.station.dir, 'a.taanuu');
  eventsKnown = last(peer.zone) + eventsBefore;
  packageBytes = statSync(file).size;
  let next = count + 1;
  let before: { readonly device: string } = lost;
  for (const way of ways) {
    // The kiosk that is left gives its package to whoever asks; where the hub is to give it, it has none.
    const { register } = peer.zone.kiosk.inForce() ?? {};
    if (way === 'upstream' && register) {
      rmSync(keptPackageFile(join(station.station.dir, 'device'), register.name));
      await putInHub(file);
    }
    for (let run = 1; run <= runs; run++) {
      const { times, device } = await spare(way, `${way}-${run}`, before.device, next, file);
      before = { device };
      next += 1;
      measured[way].push(times);
      console.error(`${way} ${run}: ${JSON.stringify(times)}`);
      writeFileSync(values.out, `${JSON.stringify(report(), null, 2)}\n`);
    }
  }
  console.log(JSON.stringify(report().median));
  process.exitCode = report().passed ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  clearInterval(clock);
  await station.kiosks[0]?.zone.stop();
  station.station.remove();
  for (const link of links) await link.stop();
  await (above as HubAbove | null)?.close();
  rmSync(folder, { recursive: true, force: true });
}
console.error(`${Math.round((performance.now() - began) / 1_000)} s in all`);
process.exit();

async function putInHub(file: string): Promise<void> {
  const kv = (above as HubAbove | null)?.hub.buckets.package;
  if (!kv) throw new Error('no hub');
  must(await putPackage(kv, file, { trusts: () => true, now: () => new Date() }));
}

/** What is measured so far. */
function report() {
  const done = ways.filter((way) => measured[way].length > 0);
  return {
    what: 'seconds from the start of a blank spare kiosk to its first admitted voter, without what people need for their hands',
    commit: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
    ...{ date: new Date().toISOString(), node: process.version, cpu: cpus()[0]?.model },
    busy: loadavg().map((load) => Math.round(load * 10) / 10),
    ...{ voters: size.voters, events: eventsKnown, packageBytes },
    runs: Object.fromEntries(done.map((way) => [way, measured[way].length])),
    limits: { seconds: LIMIT },
    median: Object.fromEntries(done.map((way) => [way, median(measured[way].map(({ admitted }) => admitted))])),
    measured,
    passed: ways.every((way) => measured[way].every(({ admitted }) => admitted <= LIMIT)),
  };
}

/** A kiosk's link as the process has it, in this one; with a real server of its own. */
function joinedBy(name: string, peers: readonly string[]) {
  let take: (message: OutOfLink) => void = () => {};
  const own = join(folder, name);
  mkdirSync(own);
  const link = new Link({
    ...{ within: own, tell: (message: OutOfLink) => take(message) },
    log: { warn: () => {}, info: () => {} },
  });
  links.push(link);
  return {
    network: { listen: at(name), peers: peers.map(at) },
    link: {
      throughLink: (message: object) => link.take(intoLink.parse(message)),
      onLink: (hear: (message: unknown) => void) => {
        take = hear;
        hear({ link: 'here' });
      },
    },
  };
}

/** Voters at both kiosks until there are as many events. @returns how many */
async function voted(a: StationKiosk, b: StationKiosk): Promise<number> {
  await until(() => a.zone.kiosks.view()?.others.some(({ seen }) => seen), 'the kiosks see each other');
  let n = 0;
  while (last(a.zone) + last(b.zone) < size.events) {
    n += 1;
    const at = n % 2 === 0 ? a : b;
    let came = '';
    await until(
      async () => {
        came = await at.admit(n);
        return came === 'admitted';
      },
      () => `voter ${n} at ${at.name}: ${came}; ${JSON.stringify(at.zone.kiosks.view()?.others)}`,
    );
  }
  return n;
}

/** One spare, from its start to its first voter. */
async function spare(way: Way, name: string, lost: string, n: number, file: string) {
  const start = performance.now();
  const seconds = (): number => Math.round((performance.now() - start) / 10) / 100;
  const stick = join(folder, `${name}-stick`);
  mkdirSync(stick);
  if (way === 'usb') await copyFile(file, join(stick, 'a.taanuu'));
  const copied = seconds();
  const { zone } = await zoneOf(station.station, '', {
    ...{ stateDir: join(station.station.dir, name), empty: true, folders: [stick] },
    ...joinedBy(name, way === 'usb' ? ['device'] : []),
    now: () => new Date(Date.parse('2023-10-08T08:30:00+06:00') + station.time.now),
    monotonic: () => station.time.now,
  });
  const [peer] = station.kiosks as readonly [StationKiosk];
  if (way !== 'usb') {
    await until(() => peer.zone.kiosks.linkView()?.own.length, 'the kiosk that invites is in its network');
    const invited = peer.zone.kiosks.invitations.invite(technician);
    if (!invited.ok) throw new Error(invited.error.code);
    const asked = await zone.kiosks.invitations.ask(invited.value.text);
    if (!asked.ok) throw new Error(asked.error.code);
    zone.kiosks.invitations.confirm(technician);
  }
  await until(() => zone.station.packages().files.length > 0, 'the package');
  const [found] = zone.station.packages().files;
  const from = { peer: 'kiosk', upstream: 'hub', usb: undefined }[way];
  if (found?.arrived?.from.by !== from) throw new Error(`the package came by ${found?.arrived?.from.by}`);
  const came = seconds() - copied;
  must(await zone.station.import(found?.path ?? '', technician));
  const taken = seconds() - copied;
  await until(async () => (await zone.continuing.files()).some(({ name: of }) => of === lost), 'the journals');
  const journals = seconds() - copied;
  must(await zone.unlocking.unlock(credentials, officer));
  must(await zone.continuing.take(`network/${lost}`, [...credentials], officer));
  const pins = all.map(({ pin }) => pin);
  const admit = admits(name, zone, (one) => zone.kiosk.inForce()?.register.pseudonym(pins[one - 1] ?? '') ?? '');
  await until(async () => (await admit(n)) === 'admitted', 'the first voter');
  const times: Times = {
    ...{ package: round(came), taken: round(taken), journals: round(journals), admitted: round(seconds() - copied) },
  };
  const device = zone.kiosk.device;
  await until(() => peer.zone.kiosks.view()?.others.some((one) => one.device === device && one.seen), 'is seen');
  const head = last(zone);
  await until(() => known(peer.zone, device) === head, 'its journal is known');
  await zone.stop();
  await links.at(-1)?.stop();
  // Out of sight for the next one, which goes on where it was.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  return { times, device };
}

function last(zone: StationKiosk['zone']): number {
  return zone.kiosk.db.prepare<[], number>('select coalesce(max(seq), 0) from journal').pluck().get() ?? 0;
}

function known(zone: StationKiosk['zone'], device: string): number {
  const sql = 'select coalesce(max(seq), 0) from peer_event where device = ?';
  return zone.kiosk.db.prepare<[string], number>(sql).pluck().get(device) ?? 0;
}

function must(result: { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } }): void {
  if (!result.ok) throw new Error(result.error.code);
}

async function until(what: () => unknown, name: string | (() => string)): Promise<void> {
  const patience = performance.now() + 60_000;
  while (!(await what())) {
    if (performance.now() > patience) {
      throw new Error(`not within a minute: ${typeof name === 'string' ? name : name()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function median(all: readonly number[]): number {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (n: number): number => sorted[n] ?? Number.NaN;
  // Of an even number the middle of the two in the middle: neither of them is one.
  return round((at(Math.floor((sorted.length - 1) / 2)) + at(Math.floor(sorted.length / 2))) / 2);
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}

/** Their codes cost what they cost on the day. */
async function people(): Promise<readonly PersonEntry[]> {
  const entries = [
    ...(['chair', 'member'] as const).map((role) => ({ role, code: codes[role] })),
    { role: 'officer' as const, code: otherCode },
  ];
  return Promise.all(
    entries.map(async ({ role, code }) => {
      const key = await makeCodeKey(code);
      return { id: role, role, station: '0001', name: role, code: key, defaultCode: false };
    }),
  );
}

/** Invented voters with photos and two templates each. */
function records(): readonly RegisterRecord[] {
  const photos = Array.from({ length: size.photos }, (_, i) =>
    portraitPng({ seed: `spare-${i}`, sex: 'female', age: 20 + i }).toString('base64'),
  );
  const dice = chance('spare');
  const template = () => Buffer.from(Array.from({ length: TEMPLATE_BYTES }, () => dice.below(256))).toString('base64');
  return Array.from({ length: size.voters }, (_, i) =>
    voter(i + 1, {
      photo: photos[i % photos.length] ?? null,
      fingers: [2, 7].map((finger) => ({ finger: finger as 2 | 7, quality: 70, template: template() })),
    }),
  );
}
