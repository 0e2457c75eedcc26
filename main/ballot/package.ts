import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BallotPapers } from '../../core/ballot/definition.ts';
import { type Election, type Precinct, precinctOf } from '../../core/election/election.ts';
import type { Policy } from '../../core/election/policy.ts';
import type { DeviceEntry, PersonEntry } from '../../core/election/station.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { peopleSchema } from '../package/format.ts';
import { openPackage, wholePart } from '../package/reader.ts';
import { storageProblem } from '../storage/failure.ts';

/** What the ballot zone knows of the election: all of the signed manifest, and the commission's people. No voter. */
export interface TakenPackage {
  readonly sha256: string;
  readonly version: number;
  readonly election: Election;
  readonly policy: Policy;
  readonly precinct: Precinct;
  /** Who signed it, as it names itself. */
  readonly commission: { readonly name: string; readonly demo: boolean };
  readonly devices: readonly DeviceEntry[];
  /** Those of this station. */
  readonly people: readonly PersonEntry[];
  readonly papers: BallotPapers;
}

/** People's part of an honest package is far below it; bytes. */
const PEOPLE_MAX = 16 * 1024 * 1024;
const KEPT = 'election.taanuu-package';

/** Where the zone keeps the package that it took. */
export const keptPackage = (stateDir: string): string => join(stateDir, KEPT);

/**
 * Reads what crossed of a package: the signature by the commission's root is checked, and of its parts the people alone are
 * there (main/package/extract.ts), with the one key that opens them.
 * @returns `package.*` as every reader of packages, and `ballot.no-papers` where the election defines no ballots
 */
export async function readForBallots(
  path: string,
  root: Uint8Array,
  peopleKey: Uint8Array,
): Promise<Result<TakenPackage, Problem>> {
  const opened = await openPackage(path, root);
  if (!opened.ok) return opened;
  const signed = opened.value;
  try {
    const { election, policy, station, devices, version } = signed.manifest;
    const { name, demo } = signed.manifest.commission;
    const precinct = precinctOf(election, station);
    if (!precinct) return err({ code: 'station.no-register' });
    const { papers } = election;
    if (!papers) return err({ code: 'ballot.no-papers' });
    // The other parts never crossed: where they stood are holes.
    const whole = await signed.verifyParts(undefined, ['people']);
    if (!whole.ok) return whole;
    const bytes = await wholePart(signed.partByOwnKey('people', peopleKey), 'people', PEOPLE_MAX);
    if (!bytes.ok) return bytes;
    const people = peopleSchema.safeParse(parsed(bytes.value));
    if (!people.success) return err({ code: 'package.field', params: { field: 'people' } });
    const here = people.data.filter((one) => one.station === null || one.station === station);
    return ok({
      ...{ sha256: signed.sha256, version, election, policy, precinct, devices, people: here, papers },
      commission: { name, demo },
    });
  } finally {
    await signed.close();
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Copies a package out of the hatch's folder into the zone's own. */
export function keepPackage(from: string, stateDir: string): Result<null, Problem> {
  try {
    copyFileSync(from, keptPackage(stateDir));
    return ok(null);
  } catch (error) {
    const problem = storageProblem(error, 'package');
    if (!problem) throw error;
    return err(problem);
  }
}
