import type { Device } from '../../../drivers/device.ts';
import { MrzSerialReader } from '../../../drivers/document/mrz-serial.ts';
import { R30xReader } from '../../../drivers/fingerprint/r30x.ts';
import { EscposPrinter } from '../../../drivers/printer/escpos.ts';
import type { DeviceSetup } from './setup.ts';

/** The driver of a device as it is set up; it does nothing until it is opened. */
export function makeDevice(setup: DeviceSetup): Device {
  const { at: path } = setup;
  switch (setup.driver) {
    case 'r30x':
      return new R30xReader({ path, ...given(setup, 'baudRate', 'dpi') });
    case 'mrz-serial':
      return new MrzSerialReader({ path, ...given(setup, 'baudRate') });
    case 'escpos':
      return new EscposPrinter({ path, ...given(setup, 'baudRate') });
  }
}

/** These of a setup's options that are there at all: what is not said keeps the driver's own default. */
function given<S, K extends keyof S>(setup: S, ...keys: readonly K[]): { [P in K]?: Exclude<S[P], undefined> } {
  const entries = keys.flatMap((key) => (setup[key] === undefined ? [] : [[key, setup[key]] as const]));
  return Object.fromEntries(entries) as { [P in K]?: Exclude<S[P], undefined> };
}
