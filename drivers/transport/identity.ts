import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { Attached } from './attached.ts';

/** Which of the things on a cable is meant, whatever path the system has given it this time. */
export interface WantedDevice {
  /** USB vendor and product as `vvvv:pppp`, hexadecimal. */
  readonly usb: string;
  /** Tells identical devices apart, where their maker gave each its own. */
  readonly serial?: string;
  /** USB port as the kernel names it (`1-3.2`): tells identical devices apart by where they are plugged in. */
  readonly port?: string;
}

/** Looks a device's path up: null while it is not there, a problem where nobody can say which one is meant. */
export type FindPath = () => Promise<Result<string | null, Problem>>;

/**
 * The path of the wanted device among what is attached: everything that is said of it must fit.
 * @returns null where none fits; `port.ambiguous` where several do, which is never guessed
 */
export function choosePath(attached: readonly Attached[], wanted: WantedDevice): Result<string | null, Problem> {
  const usb = wanted.usb.toLowerCase();
  const fitting = attached.filter(
    (device) =>
      device.usb === usb &&
      (wanted.serial === undefined || device.serial === wanted.serial) &&
      (wanted.port === undefined || device.port === wanted.port),
  );
  // A device with several functions is listed once for each, under one path.
  const paths = [...new Set(fitting.map(({ path }) => path))];
  if (paths.length > 1) return err({ code: 'port.ambiguous', params: { usb, count: paths.length } });
  return ok(paths[0] ?? null);
}

/**
 * What a configuration should say of this device so that it is found again: its serial number, with which it may be
 * plugged in elsewhere; its port, where its twins bear the same number or none. Null for what hangs on no USB.
 */
export function identityOf(device: Attached, attached: readonly Attached[]): WantedDevice | null {
  const { usb, serial, port } = device;
  if (usb === null) return null;
  const twins = attached.filter((other) => other.usb === usb && other.path !== device.path);
  if (serial !== null && twins.every((twin) => twin.serial !== serial)) return { usb, serial };
  return port === null ? { usb } : { usb, port };
}

/** Looks the wanted device up in a list that is made anew each time, for example `attachedSerial`. */
export function finder(list: () => Promise<Result<readonly Attached[], Problem>>, wanted: WantedDevice): FindPath {
  return async () => {
    const attached = await list();
    return attached.ok ? choosePath(attached.value, wanted) : attached;
  };
}
