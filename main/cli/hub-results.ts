import type { Election } from '../../core/election/election.ts';
import { plannedSittings } from '../../core/election/sittings.ts';
import { TerritoryTree } from '../../core/election/territory-tree.ts';
import { awaitedResults, type ResultsState, resultsStates, type StationResults } from '../../core/hub/results-state.ts';
import { type ResultsSum, sumResults } from '../../core/hub/results-sum.ts';
import { csvField } from '../../core/journal/csv.ts';
import { allResults } from '../hub/results-bucket.ts';
import type { ResultsTrustFile } from '../hub/results-trust.ts';
import { openHub } from '../hub/run.ts';
import { writeResultsTrust } from '../hub/setting-up.ts';
import { problemText } from '../problem-words.ts';
import { type Given, WrongUse } from './frame.ts';
import { electionOf, folderOf, resultsTrustOf, withLink } from './hub-link.ts';
import { takeFromSticks } from './hub-results-take.ts';
import { type CommandIo, EXIT, Refused } from './io.ts';
import { signedOf } from './named-file.ts';
import { saySigner } from './root.ts';

export const HUB_RESULTS_USAGE = `taanuu hub results trust COLLECTOR PACKAGE [--root KEY | --words "WORD …" | --state FOLDER]
    only where no package of the election was put into the hub (taanuu hub packages put): tells the collectors by a signed
    package of any station of which election they check results files, and by which form; those that run hear it at SIGHUP
taanuu hub results take COLLECTOR FILE…
    hands results files (….taanuu-results) and logs of stations (….ndjson) from sticks to the hub
taanuu hub results show COLLECTOR --election ID --mode MODE [--sitting ID] [--state STATE] [--territory CODE] [--json]
    how it stands with the results of each station, and what is wrong with those that are not in order
taanuu hub results sum COLLECTOR --election ID --mode MODE [--sitting ID] [--territory CODE] [--json]
    the protocols that are in order, added up: of all stations, or of those of a territory of the election
taanuu hub results export COLLECTOR --election ID --mode MODE [--sitting ID] [--territory CODE] [--json]
    every line of every protocol of every version, as a table (CSV), or as JSON`;

/** Options that have a text, beside those of the other commands of the hub. */
export const RESULTS_TEXTS = ['root', 'words', 'state', 'sitting', 'territory'];

type Values = Given<'json'>;

/** `taanuu hub results …`. @param args what follows `results` */
export async function hubResults([verb, ...rest]: readonly string[], given: Values, io: CommandIo): Promise<number> {
  switch (verb) {
    case 'trust':
      return trust(rest, given, io);
    case 'take':
      return takeFromSticks(rest, given, io);
    case 'show':
      return show(folderOf(rest), given, io);
    case 'sum':
      return sum(folderOf(rest), given, io);
    case 'export':
      return exported(folderOf(rest), given, io);
    default:
      throw new WrongUse('What is to be done with the results: trust, take, show, sum or export?');
  }
}

async function trust([folder, file, ...more]: readonly string[], given: Values, io: CommandIo): Promise<number> {
  if (file === undefined) throw new WrongUse('Which folder of a collector, and which package?');
  const { signed, signer } = await signedOf(file, given);
  await signed.close();
  for (const line of saySigner(signer)) io.complain(line);
  const { election, policy } = signed.manifest;
  writeResultsTrust(folderOf([folder ?? '', ...more]), { election, policy: policy.results });
  io.out(`results of ${election.id} (${election.mode}) are checked by the form ${policy.results.form.id}`);
  return EXIT.done;
}

/** What is meant: results of these stations in one sitting, as the hub has them. */
interface Meant extends ResultsTrustFile {
  readonly precincts: Election['precincts'];
  readonly results: ReadonlyMap<string, StationResults>;
}

/** @param folder of a collector @param work gets what is meant */
async function withResults(
  folder: string,
  given: Values,
  io: Pick<CommandIo, 'complain'>,
  work: (meant: Meant) => number,
): Promise<number> {
  const of = electionOf(given);
  return withLink(folder, async (link, collector) => {
    const { buckets } = await openHub({ link, replicas: collector.replicas });
    const known = await resultsTrustOf(collector, buckets.package, of);
    if (!known) throw new Refused({ code: 'hub.no-package' });
    const { election } = known;
    const sitting = given.text.sitting ?? plannedSittings(election).find(({ kind }) => kind === 'day')?.id ?? '';
    const values = (await allResults(buckets.results, `${of.election}.${of.mode}.*.*`)).map(({ value, isLost }) => {
      if (isLost && value.sitting === sitting) io.complain(lostOf(value));
      return value;
    });
    const precincts = meantPrecincts(election, given);
    const results = new Map(
      precincts.map(({ number: station }) => {
        const found = values.find((value) => value.station === station && value.sitting === sitting);
        return [station, found ?? awaitedResults({ ...of, station, sitting })] as const;
      }),
    );
    return work({ ...known, precincts, results });
  });
}

const lostOf = ({ station }: StationResults): string =>
  `${station}: the hub has lost a piece of its protocols, which are left out here; a collector that is started makes them anew from its file`;

function meantPrecincts(election: Election, { text }: Values): Election['precincts'] {
  const territory = text.territory ?? null;
  const tree = new TerritoryTree(election);
  if (territory !== null && !tree.has(territory)) {
    throw new Refused({ code: 'console.no-territory', params: { territory } });
  }
  return election.precincts.filter(({ number }) => tree.hasPrecinct(number, territory));
}

const show = (folder: string, given: Values, io: CommandIo): Promise<number> =>
  withResults(folder, given, io, ({ results }) => {
    const state = stateOf(given);
    const shown = [...results.values()].filter((one) => state === undefined || one.state === state);
    if (given.flags.json) {
      for (const one of shown) io.out(JSON.stringify(one));
      return EXIT.done;
    }
    for (const each of resultsStates) {
      const count = shown.filter((one) => one.state === each).length;
      if (count > 0) io.out(`${each.padEnd(17)}${count}`);
    }
    for (const one of shown) for (const line of lines(one, state !== undefined)) io.out(line);
    return EXIT.done;
  });

function stateOf({ text: { state } }: Values): ResultsState | undefined {
  const known = resultsStates.find((one) => one === state);
  if (state !== undefined && known === undefined) throw new WrongUse(`--state is one of ${resultsStates.join(', ')}.`);
  return known;
}

/** A station by the files that came of it, where there is something to say. */
function lines({ station, state, files }: StationResults, asked: boolean): readonly string[] {
  const odd = files.filter(({ standing }) => standing === 'refused' || standing === 'broken');
  if (!asked && odd.length === 0 && ['awaited', 'arrived', 'held'].includes(state)) return [];
  return [
    `${station}  ${state}`,
    ...files.map(({ head, standing, way, by, came, findings }) => {
      const what = [...new Set(findings.map(({ finding }) => finding))].join(' ');
      return `      ${head ? `file ${head.number}` : 'no file'}, ${standing}, by ${way}${by ? ` (${by})` : ''} ${came} ${what}`.trimEnd();
    }),
  ];
}

const sum = (folder: string, given: Values, io: CommandIo): Promise<number> =>
  withResults(folder, given, io, ({ election, policy, precincts, results }) => {
    const { form, smallCount } = policy;
    const sums = sumResults({ election, form, smallCount, precincts, results });
    for (const one of sums) {
      if (given.flags.json) io.out(JSON.stringify(one));
      else for (const line of sayingSum(one)) io.out(line);
    }
    return EXIT.done;
  });

function sayingSum({
  protocol,
  stations,
  counted,
  sealed,
  aside,
  lines: all,
  hindrance,
}: ResultsSum): readonly string[] {
  const byState = Map.groupBy(aside, ({ state }) => state);
  return [
    `${protocol}: ${counted} of ${stations} stations`,
    ...(sealed.length === 0 ? [] : [`  few ballots, sealed: ${sealed.join(' ')}`]),
    ...[...byState].map(([state, some]) => `  not in it, ${state}: ${some.map(({ station }) => station).join(' ')}`),
    ...(hindrance === null
      ? all.flatMap(({ line, number, value, options }) => [
          `  ${number.padStart(4)} ${line}: ${value}`,
          ...options.map((one) => `         ${one.option}: ${one.value}`),
        ])
      : [`  NOT TO BE PUBLISHED: ${problemText(hindrance, 'en', 'happened')} [${hindrance.code}]`]),
  ];
}

const COLUMNS = [
  ...['station', 'sitting', 'state', 'protocol', 'version', 'of', 'signed', 'reason'],
  ...['line', 'option', 'machine', 'hand', 'value'],
];

const exported = (folder: string, given: Values, io: CommandIo): Promise<number> =>
  withResults(folder, given, io, ({ results }) => {
    if (given.flags.json) {
      io.out(JSON.stringify([...results.values()], null, 1));
      return EXIT.done;
    }
    io.out(COLUMNS.join(','));
    for (const one of results.values())
      for (const row of rowsOf(one)) io.out(row.map((field) => csvField(String(field))).join(','));
    return EXIT.done;
  });

function rowsOf({ station, sitting, state, said }: StationResults): readonly (readonly (string | number)[])[] {
  if (said === null) return [[station, sitting, state, ...COLUMNS.slice(3).map(() => '')]];
  return said.protocols.flatMap(({ protocol, versions }) =>
    versions.flatMap(({ version, at, corrects, lines: each }) => {
      const of = [station, sitting, state, protocol, version, versions.length, at, corrects?.words ?? ''];
      return each.flatMap(({ line, machine, hand, value, options }) => [
        [...of, line, '', machine ?? '', hand ?? '', value ?? ''],
        ...options.map((one) => [...of, line, one.option, one.machine ?? '', one.hand ?? '', one.value ?? '']),
      ]);
    }),
  );
}
