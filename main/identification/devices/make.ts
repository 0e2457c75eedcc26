import type { Device } from '../../../drivers/device.ts';
import { PcscChipReader } from '../../../drivers/document/chip-reader.ts';
import { HidScanner } from '../../../drivers/document/hid-scanner.ts';
import { MrzSerialReader } from '../../../drivers/document/mrz-serial.ts';
import { R30xReader } from '../../../drivers/fingerprint/r30x.ts';
import { SbiReader } from '../../../drivers/fingerprint/sbi/sbi.ts';
import { openPowerSource } from '../../../drivers/power/open-power.ts';
import { CupsPrinter } from '../../../drivers/printer/cups/cups.ts';
import { EscposPrinter } from '../../../drivers/printer/escpos.ts';
import { EsclScanner } from '../../../drivers/scanner/escl.ts';
import { SaneScanner } from '../../../drivers/scanner/sane.ts';
import { attachedHid, attachedSerial } from '../../../drivers/transport/attached.ts';
import { type FindPath, finder } from '../../../drivers/transport/identity.ts';
import { readUsbName } from '../../../drivers/transport/usb-name.ts';
import { imageCodecs } from '../../images/codecs.ts';
import type { DeviceSetup } from './setup.ts';

/** An SBI scanner of whatever serial number, a chip reader of whatever name. */
const ANY = 'any';

/** The driver of a device as it is set up; it does nothing until it is opened. */
export function makeDevice(setup: DeviceSetup): Device {
  const { at: path } = setup;
  switch (setup.driver) {
    case 'r30x':
      return new R30xReader({ ...placed(path, attachedSerial), ...given(setup, 'baudRate', 'dpi') });
    case 'mrz-serial':
      return new MrzSerialReader({ ...placed(path, attachedSerial), ...given(setup, 'baudRate') });
    case 'hid-scanner':
      return new HidScanner({ ...placed(path, attachedHid), ...given(setup, 'layout') });
    case 'escpos':
      return new EscposPrinter({ ...placed(path, attachedSerial), ...given(setup, 'baudRate') });
    case 'sbi': {
      const serial = path === ANY ? {} : { serial: path };
      return new SbiReader({ anchors: setup.anchors, codecs: imageCodecs, ...serial });
    }
    case 'chip':
      return new PcscChipReader({ authorities: [], ...(path === ANY ? {} : { reader: path }) });
    case 'sane':
      return new SaneScanner({ device: path });
    case 'escl':
      return new EsclScanner({ url: path, decodeJpeg: imageCodecs.jpeg });
    case 'cups':
      return new CupsPrinter({ address: path });
    case 'power': {
      const source = openPowerSource(path);
      if (!source) throw new RangeError(`no power source at ${path}`);
      return source;
    }
  }
}

/** A path as it is, or a USB name that is looked up before every opening. */
function placed(at: string, list: typeof attachedSerial): { readonly path: string; readonly find?: FindPath } {
  const wanted = readUsbName(at);
  return wanted === null ? { path: at } : { path: at, find: finder(list, wanted) };
}

/** These of a setup's options that are there at all: what is not said keeps the driver's own default. */
function given<S, K extends keyof S>(setup: S, ...keys: readonly K[]): { [P in K]?: Exclude<S[P], undefined> } {
  const entries = keys.flatMap((key) => (setup[key] === undefined ? [] : [[key, setup[key]] as const]));
  return Object.fromEntries(entries) as { [P in K]?: Exclude<S[P], undefined> };
}
