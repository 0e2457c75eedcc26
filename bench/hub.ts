import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { utf8 } from '../core/crypto/encoding.ts';
import { type HubSigner, readAnswer, writeAnswer } from '../core/hub/answers.ts';
import type { Ask } from '../core/hub/asks.ts';
import { keysOf, pseudonym } from '../core/hub/journal.fixture.ts';
import { judge } from '../core/hub/judge.ts';
import { upSubject } from '../core/hub/names.ts';
import { readCanonical } from '../core/journal/canonical.ts';
import { type ChainState, EMPTY_CHAIN, eventHash } from '../core/journal/chain.ts';
import { envelopeSchema, type JournalEvent } from '../core/journal/event.ts';
import { nodeCrypto } from '../main/crypto/node.ts';
import { hubSignerOf, openHub } from '../main/hub/run.ts';
import { askOf } from '../main/hub/test-hub.fixture.ts';
import {
  type BenchHub,
  benchHub,
  cpuOf,
  type Journals,
  journals,
  keyOf,
  type Loaded,
  load,
  memoryOf,
  nameOf,
  quantile,
  sumOf,
} from './hub-parts.ts';

/**
 * The hub under load, with everything on one machine: three servers, collectors, and the kiosks that send. Events are
 * signed beforehand. Each step writes its figures when it is done; a run that was broken off goes on with the next step.
 *
 *   node bench/hub.ts [--short] [--again] [--only STEP,…] [--out FILE]       result: docs/measured/hub.json
 */
const root = new URL('..', import.meta.url).pathname;
const { values } = parseArgs({
  options: {
    short: { type: 'boolean' },
    again: { type: 'boolean' },
    only: { type: 'string' },
    out: { type: 'string' },
  },
});
const short = values.short === true;
const out = values.out ?? join(root, 'docs/measured/hub.json');
/** Signed journals stay there for a run that goes on with the next step. */
const work = short ? mkdtempSync(join(tmpdir(), 'taanuu-bench-hub-')) : join(tmpdir(), 'taanuu-bench-hub');
const say = (line: string): void => console.error(line);
const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();

const COLLECTORS = 2;
/** Counts of the long run, and of the short one. */
const scale = short
  ? {
      devices: 40,
      each: 60,
      load: 1_200,
      speeds: [200],
      drain: 1_500,
      lockSeconds: 2,
      locks: [50],
      fleets: [5, 40],
      fleetEvents: 600,
      costs: 300,
    }
  : {
      ...{
        devices: 7_000,
        each: 180,
        load: 1_200_000,
        speeds: [2_000, 5_000],
        drain: 500_000,
        lockSeconds: 60,
        locks: [150, 500],
      },
      ...{ fleets: [10, 100, 1_000, 7_000], fleetEvents: 30_000, costs: 5_000 },
    };
/** Events in a batch: what a kiosk gathers of one voter. */
const BATCH = 5;

/** Microseconds of processor time that a piece of work takes each time. */
function cost(times: number, work: (n: number) => void): number {
  for (let n = 0; n < Math.min(times, 200); n++) work(n);
  const before = process.cpuUsage();
  for (let n = 0; n < times; n++) work(n);
  const { user, system } = process.cpuUsage(before);
  return Number(((user + system) / times).toFixed(1));
}

/** Runs a piece of work at a hub of its own. */
async function atHub<T>(devices: number, run: (hub: BenchHub) => Promise<T>): Promise<T> {
  const folder = join(work, 'hub');
  rmSync(folder, { recursive: true, force: true });
  const hub = await benchHub(folder, devices, COLLECTORS);
  try {
    return await run(hub);
  } finally {
    await hub.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A load, and what processor time it took of servers and collectors. */
async function measured(
  hub: BenchHub,
  of: Parameters<typeof load>[2],
): Promise<Loaded & { cpuMicroseconds: object; memory: readonly object[] }> {
  const link = await hub.link();
  const cpu = () => ({ servers: sumOf(hub.servers.map(cpuOf)), collectors: sumOf(hub.collectors.map(cpuOf)) });
  const memory: { seconds: number; servers: number; collectors: number }[] = [];
  const began = performance.now();
  const look = () =>
    memory.push({
      seconds: Math.round((performance.now() - began) / 1_000),
      ...{ servers: Math.max(...hub.servers.map(memoryOf)), collectors: Math.max(...hub.collectors.map(memoryOf)) },
    });
  const looking = setInterval(look, short ? 500 : 30_000);
  const before = cpu();
  const loaded = await load(link, hub.hubKey, of);
  clearInterval(looking);
  look();
  const after = cpu();
  const each = (seconds: number): number => Math.round((seconds / loaded.events) * 1e6);
  const cpuMicroseconds = {
    servers: each(after.servers - before.servers),
    collectors: each(after.collectors - before.collectors),
  };
  return { ...loaded, cpuMicroseconds, memory };
}

const all = (): Journals => journals(work, scale.devices, scale.each, say);

const steps = {
  /** What each part of the work costs, by itself. */
  async costs() {
    const { lines: linesOf } = journals(work, 1, scale.costs, say);
    const lines = linesOf(0, 0, scale.costs);
    const events = lines.map((line) => JSON.parse(line) as JournalEvent);
    const { key, publicKey } = keysOf({ name: nameOf(0), publicKey: keyOf(0).publicKey });
    const { election, mode, station, device } = nameOf(0);
    const trust = { election, mode, devices: [{ device, key, algorithm: 'Ed25519' as const, publicKey, station }] };
    const secret = nodeCrypto.sha256(utf8('bench hub'));
    const signer: HubSigner = hubSignerOf(secret);
    const hubKey = nodeCrypto.ed25519PublicKey(secret);
    const receipt = writeAnswer(
      { ...nameOf(0), answer: 'stored', seq: 9, hash: 'ab'.repeat(32), revision: 'e:9' },
      0,
      signer,
    );
    const one = <T>(list: readonly T[], n: number): T => list[n % list.length]!;
    let held: ChainState = EMPTY_CHAIN;
    const judged = cost(lines.length - 200, (n) => {
      if (n === 0) held = EMPTY_CHAIN;
      const next = judge([one(lines, held.seq)], held, trust, nodeCrypto);
      held = next.is === 'new' ? next.to : EMPTY_CHAIN;
    });
    const kept = (event: JournalEvent) => ({ hash: eventHash(event, nodeCrypto), sig: Buffer.from(event.sig, 'hex') });
    const signed = events.map(kept);
    return {
      eventMicroseconds: {
        whole: judged,
        canonical: cost(lines.length, (n) => void readCanonical(utf8(one(lines, n)))),
        shape: cost(lines.length, (n) => void envelopeSchema.safeParse(one(events, n))),
        hash: cost(lines.length, (n) => void eventHash(one(events, n), nodeCrypto)),
        signature: cost(
          lines.length,
          (n) => void nodeCrypto.ed25519Verify(one(signed, n).sig, one(signed, n).hash, keyOfBench),
        ),
      },
      receiptMicroseconds: {
        sign: cost(
          scale.costs,
          () =>
            void writeAnswer(
              { ...nameOf(0), answer: 'stored', seq: 9, hash: 'ab'.repeat(32), revision: 'e:9' },
              0,
              signer,
            ),
        ),
        read: cost(scale.costs, () => void readAnswer(receipt, [hubKey], nodeCrypto)),
      },
    };
  },

  /** As fast as it goes, by how many events a batch has. */
  async capacity() {
    const results: object[] = [];
    for (const batch of short ? [5] : [1, 5, 20, 100]) {
      const events = short ? scale.load : Math.min(60_000 * Math.min(batch, 3), scale.devices * scale.each);
      const loaded = await atHub(scale.devices, (hub) =>
        measured(hub, { journals: all(), batch, eventsPerSecond: null, atOnce: 128, events }),
      );
      results.push({ batch, ...loaded });
    }
    return results;
  },

  /** At a given speed for ten minutes. */
  async load() {
    const results: object[] = [];
    for (const eventsPerSecond of scale.speeds) {
      const events = Math.min(scale.load, eventsPerSecond * 600, scale.devices * scale.each);
      const loaded = await atHub(scale.devices, (hub) =>
        measured(hub, { journals: all(), batch: BATCH, eventsPerSecond, atOnce: 512, events }),
      );
      results.push({ eventsPerSecond, batch: BATCH, ...loaded });
    }
    return results;
  },

  /** A backlog after a long cut: 500 kiosks send what they have, as fast as it goes. */
  async drain() {
    const devices = short ? 15 : 500;
    const of = journals(work, devices, scale.drain / devices, say);
    return atHub(devices, (hub) =>
      measured(hub, { journals: of, batch: 100, eventsPerSecond: null, atOnce: 64, events: scale.drain }),
    );
  },

  /** Locks of voters, each at its own moment, from many kiosks; every tenth is wanted by two. */
  async lock() {
    return atHub(scale.devices, async (hub) => {
      const link = await hub.link();
      const { lock } = await openHub({ link, replicas: 3 });
      await lock.open(nameOf(0), Date.now());
      const results: object[] = [];
      for (const [run, perSecond] of scale.locks.entries()) {
        const count = perSecond * scale.lockSeconds;
        const took: number[] = [];
        const said: Record<string, number> = {};
        // Signed beforehand, as a kiosk of its own does.
        const signed = Date.now();
        const asks = Array.from({ length: count }, (_, n) => {
          const name = nameOf(n % scale.devices);
          const voter = pseudonym(run * 1_000_000 + (n % 10 === 9 ? n - 1 : n), nodeCrypto);
          const ask: Ask = { ask: 'lock', voter, round: 0 };
          return {
            subject: upSubject(name, 'asks'),
            text: askOf(
              { name, sign: keyOf(n % scale.devices).sign },
              ask,
              signed + Math.round((n / perSecond) * 1_000),
            ),
          };
        });
        const late: number[] = [];
        const askAt = async ({ subject, text }: (typeof asks)[number], due: number): Promise<void> => {
          late.push(performance.now() - due);
          const reply = await link.request(subject, text, { timeout: 30_000 }).catch(() => null);
          const answer = reply ? (JSON.parse(reply.string()) as { readonly answer: string }).answer : 'none';
          said[answer] = (said[answer] ?? 0) + 1;
          took.push(performance.now() - due);
        };
        const started = performance.now();
        const asked: Promise<void>[] = [];
        for (const [n, ask] of asks.entries()) {
          const due = started + (n / perSecond) * 1_000;
          const early = due - performance.now();
          // One timer at a time: to set thousands takes so long by itself that each would be late.
          if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
          asked.push(askAt(ask, due));
        }
        await Promise.all(asked);
        late.sort((a, b) => a - b);
        took.sort((a, b) => a - b);
        results.push({
          perSecond,
          count,
          said,
          p50: quantile(took, 0.5),
          p99: quantile(took, 0.99),
          most: quantile(took, 1),
          // How late the measure itself asked: part of the above.
          late: { p50: quantile(late, 0.5), p99: quantile(late, 0.99) },
        });
      }
      return results;
    });
  },

  /** The same number of events from ever more kiosks. */
  async fleet() {
    const results: object[] = [];
    for (const devices of scale.fleets) {
      const of = journals(work, devices, Math.max(10, Math.ceil(scale.fleetEvents / devices)), say);
      const events = Math.min(scale.fleetEvents, of.each * devices);
      const loaded = await atHub(devices, (hub) =>
        measured(hub, { journals: of, batch: BATCH, eventsPerSecond: null, atOnce: Math.min(128, devices), events }),
      );
      results.push({ devices, ...loaded });
    }
    return results;
  },
};

const keyOfBench = keyOf(0).publicKey;
const known =
  existsSync(out) && values.again !== true ? (JSON.parse(readFileSync(out, 'utf8')) as Record<string, unknown>) : {};
const only = values.only?.split(',');
let result: Record<string, unknown> = {
  what: 'the hub under load, everything on one machine: three servers with R3 file streams, two collectors, the kiosks that send',
  ...known,
};
for (const [name, step] of Object.entries(steps)) {
  if (only ? !only.includes(name) : name in known) continue;
  say(`${name} …`);
  const busy = loadavg().map((one) => Number(one.toFixed(1)));
  const figures = await step();
  const about = {
    commit,
    date: new Date().toISOString(),
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    busy,
  };
  result = { ...result, [name]: { ...about, figures } };
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify(result, null, 2)}\n`);
}
if (short) rmSync(work, { recursive: true, force: true });
process.exit(0);
