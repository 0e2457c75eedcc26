import { join } from 'node:path';
import type { Election } from '../../core/election/election.ts';
import type { Policy } from '../../core/election/policy.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import type { PersonEntry } from '../../core/election/station.ts';
import type { Commission } from '../package/commission.ts';
import { buildCountryIndex } from '../package/country-index.ts';
import { type Written, writePackage } from '../package/writer.ts';
import { makeFolder } from '../storage/folder.ts';
import { enrolled } from './enrol.ts';
import { hashOf, sourceHash } from './sources.ts';
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
  /** Folder in which the enrolment is kept for the next time. */
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
      records: await recordsOf(contents),
      index: indexOf(everybody, election, commission),
      created: contents.created.toISOString(),
    },
    (records) => onProgress('package', records, voters.length),
  );
}

async function recordsOf({ voters, precinct, cache, onProgress }: DemoPackage): Promise<readonly RegisterRecord[]> {
  makeFolder(cache);
  const name = hashOf(JSON.stringify([DEMO_SEED, precinct, voters.length, sourceHash()])).slice(0, 16);
  const biometrics = await enrolled(voters, join(cache, `enrolment-${name}.json`), (done, of) =>
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
