import { finish } from './report.ts';
import { scannerChecks } from './scanner.ts';
import { sensorChecks } from './sensor.ts';

/** What runs inside the guest: the drivers of a kiosk on real USB, device by device. */
try {
  await scannerChecks();
  await sensorChecks();
} catch (error) {
  console.log(`FAILED: ${String(error)}`);
}
finish();
// A thread that a gadget's node blocks would keep the process for ever.
process.kill(process.pid, 'SIGKILL');
