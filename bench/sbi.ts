import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { discoverSbi } from '../drivers/fingerprint/sbi/discovery.ts';
import { SBI_PORTS } from '../drivers/fingerprint/sbi/limits.ts';
import { SbiReader } from '../drivers/fingerprint/sbi/sbi.ts';
import { anchors, authority, NOW, touchOf } from '../drivers/fingerprint/sbi/world.fixture.ts';
import { SimulatedSbi } from '../drivers/simulator/sbi/sbi.ts';
import { imageCodecs } from '../main/images/codecs.ts';

/**
 * The SBI driver against its simulated service.
 *
 *   node bench/sbi.ts      discovery over 4501–4600, capture, and back after the service moved
 *
 * Result: docs/measured/sbi.json. Hostile bytes for its parsers: bench/parser-fuzz.ts.
 */
const file = new URL('../docs/measured/sbi.json', import.meta.url);

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

const measured = await times();
const commit = execFileSync('git', ['log', '-1', '--format=%h', '--', 'drivers', 'bench/sbi.ts'], {
  encoding: 'utf8',
}).trim();
const load = loadavg().map((value) => Math.round(value * 10) / 10);
const result = { commit, date: new Date().toISOString().slice(0, 10), cpu: cpus()[0]?.model, load, ...measured };
writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result));
