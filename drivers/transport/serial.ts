import { SerialPort } from 'serialport';
import { type Clock, systemClock } from '../clock.ts';
import type { FindPath } from './identity.ts';
import type { TunableLink } from './link.ts';
import { type Connection, type ConnectionEvents, ReopeningLink } from './reopening.ts';

export interface SerialOptions {
  /** Device path; may be a symbolic link that is re-pointed when the device is plugged in elsewhere. */
  readonly path: string;
  readonly baudRate: number;
  /** Looks the path up before every opening; `path` is then only the name that people see. */
  readonly find?: FindPath;
  readonly clock?: Clock;
}

/**
 * A byte link over a serial port (8N1). Every connection is a new SerialPort object: an object that was destroyed
 * re-opens but no longer streams, and it would send at re-open what had been written while it was closed.
 * serialport misses some unplugs and then spins in its read loop until it is closed: see `check`.
 */
export class SerialLink extends ReopeningLink implements TunableLink {
  private rate: number;

  constructor({ baudRate, clock = systemClock, ...options }: SerialOptions) {
    super({ ...options, clock });
    this.rate = baudRate;
  }

  get baudRate(): number {
    return this.rate;
  }

  async retune(baudRate: number): Promise<void> {
    this.rate = baudRate;
    await this.reopen();
  }

  protected connect(path: string, { received, lost }: ConnectionEvents): Promise<Connection | null> {
    const port = new SerialPort({ path, baudRate: this.rate, autoOpen: false });
    // Without an 'error' listener a failed write ends the process; without a 'data' listener an unplug goes unnoticed.
    port.on('error', lost);
    port.on('close', lost);
    port.on('data', received);
    const connection: Connection = {
      get isOpen() {
        return port.isOpen;
      },
      write: (bytes) =>
        new Promise((resolve) => {
          // After an unplug the write's own callback may never come.
          const broken = () => resolve('broken');
          port.once('close', broken);
          port.write(Buffer.from(bytes), (error) => {
            port.off('close', broken);
            resolve(error ? 'broken' : 'written');
          });
        }),
      close: () => new Promise((resolve) => port.close(() => resolve())),
    };
    return new Promise((resolve) => port.open((error) => resolve(error ? null : connection)));
  }
}
