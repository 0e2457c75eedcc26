import { join } from 'node:path';
import { pino } from 'pino';
import { SimulatedPageQueue } from '../../drivers/simulator/page-queue.ts';
import { serveZone } from '../api/server.ts';
import { joinHouse } from '../host/child.ts';
import { windowSecret } from '../host/window-secret.ts';
import { openCommission } from '../package/commission.ts';
import { ballotsSocket } from './printed.ts';
import { demoElection, demoVoters } from './voters.ts';
import { openWorld } from './world.ts';
import { WorldLedger } from './world-ledger.ts';
import { worldPeople } from './world-people.ts';
import { worldRouter } from './world-router.ts';

/**
 * The simulated world as a process: `node main/demo/world-main.ts STATE_DIR SCREENS_DIR PORT [BOX [OWNER]]`, after prepareDemo has
 * made the station there. It plugs the devices in at `STATE_DIR/devices` and writes `STATE_DIR/world/ledger.ndjson`.
 * Where a ballot zone runs beside it, BOX is the port of its box, and OWNER the number of the OS user who may open it.
 */
const [stateDir = '', screens = '', port = '0', box = '', owner = ''] = process.argv.slice(2);
const log = pino({ name: 'world' }, pino.destination({ fd: 2, sync: true }));

let stop = async (): Promise<void> => {};
const house = await joinHouse(() => stop());

const [device] = await openCommission(join(stateDir, 'commission'), '', true).devices();
const station = device?.station ?? null;
if (station === null) {
  log.fatal('the demo station was not prepared');
  process.exit(1);
}
const ledger = new WorldLedger(join(stateDir, 'world'), () => Date.now());
const devices = join(stateDir, 'devices');
const world = openWorld({
  folder: devices,
  people: worldPeople(demoVoters(), demoElection(), station),
  station,
  ledger,
  ...(box ? { box: { port: box, election: demoElection(), ...(owner ? { owner: Number(owner) } : {}) } } : {}),
});

// Where the kiosk prints no ballots nobody asks it for anything.
const ballots = new SimulatedPageQueue(ballotsSocket(devices), (whole) => ledger.record({ fact: 'sheet', whole }));
await ballots.open();

const secret = await windowSecret(house);
const server = await serveZone({
  port: Number(port),
  staticDir: screens,
  windows: ['playground'] as const,
  router: worldRouter(world),
  // The world has one window, and whoever holds its ticket may move everything in it.
  authorise: () => null,
  log,
  secret,
});
stop = async () => {
  await server.close();
  world.close();
  ballots.close();
};
house.ready({ playground: server.address('playground') }, (window) =>
  window === 'playground' ? server.ticketFor(window) : null,
);
log.info({ port: server.port }, 'the world is turning');
