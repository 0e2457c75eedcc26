import type { Problem } from '../../../core/problem/catalogue.ts';
import { ok, type Result } from '../../../core/problem/result.ts';
import { attachedCameras } from '../../../drivers/camera/video-nodes.ts';
import { listReaders } from '../../../drivers/document/chip/list-readers.ts';
import { discoverSbi } from '../../../drivers/fingerprint/sbi/discovery.ts';
import { listSupplies, ownSupplies } from '../../../drivers/power/list-supplies.ts';
import { listQueues } from '../../../drivers/printer/cups/list-queues.ts';
import { listEscl, listSane } from '../../../drivers/scanner/list-scanners.ts';
import { type Attached, attachedHid, attachedSerial } from '../../../drivers/transport/attached.ts';
import { identityOf } from '../../../drivers/transport/identity.ts';
import { attachedPrinters } from '../../../drivers/transport/printer-nodes.ts';
import { usbName } from '../../../drivers/transport/usb-name.ts';
import type { FoundGroup, FoundKind } from '../../api/views.ts';
import type { Driver } from './setup.ts';

/** A thing that a kiosk could use, with the drivers that may speak to it. */
export interface Found {
  readonly kind: FoundKind;
  /** What a setup's `at` should say: a name that outlives re-plugging where there is one. */
  readonly at: string;
  /** Where it is just now: a device node, or the same as `at`. */
  readonly path: string;
  /** In its own words; empty where it says none. */
  readonly name: string;
  /** USB vendor and product as `vvvv:pppp`; null for what hangs on no USB, or does not say. */
  readonly usb: string | null;
  readonly serial: string | null;
  /** USB port as the kernel names it. */
  readonly port: string | null;
  readonly drivers: readonly Driver[];
}

/** One way to find things. */
export interface DeviceList {
  readonly kind: FoundKind;
  readonly group: FoundGroup;
  /** Whom is asked, in one word, for when no answer comes. */
  readonly part: string;
  /** Milliseconds after which it is given up. */
  readonly limitMs: number;
  readonly look: (signal: AbortSignal) => Promise<Result<readonly Found[], Problem>>;
}

/** Kernel, addons and services of this computer answer at once or not at all. */
const NEAR_MS = 8_000;
/** Backends of scanners ask every bus and the network. */
const FAR_MS = 25_000;
/** A service of a fingerprint scanner that hangs has no scanner for us. */
const SBI_MS = 3_000;

/** Everything that can be found without being told where it is. */
export const deviceLists: readonly DeviceList[] = [
  cable('serial', 'udev', attachedSerial, ['r30x', 'mrz-serial', 'escpos']),
  cable('hid', 'libusb-1.0-0', attachedHid, ['hid-scanner']),
  cable('lp', 'usblp', attachedPrinters, ['escpos']),
  cable('camera', 'video4linux', attachedCameras, ['camera'], 'screen'),
  list('pcsc', 'reader', 'pcscd', NEAR_MS, async (signal) => {
    const readers = await listReaders({ signal });
    return each(readers, (name) => ({ ...thing('pcsc', name, name), drivers: ['chip'] }));
  }),
  list('sbi', 'reader', 'SBI', NEAR_MS, async (signal) => {
    const services = await discoverSbi({ limitMs: SBI_MS, signal });
    const scanners = services.flatMap(({ scanners }) => scanners);
    return each(ok(scanners), ({ id: { serialNo, make, model } }) => ({
      ...thing('sbi', serialNo, [make, model].filter((word) => word !== '').join(' ')),
      serial: serialNo,
      drivers: ['sbi'],
    }));
  }),
  list('sane', 'scanner', 'scanimage', FAR_MS, async (signal) => {
    const scanners = await listSane({ signal });
    return each(scanners, ({ device, vendor, model }) => ({
      ...thing('sane', device, `${vendor} ${model}`.trim()),
      drivers: ['sane'],
    }));
  }),
  list('escl', 'scanner', 'airscan-discover', FAR_MS, async (signal) => {
    return each(await listEscl({ signal }), ({ name, url }) => ({ ...thing('escl', url, name), drivers: ['escl'] }));
  }),
  list('cups', 'printer', 'CUPS', NEAR_MS, async (signal) => {
    return each(await listQueues({ signal }), ({ at, queue, model }) => ({
      ...thing('cups', at, model === '' ? queue : model),
      drivers: ['cups'],
    }));
  }),
  list('nut', 'power', 'upsd', NEAR_MS, async (signal) => {
    const supplies = await listSupplies({ signal });
    return each(supplies, ({ at, description }) => ({ ...thing('nut', at, description), drivers: ['power'] }));
  }),
  list('supply', 'power', 'sysfs', NEAR_MS, async () => {
    const supplies = await ownSupplies();
    return each(supplies, ({ at, description }) => ({ ...thing('supply', at, description), drivers: ['power'] }));
  }),
];

function list(kind: FoundKind, group: FoundGroup, part: string, limitMs: number, look: DeviceList['look']): DeviceList {
  return { kind, group, part, limitMs, look };
}

/** A port does not tell what hangs on it: whoever put the cable in knows, so that all its drivers are offered. */
function cable(
  kind: Attached['kind'],
  part: string,
  attached: () => Promise<Result<readonly Attached[], Problem>>,
  drivers: readonly Driver[],
  group: FoundGroup = 'cable',
): DeviceList {
  return list(kind, group, part, NEAR_MS, async () => {
    const all = await attached();
    return each(all, (one) => {
      const { path, name, usb, serial, port } = one;
      return { kind, at: placeOf(one, all.ok ? all.value : []), path, name, usb, serial, port, drivers };
    });
  });
}

/** What finds the device again wherever it is plugged in next; its path only where it has nothing else. */
function placeOf(one: Attached, all: readonly Attached[]): string {
  // USB names are looked up among serial ports, HID devices and cameras.
  const identity = one.kind === 'lp' ? null : identityOf(one, all);
  return identity === null ? one.path : usbName(identity);
}

const thing = (kind: FoundKind, at: string, name: string) => ({
  ...{ kind, at, path: at, name },
  ...{ usb: null, serial: null, port: null },
});

function each<T>(listed: Result<readonly T[], Problem>, found: (one: T) => Found): Result<readonly Found[], Problem> {
  return listed.ok ? ok(listed.value.map(found)) : listed;
}
