import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RegisterRecord } from '../core/election/register-record.ts';
import { Arrivals } from '../main/identification/packages/arrivals.ts';
import { Together } from '../main/identification/packages/together.ts';
import { importPackage } from '../main/identification/register/import.ts';
import { ListHistory } from '../main/package/list-history.ts';
import { election, makeStation, voter } from '../main/package/package.fixture.ts';

/**
 * A day's change of a list of 10,000 voters with photos and two templates each: how much shorter the difference is than the
 * package, and what it takes a kiosk to put that together: `node bench/list-difference.ts`, into
 * docs/measured/list-difference.json.
 */
const VOTERS = 10_000;
const CHANGES = { added: 20, removed: 15, changed: 15 };
/** Bytes of a photo, and of a template of 40 minutiae in ISO/IEC 19794-2:2005; what is in them does not matter here. */
const PHOTO_BYTES = 20_000;
const TEMPLATE_BYTES = 28 + 40 * 6 + 2;
/** Of the difference in parts of the package; seconds; milliseconds for which nobody else has his turn; bytes of memory. */
const limits = { share: 0.02, seconds: 30, standsMs: 50, memory: 256 * 1024 ** 2 };

const record = (n: number): RegisterRecord =>
  voter(n, {
    photo: randomBytes(PHOTO_BYTES).toString('base64'),
    fingers: [2, 7].map((finger) => ({
      ...{ finger: finger as 2 | 7, quality: 70, template: randomBytes(TEMPLATE_BYTES).toString('base64') },
    })),
  });
const seconds = (since: number): number => Math.round(performance.now() - since) / 1_000;

const station = await makeStation();
const out = mkdtempSync(join(tmpdir(), 'taanuu-bench-difference-'));
try {
  const before = Array.from({ length: VOTERS }, (_, n) => record(n + 1));
  const now = [
    ...before
      .filter((_, n) => n % Math.floor(VOTERS / CHANGES.removed) !== 1)
      .map((one, n) => (n > 0 && n % Math.floor(VOTERS / CHANGES.changed) === 0 ? record(one.number) : one)),
    ...Array.from({ length: CHANGES.added }, (_, n) => record(VOTERS + n + 1)),
  ];
  const version = async (n: number, records: readonly RegisterRecord[]) => {
    const history = await ListHistory.open(out, new Uint8Array(32), { election, station: '0001', version: n });
    const began = performance.now();
    const written = await station.write(`v${n}.taanuu`, {
      ...{ version: n, changes: () => history.changes() },
      records: (function* () {
        for (const one of records) {
          history.note(one);
          yield one;
        }
      })(),
      differences: () => history.differences((since) => join(out, `v${since}-v${n}.taanuu-difference`)),
    });
    history.remember(written.sha256);
    const [told] = history.changes();
    const counts = { added: told?.added.length, removed: told?.removed.length, changed: told?.changed.length };
    return { ...written, counts, seconds: seconds(began) };
  };
  const first = await version(1, before);
  const second = await version(2, now);
  const stateDir = join(station.dir, 'device');
  const imported = await importPackage({ path: first.path, stateDir, keys: station.keys, current: null });
  const difference = second.differences[0];
  if (!imported.ok || !difference) throw new Error('no list in force');
  rmSync(first.path);
  const { register: name, sha256 } = imported.value.event;
  const together = new Together({
    ...{ keys: station.keys, arrivals: new Arrivals(stateDir) },
    files: { stateDir, inForce: { register: { name, package: { sha256 } } } },
  });
  // What the machine itself keeps a process waiting that does nothing.
  const idle = monitorEventLoopDelay({ resolution: 1 });
  idle.enable();
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  idle.disable();
  const stands = monitorEventLoopDelay({ resolution: 1 });
  const cpuBefore = process.cpuUsage();
  const least = process.memoryUsage.rss();
  let most = least;
  stands.enable();
  const began = performance.now();
  const made = await together.make(difference.path, () => {
    most = Math.max(most, process.memoryUsage.rss());
  });
  const took = seconds(began);
  stands.disable();
  const cpu = process.cpuUsage(cpuBefore);
  if (!made.ok) throw new Error(made.error.code);
  const share = difference.bytes / second.bytes;
  const standsMs = { p99: stands.percentile(99) / 1e6, max: stands.max / 1e6 };
  const memory = most - least;
  const result = {
    what: 'a day’s change of a list of 10,000 voters as a difference: its length, and what it takes to put the package together',
    commit: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
    ...{ date: new Date().toISOString(), node: process.version, cpu: cpus()[0]?.model ?? '' },
    busy: loadavg().map((load) => Math.round(load * 10) / 10),
    ...{ limits, voters: VOTERS, changes: second.counts },
    bytes: { package: second.bytes, difference: difference.bytes, share: Math.round(share * 1e5) / 1e5 },
    seconds: {
      buildWithDifference: second.seconds,
      together: took,
      togetherCpu: Math.round((cpu.user + cpu.system) / 1e4) / 100,
    },
    standsMs: {
      p99: Math.round(standsMs.p99 * 10) / 10,
      max: Math.round(standsMs.max * 10) / 10,
      idleP99: Math.round(idle.percentile(99) / 1e5) / 10,
    },
    memory,
    passed:
      share <= limits.share && took <= limits.seconds && standsMs.p99 <= limits.standsMs && memory <= limits.memory,
  };
  const text = `${JSON.stringify(result, null, 2)}\n`;
  writeFileSync(new URL('../docs/measured/list-difference.json', import.meta.url), text);
  process.stdout.write(text);
  process.exitCode = result.passed ? 0 : 1;
} finally {
  station.remove();
  rmSync(out, { recursive: true, force: true });
}
