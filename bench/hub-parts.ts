import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { utf8 } from '../core/crypto/encoding.ts';
import { readAnswer } from '../core/hub/answers.ts';
import { writeBatch } from '../core/hub/batch.ts';
import { keysOf, openKiosk, type WriterKey } from '../core/hub/journal.fixture.ts';
import { type JournalName, upSubject } from '../core/hub/names.ts';
import { overheard } from '../drivers/testing/child.ts';
import { freePorts } from '../drivers/testing/ports.ts';
import { ed25519Signer, nodeCrypto } from '../main/crypto/node.ts';
import { type Certified, commissionFixture, linkOf, natsServer } from '../main/hub/server.fixture.ts';
import { setUpHub } from '../main/hub/setting-up.ts';

/** Parts of bench/hub.ts: kiosks and their signed journals, a hub of three servers and some collectors, and a load. */
const root = new URL('..', import.meta.url).pathname;

export const nameOf = (n: number): JournalName => ({
  ...{ election: 'bench', mode: 'laboratory', station: String(7_001 + Math.floor(n / 3)), device: `k${n}` },
});

export function keyOf(n: number): WriterKey {
  const secret = nodeCrypto.sha256(utf8(`bench kiosk ${n}`));
  return { key: 'k1', publicKey: nodeCrypto.ed25519PublicKey(secret), sign: ed25519Signer(secret) };
}

/** The journals of so many kiosks, in a file, signed beforehand. */
export interface Journals {
  readonly devices: number;
  /** Events of each. */
  readonly each: number;
  /** Lines of a kiosk from event `from` (counted from 0), as many as that, or fewer where there are no more. */
  lines(device: number, from: number, count: number): readonly string[];
}

/** Opens such journals, and makes them where they are not there yet. @param folder where they stay for the next run */
export function journals(folder: string, devices: number, each: number, say: (line: string) => void): Journals {
  const path = join(folder, `journals-${devices}-${each}`);
  if (!existsSync(`${path}.json`)) {
    mkdirSync(folder, { recursive: true });
    say(`signing ${devices * each} events of ${devices} kiosks`);
    const file = openSync(`${path}.new`, 'w');
    const ends: number[][] = [];
    let at = 0;
    for (let device = 0; device < devices; device++) {
      const writer = openKiosk(nameOf(device), nodeCrypto, keyOf(device));
      for (let voter = 0; writer.lines.length < each; voter++) writer.admit(device * each + voter);
      const own = [at];
      for (const line of writer.lines.slice(0, each)) {
        at += writeSync(file, `${line}\n`);
        own.push(at);
      }
      ends.push(own);
    }
    closeSync(file);
    renameSync(`${path}.new`, path);
    writeFileSync(`${path}.json`, JSON.stringify(ends));
  }
  const ends = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as readonly (readonly number[])[];
  const file = openSync(path, 'r');
  return {
    ...{ devices, each },
    lines(device, from, count) {
      const own = ends[device] ?? [];
      const [start = 0, end = 0] = [own[from], own[Math.min(from + count, own.length - 1)]];
      const bytes = Buffer.alloc(Math.max(0, end - start));
      readSync(file, bytes, 0, bytes.length, start);
      return bytes.toString('utf8').split('\n').slice(0, -1);
    },
  };
}

export interface BenchHub {
  readonly hubKey: Uint8Array;
  readonly hub: Certified;
  readonly at: readonly string[];
  readonly servers: readonly ChildProcess[];
  readonly collectors: readonly ChildProcess[];
  /** A link with the hub's own certificate, for the load: it may send for every kiosk. */
  link(): Promise<NatsConnection>;
  stop(): Promise<void>;
}

/** Three servers and so many collectors, as `taanuu hub config` and `taanuu hub collect` make them. */
export async function benchHub(folder: string, devices: number, collectors: number): Promise<BenchHub> {
  const commission = commissionFixture();
  const ports = await freePorts(6);
  const places = ['north', 'south', 'west'].map((name, n) => ({
    name,
    address: '127.0.0.1',
    port: ports[n] ?? 0,
    routePort: ports[n + 3] ?? 0,
  }));
  setUpHub({
    ...{ folder, sites: places, store: 'streams', storeBytes: 40 * 1024 ** 3, sync: false, monitor: null },
    commission: { name: commission.issuer.name, publicKey: commission.publicKey, sign: commission.issuer.sign },
    fleet: {
      ...{ format: 'taanuu/fleet/1', election: 'bench', mode: 'laboratory' },
      devices: Array.from({ length: devices }, (_, n) => {
        const { device, key, publicKey } = keysOf({ name: nameOf(n), publicKey: keyOf(n).publicKey });
        return { device, key, publicKey, station: nameOf(n).station, revoked: false };
      }),
    },
  });
  const collector = join(folder, 'collector');
  const secret = readFileSync(join(collector, 'hub.secret'));
  const hubKey = nodeCrypto.ed25519PublicKey(secret);
  const hub: Certified = {
    ...{ secret, publicKey: hubKey, certificate: readFileSync(join(collector, 'hub.pem'), 'utf8') },
    issuer: { name: 'hub', sign: ed25519Signer(secret) },
  };
  const servers = places.map(({ name }) => natsServer(join(folder, 'sites', name, 'server.conf')));
  const running = Array.from({ length: collectors }, () =>
    overheard(
      spawn(process.execPath, ['main/cli/taanuu.ts', 'hub', 'collect', collector, '--json'], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
      'hub collect',
    ),
  );
  await Promise.all(running.map((one) => once(one.stdout, 'data')));
  for (const one of running) one.stdout.resume();
  const at = places.map(({ port }) => `127.0.0.1:${port}`);
  const links: NatsConnection[] = [];
  return {
    ...{ hubKey, hub, at, servers, collectors: running },
    async link() {
      const link = await linkOf(
        hub,
        hub,
        at.map((one) => ({ at: one })),
      );
      links.push(link);
      return link;
    },
    async stop() {
      await Promise.all(links.map((link) => link.close()));
      for (const child of [...running, ...servers]) {
        if (child.exitCode !== null) continue;
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        await gone;
      }
    },
  };
}

/** Hertz of the kernel's clock in /proc/PID/stat (`getconf CLK_TCK`). */
const TICKS = 100;

/** Seconds of processor time that a process has used. */
export function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Memory that a process has, in megabytes. */
export function memoryOf({ pid }: ChildProcess): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1_024);
}

export const sumOf = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** The value that so many of sorted numbers are not above, to a hundredth. */
export const quantile = (sorted: readonly number[], q: number): number =>
  Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0).toFixed(2));

/** What a load came to. */
export interface Loaded {
  readonly events: number;
  readonly batches: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** From when a batch was due to its receipt, in milliseconds. */
  readonly answerMs: { readonly p50: number; readonly p99: number; readonly most: number };
  /** Batches that had to be sent again. */
  readonly again: number;
}

export interface Load {
  readonly journals: Journals;
  /** Events in a batch. */
  readonly batch: number;
  /** Of the whole fleet; null: as fast as it goes. */
  readonly eventsPerSecond: number | null;
  /** Batches under way at most. */
  readonly atOnce: number;
  /** Events in all. */
  readonly events: number;
}

/**
 * Sends the kiosks' journals, one batch of each under way at a time, as their senders do. At a given speed each batch is due
 * at its own moment: one that has to wait for others counts the wait.
 */
export async function load(link: NatsConnection, hubKey: Uint8Array, of: Load): Promise<Loaded> {
  const { journals: from, batch, eventsPerSecond, atOnce, events } = of;
  const took: number[] = [];
  const at = Array.from({ length: from.devices }, () => ({ sent: 0, receipt: null as string | null }));
  const free = Array.from({ length: from.devices }, (_, n) => n);
  let [begun, done, again, batches] = [0, 0, 0, 0];
  const started = performance.now();
  const send = async (device: number, lines: readonly string[], due: number): Promise<void> => {
    const place = at[device]!;
    for (;;) {
      const text = writeBatch({ device: nameOf(device).device, receipt: place.receipt, lines });
      const reply = await link
        .request(upSubject(nameOf(device), 'events'), text, { timeout: 30_000 })
        .catch(() => null);
      const answer = reply?.string() ?? '';
      batches += 1;
      // Most of what a kiosk does with an answer is not the hub's cost: one in a hundred is verified here.
      const good = batches % 100 === 0 ? readAnswer(answer, [hubKey], nodeCrypto) !== null : true;
      const read = answer === '' ? null : (JSON.parse(answer) as { readonly answer: string; readonly seq: number });
      if (good && read?.answer === 'stored' && read.seq >= place.sent + lines.length) {
        place.sent = read.seq;
        place.receipt = answer;
        done += lines.length;
        took.push(performance.now() - due);
        return;
      }
      again += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const worker = async (): Promise<void> => {
    while (begun < events) {
      const device = free.shift();
      if (device === undefined) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        continue;
      }
      const lines = from.lines(device, at[device]!.sent, Math.min(batch, events - begun));
      if (lines.length === 0) continue;
      const due = eventsPerSecond === null ? performance.now() : started + (begun / eventsPerSecond) * 1_000;
      begun += lines.length;
      const early = due - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      await send(device, lines, due);
      free.push(device);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - started) / 1_000;
  took.sort((a, b) => a - b);
  return {
    ...{ events: done, batches, again, seconds: Number(seconds.toFixed(1)), perSecond: Math.round(done / seconds) },
    answerMs: { p50: quantile(took, 0.5), p99: quantile(took, 0.99), most: quantile(took, 1) },
  };
}
