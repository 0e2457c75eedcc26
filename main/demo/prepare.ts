import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Mode } from '../../core/election/common.ts';
import { type Election, precinctOf } from '../../core/election/election.ts';
import type { Policy } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { ok, type Result } from '../../core/problem/result.ts';
import type { Cost } from '../access/code.ts';
import { type DeviceKeys, deviceRequest, openKeys } from '../access/keys.ts';
import { openCommission } from '../package/commission.ts';
import { belongsTo } from '../package/sources.ts';
import { makePrivateFolder } from '../storage/folder.ts';
import { demoDocumentState } from './document-state.ts';
import { writeDemoPackage } from './package.ts';
import { type DemoPerson, demoPeople, demoPersonEntries } from './people.ts';
import { rehearsalPeople } from './rehearsal.ts';
import { hashOf, sourceHash } from './sources.ts';
import { type DemoVoter, demoElection, demoVoters } from './voters.ts';

export interface DemoOptions {
  /** Where keys, commission, package and cache go. */
  readonly stateDir: string;
  /** Number of one of the demonstration's precincts; 0050 is the remote station. */
  readonly precinct: string;
  /** Only the first so many voters of the list; all without it. */
  readonly voters?: number;
  readonly mode?: Mode;
  /** What is to be other in the demonstration's election, for example its days. */
  readonly election?: Partial<Election>;
  /** Rules of the election, where they are to be others than the shipped default. */
  readonly policy?: Policy;
  /** What it costs to try a person's code, where it is to be other than the usual. */
  readonly codeCost?: Cost;
  /** Where the enrolment is kept for the next time. Without it beside the rest. */
  readonly cache?: string;
  readonly onProgress?: (step: 'enrol' | 'package', done: number, of: number) => void;
  readonly now?: () => Date;
}

/** A demonstration station: everything the kiosk needs before its first import, and who and what the playground has. */
export interface DemoStation {
  /** The signed package, ready to import. */
  readonly package: string;
  readonly version: number;
  /** SHA-256 of its manifest, hex. */
  readonly sha256: string;
  readonly election: Election;
  readonly keys: DeviceKeys;
  readonly people: readonly DemoPerson[];
  /** The voters on this station's list. */
  readonly voters: readonly DemoVoter[];
}

/** What the last preparation made, and from what. */
const madeSchema = z.strictObject({ inputs: z.string(), package: z.string(), version: z.int(), sha256: z.string() });

/**
 * Makes the demonstration's commission, registers this device, enrols the station's voters and writes its package.
 * Everything is made once: a second call with the same inputs only reads what is there.
 * Throws RangeError for a precinct that the demonstration does not have.
 */
export async function prepareDemo(options: DemoOptions): Promise<Result<DemoStation, Problem>> {
  const { stateDir, precinct } = options;
  makePrivateFolder(stateDir);
  const opened = await openKeys(stateDir);
  if (!opened.ok) return opened;
  const keys = opened.value;
  const commission = openCommission(join(stateDir, 'commission'), 'Көрсөтмө комиссия', true);
  const trusted = keys.trustCommission(commission.trust);
  if (!trusted.ok) return trusted;
  const { policy = defaultPolicy, codeCost } = options;
  const everybody = demoVoters();
  const election: Election = { ...demoElection(), ...options.election, mode: options.mode ?? 'laboratory' };
  if (!precinctOf(election, precinct)) throw new RangeError(`the demonstration has no precinct ${precinct}`);

  if (election.mode === 'training') election.rehearsal = rehearsalPeople(everybody, election, policy, precinct);
  const voters = everybody.filter((voter) => onList(voter, election, precinct)).slice(0, options.voters);
  const station = { election, keys, people: demoPeople, voters };
  const recordFile = join(stateDir, 'demo.json');
  const asked = [
    keys.device,
    precinct,
    voters.length,
    election,
    policy,
    demoPeople,
    sourceHash(),
    ...(codeCost ? [codeCost] : []),
  ];
  const inputs = hashOf(JSON.stringify(asked));
  const last = existsSync(recordFile) ? madeSchema.parse(JSON.parse(await readFile(recordFile, 'utf8'))) : null;
  if (last?.inputs === inputs && existsSync(last.package)) {
    return ok({ ...station, package: last.package, version: last.version, sha256: last.sha256 });
  }

  const { authority } = demoDocumentState(stateDir);
  const registered = await commission.register(deviceRequest(keys, true), precinct);
  if (!registered.ok) return registered;
  const version = (last?.version ?? 0) + 1;
  const folder = join(stateDir, 'packages');
  makePrivateFolder(folder);
  const path = join(folder, `${election.id}-${precinct}-v${version}.taanuu`);
  const { sha256 } = await writeDemoPackage(path, {
    ...{ commission, election, policy, precinct, version, voters, everybody },
    cache: options.cache ?? join(stateDir, 'cache'),
    people: await demoPersonEntries(precinct, demoPeople, codeCost),
    documentAuthority: authority.certificate,
    created: options.now?.() ?? new Date(),
    onProgress: (step, done, of) => options.onProgress?.(step, done, of),
  });
  const made: z.infer<typeof madeSchema> = { inputs, package: path, version, sha256 };
  await writeFile(`${recordFile}.new`, JSON.stringify(made));
  await rename(`${recordFile}.new`, recordFile);
  return ok({ ...station, package: path, version, sha256 });
}

/** The remote station's list are those who are listed for remote voting, from all constituencies. */
function onList({ record }: DemoVoter, election: Election, precinct: string): boolean {
  return belongsTo(record, election, precinct);
}
