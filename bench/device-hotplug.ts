import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { hotPlug } from '../drivers/testing/hot-plug.ts';

/**
 * A sensor's cable pulled out and put in twice a second for a minute, over a real pseudo-terminal, at the machine's pace.
 *
 *   node bench/device-hotplug.ts        result: docs/measured/device-hotplug.json
 */
const root = new URL('..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'taanuu-hotplug-'));
const outcome = await hotPlug(join(folder, 'sensor'), 120, 1);
rmSync(folder, { recursive: true });
const result = {
  what: 'cable of the fingerprint sensor out and in twice a second for a minute, a finger asked for all the time',
  commit: execFileSync('git', ['log', '-1', '--format=%H', '--', 'drivers'], { cwd: root, encoding: 'utf8' }).trim(),
  date: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  load: Math.round(loadavg()[0] ?? 0),
  ...outcome,
};
writeFileSync(join(root, 'docs/measured/device-hotplug.json'), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result, null, 2));
process.exitCode = outcome.captured && outcome.backMs < 15_000 ? 0 : 1;
