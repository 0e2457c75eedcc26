import { randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { type Election, precinctOf } from '../../../core/election/election.ts';
import { type RegisterRecord, registerRecordSchema, votesAtTrouble } from '../../../core/election/register-record.ts';
import { placeOf } from '../../../core/election/station.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { syncFolder } from '../../access/keys-file.ts';
import { lockRegister } from '../../access/register-lock.ts';
import { fieldOf } from '../../package/commission.ts';
import type { Manifest } from '../../package/format.ts';
import { headBytes } from '../../package/head.ts';
import { linesOf, type SignedPackage } from '../../package/reader.ts';
import { storageProblem } from '../../storage/failure.ts';
import { listTold } from './changes.ts';
import { type CheckOptions, type RevokedOptions, toldOf, withChecked } from './check.ts';
import { databaseFile, headFile, indexFile, registerFolder, removeRegister, syncFile } from './files.ts';
import { writeFront } from './front.ts';
import { jsonOf } from './json.ts';
import { keepBase, keepPackage, keptPackageFile } from './kept-package.ts';
import { registerKeys } from './keys.ts';
import { RegisterLoader } from './loader.ts';
import { readSmallParts, storeIndex } from './package-parts.ts';
import type { StoredPackage } from './schema.ts';

export interface ImportOptions extends CheckOptions, RevokedOptions {
  readonly stateDir: string;
  /** Bytes verified, then records loaded. */
  readonly onProgress?: (step: 'verify' | 'load', done: number, of: number) => void;
}

/** A register that is loaded, synced and whole, but not in force: recording `event` in the journal makes it so. */
export interface Imported {
  /** Body of `package.imported`, the one event that makes it current. */
  readonly event: BodyOf<'package.imported'>;
  readonly manifest: Manifest;
  /** Removes it again, if the event cannot be written. */
  discard(): void;
}

/**
 * Imports a package: all of it is verified before anything is loaded, and it is loaded into new files with new keys.
 * The register in force is not touched; a killed import leaves files that `tidyRegisters` removes.
 */
export const importPackage = (options: ImportOptions): Promise<Result<Imported, Problem>> =>
  withChecked(options, { onVerify: (done, of) => options.onProgress?.('verify', done, of) }, (signed, contentKey) =>
    load(signed, contentKey, options),
  );

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

/** One line as a record that fits the election, or the name of the first field that does not. */
function readRecord(line: Uint8Array, election: Election): Result<RegisterRecord, string> {
  const parsed = registerRecordSchema.safeParse(jsonOf(line));
  if (!parsed.success) return err(fieldOf(parsed.error));
  const precinct = precinctOf(election, parsed.data.precinct);
  if (!precinct) return err('precinct');
  if (precinct.constituency !== parsed.data.constituency) return err('constituency');
  return votesAtTrouble(parsed.data, election) === null ? ok(parsed.data) : err('votesAt');
}
