import { pino } from 'pino';
import { joinHouse } from '../host/child.ts';
import { windowSecret } from '../host/window-secret.ts';
import { openConsoleFolder } from './folder.ts';
import { serveConsole } from './serve.ts';

/**
 * The commission's console as a process of a house: `node main/commission/main.ts FOLDER SCREENS PORT`. FOLDER is what
 * `taanuu hub config` and `taanuu console config` have written. It listens on the loopback for its one window, and calls the
 * hub's servers as somebody who may read.
 */
const [folder = '', screens = '', port = '0'] = process.argv.slice(2);
const log = pino({ name: 'console' }, pino.destination({ fd: 2, sync: true }));

let stop = async (): Promise<void> => {};
const house = await joinHouse(() => stop());
await house.step('start');
const opened = openConsoleFolder(folder, (error) => log.warn({ error: String(error) }, 'the hub'));
if (!opened.ok) {
  log.fatal({ problem: opened.error }, 'the console cannot start');
  process.exit(1);
}
const secret = await windowSecret(house);
const served = await serveConsole(opened.value.options, { port: Number(port), screens, log, secret });
const { server } = served;
stop = async () => {
  await served.stop();
  await opened.value.close();
};
house.ready({ commission: server.address('commission') }, (window) =>
  window === 'commission' ? server.ticketFor(window) : null,
);
await house.step(null);
log.info({ port: server.port }, 'the console is serving');
