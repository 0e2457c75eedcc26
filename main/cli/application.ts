import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Application, type Decision, decisionSchema } from '../../core/application/application.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { type ApplicationsFile, readApplications, writeDecisions } from '../applications/files.ts';
import { pseudonymOf } from '../identification/register/seal.ts';
import type { Manifest } from '../package/format.ts';
import { readVoters } from '../package/sources.ts';
import { openSigned } from '../package/trust.ts';
import { commissionOf, framed, type Given, need, WrongUse } from './frame.ts';
import { type CommandIo, EXIT, Refused } from './io.ts';
import { readPin } from './root.ts';

export const APPLICATION_USAGE = `taanuu application show FILE --package PACKAGE [--words "WORD …"] [--commission FOLDER --voters LIST] [--json]
    whose file of applications it is, and what is asked for. With the commission's folder and the list of voters (.csv or
    .ndjson) each applicant is named: the file itself names nobody
taanuu application decide FILE --package PACKAGE [--words "WORD …"] --commission FOLDER --decisions DECISIONS --out FILE
    [--voters LIST --list-out LIST]
    signs decisions for the station. DECISIONS has a line for each: NUMBER,granted,DATE or NUMBER,refused,DATE,WHY
    (no-ground, documents, late, not-eligible, other). With a list of voters also writes the next one (.ndjson), in which
    those who were granted remote voting are marked with their station
PACKAGE is any package of this election with the station's devices: its signature says whose keys are believed.
exit code 0: done; 1: refused; 2: wrong use`;

const texts = ['package', 'words', 'commission', 'voters', 'decisions', 'out', 'list-out'];

type Values = Given<'json'>;

/**
 * `taanuu application …`: the system administrator's side of the applications that stations take before the day.
 * @param args what follows `application` on the command line
 * @returns exit code: 0 done, 1 refused, 2 wrong use
 */
export async function applicationCommand(args: readonly string[], io: CommandIo): Promise<number> {
  return framed({ args, texts, flags: ['json'], usage: APPLICATION_USAGE }, io, async (given) => {
    const [command, file] = given.positionals;
    if (command === undefined) throw new WrongUse('What is to be done: show or decide?');
    if (command !== 'show' && command !== 'decide') throw new WrongUse(`There is no “application ${command}”.`);
    if (file === undefined) throw new WrongUse('Which file?');
    const read = await readFrom(file, given);
    return command === 'show' ? show(read, given, io) : decide(read, given, io);
  });
}

interface Read {
  readonly file: ApplicationsFile;
  readonly manifest: Manifest;
}

/** A file of applications that a device of the package has signed. */
async function readFrom(file: string, values: Values): Promise<Read> {
  const pin = await readPin({ root: undefined, words: values.text.words, state: undefined });
  if (!pin.ok) throw new Refused(pin.error);
  const opened = await openSigned(need(values, 'package'), pin.value);
  if (!opened.ok) throw new Refused(opened.error);
  const { signed } = opened.value;
  await signed.close();
  const { manifest } = signed;
  const name = basename(file);
  const read = readApplications(await readFile(file), name, (device, key) => {
    const known = manifest.devices.find((one) => one.device === device && one.key === key);
    return known ? Buffer.from(known.signing, 'base64url') : null;
  });
  if (!read.ok) throw new Refused(read.error);
  const { election, mode, station } = read.value;
  const ours = election === manifest.election.id && mode === manifest.election.mode && station === manifest.station;
  if (!ours) throw new Refused({ code: 'application.file-other', params: { file: name } });
  return { file: read.value, manifest };
}

async function show({ file, manifest }: Read, values: Values, io: CommandIo): Promise<number> {
  const people = values.text.voters === undefined ? null : await votersOf(manifest, values);
  const lines = file.applications.map((one) => ({ ...one, person: people?.get(one.voter) ?? null }));
  if (values.flags.json) {
    io.out(JSON.stringify({ ...file, applications: lines }));
    return EXIT.done;
  }
  io.out(`station ${file.station}, device ${file.device}, made ${file.made}: ${lines.length} applications`);
  for (const { application, asked, filed, answerBy, person } of lines) {
    const who = person === null ? '' : `  № ${person.number} ${person.surname} ${person.given} ${person.pin}`;
    io.out(`${application}  ${detailOf(asked)}  filed ${filed}, answer by ${answerBy}${who}`);
  }
  return EXIT.done;
}

function detailOf(asked: Application['asked']): string {
  switch (asked.kind) {
    case 'correction':
      return `correction: ${asked.fields.join(', ')}`;
    case 'outside':
      return `outside the room: ${asked.reason}`;
    case 'remote':
      return `remote at ${asked.station}`;
  }
}

async function decide({ file, manifest }: Read, values: Values, io: CommandIo): Promise<number> {
  const commission = commissionOf(values);
  const lines = (await readFile(need(values, 'decisions'), 'utf8')).split(/\r?\n/).filter((line) => line.trim() !== '');
  const known = new Map(file.applications.map((one) => [one.application, one]));
  const decisions = lines.map((line, i) => decisionOf(line, i + 1, known));
  const { election, mode, station } = file;
  const told = { election, mode, station, made: new Date().toISOString(), decisions };
  // What is written may be read: the same application twice is refused here.
  const twice = decisions.findIndex(({ application }, i) =>
    decisions.slice(0, i).some((one) => one.application === application),
  );
  if (twice >= 0) throw new Refused({ code: 'application.decision-line', params: { line: twice + 1 } });
  const out = need(values, 'out');
  await writeFile(
    out,
    writeDecisions(told, (message) => commission.sign(message)),
  );
  const listOut = values.text['list-out'];
  const moved = listOut === undefined ? null : await writeNextList(listOut, { file, manifest }, decisions, values);
  const granted = decisions.filter(({ decision }) => decision === 'granted').length;
  const answer = { file: basename(out), granted, refused: decisions.length - granted, remote: moved };
  io.out(
    values.flags.json
      ? JSON.stringify(answer)
      : `${granted} granted, ${answer.refused} refused${moved === null ? '' : `, ${moved} marked for remote voting in the next list`}`,
  );
  return EXIT.done;
}

/** A line of decisions; it must be of an application that is in the file. */
function decisionOf(line: string, number: number, known: ReadonlyMap<string, Application>): Decision {
  const [application = '', decision = '', on = '', why] = line.split(',').map((cell) => cell.trim());
  const parsed = decisionSchema.safeParse({ application, decision, on, ...(why ? { why } : {}) });
  if (!parsed.success || !known.has(application)) {
    throw new Refused({ code: 'application.decision-line', params: { line: number } });
  }
  return parsed.data;
}

/** Writes the list with everybody who was granted remote voting marked. @returns how many were */
async function writeNextList(
  path: string,
  { file, manifest }: Read,
  decisions: readonly Decision[],
  values: Values,
): Promise<number> {
  const asked = new Map(file.applications.map((one) => [one.application, one]));
  const votesAt = new Map<string, string>();
  for (const { application, decision } of decisions) {
    const one = asked.get(application);
    if (decision === 'granted' && one?.asked.kind === 'remote') votesAt.set(one.voter, one.asked.station);
  }
  const lines: string[] = [];
  let moved = 0;
  for (const [voter, record] of await votersOf(manifest, values)) {
    const station = votesAt.get(voter);
    if (station !== undefined) moved += 1;
    lines.push(`${JSON.stringify(station === undefined ? record : { ...record, remote: true, votesAt: station })}\n`);
  }
  await writeFile(path, lines.join(''), { mode: 0o600 });
  return moved;
}

/** The commission's list, by pseudonym. */
async function votersOf({ election }: Manifest, values: Values): Promise<ReadonlyMap<string, RegisterRecord>> {
  const secrets = commissionOf(values).secrets(election.id, election.mode);
  const key = Buffer.from(secrets.pseudonyms, 'base64url');
  const people = new Map<string, RegisterRecord>();
  // Rows that cannot be read are told when the package is built of them.
  for await (const record of readVoters({ voters: need(values, 'voters') }, election, () => {})) {
    people.set(pseudonymOf(key, record.pin), record);
  }
  return people;
}
