import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { z } from 'zod';
import { type ProcessPlan, processPlan, supervise } from '../main/host/supervisor.ts';
import { build } from './build.ts';
import { root, say } from './say.ts';
import { bestWay, openWindows, type Way } from './windows.ts';

/**
 * `npm start`: builds what is stale, prepares the demo station, starts its house and shows the windows.
 *
 *   --windows electron|chromium|none   how (default: the best there is)
 *   --plan FILE                        another house than the demo's (see main/host/main.ts)
 */
const began = performance.now();
const { values } = parseArgs({
  options: { windows: { type: 'string' }, plan: { type: 'string' } },
});
const way = z.enum(['electron', 'chromium', 'none']).default(bestWay()).parse(values.windows) satisfies Way;

/** A port that is free now. A zone keeps it over its restarts, so that its pages find it again. */
function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolvePort(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** The demo station: the identification zone, and the simulated world that its devices are plugged into. */
async function demoPlan(): Promise<readonly ProcessPlan[]> {
  const { prepareDemo } = await import('../main/demo/prepare.ts');
  const stateDir = join(root, '.taanuu/demo');
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  await prepareDemo({ stateDir, onProgress: say });
  const process = async (name: string, entry: string): Promise<ProcessPlan> => ({
    name,
    entry: join(root, entry),
    args: [stateDir, join(root, 'dist/renderer'), String(await freePort())],
    env: {},
  });
  return [
    await process('world', 'main/demo/world-main.ts'),
    await process('identification', 'main/identification/main.ts'),
  ];
}

function plansFrom(file: string): readonly ProcessPlan[] {
  return z
    .array(processPlan)
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .map((plan) => ({ ...plan, entry: resolve(dirname(file), plan.entry) }));
}

await build();
const plans = values.plan === undefined ? await demoPlan() : plansFrom(resolve(values.plan));
const log = pino({ name: 'house' }, pino.destination({ fd: 2, sync: true }));
const quietLog = { info: log.debug.bind(log), warn: log.warn.bind(log) };

say('starting the zones');
let announce = (): void => {};
let report = (): void => {};
const supervisor = supervise({ plans, node: process.execPath, log: quietLog, onWindows: () => report() });
await new Promise<void>((done) => {
  report = () => {
    if (supervisor.status().every((each) => each.ready)) done();
    announce();
  };
  report();
});

const windows = await openWindows(way, supervisor, log);
announce = windows.announce;
say(`ready after ${((performance.now() - began) / 1000).toFixed(1)} s (${way === 'none' ? 'no windows' : way})`);

let leaving = false;
const leave = async (): Promise<void> => {
  if (leaving) return;
  leaving = true;
  say('stopping');
  windows.close();
  await supervisor.stop();
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave());
void windows.closed.then(leave);
