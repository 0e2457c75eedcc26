import { pino } from 'pino';
import { mayCall } from '../access/table.ts';
import { isByHand } from '../api/asked-by-itself.ts';
import { serveZone } from '../api/server.ts';
import { joinHouse } from '../host/child.ts';
import { windowSecret } from '../host/window-secret.ts';
import { lockFolder } from '../storage/lock.ts';
import { readKioskFile } from './config.ts';
import { identificationRouter } from './router.ts';
import { Steps } from './steps.ts';
import { openZone } from './zone.ts';

/**
 * The identification zone as a process: `node main/identification/main.ts STATE_DIR SCREENS_DIR PORT`.
 * `STATE_DIR/kiosk.json` says where the devices are.
 */
const [stateDir = '', screens = '', port = '0'] = process.argv.slice(2);
const log = pino({ name: 'identification' }, pino.destination({ fd: 2, sync: true }));

let stop = async (): Promise<void> => {};
const house = await joinHouse(() => stop());
await house.step('start');

// The supervisor tries again: the zone before this one may still be finishing.
const lock = lockFolder(stateDir);
if (!lock.ok) {
  log.fatal({ problem: lock.error }, 'the zone cannot start');
  process.exit(1);
}
const config = readKioskFile(stateDir);
if (!config.ok) {
  log.fatal({ problem: config.error }, 'the zone cannot start');
  process.exit(1);
}
/** Makes the windows' cookies and the names of steps. */
const secret = await windowSecret(house);

const opened = await openZone({
  stateDir,
  config: config.value,
  now: () => new Date(),
  monotonic: () => performance.now(),
  steps: new Steps(house, secret),
  serves: true,
  hatch: house,
  link: house,
  powerDown: () => house.powerDown(),
  memory: { held: house.held.register ?? null, hold: (value) => house.hold('register', value) },
});
if (!opened.ok) {
  log.fatal({ problem: opened.error }, 'the zone cannot start');
  process.exit(1);
}
const zone = opened.value;
await zone.start();
house.onScreens((seen) => zone.display.heard(seen));

const server = await serveZone({
  port: Number(port),
  staticDir: screens,
  windows: ['officer', 'voter'] as const,
  router: identificationRouter(zone),
  authorise: ({ window, path }) => {
    const method = path.join('.');
    if (isByHand(method)) zone.desk.touched();
    const call = { window, role: zone.desk.person?.role ?? null, stage: zone.sitting.stage };
    return mayCall(method, call) ? null : { code: 'access.not-allowed' };
  },
  log,
  secret,
});
stop = async () => {
  await server.close();
  await zone.stop();
};
house.ready({ officer: server.address('officer'), voter: server.address('voter') }, (window) =>
  window === 'officer' || window === 'voter' ? server.ticketFor(window) : null,
);
await house.step(null);
log.info({ port: server.port }, 'the identification zone is serving');
