import { DeviceSetups } from '../devices/setups.ts';
import { actor, table } from './configuration.fixture.ts';

/**
 * A process that takes one of two configurations after the other until it is killed, and says each time that it has:
 * `node take-again.fixture.ts FOLDER`, where kiosk.json lies.
 */
const [stateDir = ''] = process.argv.slice(2);
const setups = new DeviceSetups({
  kiosk: { note: () => {}, changed: () => {} },
  client: { use: () => {}, discover: async () => ({ found: [], problems: [] }) },
  ...{ stateDir, devices: table, used: () => {}, places: () => [], beside: () => [] },
});
for (let times = 0; ; times += 1) {
  const folders = [`/${String(times % 2).repeat(400)}`];
  const devices = times % 2 === 0 ? [...table].reverse() : table;
  if (!setups.replace(devices, { folders, kit: undefined }, actor).ok) process.exit(2);
  process.stdout.write('.');
}
