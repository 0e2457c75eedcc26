import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type DeviceEntry, inUse } from '../../../core/election/station.ts';
import { fileName, instantStamp } from '../../../core/media/file-name.ts';
import { CONFIGURATION_PREFIX } from '../media.ts';
import { readConfiguration } from './file.ts';

/** The folder of the configuration that came with an invitation, beside what the kiosk keeps. */
export const invitedFolder = (stateDir: string): string => join(stateDir, 'invited');

/**
 * Keeps the configuration of the kiosk that invites until a technician takes it. Anybody may have answered there: what is not
 * signed by a device that the commission names at this station, or for none, is not kept.
 * @param devices of the package whose head came with it
 * @returns whether it was kept
 */
export function keepInvited(
  stateDir: string,
  bytes: Uint8Array,
  { devices, station }: { readonly devices: readonly DeviceEntry[]; readonly station: string },
): boolean {
  const folder = invitedFolder(stateDir);
  rmSync(folder, { recursive: true, force: true });
  const read = readConfiguration(bytes, 'invitation');
  if (!read.ok) return false;
  const { by, at } = read.value;
  const isNamed = devices.some(
    (one) => one.signing === by.signing && inUse(one) && (one.station === null || one.station === station),
  );
  if (!isNamed) return false;
  mkdirSync(folder, { mode: 0o700 });
  const path = join(folder, fileName([CONFIGURATION_PREFIX, by.device, instantStamp(new Date(at))], '.json'));
  writeFileSync(`${path}.new`, bytes, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return true;
}

/** It was taken, if that is what was taken. */
export function takenInvited(stateDir: string, path: string): void {
  const folder = invitedFolder(stateDir);
  if (dirname(path) === folder) rmSync(folder, { recursive: true, force: true });
}
