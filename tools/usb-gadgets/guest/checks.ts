import { finish } from './report.ts';
import { scannerChecks, scannerRole } from './scanner.ts';
import { sensorChecks, sensorRole } from './sensor.ts';
import { startUdev } from './udev.ts';

/** What runs inside the guest: the drivers of a kiosk on real USB, device by device. */
try {
  startUdev([scannerRole, sensorRole]);
  await scannerChecks();
  await sensorChecks();
} catch (error) {
  console.log(`FAILED: ${String(error)}`);
}
finish();
// A thread that a gadget's node blocks would keep the process for ever.
process.kill(process.pid, 'SIGKILL');
