import { precinctOf } from '../../../core/election/election.ts';
import { notHonoured } from '../../../core/election/honoured.ts';
import { placeTakenBy, sharedPlace } from '../../../core/election/places.ts';
import { inUse } from '../../../core/election/station.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import type { Manifest } from '../../package/format.ts';
import { openPackage, type SignedPackage } from '../../package/reader.ts';
import { type Current, noOlderList } from './changes.ts';
import type { Held } from './held.ts';

/** What must be known to look at a package without taking it. */
export interface CheckOptions {
  readonly path: string;
  readonly keys: DeviceKeys;
  /** The package in force, or null. */
  readonly current: Current | null;
  /** The newest that the device ever held of an election at a station: it outlives the wipe. */
  readonly heldOf?: (of: NonNullable<BodyOf<'package.imported'>['of']>) => Held | null;
}

/** Whom it concerns that a package takes this device out of use. */
export interface RevokedOptions {
  /** A later package of the election and station in force has no key for this device. */
  readonly onRevoked?: (body: BodyOf<'device.revoked'>) => void;
}

/** Whether this device may take a package, and all of it is as the commission signed it. Nothing is loaded. */
export const checkPackage = (
  options: CheckOptions,
): Promise<Result<Pick<SignedPackage, 'sha256' | 'manifest'>, Problem>> =>
  withChecked(options, {}, async ({ sha256, manifest }) => ok({ sha256, manifest }));

/**
 * Opens a package that this device may take, when all of it is as the commission signed it; it is closed afterwards, and the
 * key of its content is gone.
 * @param onVerify bytes that were verified, of how many
 */
export async function withChecked<T>(
  options: CheckOptions & RevokedOptions,
  { onVerify }: { readonly onVerify?: (done: number, of: number) => void },
  use: (signed: SignedPackage, contentKey: Uint8Array) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  const trust = options.keys.commission();
  if (!trust) return err({ code: 'package.not-registered' });
  const opened = await openPackage(options.path, trust.root);
  if (!opened.ok) return opened;
  const signed = opened.value;
  let contentKey: Uint8Array | null = null;
  try {
    const fit = mayReplace(signed, options);
    if (!fit.ok) return fit;
    const unsealed = await signed.unseal(options.keys);
    if (!unsealed.ok) return unsealed;
    contentKey = unsealed.value;
    const whole = await signed.verifyParts(onVerify);
    return whole.ok ? await use(signed, contentKey) : whole;
  } finally {
    contentKey?.fill(0);
    await signed.close();
  }
}

/**
 * Right station, rules that this version can honour, and newer than what is in force or was held before (or the very same,
 * to repair it).
 */
export function mayReplace(
  signed: SignedPackage,
  { keys, current, heldOf, onRevoked }: Omit<CheckOptions, 'path'> & RevokedOptions,
): Result<null, Problem> {
  const { manifest, sha256 } = signed;
  const own = manifest.devices.find((entry) => entry.device === keys.device);
  if (!own || !inUse(own)) {
    const { version, station } = manifest;
    // A later word of the commission about the very station that this device serves. Another station's names other devices.
    const out = current !== null && follows(manifest, current);
    if (out) onRevoked?.({ station, version, named: own !== undefined });
    return out || (own !== undefined && current === null)
      ? err({ code: 'package.device-revoked', params: { version, station } })
      : err({ code: 'package.not-for-this-device', params: { device: keys.serial } });
  }
  if (own.station !== null && own.station !== manifest.station) {
    return err({ code: 'package.other-station', params: { station: manifest.station, own: own.station } });
  }
  if (!precinctOf(manifest.election, manifest.station))
    return err({ code: 'package.field', params: { field: 'station' } });
  const shared = sharedPlace(manifest.devices);
  if (shared) return err({ code: 'package.place-shared', params: { ...shared } });
  const refused = notHonoured(manifest);
  if (refused) return err({ code: 'package.not-honoured', params: { ...refused } });
  if (current && manifest.version < current.version) {
    return err({ code: 'package.older', params: { version: manifest.version, current: current.version } });
  }
  if (current && manifest.version === current.version && sha256 !== current.sha256) {
    return err({ code: 'package.same-version', params: { version: manifest.version } });
  }
  const kept = current ? noOlderList(manifest.election, current.election) : ok(null);
  return kept.ok ? fitsHeld(signed, keys.device, heldOf?.(toldOf(manifest)) ?? null) : kept;
}

/** What a device held before of an election is neither taken back nor taken from it. */
function fitsHeld(signed: SignedPackage, device: string, held: Held | null): Result<null, Problem> {
  const taken = held?.place == null ? null : placeTakenBy(signed.manifest.devices, device, held.place);
  return taken ? err({ code: 'package.place-shared', params: { ...taken } }) : notHeldOlder(signed, held);
}

/** What a device was emptied of does not come back to it in an older version, or with an older list. */
function notHeldOlder({ manifest, sha256 }: SignedPackage, held: Held | null): Result<null, Problem> {
  if (held === null) return ok(null);
  const { version, election } = manifest;
  if (version < held.version) return err({ code: 'package.older', params: { version, current: held.version } });
  if (version === held.version && sha256 !== held.sha256) {
    return err({ code: 'package.same-version', params: { version } });
  }
  return held.list ? noOlderList(election, { ...election, list: held.list }) : ok(null);
}

/** Of which election, mode and station a package is. */
export const toldOf = ({ election, station }: Manifest) => ({ election: election.id, mode: election.mode, station });

/** Whether a package is of the same election and station as the one in force, and later. */
function follows(
  { version, station, election }: Pick<Manifest, 'version' | 'station' | 'election'>,
  current: Current,
): boolean {
  const same = election.id === current.election.id && election.mode === current.election.mode;
  return same && station === current.station && version > current.version;
}
