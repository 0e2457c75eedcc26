import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Election, electionSchema } from '../../core/election/election.ts';
import type { HubEntry } from '../../core/election/hub.ts';
import { type Policy, policySchema } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { readJsonFile } from '../storage/json-file.ts';
import { type ReadAuthorities, readAuthorities } from './authorities.ts';
import { hubEntry } from './certificates.ts';
import { type SourcePeople, sourcePeopleSchema } from './people.ts';
import type { VoterSource } from './sources.ts';

/**
 * The names under which a commission lays out in one folder what packages are made of. `voters.csv`, or `voters.ndjson`; what
 * is not marked may be missing.
 */
export const sourceNames = {
  /** Must be there. */
  election: 'election.json',
  /** Must be there. */
  people: 'people.json',
  /** Must be there: the first of them that is. */
  voters: ['voters.csv', 'voters.ndjson'],
  /** Without it the shipped default is signed. */
  policy: 'policy.json',
  photos: 'photos',
  templates: 'templates',
  images: 'images',
  authorities: 'document-authorities',
  index: 'country.index',
  hub: 'hub.pem',
  /** A server a line, HOST:PORT. */
  hubServers: 'hub-servers.txt',
} as const;

/** What packages are made of, but for the list itself, which is read apart. */
export interface SourceFolder {
  readonly election: Election;
  readonly policy: Policy;
  readonly people: SourcePeople;
  readonly voters: string;
  readonly folders: Omit<VoterSource, 'voters'>;
  readonly authorities: ReadAuthorities;
  /** File of the country index, sealed with the key of this election; null: there is none. */
  readonly index: string | null;
  readonly hub: HubEntry | null;
}

/** Whether a folder looks as if packages could be made of it. */
export const isSourceFolder = (folder: string): boolean =>
  existsSync(join(folder, sourceNames.election)) && votersIn(folder) !== null;

/** Paths of a source folder, as far as its files are there. */
export function sourcePaths(folder: string): Readonly<Record<string, string>> {
  const { voters: _voters, ...names } = sourceNames;
  const voters = votersIn(folder);
  return {
    ...Object.fromEntries(
      Object.entries(names).flatMap(([name, file]) => {
        const path = join(folder, file);
        return existsSync(path) ? [[name, path]] : [];
      }),
    ),
    ...(voters === null ? {} : { voters }),
  };
}

const votersIn = (folder: string): string | null =>
  sourceNames.voters.map((name) => join(folder, name)).find((path) => existsSync(path)) ?? null;

/** Reads a source folder. @returns the first thing that is wrong with it: a file that is missing, or its field */
export async function readSourceFolder(folder: string): Promise<Result<SourceFolder, Problem>> {
  const at = (name: string): string => join(folder, name);
  const election = await readJsonFile(at(sourceNames.election), electionSchema);
  if (!election.ok) return election;
  const people = await readJsonFile(at(sourceNames.people), sourcePeopleSchema);
  if (!people.ok) return people;
  const paths = sourcePaths(folder);
  const { voters, photos, templates, images } = paths;
  if (!voters) return err({ code: 'command.file-missing', params: { file: at(sourceNames.voters[0]) } });
  const policy = paths.policy ? await readJsonFile(paths.policy, policySchema) : ok(defaultPolicy);
  if (!policy.ok) return policy;
  const hub = await hubIn(paths);
  if (!hub.ok) return hub;
  const none: ReadAuthorities = { certificates: [], leftOut: [] };
  const authorities = paths.authorities ? await readAuthorities(paths.authorities, election.value.day.date) : none;
  return ok({
    ...{ election: election.value, people: people.value, policy: policy.value, voters, authorities, hub: hub.value },
    folders: { ...(photos ? { photos } : {}), ...(templates ? { templates } : {}), ...(images ? { images } : {}) },
    index: paths.index ?? null,
  });
}

/** The hub above the stations, where both files name it. */
async function hubIn({ hub, hubServers }: Readonly<Record<string, string>>): Promise<Result<HubEntry | null, Problem>> {
  if (hub === undefined && hubServers === undefined) return ok(null);
  if (hub === undefined || hubServers === undefined) {
    const file = hub === undefined ? sourceNames.hub : sourceNames.hubServers;
    return err({ code: 'command.file-missing', params: { file } });
  }
  try {
    const servers = (await readFile(hubServers, 'utf8')).split(/\s+/).filter(Boolean);
    return ok(hubEntry(await readFile(hub, 'utf8'), servers));
  } catch {
    return err({ code: 'command.file-wrong-kind', params: { file: `${hub}, ${hubServers}` } });
  }
}
