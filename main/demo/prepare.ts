import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Mode } from '../../core/election/common.ts';
import { type Election, precinctOf } from '../../core/election/election.ts';
import type { Policy } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { ok, type Result } from '../../core/problem/result.ts';
import { type DeviceKeys, deviceRequest, openKeys } from '../access/keys.ts';
import { type Commission, openCommission } from '../package/commission.ts';
import { buildCountryIndex } from '../package/country-index.ts';
import { writePackage } from '../package/writer.ts';
import { demoDocumentState } from './document-state.ts';
import { enrolAll } from './enrol.ts';
import { type DemoPerson, demoPeople, demoPersonEntries } from './people.ts';
import { DEMO_SEED, type DemoVoter, demoElection, demoVoters } from './voters.ts';

export interface DemoOptions {
  /** Where keys, commission, package and cache go. */
  readonly stateDir: string;
  /** Number of one of the demonstration's precincts; 0050 is the remote station. */
  readonly precinct: string;
  /** Only the first so many voters of the list; all without it. */
  readonly voters?: number;
  readonly mode?: Mode;
  /** Rules of the election, where they are to be others than the shipped default. */
  readonly policy?: Policy;
  /** Where the enrolment, which takes minutes, is kept for the next time. Without it beside the rest. */
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
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const opened = await openKeys(stateDir);
  if (!opened.ok) return opened;
  const keys = opened.value;
  const commission = openCommission(join(stateDir, 'commission'), 'Көрсөтмө комиссия', true);
  const trusted = keys.trustCommission(commission.trust);
  if (!trusted.ok) return trusted;
  const election: Election = { ...demoElection(), mode: options.mode ?? 'laboratory' };
  if (!precinctOf(election, precinct)) throw new RangeError(`the demonstration has no precinct ${precinct}`);

  const everybody = demoVoters();
  const voters = everybody.filter((voter) => onList(voter, election, precinct)).slice(0, options.voters);
  const station = { election, keys, people: demoPeople, voters };
  const recordFile = join(stateDir, 'demo.json');
  const { policy = defaultPolicy } = options;
  const inputs = hashOf(JSON.stringify([keys.device, precinct, voters.length, election.mode, policy, sourceHash()]));
  const last = existsSync(recordFile) ? madeSchema.parse(JSON.parse(await readFile(recordFile, 'utf8'))) : null;
  if (last?.inputs === inputs && existsSync(last.package)) {
    return ok({ ...station, package: last.package, version: last.version, sha256: last.sha256 });
  }

  const { authority } = demoDocumentState(stateDir);
  const registered = await commission.register(deviceRequest(keys, true), precinct);
  if (!registered.ok) return registered;
  const version = (last?.version ?? 0) + 1;
  const folder = join(stateDir, 'packages');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${election.id}-${precinct}-v${version}.taanuu`);
  const { sha256 } = await writePackage(
    path,
    commission,
    {
      election,
      policy,
      station: precinct,
      version,
      devices: await commission.devices(),
      people: await demoPersonEntries(precinct),
      documentAuthorities: [authority.certificate],
      records: await enrolled(voters, options),
      index: indexOf(everybody, election, commission),
      created: (options.now?.() ?? new Date()).toISOString(),
    },
    (records) => options.onProgress?.('package', records, voters.length),
  );
  const made: z.infer<typeof madeSchema> = { inputs, package: path, version, sha256 };
  await writeFile(`${recordFile}.new`, JSON.stringify(made));
  await rename(`${recordFile}.new`, recordFile);
  return ok({ ...station, package: path, version, sha256 });
}

/** The remote station's list are those who are listed for remote voting, from all constituencies. */
function onList({ record }: DemoVoter, election: Election, precinct: string): boolean {
  return precinctOf(election, precinct)?.kind === 'remote' ? record.remote : record.precinct === precinct;
}

async function enrolled(voters: readonly DemoVoter[], options: DemoOptions): Promise<readonly RegisterRecord[]> {
  const cache = options.cache ?? join(options.stateDir, 'cache');
  mkdirSync(cache, { recursive: true });
  const name = hashOf(JSON.stringify([DEMO_SEED, options.precinct, voters.length, sourceHash()])).slice(0, 16);
  const biometrics = await enrolAll(voters, join(cache, `enrolment-${name}.json`), (done, of) =>
    options.onProgress?.('enrol', done, of),
  );
  return voters.map((voter) => {
    const own = biometrics.get(voter.record.record);
    if (!own) throw new Error(`${voter.record.record} was not enrolled`);
    return { ...voter.record, ...own };
  });
}

function indexOf(everybody: readonly DemoVoter[], election: Election, commission: Commission) {
  const places = new Map(election.precincts.map((precinct, place) => [precinct.number, place]));
  const entries = everybody.map(({ record }) => ({ pin: record.pin, precinct: places.get(record.precinct) ?? 0 }));
  const key = Buffer.from(commission.secrets(election.id, election.mode).index, 'base64url');
  return buildCountryIndex(entries, key, entries.length);
}

/** What the demonstration's people, faces, fingers and papers are made from; the playground beside it is not. */
const sources = [
  'assets/demo',
  'core/election',
  'core/fingerprint',
  'core/person',
  ...['enrol-worker', 'papers', 'people', 'png', 'portrait', 'random', 'templates', 'voters'].map(
    (f) => `main/demo/${f}.ts`,
  ),
];

/** Hash of these sources, so that a change of any makes the people anew. */
function sourceHash(): string {
  const root = new URL('../../', import.meta.url);
  const hash = createHash('sha256');
  for (const source of sources) for (const file of filesOf(new URL(source, root))) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function filesOf(source: URL): readonly string[] {
  const path = fileURLToPath(source);
  if (path.endsWith('.ts')) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.(ts|txt|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
