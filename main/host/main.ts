import { basename, dirname, resolve } from 'node:path';
import { pino } from 'pino';
import { readPlan } from './plan.ts';
import { serveShell } from './shell-link.ts';
import { supervise } from './supervisor.ts';

/**
 * The house as a process of its own: `node main/host/main.ts PLAN.json`. The shell starts it (or a service manager);
 * PLAN.json lists the processes; they run in its folder. It stops when its parent goes.
 */
const [planFile] = process.argv.slice(2);
if (planFile === undefined) {
  process.stderr.write('usage: node main/host/main.ts PLAN.json\n');
  process.exit(2);
}
// Arguments in a plan may be relative to it as well.
process.chdir(dirname(resolve(planFile)));
const log = pino({ name: 'house' }, pino.destination({ fd: 2, sync: true }));
const plans = readPlan(resolve(basename(planFile)));

let announce = (): void => {};
const supervisor = supervise({
  plans,
  node: process.execPath,
  log,
  onWindows: () => announce(),
  onPowerDown: () => leave(),
});
if (process.send !== undefined) {
  announce = serveShell(
    {
      send: (message) => {
        if (process.connected) process.send?.(message, undefined, undefined, () => {});
      },
      onMessage: (take) => process.on('message', take),
    },
    supervisor,
    log,
  );
}

let leaving = false;
const leave = (): void => {
  if (leaving) return;
  leaving = true;
  void supervisor.stop().then(() => process.exit(0));
};
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, leave);
