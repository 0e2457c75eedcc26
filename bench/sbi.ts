import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { discoverSbi } from '../drivers/fingerprint/sbi/discovery.ts';
import { type Fuzzed, fuzzed, fuzzSbi } from '../drivers/fingerprint/sbi/fuzz.fixture.ts';
import { fuzzSeeds } from '../drivers/fingerprint/sbi/fuzz-seeds.fixture.ts';
import { SBI_PORTS } from '../drivers/fingerprint/sbi/limits.ts';
import { SbiReader } from '../drivers/fingerprint/sbi/sbi.ts';
import { anchors, authority, NOW, touchOf } from '../drivers/fingerprint/sbi/world.fixture.ts';
import { SimulatedSbi } from '../drivers/simulator/sbi/sbi.ts';
import { imageCodecs } from '../main/images/codecs.ts';

/**
 * The SBI driver against its simulated service.
 *
 *   node bench/sbi.ts times               discovery over 4501–4600, capture, and back after the service moved
 *   node bench/sbi.ts fuzz NAME [COUNT]   hostile bytes for one parser: discovery, info, capture, jws, payload, stream,
 *                                         sealed, record; 1,000,000 of them unless told otherwise
 *
 * Results: docs/measured/sbi.json, each run its own part.
 */
const file = new URL('../docs/measured/sbi.json', import.meta.url);
const [run, name = '', count = '1000000'] = process.argv.slice(2);

/** Median and the slowest, in milliseconds, to a tenth. */
async function timed(times: number, work: (n: number) => Promise<unknown>) {
  const took: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const began = performance.now();
    await work(n);
    took.push(Math.round(10 * (performance.now() - began)) / 10);
  }
  took.sort((a, b) => a - b);
  return { times, median: took[Math.floor(times / 2)], most: took.at(-1) };
}

async function times() {
  const serial = `BENCH-${process.pid}`;
  const service = new SimulatedSbi({ authority: authority(), serial, ports: SBI_PORTS, frames: [], now: () => NOW });
  await service.start();
  const options = { anchors: anchors(), serial, codecs: imageCodecs, wallClock: () => NOW };
  const reader = new SbiReader(options);
  const until = (state: string) =>
    new Promise<void>((resolve) => {
      if (reader.status.state === state) return resolve();
      const unlisten = reader.on(() => {
        if (reader.status.state !== state) return;
        unlisten();
        resolve();
      });
    });
  const milliseconds = {
    discoveryOf100Ports: await timed(40, () => discoverSbi()),
    startToReady: await timed(1, () => {
      reader.open();
      return until('ready');
    }),
    captureOf43KilobytesWithTheFingerThere: await timed(40, async (n) => {
      service.touch(touchOf(n % 3));
      const image = await reader.capture();
      if (!image.ok) throw new Error(image.error.code);
    }),
    captureAfterAMove: await timed(10, async () => {
      await service.move();
      const image = await reader.capture();
      if (!image.ok) throw new Error(image.error.code);
    }),
    missingToReadyAfterAStart: await timed(5, async () => {
      await service.stop();
      await until('missing');
      await service.start();
      await until('ready');
    }),
  };
  await reader.close();
  await service.stop();
  return { what: 'SbiReader against the simulated service in the same process', milliseconds };
}

function fuzz(what: Fuzzed) {
  const began = performance.now();
  const tally = fuzzSbi(what, Number(count), String(count), fuzzSeeds());
  return { what: `hostile bytes: ${what}`, ...tally, seconds: Math.round((performance.now() - began) / 1000) };
}

const isFuzzed = (told: string): told is Fuzzed => (fuzzed as readonly string[]).includes(told);
if (run !== 'times' && !(run === 'fuzz' && isFuzzed(name))) throw new Error('which run: times, or fuzz and a parser?');
const measured = isFuzzed(name) ? fuzz(name) : await times();
const commit = execFileSync('git', ['log', '-1', '--format=%h', '--', 'drivers', 'bench/sbi.ts'], {
  encoding: 'utf8',
}).trim();
const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {};
const load = loadavg().map((value) => Math.round(value * 10) / 10);
const part = { commit, date: new Date().toISOString().slice(0, 10), cpu: cpus()[0]?.model, load, ...measured };
writeFileSync(file, `${JSON.stringify({ ...before, [run === 'times' ? 'times' : `fuzz-${name}`]: part }, null, 2)}\n`);
console.log(JSON.stringify(part));
