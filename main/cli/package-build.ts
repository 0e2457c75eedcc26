import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Election, electionSchema, precinctOf } from '../../core/election/election.ts';
import type { HubEntry } from '../../core/election/hub.ts';
import { policySchema } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { type ReadAuthorities, readAuthorities } from '../package/authorities.ts';
import { buildStation, listProblem, readIndex, remember, sourceProblem } from '../package/build.ts';
import { hubEntry } from '../package/certificates.ts';
import { DIFFERENCE_ENDING } from '../package/difference/format.ts';
import { makerOf } from '../package/maker.ts';
import { codesProblem, sourcePeopleSchema } from '../package/people.ts';
import { sourceNames, sourcePaths } from '../package/source-folder.ts';
import type { LeftOut } from '../package/sources.ts';
import { readVoterList } from '../package/voter-list.ts';
import { writePackage } from '../package/writer.ts';
import { commissionOf, type Given, need, WrongUse } from './frame.ts';
import { type CommandIo, EXIT, Refused } from './io.ts';
import { configuration } from './named-file.ts';

type Values = Given<'strict' | 'json'>;

/** `taanuu package build`: one station's signed package. */
export async function build(given: Values, io: CommandIo): Promise<number> {
  const values = await withFolder(given);
  const election = await configuration(need(values, 'election'), electionSchema);
  const policyFile = values.text.policy;
  const policy = policyFile ? await configuration(policyFile, policySchema) : defaultPolicy;
  const refused = sourceProblem({ election, policy });
  if (refused) throw new Refused(refused);
  const station = need(values, 'station');
  if (!precinctOf(election, station)) throw new Refused({ code: 'command.precinct', params: { precinct: station } });
  const version = Number(need(values, 'version'));
  if (!Number.isInteger(version) || version < 1) throw new WrongUse('--version is a whole number from 1.');
  const commission = commissionOf(values);
  const people = await configuration(need(values, 'people'), sourcePeopleSchema);
  const known = codesProblem(people, station, election.mode);
  if (known) throw new Refused(known);
  const out = need(values, 'out');
  const { photos, templates, images, report, index: indexFile } = values.text;
  const authorities = await authoritiesOf(values, election);
  const hub = await hubFrom(values);
  for (const { file, reason } of authorities.leftOut) io.complain(`authority ${file}: ${reason}`);
  const index = indexFile ? await readIndex(indexFile, commission.secrets(election.id, election.mode).index) : null;
  if (index?.ok === false) throw new Refused(index.error);
  const folder = values.text.differences;
  if (folder) await mkdir(folder, { recursive: true });
  const list = await readVoterList(need(values, 'voters'), election);
  const leftOut: LeftOut[] = [...list.leftOut];
  const { strict } = values.flags;
  const built = await (async () => {
    try {
      const problem = listProblem(list.leftOut, false);
      if (problem) throw new Refused(problem);
      if (strict && authorities.leftOut.length > 0) {
        throw new Refused({ code: 'package.list-authorities', params: { count: authorities.leftOut.length } });
      }
      return await buildStation(
        {
          ...{ folder: need(values, 'commission'), maker: makerOf(commission), station, version, strict },
          source: {
            ...{ election, policy, people, list, hub, index: index?.value ?? null },
            folders: {
              ...(photos ? { photos } : {}),
              ...(templates ? { templates } : {}),
              ...(images ? { images } : {}),
            },
            authorities: authorities.certificates,
          },
          ...(folder
            ? { differences: (since) => join(folder, `${station}-v${since}-v${version}${DIFFERENCE_ENDING}`) }
            : {}),
          created: new Date(),
          write: (contents, onVoter) => writePackage(out, commission, contents, onVoter),
          onVoter: (voters) => {
            if (voters % 1000 === 0) io.complain(`${voters} voters`);
          },
        },
        (what) => leftOut.push(what),
      );
    } finally {
      // Whatever stopped the building, what was found until then helps to mend the list.
      const sorted = leftOut.toSorted((a, b) => a.row - b.row);
      const lines = [...authorities.leftOut, ...sorted].map((what) => `${JSON.stringify(what)}\n`);
      if (report) await writeFile(report, lines.join(''));
      for (const { row, field, reason } of sorted.slice(0, 20)) io.complain(`row ${row}, ${field}: ${reason}`);
    }
  })();
  if (!built.ok) throw new Refused(built.error);
  const { written, remembered, voters } = built.value;
  remember(need(values, 'commission'), remembered, station);
  const rejected = leftOut.filter(({ taken }) => !taken).length;
  const incomplete = new Set(leftOut.filter(({ taken }) => taken).map(({ row }) => row)).size;
  const { sha256, bytes, differences } = written;
  const believed = authorities.certificates.length;
  io.out(
    values.flags.json
      ? JSON.stringify({
          ...{ file: basename(out), sha256, bytes, records: voters },
          ...{ rejected, incomplete, authorities: believed },
          differences: differences.map((one) => ({
            ...{ file: basename(one.path), since: one.base.version, bytes: one.bytes },
          })),
        })
      : `${voters} voters, ${rejected} rows left out, ${incomplete} taken without a photo or finger, ${believed} document authorities, ${sha256}`,
  );
  if (!values.flags.json) {
    for (const one of differences) io.out(`${one.path}: from version ${one.base.version}, ${one.bytes} bytes`);
  }
  return EXIT.done;
}

/** What was typed, and what a source folder has of the rest. */
async function withFolder(given: Values): Promise<Values> {
  const { from } = given.text;
  if (from === undefined) return given;
  const { hubServers, ...paths } = sourcePaths(from);
  const servers = hubServers === undefined ? {} : { 'hub-servers': await serversIn(hubServers) };
  // What must be there is named where it ought to be.
  const must = { election: join(from, sourceNames.election), people: join(from, sourceNames.people) };
  const typed = Object.fromEntries(Object.entries(given.text).filter(([, value]) => value !== undefined));
  return { ...given, text: { voters: join(from, sourceNames.voters[0]), ...must, ...paths, ...servers, ...typed } };
}

const serversIn = async (file: string): Promise<string> =>
  (await readFile(file, 'utf8')).split(/\s+/).filter(Boolean).join(',');

/** The hub above the station, where it is named. */
async function hubFrom({ text }: Values): Promise<HubEntry | null> {
  const [file, servers] = [text.hub, text['hub-servers']];
  if (file === undefined && servers === undefined) return null;
  if (file === undefined || servers === undefined) throw new WrongUse('--hub and --hub-servers go together.');
  try {
    return hubEntry(await readFile(file, 'utf8'), servers.split(','));
  } catch {
    throw new WrongUse('--hub is the file hub.pem of taanuu hub config, --hub-servers are HOST:PORT, by commas.');
  }
}

/** The folder that was named, or the commission's own where it has one. */
async function authoritiesOf(values: Values, election: Election): Promise<ReadAuthorities> {
  const own = join(need(values, 'commission'), 'document-authorities');
  const folder = values.text.authorities ?? (existsSync(own) ? own : null);
  return folder === null ? { certificates: [], leftOut: [] } : readAuthorities(folder, election.day.date);
}
