import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { runNight } from '../main/hub/results-night-run.fixture.ts';

/**
 * The night of results of a whole country within an hour, time scaled: `node bench/results-night.ts [STATIONS [SCALE]]`
 * (2,500 stations, an hour in five minutes). Three real servers, two collectors and all stations on this machine; of a
 * hundred messages thirty are lost in each direction; 30 stations come by stick, 5 do not balance, 3 are corrected, 1 is
 * forged. Figures go to docs/measured/results-night.json.
 */
const stations = Number(process.argv[2] ?? 2_500);
const scale = Number(process.argv[3] ?? 12);
const plan = {
  ...{ stations, stick: 30, unbalanced: 5, corrected: 3, forged: 1, scans: 70_000, seed: '2,500 stations' },
  ...{ loss: 30, scale, links: 24, collectors: 2 },
};
const load = loadavg().map((value) => Math.round(value * 10) / 10);
const night = await runNight(plan);
const late = night.minutes.all > 60 ? [`the last station was there after ${night.minutes.all} minutes`] : [];
const report = { ...night, wrong: [...night.wrong, ...late] };
const measured = {
  what: `node bench/results-night.ts ${stations} ${scale}`,
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  date: new Date().toISOString().slice(0, 10),
  machine: { processors: cpus().length, load, loadAfter: loadavg().map((value) => Math.round(value * 10) / 10) },
  plan,
  ...report,
};
writeFileSync(
  new URL('../docs/measured/results-night.json', import.meta.url),
  `${JSON.stringify(measured, null, 2)}\n`,
);
for (const one of report.wrong) console.error(one);
const { seconds, minutes, messages, files } = report;
console.log(JSON.stringify({ seconds, minutes, messages, files, wrong: report.wrong.length }));
process.exitCode = report.wrong.length === 0 ? 0 : 1;
