import { type Clock, systemClock } from '../clock.ts';
import type { FindPath } from './identity.ts';
import { type Connection, type ConnectionEvents, ReopeningLink } from './reopening.ts';

export interface HidOptions {
  /** Path as node-hid lists it (`/dev/hidraw0`), or its name where `find` is given. */
  readonly path: string;
  /** hidraw numbers change with every plug: a device is better looked up by what it is. */
  readonly find?: FindPath;
  readonly nodeAt?: (path: string) => string | null;
  readonly clock?: Clock;
}

/**
 * A byte link over HID reports: every `bytes` event is one input report as it came, with its number first where the
 * device numbers its reports; every write is one output report. node-hid reports an unplug as an 'error' without an
 * argument, and knows no event for a device that comes: it is looked for.
 */
export class HidLink extends ReopeningLink {
  constructor({ clock = systemClock, ...options }: HidOptions) {
    super({ ...options, clock });
  }

  protected async connect(path: string, { received, lost }: ConnectionEvents): Promise<Connection | null> {
    // Loaded when it is needed: without libusb it cannot be, and then only this device is missing.
    const { HIDAsync } = await import('node-hid');
    const device = await HIDAsync.open(path);
    let isOpen = true;
    // node-hid starts to read one tick after 'data' is listened to, and throws into the air if it was closed by then.
    const reading = new Promise((resolve) => setImmediate(resolve));
    device.on('data', received);
    device.on('error', () => {
      lost();
    });
    await reading;
    return {
      get isOpen() {
        return isOpen;
      },
      write: async (bytes) => {
        try {
          await device.write(Buffer.from(bytes));
          return 'written';
        } catch {
          return 'broken';
        }
      },
      close: async () => {
        isOpen = false;
        await device.close();
      },
    };
  }
}
