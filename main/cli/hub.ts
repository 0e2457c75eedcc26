import { execFileSync } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import type { DeviceState } from '../../core/hub/device-state.ts';
import { journalKey, journalNameSchema } from '../../core/hub/names.ts';
import type { Buckets } from '../hub/buckets.ts';
import { freeLocks } from '../hub/lost-device.ts';
import {
  allDifferences,
  allOffers,
  type PutPackage,
  putDifference,
  putPackage,
  removePackage,
} from '../hub/packages.ts';
import { rebuildLocks } from '../hub/rebuild.ts';
import { forgetCounts } from '../hub/recount.ts';
import { openHub, startHub } from '../hub/run.ts';
import { canSync, fleetFile, type Site, setUpHub } from '../hub/setting-up.ts';
import { isIssuedBy } from '../network/certificates.ts';
import { DIFFERENCE_ENDING } from '../package/difference/format.ts';
import { isDifference } from '../package/difference/read.ts';
import { commissionOf, framed, type Given, need, WrongUse } from './frame.ts';
import { all, collectorIn, electionOf, folderOf, linkOf, withLink } from './hub-link.ts';
import { HUB_RESULTS_USAGE, hubResults, RESULTS_TEXTS } from './hub-results.ts';
import { type CommandIo, EXIT, Refused } from './io.ts';
import { configuration } from './named-file.ts';

export const HUB_USAGE = `taanuu hub config FOLDER SITE=ADDRESS[:PORT[:ROUTEPORT]] … --commission FOLDER --election FILE
    [--store FOLDER] [--gigabytes N] [--monitor PORT] [--server-version VERSION]
    writes into FOLDER what the servers of each site read (sites/SITE), and the collectors (collector). ADDRESS is an IP
    address; ports are 7422 for kiosks and 7423 for the other sites. Done again, with another election too, it adds that
    one; the hub's own key stays. --server-version: of nats-server there, if it is not the one of this machine
taanuu hub collect COLLECTOR [--json]
    runs a collector until it is stopped; any number of them may run. SIGHUP: read the devices again
taanuu hub show COLLECTOR --election ID --mode MODE [--json]
    devices that have sent, that are behind or silent, and how many alarms there are
taanuu hub packages put COLLECTOR FILE|FOLDER…
    puts packages there (of a folder all that are in it) for the kiosks of their stations to fetch, and differences (.taanuu-difference) beside the packages
    that they lead to: a kiosk that has what one starts from fetches no more. Whose each is stands in it
taanuu hub packages list COLLECTOR --election ID --mode MODE [--json]
taanuu hub packages remove COLLECTOR VERSION --station NUMBER --election ID --mode MODE
    takes one away: who has it keeps it
taanuu hub recount COLLECTOR
    throws away what was counted; collectors, which must not run meanwhile, count anew when they start
taanuu hub locks rebuild|open|free COLLECTOR --election ID --mode MODE [--device DEVICE]
    rebuild puts the locks back that the stored journals tell of; open says that locks are given from now on; free gives
    back what a device held that is out of service for good, unless its voters stand admitted there
${HUB_RESULTS_USAGE}
COLLECTOR is the folder “collector” that config has written.
exit code 0: done; 1: refused, or the streams are gone; 2: wrong use`;

const texts = [
  ...['commission', 'election', 'mode', 'store', 'gigabytes', 'monitor', 'server-version', 'station', 'device'],
  ...RESULTS_TEXTS,
];
type Values = Given<'json'>;

/**
 * `taanuu hub …`: the commission's hub above the kiosks.
 * @param args what follows `hub` on the command line
 * @returns exit code: 0 done, 1 refused, 2 wrong use
 */
export async function hubCommand(args: readonly string[], io: CommandIo): Promise<number> {
  return framed({ args, texts, flags: ['json'], usage: HUB_USAGE }, io, async (given) => {
    const [verb, ...rest] = given.positionals;
    switch (verb) {
      case undefined:
        throw new WrongUse('What is to be done: config, collect, show, packages, recount, locks or results?');
      case 'config':
        return config(rest, given, io);
      case 'collect':
        return collect(folderOf(rest), given, io);
      case 'show':
        return show(folderOf(rest), given, io);
      case 'recount':
        return withLink(folderOf(rest), async (link) => {
          await forgetCounts(link);
          io.out('forgotten: a collector that starts now counts the stream from its beginning');
          return EXIT.done;
        });
      case 'locks':
        return locks(rest, given, io);
      case 'packages':
        return packages(rest, given, io);
      case 'results':
        return hubResults(rest, given, io);
      default:
        throw new WrongUse(`There is no “hub ${verb}”.`);
    }
  });
}

const PORT = 7_422;
const ROUTE_PORT = 7_423;
const GIGABYTE = 1024 ** 3;

async function config([folder, ...named]: readonly string[], given: Values, io: CommandIo): Promise<number> {
  if (folder === undefined) throw new WrongUse('Into which folder?');
  const sites = named.map(siteOf);
  if (sites.length === 0) throw new WrongUse('Which sites? Each is NAME=ADDRESS.');
  if (new Set(sites.map(({ name }) => name)).size < sites.length) throw new WrongUse('Two sites have one name.');
  if (sites.length === 2)
    throw new WrongUse('Of two sites none can go on without the other: it is one, or three and more.');
  const commission = commissionOf(given);
  const election = await configuration(need(given, 'election'), z.object({ id: z.string(), mode: z.string() }));
  const name = journalNameSchema
    .pick({ election: true, mode: true })
    .safeParse({ election: election.id, mode: election.mode });
  if (!name.success)
    throw new Refused({ code: 'command.field', params: { file: need(given, 'election'), field: 'id, mode' } });
  const { text } = given;
  setUpHub({
    folder,
    commission: { name: commission.trust.name, publicKey: commission.trust.root, sign: commission.sign },
    sites,
    store: text.store ?? '/var/lib/taanuu-hub',
    storeBytes: numberOf('gigabytes', text.gigabytes ?? '200') * GIGABYTE,
    monitor: text.monitor === undefined ? null : numberOf('monitor', text.monitor),
    sync: canSync(text['server-version'] ?? installedServer()),
    fleet: fleetFile(name.data, await commission.devices()),
  });
  for (const site of sites) io.out(`${join(folder, 'sites', site.name)}: nats-server -c server.conf, in that folder`);
  io.out(`${join(folder, 'collector')}: taanuu hub collect; hub.secret in it is the hub's key, keep a copy of it`);
  io.out(`${join(folder, 'collector', 'hub.pem')}: the hub's certificate, for the packages`);
  return EXIT.done;
}

function siteOf(text: string): Site {
  const read = /^([a-z0-9][a-z0-9-]{0,31})=(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?(?::(\d{1,5}))?$/.exec(text);
  const [, name = '', six, four, port, routePort] = read ?? [];
  const address = six ?? four ?? '';
  if (isIP(address) === 0) throw new WrongUse(`A site is NAME=ADDRESS, an IP address, and not “${text}”.`);
  return { name, address, port: Number(port ?? PORT), routePort: Number(routePort ?? ROUTE_PORT) };
}

function numberOf(option: string, text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new WrongUse(`--${option} is a number, and not “${text}”.`);
  return Number(text);
}

/** What the server of this machine says of itself; nothing where there is none. */
function installedServer(): string {
  try {
    return execFileSync('nats-server', ['--version'], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** How often a collector says what it did, in milliseconds. */
const TELL_MS = 10_000;
/** How long it may take to end what it has begun, in milliseconds. */
const STOP_MS = 5_000;

async function collect(folder: string, given: Values, io: CommandIo): Promise<number> {
  const of = collectorIn(folder);
  const { fleet: read, secret, replicas } = of;
  const link = await linkOf(of, true);
  try {
    let fleet = read();
    let trusts = of.results();
    const readAgain = (): void => {
      fleet = read();
      trusts = of.results();
    };
    process.on('SIGHUP', readAgain);
    const stopped = new Promise<'stopped'>((resolve) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve('stopped'));
    });
    const failed = (error: unknown): void => io.complain(error instanceof Error ? error.message : String(error));
    const hub = await startHub({
      ...{ link, replicas, secret, failed, fleet: () => fleet, trusts: () => trusts },
      trustsRoot: (root) => isIssuedBy(of.own, root),
      now: Date.now,
    });
    const told = () => ({ ...hub.collector.counts, counted: hub.projector.counts.batches });
    const tell = (): void =>
      io.out(
        given.flags.json
          ? JSON.stringify(told())
          : Object.entries(told())
              .map(([what, count]) => `${what} ${count}`)
              .join(', '),
      );
    tell();
    const telling = setInterval(tell, TELL_MS);
    const why = await Promise.race([stopped, hub.lost.then(() => 'lost' as const)]);
    clearInterval(telling);
    process.off('SIGHUP', readAgain);
    // Without servers nothing that is begun comes to an end: what was not answered is sent again.
    await Promise.race([hub.stop(), new Promise((resolve) => setTimeout(resolve, STOP_MS).unref())]);
    tell();
    if (why === 'lost') throw new Refused({ code: 'hub.lost' });
    return EXIT.done;
  } finally {
    await link.close();
  }
}

async function locks([what, ...rest]: readonly string[], given: Values, io: CommandIo): Promise<number> {
  if (what !== 'rebuild' && what !== 'open' && what !== 'free')
    throw new WrongUse('What is to be done with the locks: rebuild, open or free?');
  const of = electionOf(given);
  const device = what === 'free' ? need(given, 'device') : null;
  return withLink(folderOf(rest), async (link, { replicas }) => {
    const { stream, lock, buckets } = await openHub({ link, replicas });
    if (device !== null) {
      const silence = await silenceOf(buckets.health, of, device);
      if (silence < LOST_MS)
        throw new Refused({ code: 'hub.device-sends', params: { device, seconds: Math.round(silence / 1_000) } });
      const { freed, kept } = await freeLocks(buckets, of, device);
      io.out(`${freed} locks were given back; ${kept} stay: their voters stand admitted there`);
      return EXIT.done;
    }
    if (what === 'open') {
      await lock.open(of, Date.now());
      io.out('locks are given from now on');
      return EXIT.done;
    }
    const { journals, locks: count, doubled } = await rebuildLocks({ stream, lock }, of);
    io.out(`${count} locks by ${journals} journals`);
    for (const { of: one, other } of doubled) {
      io.out(
        `held twice: by ${one.device} of station ${one.station}, and by ${other.device} of station ${other.station}`,
      );
    }
    return EXIT.done;
  });
}

async function packages([what, folder, ...rest]: readonly string[], given: Values, io: CommandIo): Promise<number> {
  if (what !== 'put' && what !== 'list' && what !== 'remove')
    throw new WrongUse('What is to be done with packages: put, list or remove?');
  const place = folderOf(folder === undefined ? [] : [folder]);
  if (what === 'put') return putPackages(place, rest, io);
  const of = electionOf(given);
  return withLink(place, async (link, { replicas }) => {
    const { buckets } = await openHub({ link, replicas });
    if (what === 'list') {
      const offers = await allOffers(buckets.package, of);
      const differences = await allDifferences(buckets.package, of);
      if (given.flags.json) {
        const all = [
          ...offers.map(flat),
          ...differences.map(({ station, difference }) => ({ station, ...difference })),
        ];
        io.out(JSON.stringify(all));
        return EXIT.done;
      }
      for (const { station, offer } of offers)
        io.out(`${station} version ${offer.version}, ${offer.bytes} bytes, put ${offer.put}, ${offer.package}`);
      for (const { station, difference: one } of differences)
        io.out(`${station} from version ${one.from} to ${one.version}, ${one.bytes} bytes, put ${one.put}`);
      return EXIT.done;
    }
    const [version = '', ...more] = rest;
    if (!/^\d{1,9}$/.test(version) || more.length > 0) throw new WrongUse('Which version? One number.');
    const station = journalNameSchema.shape.station.safeParse(need(given, 'station'));
    if (!station.success) throw new WrongUse('--station is the number of a precinct.');
    const was = await removePackage(buckets.package, { ...of, station: station.data }, Number(version));
    io.out(was ? 'taken away' : 'there was none');
    return was ? EXIT.done : EXIT.refused;
  });
}

const flat = ({ station, offer }: PutPackage) => ({ station, ...offer });

async function putPackages(folder: string, named: readonly string[], io: CommandIo): Promise<number> {
  if (named.length === 0) throw new WrongUse('Which packages?');
  const files = (await Promise.all(named.map(packagesIn))).flat();
  if (files.length === 0) throw new WrongUse('There is no package in that folder.');
  return withLink(folder, async (link, { replicas, own }) => {
    const { buckets } = await openHub({ link, replicas });
    const how = { trusts: (root: Uint8Array) => isIssuedBy(own, root), now: () => new Date() };
    const kinds = await Promise.all(files.map(async (file) => ({ file, leads: await isDifference(file) })));
    for (const { file } of kinds.filter(({ leads }) => !leads)) {
      const put = await putPackage(buckets.package, file, how);
      if (!put.ok) throw new Refused(put.error);
      const { station, offer } = put.value;
      io.out(`${station} version ${offer.version}: ${offer.bytes} bytes`);
    }
    // Each beside its package, in whatever order they were named.
    for (const { file } of kinds.filter(({ leads }) => leads)) {
      const put = await putDifference(buckets.package, file, how);
      if (!put.ok) throw new Refused(put.error);
      const { station, difference: one } = put.value;
      io.out(`${station} from version ${one.from} to ${one.version}: ${one.bytes} bytes`);
    }
    return EXIT.done;
  });
}

/** What a person has named, or of a folder all packages and differences in it. */
async function packagesIn(named: string): Promise<readonly string[]> {
  if (!(await stat(named)).isDirectory()) return [named];
  return (await readdir(named))
    .filter((name) => name.endsWith('.taanuu') || name.endsWith(DIFFERENCE_ENDING))
    .sort()
    .map((name) => join(named, name));
}

/** A device that was silent for so long may be out of service, in milliseconds. */
const LOST_MS = 600_000;

/** Milliseconds since a device was heard last; infinite where it never was. */
async function silenceOf(
  health: Buckets['health'],
  { election, mode }: ReturnType<typeof electionOf>,
  device: string,
): Promise<number> {
  const heard = await all<{ readonly received: number }>(health, `${election}.${mode}.*.${device}`);
  return Date.now() - Math.max(...heard.map(({ value }) => value.received), Number.NEGATIVE_INFINITY);
}

async function show(folder: string, given: Values, io: CommandIo): Promise<number> {
  const of = electionOf(given);
  return withLink(folder, async (link, { fleet, replicas }) => {
    const { buckets, stream } = await openHub({ link, replicas });
    const places = fleet().places.filter(({ election, mode }) => election === of.election && mode === of.mode);
    const filter = `${of.election}.${of.mode}.>`;
    const sent = new Set((await stream.subjects(filter)).map((subject) => subject.split('.').at(-1)));
    const states = await all<DeviceState>(buckets.device, filter);
    const health = await all<{ readonly backlog: number; readonly received: number }>(buckets.health, filter);
    const turnout = states
      .flatMap(({ value }) => Object.values(value.turnout))
      .reduce((sum, one) => sum + one.admitted, 0);
    const answer = {
      devices: places.length,
      sent: sent.size,
      silent: places
        .filter(({ device }) => !sent.has(device))
        .map(({ device, station }) => journalKey({ ...of, device, station: station ?? '-' })),
      events: states.reduce((sum, { value }) => sum + value.seq, 0),
      admitted: turnout,
      backlog: health.reduce((sum, { value }) => sum + value.backlog, 0),
      alarms: (await all(buckets.alarm, filter)).length,
    };
    if (given.flags.json) io.out(JSON.stringify(answer));
    else
      for (const [what, value] of Object.entries(answer)) {
        io.out(
          `${what.padEnd(9)}${typeof value === 'number' ? value : value.length === 0 ? 'none' : `${value.length}: ${value.slice(0, 20).join(' ')}`}`,
        );
      }
    return EXIT.done;
  });
}
