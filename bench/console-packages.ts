import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { encodeTemplate, extract, impression, syntheticFinger } from '../core/fingerprint/fingerprint.ts';
import { Changes } from '../main/api/changes.ts';
import { PackagesRoom } from '../main/commission/packages/room.ts';
import { codes, election, makeStation, png, voter } from '../main/package/package.fixture.ts';

/**
 * The package of a station with 10,000 voters, each with a photo and two templates, made at the commission's console, and on the
 * next day once more with 50 changes: how long it takes, how much memory the console's process has at most, and how long its
 * window waits for it meanwhile, for what the process does not answer the page does not show.
 *
 *   node bench/console-packages.ts [--voters N]       result: docs/measured/console-packages.json
 */
const { values } = parseArgs({ options: { voters: { type: 'string', default: '10000' } } });
const VOTERS = Number(values.voters);
const CHANGES = 50;
/** Bytes of a photo; what is in it does not matter here. */
const PHOTO_BYTES = 20_000;
/** Seconds of the longest work; milliseconds in which the window is not answered; bytes of memory. */
const limits = { seconds: 180, stands99Ms: 50, standsMostMs: 500, memory: 1024 ** 3 };
/** Of work that is shorter, in seconds, one wait in a hundred says nothing. */
const SHORT = 2;

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));
const station = await makeStation();
const folder = mkdtempSync(join(tmpdir(), 'taanuu-bench-packages-'));
const at = (...names: readonly string[]): string => join(folder, ...names);

/** What the process is kept from meanwhile, and how large it grows. */
async function watched<T>(work: () => Promise<T>) {
  const stands = monitorEventLoopDelay({ resolution: 1 });
  let memory = process.memoryUsage.rss();
  const sampling = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage.rss());
  }, 20);
  const cpu = process.cpuUsage();
  const began = performance.now();
  stands.enable();
  const value = await work();
  stands.disable();
  const seconds = round((performance.now() - began) / 1_000, 2);
  clearInterval(sampling);
  const used = process.cpuUsage(cpu);
  return {
    value,
    took: {
      ...{ seconds, cpuSeconds: round((used.user + used.system) / 1e6, 2), memory },
      standsMs: { p99: round(stands.percentile(99) / 1e6), max: round(stands.max / 1e6) },
    },
  };
}

try {
  for (const name of ['source/photos', 'source/templates', 'out', 'console']) mkdirSync(at(name), { recursive: true });
  writeFileSync(at('source/election.json'), JSON.stringify(election));
  const people = Object.entries(codes).map(([id, code]) => ({ id, role: id, station: '0001', name: id, code }));
  writeFileSync(at('source/people.json'), JSON.stringify(people));
  const touch = impression(syntheticFinger({ seed: 'bench', voter: 'r1', finger: 2 }), {
    ...{ capture: 1, condition: 'good', width: 256, height: 288, dpi: 500 },
  });
  const { template } = extract(touch);
  const templates = ([2, 7] as const).map((finger) => ({ finger, bytes: encodeTemplate(template, { finger }) }));
  for (let n = 1; n <= VOTERS; n++) {
    writeFileSync(at('source/photos', `r${n}.png`), Buffer.concat([png, randomBytes(PHOTO_BYTES)]));
    for (const { finger, bytes } of templates) writeFileSync(at('source/templates', `r${n}-${finger}.iso`), bytes);
  }
  const writeVoters = (changed: (n: number) => boolean): void =>
    writeFileSync(
      at('source/voters.ndjson'),
      Array.from({ length: VOTERS }, (_, n) =>
        JSON.stringify(voter(n + 1, changed(n) ? { address: 'Тамга' } : {})),
      ).join('\n'),
    );
  const room = new PackagesRoom({
    ...{ folder: at('console'), election, changes: new Changes(), now: Date.now, nameOf: (id: string) => id },
    settings: { maker: join(station.dir, 'commission'), sources: [at('source')], targets: [at('out')] },
  });
  const make = () =>
    watched(async () => {
      const begun = room.begin(at('source'), null, 'central-1');
      if (!begun.ok) throw new Error(begun.error.code);
      while (room.view()?.making?.state === 'running') await new Promise((resolve) => setTimeout(resolve, 50));
      const [row] = room.rows()?.packages ?? [];
      if (room.view()?.making?.state !== 'made' || row?.voters !== VOTERS) throw new Error('no package was made');
      return row;
    });
  const sign = () =>
    watched(async () => {
      const signed = await room.sign(['central-1', 'central-2']);
      if (!signed.ok) throw new Error(signed.error.code);
    });
  const send = () =>
    watched(async () => {
      const sent = await room.out(at('out'), 'central-1');
      if (!sent.ok) throw new Error(sent.error.code);
      return sent.value.files.map((name) => statSync(at('out', name)).size).reduce((sum, bytes) => sum + bytes, 0);
    });

  const idle = await watched(() => new Promise((resolve) => setTimeout(resolve, 5_000)));
  writeVoters(() => false);
  const first = await make();
  const signed = await sign();
  const sent = await send();
  const every = Math.max(1, Math.floor(VOTERS / CHANGES));
  writeVoters((n) => n % every === 0);
  const next = await make();
  const signedNext = await sign();
  const proof = await watched(async () => {
    const drawn = await room.proof('0001', 'ky', 'central-1');
    if (!drawn.ok) throw new Error(drawn.error.code);
    return drawn.value.pages;
  });
  await room.close();
  const all = [first, signed, sent, next, signedNext, proof].map(({ took }) => took);
  const most = (of: (one: (typeof all)[number]) => number): number => Math.max(...all.map(of));
  const result = {
    what: 'the package of a station with 10,000 voters at the commission’s console: made, signed, sent out, and the next day’s',
    commit: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
    ...{ date: new Date().toISOString(), node: process.version, cpu: cpus()[0]?.model ?? '' },
    busy: loadavg().map((load) => round(load)),
    ...{ limits, voters: VOTERS, changes: CHANGES },
    bytes: {
      ...{ package: next.value.bytes, difference: next.value.differences[0]?.bytes ?? null, sentOut: sent.value },
    },
    ...{ idle: idle.took, made: first.took, signed: signed.took, sentOut: sent.took },
    ...{ madeNextDay: next.took, signedNextDay: signedNext.took, proof: { sheets: proof.value, ...proof.took } },
    passed:
      most(({ seconds }) => seconds) <= limits.seconds &&
      most(({ seconds, standsMs }) => (seconds < SHORT ? 0 : standsMs.p99)) <= limits.stands99Ms &&
      most(({ standsMs }) => standsMs.max) <= limits.standsMostMs &&
      most(({ memory }) => memory) <= limits.memory,
  };
  const text = `${JSON.stringify(result, null, 2)}\n`;
  writeFileSync(new URL('../docs/measured/console-packages.json', import.meta.url), text);
  process.stdout.write(text);
  process.exitCode = result.passed ? 0 : 1;
} finally {
  station.remove();
  rmSync(folder, { recursive: true, force: true });
}
