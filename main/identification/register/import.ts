import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { authorityFaults } from '../../../core/document/chip/authority.ts';
import { type Election, precinctOf } from '../../../core/election/election.ts';
import { notHonoured } from '../../../core/election/honoured.ts';
import { placeTakenBy, sharedPlace } from '../../../core/election/places.ts';
import { type RegisterRecord, registerRecordSchema, votesAtTrouble } from '../../../core/election/register-record.ts';
import { inUse, placeOf } from '../../../core/election/station.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { syncFolder } from '../../access/keys-file.ts';
import { lockRegister } from '../../access/register-lock.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { AUTHORITIES_MAX, authoritiesSchema, decodeAuthorities } from '../../package/authorities.ts';
import { fieldOf } from '../../package/commission.ts';
import { type Manifest, peopleSchema, secretsSchema } from '../../package/format.ts';
import { headBytes } from '../../package/head.ts';
import { linesOf, openPackage, type SignedPackage, wholePart } from '../../package/reader.ts';
import { storageProblem } from '../../storage/failure.ts';
import { type Current, listTold, noOlderList, readChanges } from './changes.ts';
import { databaseFile, headFile, indexFile, registerFolder, removeRegister } from './files.ts';
import { writeFront } from './front.ts';
import type { Held } from './held.ts';
import { jsonOf } from './json.ts';
import { keepBase, keepPackage, keptPackageFile } from './kept-package.ts';
import { registerKeys } from './keys.ts';
import { RegisterLoader } from './loader.ts';
import type { StoredPackage } from './schema.ts';

export interface ImportOptions {
  readonly path: string;
  readonly stateDir: string;
  readonly keys: DeviceKeys;
  /** The package in force, or null. */
  readonly current: Current | null;
  /** The newest that the device ever held of an election at a station: it outlives the wipe. */
  readonly heldOf?: (of: NonNullable<BodyOf<'package.imported'>['of']>) => Held | null;
  /** Bytes verified, then records loaded. */
  readonly onProgress?: (step: 'verify' | 'load', done: number, of: number) => void;
  /** A later package of the election and station in force has no key for this device. */
  readonly onRevoked?: (body: BodyOf<'device.revoked'>) => void;
}

/** A register that is loaded, synced and whole, but not in force: recording `event` in the journal makes it so. */
export interface Imported {
  /** Body of `package.imported`, the one event that makes it current. */
  readonly event: BodyOf<'package.imported'>;
  readonly manifest: Manifest;
  /** Removes it again, if the event cannot be written. */
  discard(): void;
}

/** No people, secrets or index part of an honest package comes near these, in bytes. */
const PEOPLE_MAX = 16 * 1024 * 1024;
const SECRETS_MAX = 4096;
const INDEX_MAX = 256 * 1024 * 1024;

/** What must be known to look at a package without taking it. */
export type CheckOptions = Pick<ImportOptions, 'path' | 'keys' | 'current' | 'heldOf'>;

/** Whether this device may take a package, and all of it is as the commission signed it. Nothing is loaded. */
export async function checkPackage(
  options: CheckOptions,
): Promise<Result<Pick<SignedPackage, 'sha256' | 'manifest'>, Problem>> {
  const trust = options.keys.commission();
  if (!trust) return err({ code: 'package.not-registered' });
  const opened = await openPackage(options.path, trust.root);
  if (!opened.ok) return opened;
  const signed = opened.value;
  try {
    const fit = mayReplace(signed, options);
    if (!fit.ok) return fit;
    const contentKey = await signed.unseal(options.keys);
    if (!contentKey.ok) return contentKey;
    contentKey.value.fill(0);
    const whole = await signed.verifyParts();
    return whole.ok ? ok({ sha256: signed.sha256, manifest: signed.manifest }) : whole;
  } finally {
    await signed.close();
  }
}

/**
 * Imports a package: all of it is verified before anything is loaded, and it is loaded into new files with new keys.
 * The register in force is not touched; a killed import leaves files that `tidyRegisters` removes.
 */
export async function importPackage(options: ImportOptions): Promise<Result<Imported, Problem>> {
  const trust = options.keys.commission();
  if (!trust) return err({ code: 'package.not-registered' });
  const opened = await openPackage(options.path, trust.root);
  if (!opened.ok) return opened;
  const signed = opened.value;
  try {
    const fit = mayReplace(signed, options);
    if (!fit.ok) return fit;
    const contentKey = await signed.unseal(options.keys);
    if (!contentKey.ok) return contentKey;
    const whole = await signed.verifyParts((done, of) => options.onProgress?.('verify', done, of));
    if (!whole.ok) return whole;
    const loaded = await load(signed, contentKey.value, options);
    contentKey.value.fill(0);
    return loaded;
  } finally {
    await signed.close();
  }
}

/**
 * Right station, rules that this version can honour, and newer than what is in force or was held before (or the very same,
 * to repair it).
 */
function mayReplace(
  signed: SignedPackage,
  { keys, current, heldOf, onRevoked }: Omit<CheckOptions, 'path'> & Pick<ImportOptions, 'onRevoked'>,
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

const toldOf = ({ election, station }: Manifest) => ({ election: election.id, mode: election.mode, station });

/** Whether a package is of the same election and station as the one in force, and later. */
function follows(
  { version, station, election }: Pick<Manifest, 'version' | 'station' | 'election'>,
  current: NonNullable<ImportOptions['current']>,
): boolean {
  const same = election.id === current.election.id && election.mode === current.election.mode;
  return same && station === current.station && version > current.version;
}

async function load(
  signed: SignedPackage,
  contentKey: Uint8Array,
  options: ImportOptions,
): Promise<Result<Imported, Problem>> {
  const { stateDir, keys } = options;
  const register = `${signed.sha256.slice(0, 12)}-${randomBytes(4).toString('hex')}`;
  const discard = () => removeRegister(stateDir, keys, register);
  try {
    const filled = await fill(signed, contentKey, options, register);
    if (!filled.ok) {
      discard();
      return filled;
    }
    const { manifest, sha256 } = signed;
    const { version, station } = manifest;
    const { records, changes } = filled.value;
    const list = listTold(manifest.election, changes);
    const of = toldOf(manifest);
    const place = options.heldOf?.(of)?.place ?? placeOf(manifest.devices, keys.device);
    const event = { package: `${station}-v${version}`, version, sha256, records, register, of, place, list };
    return ok({ event, manifest, discard });
  } catch (error) {
    discard();
    const problem = storageProblem(error, 'register');
    if (problem) return err(problem);
    throw error;
  }
}

/** Loads all parts into the new register's files. @returns number of voters, and what their list changes */
async function fill(
  signed: SignedPackage,
  contentKey: Uint8Array,
  { path, stateDir, keys, onProgress, current }: ImportOptions,
  register: string,
): Promise<Result<{ readonly records: number; readonly changes: StoredPackage['changes'] }, Problem>> {
  const stored = await readSmallParts(signed, contentKey, current);
  if (!stored.ok) return stored;
  const of = signed.manifest.parts.find((part) => part.name === 'register')?.count ?? 0;
  const { secrets: _secrets, ...known } = stored.value;
  const { people, policy, station } = known;
  // Known here for as long as the list is being loaded, and then to nobody but those who open the station.
  const registerKey = randomBytes(32);
  const here = people.filter((one) => one.station === null || one.station === station);
  const lock = await lockRegister(registerKey, register, here, policy.approvals.open);
  if (!lock) return err({ code: 'package.nobody-opens' });
  const own = registerKeys(keys, register, registerKey);
  registerKey.fill(0);
  const temporary = `${databaseFile(stateDir, register)}.new`;
  const made = RegisterLoader.create(temporary, {
    package: stored.value,
    databaseKey: own.database,
    templateKey: own.templates,
  });
  if (!made.ok) return made;
  const loader = made.value;
  const constituencies: Record<string, number> = {};
  try {
    let row = 0;
    for await (const line of linesOf(signed.part('register', contentKey), 'register')) {
      if (!line.ok) return line;
      row += 1;
      const record = readRecord(line.value, stored.value.election);
      if (!record.ok) return err({ code: 'package.record', params: { row, field: record.error } });
      const { constituency } = record.value;
      constituencies[constituency] = (constituencies[constituency] ?? 0) + 1;
      const taken = loader.add(record.value);
      if (taken) return err({ code: 'package.record', params: { row, field: taken } });
      if (row % 100 === 0) onProgress?.('load', row, of);
    }
    if (row !== of) return err({ code: 'package.count', params: { expected: of, found: row } });
    loader.finish();
    onProgress?.('load', row, of);
  } finally {
    loader.close();
  }
  const index = await storeIndex(signed, contentKey, indexFile(stateDir, register), own.index);
  if (!index.ok) return index;
  keepPackage(path, keptPackageFile(stateDir, register), own.package);
  const { base } = signed.manifest;
  if (base !== undefined) {
    const to = Buffer.from(base, 'base64url');
    if (!(await keepBase(stateDir, keys, { register, to, key: own.package })))
      return err({ code: 'package.field', params: { field: 'base' } });
  }
  writeFileSync(headFile(stateDir, register), headBytes(signed.statement), { mode: 0o600 });
  for (const key of Object.values(own)) key.fill(0);
  syncFile(writeFront(stateDir, keys, register, { package: known, count: of, constituencies, lock }));
  syncFile(temporary);
  renameSync(temporary, databaseFile(stateDir, register));
  syncFolder(registerFolder(stateDir));
  return ok({ records: of, changes: stored.value.changes });
}

async function readSmallParts(
  signed: SignedPackage,
  contentKey: Uint8Array,
  current: Current | null,
): Promise<Result<StoredPackage, Problem>> {
  const { manifest, sha256 } = signed;
  const peopleBytes = await wholePart(signed.part('people', contentKey), 'people', PEOPLE_MAX);
  if (!peopleBytes.ok) return peopleBytes;
  const secretBytes = await wholePart(signed.part('secrets', contentKey), 'secrets', SECRETS_MAX);
  if (!secretBytes.ok) return secretBytes;
  const people = peopleSchema.safeParse(jsonOf(peopleBytes.value));
  if (!people.success) return err({ code: 'package.field', params: { field: `people.${fieldOf(people.error)}` } });
  const secrets = secretsSchema.safeParse(jsonOf(secretBytes.value));
  if (!secrets.success) return err({ code: 'package.field', params: { field: `secrets.${fieldOf(secrets.error)}` } });
  const authorities = await readAuthorityPart(signed, contentKey);
  if (!authorities.ok) return authorities;
  const changes = await readChanges(signed, contentKey, current);
  if (!changes.ok) return changes;
  const { version, created, station, election, policy, devices, hub } = manifest;
  const { root: _root, ...commission } = manifest.commission;
  const fromManifest = { version, created, sha256, station, commission, election, policy, devices: [...devices] };
  const documentAuthorities = authorities.value;
  return ok({
    ...fromManifest,
    people: people.data,
    secrets: secrets.data,
    documentAuthorities,
    changes: changes.value,
    ...(hub ? { hub } : {}),
  });
}

/**
 * The authorities whose documents' chips are believed; none where the package has none. One that this version could not
 * use is refused like a rule that it could not honour: its documents would be taken for unknown ones.
 */
async function readAuthorityPart(signed: SignedPackage, contentKey: Uint8Array): Promise<Result<string[], Problem>> {
  const part = signed.manifest.parts.find(({ name }) => name === 'authorities');
  if (!part) return ok([]);
  const bytes = await wholePart(signed.part('authorities', contentKey), 'authorities', AUTHORITIES_MAX);
  if (!bytes.ok) return bytes;
  const parsed = authoritiesSchema.safeParse(jsonOf(bytes.value));
  if (!parsed.success) return err({ code: 'package.field', params: { field: `authorities.${fieldOf(parsed.error)}` } });
  const found = parsed.data.length;
  if (found !== part.count) return err({ code: 'package.count', params: { expected: part.count, found } });
  const faults = authorityFaults(decodeAuthorities(parsed.data), signed.manifest.election.day.date);
  const at = faults.findIndex((fault) => fault !== null);
  const value = faults[at];
  return value ? err({ code: 'package.not-honoured', params: { field: `authorities.${at}`, value } }) : ok(parsed.data);
}

/** One line as a record that fits the election, or the name of the first field that does not. */
function readRecord(line: Uint8Array, election: Election): Result<RegisterRecord, string> {
  const parsed = registerRecordSchema.safeParse(jsonOf(line));
  if (!parsed.success) return err(fieldOf(parsed.error));
  const precinct = precinctOf(election, parsed.data.precinct);
  if (!precinct) return err('precinct');
  if (precinct.constituency !== parsed.data.constituency) return err('constituency');
  return votesAtTrouble(parsed.data, election) === null ? ok(parsed.data) : err('votesAt');
}

/** The country index at rest: nonce ‖ AES-256-GCM under a key of its own. Without one in the package there is no file. */
async function storeIndex(
  signed: SignedPackage,
  contentKey: Uint8Array,
  path: string,
  key: Uint8Array,
): Promise<Result<null, Problem>> {
  if (!signed.manifest.parts.some((part) => part.name === 'index')) return ok(null);
  const bytes = await wholePart(signed.part('index', contentKey), 'index', INDEX_MAX);
  if (!bytes.ok) return bytes;
  const nonce = randomBytes(12);
  const sealed = nodeCrypto.seal(key, nonce, bytes.value, Buffer.from('taanuu/country-index/1'));
  writeFileSync(path, Buffer.concat([nonce, sealed]), { mode: 0o600 });
  syncFile(path);
  return ok(null);
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
