import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Election } from '../../core/election/election.ts';
import type { Policy } from '../../core/election/policy.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import type { PersonEntry } from '../../core/election/station.ts';
import type { Commission } from '../package/commission.ts';
import { buildCountryIndex } from '../package/country-index.ts';
import { type Written, writePackage } from '../package/writer.ts';
import { makeFolder } from '../storage/folder.ts';
import { enrolAll } from './enrol.ts';
import { DEMO_SEED, type DemoVoter } from './voters.ts';

/** What a commission of the demonstration puts into a station's package. */
export interface DemoPackage {
  readonly commission: Commission;
  readonly election: Election;
  readonly policy: Policy;
  /** Number of the precinct it is for. */
  readonly precinct: string;
  readonly version: number;
  /** The voters on its list. */
  readonly voters: readonly DemoVoter[];
  /** Everybody whose home station it can tell. */
  readonly everybody: readonly DemoVoter[];
  readonly people: readonly PersonEntry[];
  /** DER certificate of the authority whose documents' chips are believed. */
  readonly documentAuthority: Uint8Array;
  /** Folder in which the enrolment, which takes minutes, is kept for the next time. */
  readonly cache: string;
  readonly created: Date;
  readonly onProgress: (step: 'enrol' | 'package', done: number, of: number) => void;
}

/** Enrols the voters of the list and writes the station's signed package. */
export async function writeDemoPackage(path: string, contents: DemoPackage): Promise<Written> {
  const { commission, election, policy, precinct, version, voters, everybody, people, onProgress } = contents;
  return writePackage(
    path,
    commission,
    {
      ...{ election, policy, station: precinct, version, people },
      devices: await commission.devices(),
      documentAuthorities: [contents.documentAuthority],
      records: await enrolled(contents),
      index: indexOf(everybody, election, commission),
      created: contents.created.toISOString(),
    },
    (records) => onProgress('package', records, voters.length),
  );
}

async function enrolled({ voters, precinct, cache, onProgress }: DemoPackage): Promise<readonly RegisterRecord[]> {
  makeFolder(cache);
  const name = hashOf(JSON.stringify([DEMO_SEED, precinct, voters.length, sourceHash()])).slice(0, 16);
  const biometrics = await enrolAll(voters, join(cache, `enrolment-${name}.json`), (done, of) =>
    onProgress('enrol', done, of),
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
export function sourceHash(): string {
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

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
