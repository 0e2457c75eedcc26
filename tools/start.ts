import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { z } from 'zod';
import { readPlan } from '../main/host/plan.ts';
import { supervise } from '../main/host/supervisor.ts';
import { build } from './build.ts';
import { demoHouse } from './demo.ts';
import { root, say } from './say.ts';
import { bestWay, openWindows, type Way } from './windows.ts';

/**
 * `npm start`: builds what is stale, prepares the demo station, starts its house and shows the windows.
 *
 *   --windows electron|chromium|none   how (default: the best there is)
 *   --precinct N                       a station of the demo election (default 0001; 0050 is the remote one)
 *   --training                         a training: operators rehearse guided cases (docs/rehearsal.md)
 *   --printed                          the kiosk prints the ballots of its own list (docs/ballots.md)
 *   --voters N                         only so many voters of its list (default all)
 *   --plan FILE                        another house than the demo's (see main/host/main.ts)
 */
const began = performance.now();
/** Deaths of a process before it was ready, after which nobody waits for it any more. */
const hopeless = 4;
const { values } = parseArgs({
  options: {
    windows: { type: 'string' },
    plan: { type: 'string' },
    voters: { type: 'string' },
    precinct: { type: 'string', default: '0001' },
    training: { type: 'boolean', default: false },
    printed: { type: 'boolean', default: false },
  },
});
const { precinct, voters, training, printed } = values;
const way = z.enum(['electron', 'chromium', 'none']).default(bestWay()).parse(values.windows) satisfies Way;

await build();
const plans =
  values.plan === undefined
    ? await demoHouse(
        join(
          root,
          '.taanuu',
          [
            'demo',
            precinct,
            ...(training ? ['training'] : []),
            ...(printed ? ['printed'] : []),
            ...(voters ? [voters] : []),
          ].join('-'),
        ),
        precinct,
        voters === undefined ? undefined : z.coerce.number().int().min(1).parse(voters),
        { training, printed },
      )
    : readPlan(resolve(values.plan));
const log = pino({ name: 'house' }, pino.destination({ fd: 2, sync: true }));
const quietLog = { info: log.debug.bind(log), warn: log.warn.bind(log) };

say('starting the zones');
let announce = (): void => {};
let report = (): void => {};
const supervisor = supervise({ plans, node: process.execPath, log: quietLog, onWindows: () => report() });
const allReady = new Promise<boolean>((resolve) => {
  report = () => {
    if (supervisor.status().every((each) => each.ready)) resolve(true);
    announce();
  };
  // A process that dies again and again before it was ever ready will not get better by waiting.
  const watch = setInterval(() => {
    if (supervisor.status().some((each) => !each.ready && each.restarts >= hopeless)) resolve(false);
  }, 200);
  watch.unref();
});
if (!(await allReady)) {
  await supervisor.stop();
  say('the house does not start: see above');
  process.exit(1);
}

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
