import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { watchConsole } from '../main/commission/projection.ts';
import { ConsoleZone } from '../main/commission/zone.ts';
import { CountryDay } from '../main/demo/country-day.ts';
import { demoConsolePeople, demoCountry } from '../main/demo/country-settings.ts';

/**
 * The console of a whole country: how long it takes to fold what the hub tells it, and how much a window is sent. The country
 * is simulated; the fold, the news and their size are the console's own. Time is the simulated clock, half a second a step.
 *
 *   node bench/console.ts [--stations N] [--seconds N]       result: docs/measured/console.json
 */
const { values } = parseArgs({
  options: { stations: { type: 'string', default: '2500' }, seconds: { type: 'string', default: '120' } },
});
const root = new URL('..', import.meta.url).pathname;
const round = (value: number): number => Number(value.toFixed(2));
const quantiles = (all: readonly number[]) => {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (q: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), most: at(1) };
};

const before = loadavg().map(round);
const country = await demoCountry({ stations: Number(values.stations), seed: 'bench', cost: { n: 1_024, r: 1, p: 1 } });
const day = new CountryDay(country);
const START = Date.parse('2025-11-30T15:20:00+06:00');
let now = START;
const folder = mkdtempSync(join(tmpdir(), 'taanuu-console-'));
const zone = new ConsoleZone({
  ...{
    folder,
    settings: country.settings,
    devices: country.devices,
    simulated: true,
    now: () => now,
    logs: null,
    scans: null,
    packages: null,
    published: null,
  },
  feed: { start: () => async () => {} },
});
const [person] = demoConsolePeople;
await zone.desk.signIn({ person: person.id, code: person.code });

const everything = [...day.everything(now)];
let began = performance.now();
for (const news of everything) zone.country.tell(news);
zone.country.settle(now);
const firstMs = performance.now() - began;

const stopping = new AbortController();
const stream = watchConsole(zone, stopping.signal);
const first = (await stream.next()).value;
const firstBytes = JSON.stringify(first).length;
const cpu = { ms: 0 };
const steps: { readonly ms: number; readonly bytes: number; readonly news: number; readonly rows: number }[] = [];
let seen = zone.country.changes;
for (let step = 0; step < Number(values.seconds) * 2; step++) {
  const from = now;
  now += 500;
  const news = [...day.between(from, now)];
  const usedBefore = process.cpuUsage();
  began = performance.now();
  for (const one of news) zone.country.tell(one);
  zone.country.settle(now);
  const rows = zone.country.rows(null, seen);
  const shown = zone.country.shown(null);
  const bytes = JSON.stringify({ rows, ...shown }).length;
  steps.push({ ms: performance.now() - began, bytes, news: news.length, rows: rows.length });
  const used = process.cpuUsage(usedBefore);
  cpu.ms += (used.user + used.system) / 1_000;
  seen = zone.country.changes;
}
stopping.abort();
await stream.return(undefined);
await zone.stop();
rmSync(folder, { recursive: true, force: true });

const bytes = steps.reduce((sum, one) => sum + one.bytes, 0);
const result = {
  what: `a console of ${country.settings.election.precincts.length} stations and ${country.devices.length} devices, each of which speaks every half minute, two looks a second`,
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
  date: new Date().toISOString(),
  ...{ node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length, busyBefore: before },
  everythingAtFirst: { news: everything.length, ms: round(firstMs), bytes: firstBytes },
  aLook: {
    looks: steps.length,
    newsPerSecond: Math.round((steps.reduce((sum, one) => sum + one.news, 0) / steps.length) * 2),
    ms: quantiles(steps.map((one) => one.ms)),
    cpuMs: round(cpu.ms / steps.length),
    rows: quantiles(steps.map((one) => one.rows)),
    bytes: quantiles(steps.map((one) => one.bytes)),
    // With all alarms in each look: a window is sent them only when they have become others.
    kilobytesPerSecondAtMost: round(((bytes / steps.length) * 2) / 1_000),
  },
  memoryMb: round(process.memoryUsage().rss / 1_048_576),
};
const text = `${JSON.stringify(result, null, 2)}\n`;
writeFileSync(join(root, 'docs/measured/console.json'), text);
process.stdout.write(text);
