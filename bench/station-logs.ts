import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { edited, journalsOf } from '../main/commission/logs/journals.fixture.ts';
import { downloadLogs } from '../main/commission/logs/run.ts';

/**
 * The download of a country's logs: so many stations with so many events each, one journal among them altered, and after it
 * journals of full size. What is measured is the console's own code: verifying, and writing each journal in three forms.
 * Writing the simulated journals is not in it.
 *
 *   node bench/station-logs.ts [--stations N] [--events N]       result: docs/measured/station-logs.json
 */
const { values } = parseArgs({
  options: { stations: { type: 'string', default: '2500' }, events: { type: 'string', default: '200' } },
});
const root = new URL('..', import.meta.url).pathname;
/** A kiosk's whole day: 1,500 voters with eight events each. */
const FULL = 12_000;
const FULL_COUNT = 4;
const round = (value: number): number => Number(value.toFixed(2));

async function measured(stations: number, events: number, altered: number | null) {
  const folder = mkdtempSync(join(tmpdir(), 'taanuu-logs-'));
  const all = journalsOf(stations, events, (station, lines) => (station === altered ? edited(lines) : lines));
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const told = await downloadLogs({
    ...{ folder, source: all.source, trustOf: all.trustOf, checkpoints: [] },
    ...{ signal: new AbortController().signal, progress: () => {} },
  });
  const elapsed = (performance.now() - began) / 1_000 - all.written().seconds;
  const used = process.cpuUsage(cpu);
  rmSync(folder, { recursive: true, force: true });
  if (!told.ok) throw new Error(told.error.code);
  const cpuSeconds = (used.user + used.system) / 1_000_000 - all.written().cpuSeconds;
  return {
    ...{ stations, events: told.value.events, seconds: round(elapsed), cpuSeconds: round(cpuSeconds) },
    eventsPerCoreSecond: Math.round(told.value.events / cpuSeconds),
    wrong: told.value.wrong,
  };
}

const [stations, events] = [Number(values.stations), Number(values.events)];
const altered = Math.ceil(stations * 0.613);
const before = loadavg().map(round);
const country = await measured(stations, events, altered);
const [found, ...others] = country.wrong;
if (others.length > 0 || found?.cause !== 'changed' || Number(found.station) !== altered) {
  throw new Error(
    `the altered journal of station ${altered} was not found, or others were: ${JSON.stringify(country.wrong)}`,
  );
}
const full = await measured(FULL_COUNT, FULL, null);
const perJournal = round(full.cpuSeconds / FULL_COUNT);
const result = {
  what: `logs of ${stations} stations with ${events} events or more each downloaded, verified and written as journal, CDF and CSV; one of them altered`,
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
  date: new Date().toISOString(),
  ...{ node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length, busyBefore: before },
  country,
  full: { ...full, eventsEach: FULL, cpuSecondsPerJournal: perJournal },
  // 7,000 devices with a whole day each, by the processor time of one.
  countryOfFullJournals: { journals: 7_000, coreHours: round((perJournal * 7_000) / 3_600) },
};
const text = `${JSON.stringify(result, null, 2)}\n`;
writeFileSync(join(root, 'docs/measured/station-logs.json'), text);
process.stdout.write(text);
