import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Result } from '../../../core/problem/result.ts';
import { V4l2Camera } from '../../../drivers/camera/camera.ts';
import { attachedCameras } from '../../../drivers/camera/video-nodes.ts';
import { systemClock } from '../../../drivers/clock.ts';
import type { Device } from '../../../drivers/device.ts';
import { PcscChipReader } from '../../../drivers/document/chip-reader.ts';
import { HidScanner } from '../../../drivers/document/hid-scanner.ts';
import { MrzSerialReader } from '../../../drivers/document/mrz-serial.ts';
import { documentMask, scannerMask } from '../../../drivers/document/text-mask.ts';
import { R30xReader } from '../../../drivers/fingerprint/r30x.ts';
import { r30xMask } from '../../../drivers/fingerprint/r30x-mask.ts';
import { r30xNames } from '../../../drivers/fingerprint/r30x-names.ts';
import { SbiReader } from '../../../drivers/fingerprint/sbi/sbi.ts';
import { openPowerSource } from '../../../drivers/power/open-power.ts';
import { CupsPrinter } from '../../../drivers/printer/cups/cups.ts';
import { EscposPrinter } from '../../../drivers/printer/escpos.ts';
import { escposMask } from '../../../drivers/printer/escpos-mask.ts';
import { escposNames } from '../../../drivers/printer/escpos-names.ts';
import { EsclScanner } from '../../../drivers/scanner/escl.ts';
import { SaneScanner } from '../../../drivers/scanner/sane.ts';
import { type Attached, attachedHid, attachedSerial } from '../../../drivers/transport/attached.ts';
import { type FindPath, finder } from '../../../drivers/transport/identity.ts';
import type { ByteLink } from '../../../drivers/transport/link.ts';
import { recordLink } from '../../../drivers/transport/recorder.ts';
import { noMask, type RecordedLine, type WireMask } from '../../../drivers/transport/recording.ts';
import type { WireSession } from '../../../drivers/transport/session.ts';
import { type FrameNames, noNames, Trace } from '../../../drivers/transport/trace.ts';
import { readUsbName } from '../../../drivers/transport/usb-name.ts';
import { imageCodecs } from '../../images/codecs.ts';
import { ANY } from './places.ts';
import type { DeviceSetup } from './setup.ts';

/** A driver with what passed on its wire; no trace where there is no wire to look at. */
export interface MadeDevice {
  readonly device: Device;
  readonly trace: Trace | null;
}

/** A device that has a driver: all but the second display, which the zone itself looks at. */
export type DrivenSetup = Exclude<DeviceSetup, { driver: 'display' }>;

/**
 * The driver of a device as it is set up; it does nothing until it is opened.
 * @param session takes what passes on its wire, if it has one
 */
export function makeDevice(setup: DrivenSetup, session: WireSession | null = null): MadeDevice {
  switch (setup.driver) {
    case 'r30x':
      return traced(r30xNames(), r30xMask(), session, (tap) => {
        return new R30xReader({ ...placed(setup.at, attachedSerial), ...given(setup, 'baudRate', 'dpi'), tap });
      });
    case 'mrz-serial':
      return traced(noNames(), documentMask(), session, (tap) => {
        return new MrzSerialReader({ ...placed(setup.at, attachedSerial), ...given(setup, 'baudRate'), tap });
      });
    case 'hid-scanner':
      return traced(noNames(), scannerMask(setup.layout ?? 'pos'), session, (tap) => {
        return new HidScanner({ ...placed(setup.at, attachedHid), ...given(setup, 'layout'), tap });
      });
    case 'escpos':
      return traced(escposNames(), escposMask(), session, (tap) => {
        return new EscposPrinter({ ...placed(setup.at, attachedSerial), ...given(setup, 'baudRate'), tap });
      });
    default:
      return { device: wireless(setup), trace: null };
  }
}

const unlimited = { limitBytes: Number.POSITIVE_INFINITY, limitLines: Number.POSITIVE_INFINITY };

function traced(
  names: FrameNames,
  mask: WireMask,
  session: WireSession | null,
  make: (tap: (link: ByteLink) => ByteLink) => Device,
): MadeDevice {
  const trace = new Trace(names);
  const clock = systemClock;
  // What is shown is masked, whatever is recorded.
  const shown = (line: RecordedLine): void => {
    trace.take(line);
    if (session?.head.masked) session.take(line);
  };
  const tap = (link: ByteLink): ByteLink => {
    const inner =
      session === null || session.head.masked
        ? link
        : recordLink(link, { clock, mask: noMask, sink: (line) => session.take(line), ...unlimited });
    return recordLink(inner, { clock, mask, sink: shown, ...unlimited });
  };
  return { device: make(tap), trace };
}

/** Devices behind services of this machine: each question is a connection or a process of its own. */
function wireless(setup: Exclude<DrivenSetup, { driver: 'r30x' | 'mrz-serial' | 'hid-scanner' | 'escpos' }>): Device {
  const { at: path } = setup;
  switch (setup.driver) {
    case 'sbi': {
      const serial = path === ANY ? {} : { serial: path };
      return new SbiReader({ anchors: setup.anchors, codecs: imageCodecs, ...serial });
    }
    case 'chip':
      return new PcscChipReader(path === ANY ? {} : { reader: path });
    case 'sane':
      return new SaneScanner({ device: path });
    case 'escl':
      return new EsclScanner({ url: path, decodeJpeg: imageCodecs.jpeg });
    case 'cups':
      return new CupsPrinter({ address: path });
    case 'camera':
      return new V4l2Camera(placed(path, attachedCameras));
    case 'power': {
      const source = openPowerSource(path);
      if (!source) throw new RangeError(`no power source at ${path}`);
      return source;
    }
  }
}

/** A path as it is, or a USB name that is looked up before every opening. */
function placed(
  at: string,
  list: () => Promise<Result<readonly Attached[], Problem>>,
): { readonly path: string; readonly find?: FindPath } {
  const wanted = readUsbName(at);
  return wanted === null ? { path: at } : { path: at, find: finder(list, wanted) };
}

/** These of a setup's options that are there at all: what is not said keeps the driver's own default. */
function given<S, K extends keyof S>(setup: S, ...keys: readonly K[]): { [P in K]?: Exclude<S[P], undefined> } {
  const entries = keys.flatMap((key) => (setup[key] === undefined ? [] : [[key, setup[key]] as const]));
  return Object.fromEntries(entries) as { [P in K]?: Exclude<S[P], undefined> };
}
