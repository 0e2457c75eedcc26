import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import type { CaptureProgress, FingerImage } from '../../../drivers/device.ts';
import { R30xReader } from '../../../drivers/fingerprint/r30x.ts';
import { SimulatedR30x } from '../../../drivers/simulator/r30x.ts';
import { attachedSerial } from '../../../drivers/transport/attached.ts';
import { finder } from '../../../drivers/transport/identity.ts';
import type { RoleDevice } from '../../../drivers/transport/udev.ts';
import { usbName } from '../../../drivers/transport/usb-name.ts';
import { Gadget } from './gadget.ts';
import { GadgetPort } from './gadget-port.ts';
import { check, eventually, inTime, same } from './report.ts';

/** An answer crosses two emulated ends of a cable; the drivers' own limits are for real ones. */
const patient = { answer: 3_000, nextPacket: 3_000 };
/** Share of an image. */
const IN_THE_MIDDLE = 0.3;

/** An image in which every pixel depends on its place, in the sensor's 16 grays. */
function pattern(seed: number): FingerImage {
  const pixels = Uint8Array.from({ length: 256 * 288 }, (_, i) => (((i * 7 + (i >> 8) * 13 + seed) >> 2) % 16) * 17);
  return { width: 256, height: 288, pixels };
}

const hash = (pixels: Uint8Array): string => createHash('sha256').update(pixels).digest('hex');

export const sensorRole: RoleDevice = {
  role: 'fingerprint',
  kind: 'serial',
  device: { usb: '1a86:7523', serial: 'R30X-1' },
};

/** The real R30xReader and serialport in front of a CDC-ACM gadget. */
export async function sensorChecks(): Promise<void> {
  const gadget = new Gadget({
    name: 'sensor',
    vendor: 0x1a86,
    product: 0x7523,
    serial: 'R30X-1',
    function: 'acm.sensor',
    controller: 'dummy_udc.1',
  });
  const port = new GadgetPort(gadget, { node: '/dev/ttyGS0', terminal: true });
  const far = new SimulatedR30x(port);
  const reader = new R30xReader({ path: `/dev/taanuu/${sensorRole.role}`, limits: patient });
  reader.open();

  const status = (state: string) =>
    eventually(
      () => reader.status,
      (now) => now.state === state,
      'status',
    );
  const missing = async (): Promise<void> => {
    same(await status('missing'), { state: 'missing', problem: { code: 'device.fingerprint-missing' } }, 'status');
  };
  const brings = async (seed: number): Promise<void> => {
    far.touch(() => pattern(seed));
    const result = await inTime(reader.capture(), 'image');
    far.lift();
    same(result.ok ? hash(result.value.pixels) : result.error, hash(pattern(seed).pixels), 'image');
  };

  await check('sensor: without its plug it is missing', missing);
  await check('sensor: plugged in, it has the link that its udev rule gives it, and is ready', async () => {
    await port.plug();
    await status('ready');
    same(realpathSync(reader.health().path), '/dev/ttyACM0', 'link');
  });
  await check('sensor: an image arrives, every pixel', () => brings(1));
  await check(
    'sensor: pulled in the middle of an image, the capture ends with a problem and it is missing',
    async () => {
      await status('ready');
      far.touch(() => pattern(2));
      let pulled = 0;
      const onProgress = (progress: CaptureProgress): void => {
        if (pulled > 0 || progress.stage !== 'transfer' || progress.share < IN_THE_MIDDLE) return;
        pulled = progress.share;
        port.unplug();
      };
      const result = await inTime(reader.capture({ onProgress }), 'image');
      far.lift();
      same(pulled > 0 && pulled < 1, true, 'pulled');
      same(result.ok ? 'an image' : result.error, { code: 'device.fingerprint-missing' }, 'capture');
      await missing();
    },
  );
  await check('sensor: plugged in again, it is ready and another image arrives', async () => {
    await port.plug();
    await status('ready');
    await brings(3);
  });
  await check('sensor: pulled while it is idle and plugged in again, five times', async () => {
    for (let turn = 0; turn < 5; turn++) {
      port.unplug();
      await missing();
      await port.plug();
      await status('ready');
    }
    await brings(4);
  });
  await check('sensor: it closes', () => reader.close());
  await check('sensor: named by what it is, it is found through udev, pulled, and found again', async () => {
    // As a configuration has it.
    const name = usbName(sensorRole.device);
    const named = new R30xReader({ path: name, find: finder(attachedSerial, sensorRole.device), limits: patient });
    const becomes = (state: string) =>
      eventually(
        () => named.status,
        (now) => now.state === state,
        'status',
      );
    try {
      named.open();
      await becomes('ready');
      port.unplug();
      await becomes('missing');
      await port.plug();
      await becomes('ready');
    } finally {
      await named.close();
    }
  });
  port.unplug();
}
