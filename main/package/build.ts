import { readFile, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { withoutRoom } from '../../core/ballot/sheet.ts';
import { type Election, precinctOf } from '../../core/election/election.ts';
import { notHonoured } from '../../core/election/honoured.ts';
import type { HubEntry } from '../../core/election/hub.ts';
import type { ListChanges } from '../../core/election/list-changes.ts';
import { sharedPlace } from '../../core/election/places.ts';
import type { Policy } from '../../core/election/policy.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { inUse } from '../../core/election/station.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { openCountryIndex } from './country-index.ts';
import { ListHistory, type RememberedList, rememberList } from './list-history.ts';
import type { PackageMaker } from './maker.ts';
import { type MadePackage, PackageMemory } from './memory.ts';
import { packagedPeople, type SourcePeople } from './people.ts';
import type { LeftOut, VoterSource } from './sources.ts';
import type { VoterList } from './voter-list.ts';
import type { PackageContents, Written } from './writer.ts';

/** What the packages of one folder have in common. */
export interface PackageSource {
  readonly election: Election;
  readonly policy: Policy;
  readonly people: SourcePeople;
  readonly list: VoterList;
  readonly folders: Omit<VoterSource, 'voters'>;
  /** DER certificates of the authorities whose documents' chips are believed. */
  readonly authorities: readonly Uint8Array[];
  readonly index: { readonly bytes: Uint8Array; readonly count: number } | null;
  readonly hub: HubEntry | null;
}

/** The package of one station. */
export interface StationBuild {
  /** The commission's folder, or that of a maker without its root key: what was made before is remembered there. */
  readonly folder: string;
  readonly maker: PackageMaker;
  readonly source: PackageSource;
  readonly station: string;
  readonly version: number;
  readonly created: Date;
  /** Makes no package if a whole row was left out. */
  readonly strict: boolean;
  readonly write: (contents: PackageContents, onVoter: (voters: number) => void) => Promise<Written>;
  readonly onVoter: (voters: number) => void;
  /** Where what leads to it from a version before is to be written; without it nothing is. */
  readonly differences?: (since: number) => string;
}

/** A package that stands, signed or not. */
export interface BuiltPackage {
  readonly written: Written;
  /** Photos and fingers that could not be used, and rows that were right at the first look and no longer at the second. */
  readonly leftOut: readonly LeftOut[];
  readonly voters: number;
  readonly remembered: Remembered;
  /** What it changes since the version before; null: there is none. */
  readonly listChanges: ListChanges | null;
}

/** What is remembered of a package once it counts. */
export interface Remembered {
  readonly made: MadePackage;
  readonly list: RememberedList;
}

/** Remembers a package that is signed. @param folder as in `StationBuild` */
export function remember(folder: string, { made, list }: Remembered, station: string): void {
  rememberList(folder, list);
  new PackageMemory(folder).keep({ election: made.election, station }, made);
}

/** Why no package can be made of an election and a policy, or null: what a device would refuse, or has no room on paper. */
export function sourceProblem(configuration: Pick<PackageSource, 'election' | 'policy'>): Problem | null {
  const refused = notHonoured(configuration);
  if (refused) return { code: 'package.not-honoured', params: { ...refused } };
  return withoutRoom(configuration.election, nodeCrypto);
}

/** Why no package is made of a list, or null. @param strict whether a row that was left out is a reason */
export function listProblem(leftOut: readonly LeftOut[], strict: boolean): Problem | null {
  const rows = leftOut.filter(({ taken }) => !taken);
  const head = rows.find(({ row }) => row === 0);
  if (head) return { code: 'package.list-head', params: { field: head.field } };
  return strict && rows.length > 0 ? { code: 'package.list-rows', params: { count: rows.length } } : null;
}

/** The country index of a file. @param key of the index, of this election */
export async function readIndex(
  file: string,
  key: string,
): Promise<Result<NonNullable<PackageSource['index']>, Problem>> {
  const bytes = await readFile(file);
  const opened = openCountryIndex(bytes, Buffer.from(key, 'base64url'));
  return opened
    ? ok({ bytes, count: opened.count })
    : err({ code: 'command.no-index', params: { file: basename(file) } });
}

/** Thrown through the writer: an older package under that name stays as it was. */
class Stopped extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/**
 * Makes the package of one station. The source is right (`sourceProblem`), and its list has a head line (`listProblem`).
 * @param onLeftOut told of what could not be used, also where no package comes of it
 */
export async function buildStation(
  build: StationBuild,
  onLeftOut: (what: LeftOut) => void = () => {},
): Promise<Result<BuiltPackage, Problem>> {
  const { folder, maker, source, station, version, strict, differences } = build;
  const { election, policy, list } = source;
  if (!precinctOf(election, station)) return err({ code: 'command.precinct', params: { precinct: station } });
  const devices = (await maker.devices()).filter((one) => one.station === station || one.station === null);
  if (!devices.some(inUse)) return err({ code: 'command.no-device', params: { station } });
  const shared = sharedPlace(devices);
  if (shared) return err({ code: 'package.place-shared', params: { ...shared } });
  const before = await new PackageMemory(folder).before({ election, station }, version);
  const people = await packagedPeople(source.people, station, election.mode, before?.people);
  if (!people.ok) return people;
  const key = Buffer.from(maker.secrets(election.id, election.mode).pseudonyms, 'base64url');
  const history = await ListHistory.open(folder, key, { election, station, version });
  if (source.index) history.noteIndex(source.index.bytes);
  const leftOut: LeftOut[] = [];
  let voters = 0;
  async function* records(): AsyncGenerator<RegisterRecord> {
    const noted = (what: LeftOut): void => {
      leftOut.push(what);
      onLeftOut(what);
    };
    for await (const record of list.read(station, source.folders, noted)) {
      history.note(record);
      voters += 1;
      yield record;
    }
    const problem = listProblem(strict ? [...list.leftOut, ...leftOut] : [], strict);
    if (problem) throw new Stopped(problem);
  }
  try {
    const written = await build.write(
      {
        ...{ election, policy, station, version, devices, people: people.value, records: records() },
        ...{ documentAuthorities: source.authorities, changes: () => history.changes() },
        ...(differences ? { differences: () => history.differences(differences) } : {}),
        ...(source.index ? { index: source.index } : {}),
        ...(source.hub ? { hub: source.hub } : {}),
        created: build.created.toISOString(),
      },
      build.onVoter,
    );
    const worth = await worthwhile(written);
    const { manifest, sha256 } = worth;
    const made: MadePackage = {
      ...{ format: 'taanuu/made/1', version, sha256, created: manifest.created, election, policy },
      ...{ hub: source.hub, devices: [...manifest.devices], people: [...people.value] },
    };
    return ok({
      ...{ written: worth, leftOut, voters, remembered: { made, list: history.remembered(sha256) } },
      listChanges: history.changes()[0] ?? null,
    });
  } catch (error) {
    if (error instanceof Stopped) return err(error.problem);
    throw error;
  }
}

/** Without the differences that are no shorter than the package: who has what one starts from is better off with it whole. */
async function worthwhile(written: Written): Promise<Written> {
  const differences = written.differences.filter(({ bytes }) => bytes < written.bytes);
  for (const one of written.differences) if (!differences.includes(one)) await rm(one.path);
  return { ...written, differences };
}
