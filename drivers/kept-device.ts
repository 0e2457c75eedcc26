import type { DeviceEvent, DeviceStatus } from './device.ts';
import type { Listeners, Unlisten } from './listeners.ts';

/** What every keeper does for the driver whose device it keeps alive. */
interface Keeps {
  readonly status: DeviceStatus;
  readonly events: Listeners<DeviceEvent>;
  open(): void;
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/** A device whose status and life are its keeper's; what it does is the driver's. */
export abstract class KeptDevice<K extends Keeps> {
  protected abstract readonly keeper: K;

  get status(): DeviceStatus {
    return this.keeper.status;
  }

  on(listener: (event: DeviceEvent) => void): Unlisten {
    return this.keeper.events.on(listener);
  }

  open(): void {
    this.keeper.open();
  }

  reopen(): Promise<void> {
    return this.keeper.reopen();
  }

  close(): Promise<void> {
    return this.keeper.close();
  }
}
