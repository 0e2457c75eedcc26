import { pino } from 'pino';
import { mayCallBallot } from '../access/ballot-table.ts';
import { isByHand } from '../api/asked-by-itself.ts';
import { serveZone } from '../api/server.ts';
import { joinHouse } from '../host/child.ts';
import { windowSecret } from '../host/window-secret.ts';
import { lockFolder } from '../storage/lock.ts';
import { SheetBox } from './box/sheet-box.ts';
import { readBallotConfig } from './config.ts';
import { zonePrinter } from './printer.ts';
import { ballotRouter } from './router.ts';
import { BallotZone } from './zone.ts';

/**
 * The ballot zone as a process: `node main/ballot/main.ts STATE_DIR SCREENS_DIR PORT`. `STATE_DIR/ballot.json` says where
 * its box and its printer are. It listens on the loopback for its own two windows, and has no other socket of a network.
 */
const [stateDir = '', screens = '', port = '0'] = process.argv.slice(2);
const log = pino({ name: 'ballot' }, pino.destination({ fd: 2, sync: true }));

let stop = async (): Promise<void> => {};
const house = await joinHouse(() => stop());
await house.step('start');

// The supervisor tries again: the zone before this one may still be finishing.
const lock = lockFolder(stateDir);
const config = lock.ok ? readBallotConfig(stateDir) : lock;
if (!config.ok) {
  log.fatal({ problem: config.error }, 'the zone cannot start');
  process.exit(1);
}
const secret = await windowSecret(house);

const { reader, printer } = config.value;
const opened = await BallotZone.open(
  {
    ...{ stateDir, config: config.value, now: () => new Date(), house },
    printer: printer && zonePrinter(printer.address),
  },
  (frame) => new SheetBox(frame, reader),
);
if (!opened.ok) {
  log.fatal({ problem: opened.error }, 'the zone cannot start');
  process.exit(1);
}
const zone = opened.value;
await zone.start();

const server = await serveZone({
  port: Number(port),
  staticDir: screens,
  windows: ['box', 'ballot-desk'] as const,
  router: ballotRouter(zone),
  authorise: ({ window, path }) => {
    const method = path.join('.');
    if (window === 'ballot-desk' && isByHand(method)) zone.desk.touched();
    return mayCallBallot(method, { window, role: zone.desk.person?.role ?? null })
      ? null
      : { code: 'access.not-allowed' };
  },
  log,
  secret,
});
stop = async () => {
  await server.close();
  await zone.stop();
};
house.ready({ box: server.address('box'), 'ballot-desk': server.address('ballot-desk') }, (window) =>
  window === 'box' || window === 'ballot-desk' ? server.ticketFor(window) : null,
);
await house.step(null);
log.info({ port: server.port }, 'the ballot zone is serving');
