import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { withoutRoom } from '../../core/ballot/sheet.ts';
import type { Mode } from '../../core/election/common.ts';
import { type Election, electionSchema, precinctOf } from '../../core/election/election.ts';
import { notHonoured } from '../../core/election/honoured.ts';
import type { HubEntry } from '../../core/election/hub.ts';
import { sharedPlace } from '../../core/election/places.ts';
import { type Policy, policySchema } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { inUse, type PersonEntry } from '../../core/election/station.ts';
import { modes } from '../../core/journal/event.ts';
import { isPin } from '../../core/person/pin.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { type ReadAuthorities, readAuthorities } from '../package/authorities.ts';
import { hubEntry } from '../package/certificates.ts';
import { buildCountryIndex, openCountryIndex } from '../package/country-index.ts';
import { ListHistory } from '../package/list-history.ts';
import { packagedPeople, sourcePeopleSchema } from '../package/people.ts';
import { belongsTo, type LeftOut, readVoters } from '../package/sources.ts';
import { type Written, writePackage } from '../package/writer.ts';
import { commissionOf, framed, type Given, need, WrongUse } from './frame.ts';
import { type CommandIo, EXIT, Refused } from './io.ts';
import { configuration, signedOf } from './named-file.ts';
import { saySigner } from './root.ts';
import { verifierPage } from './verifier-page.ts';
import { writeOrder } from './wipe-order.ts';

export const PACKAGE_USAGE = `taanuu package build --commission FOLDER --election FILE --people FILE --station N --version N
        --voters FILE.csv|FILE.ndjson --out FILE [--policy FILE] [--photos FOLDER] [--templates FOLDER] [--images FOLDER]
        [--index FILE] [--authorities FOLDER] [--hub FILE.pem --hub-servers HOST:PORT,…] [--report FILE] [--strict]
    builds a station's signed package; what was left out goes to --report (JSON lines): whole rows, and photos and fingers
    of voters who are taken without them ("taken":true). --authorities: certificates of the authorities (CSCA) whose
    documents' chips are believed, .cer, .der or .pem; without it those in FOLDER/document-authorities of the commission,
    if there are any. --hub: the hub's certificate (hub.pem of taanuu hub config), and where its servers are. --strict makes no package if a whole row or a certificate was left out
taanuu package index --commission FOLDER --election FILE --pins FILE.csv --out FILE
    builds the country index from lines "PIN,precinct"
taanuu package show FILE [--root KEY | --words "WORD …" | --state FOLDER] [--json]
    checks signature and hashes, and says what is in it. --root (base64url or a file), --words (the eight of the root
    key) or --state (what this device took at its registration) pins the commission's key; without one the words are
    shown, for you to compare
taanuu package verifier FILE --out PAGE.html [--root KEY | --words "WORD …" | --state FOLDER]
    writes the observers' page: opened on any telephone, without a network, it checks the QR code of this station's slips
taanuu package wipe-order --commission FOLDER --device ID --election ID --mode MODE --station N --number TEXT --out FILE
    writes the commission's signed order to empty one device of one election; --number is the commission's own of it
exit code 0: done; 1: refused; 2: wrong use`;

const texts = [
  'commission',
  'election',
  'people',
  'station',
  'version',
  'voters',
  'out',
  'policy',
  'photos',
  'templates',
  'images',
  'hub',
  'hub-servers',
  'index',
  'authorities',
  'report',
  'pins',
  'device',
  'mode',
  'number',
  'root',
  'words',
  'state',
];

type Values = Given<'strict' | 'json'>;

/**
 * `taanuu package …`: the commission's tool.
 * @param args what follows `package` on the command line
 * @returns exit code: 0 done, 1 refused, 2 wrong use
 */
export async function packageCommand(args: readonly string[], io: CommandIo): Promise<number> {
  return framed({ args, texts, flags: ['strict', 'json'], usage: PACKAGE_USAGE }, io, async (given) => {
    const [command, file] = given.positionals;
    switch (command) {
      case 'build':
        return build(given, io);
      case 'index':
        return index(given, io);
      case 'show':
        return show(file, given, io);
      case 'verifier':
        return verifier(file, given, io);
      case 'wipe-order':
        return order(given, io);
      default:
        throw new WrongUse(
          command === undefined
            ? 'What is to be done: build, index, show, verifier or wipe-order?'
            : `There is no “package ${command}”.`,
        );
    }
  });
}

async function build(values: Values, io: CommandIo): Promise<number> {
  const election = await configuration(need(values, 'election'), electionSchema);
  const policyFile = values.text.policy;
  const policy: Policy = policyFile ? await configuration(policyFile, policySchema) : defaultPolicy;
  const refused = notHonoured({ election, policy });
  if (refused) throw new Refused({ code: 'package.not-honoured', params: { ...refused } });
  const crowded = withoutRoom(election, nodeCrypto);
  if (crowded) throw new Refused(crowded);
  const station = need(values, 'station');
  if (!precinctOf(election, station)) throw new Refused({ code: 'command.precinct', params: { precinct: station } });
  const version = Number(need(values, 'version'));
  if (!Number.isInteger(version) || version < 1) throw new WrongUse('--version is a whole number from 1.');
  const commission = commissionOf(values);
  const devices = (await commission.devices()).filter((d) => d.station === station || d.station === null);
  if (!devices.some(inUse)) throw new Refused({ code: 'command.no-device', params: { station } });
  const shared = sharedPlace(devices);
  if (shared) throw new Refused({ code: 'package.place-shared', params: { ...shared } });
  const people = await peopleOf(need(values, 'people'), station, election.mode);
  const indexFile = values.text.index;
  const out = need(values, 'out');
  const { photos, templates, images, report } = values.text;
  const source = {
    voters: need(values, 'voters'),
    ...(photos ? { photos } : {}),
    ...(templates ? { templates } : {}),
    ...(images ? { images } : {}),
  };
  const authorities = await authoritiesOf(values, election);
  const hub = await hubFrom(values);
  for (const { file, reason } of authorities.leftOut) io.complain(`authority ${file}: ${reason}`);
  const leftOut: LeftOut[] = [];
  async function* records(): AsyncGenerator<RegisterRecord> {
    for await (const record of readVoters(source, election, (what) => leftOut.push(what))) {
      if (!belongsTo(record, election, station)) continue;
      history.note(record);
      yield record;
    }
    // Thrown here, before the package takes its name: an older one under that name stays as it was.
    const problem = listProblem(leftOut, authorities.leftOut.length, values.flags.strict);
    if (problem) throw new Refused(problem);
  }
  const secrets = commission.secrets(election.id, election.mode);
  const key = Buffer.from(secrets.pseudonyms, 'base64url');
  const history = await ListHistory.open(need(values, 'commission'), key, { election, station, version });
  const country = indexFile ? await readIndex(indexFile, secrets.index) : null;
  let written: Written;
  try {
    written = await writePackage(
      out,
      commission,
      {
        election,
        policy,
        station,
        version,
        devices,
        people,
        documentAuthorities: authorities.certificates,
        records: records(),
        changes: () => history.changes(),
        ...(country ? { index: country } : {}),
        ...(hub ? { hub } : {}),
        created: new Date().toISOString(),
      },
      (count) => {
        if (count % 1000 === 0) io.complain(`${count} voters`);
      },
    );
    await history.remember();
  } finally {
    // Whatever stopped the building, what was found until then helps to mend the list.
    const lines = [...authorities.leftOut, ...leftOut].map((what) => `${JSON.stringify(what)}\n`);
    if (report) await writeFile(report, lines.join(''));
    for (const { row, field, reason } of leftOut.slice(0, 20)) io.complain(`row ${row}, ${field}: ${reason}`);
  }
  const count = written.manifest.parts.find((part) => part.name === 'register')?.count ?? 0;
  const rejected = leftOut.filter(({ taken }) => !taken).length;
  const incomplete = new Set(leftOut.filter(({ taken }) => taken).map(({ row }) => row)).size;
  const { sha256, bytes } = written;
  const believed = authorities.certificates.length;
  io.out(
    values.flags.json
      ? JSON.stringify({
          file: basename(out),
          sha256,
          bytes,
          records: count,
          rejected,
          incomplete,
          authorities: believed,
        })
      : `${count} voters, ${rejected} rows left out, ${incomplete} taken without a photo or finger, ${believed} document authorities, ${sha256}`,
  );
  return EXIT.done;
}

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

/** Why no package is made of a list, or null. */
function listProblem(leftOut: readonly LeftOut[], certificates: number, strict: boolean): Problem | null {
  const rows = leftOut.filter(({ taken }) => !taken);
  const head = rows.find(({ row }) => row === 0);
  if (head) return { code: 'package.list-head', params: { field: head.field } };
  if (strict && rows.length > 0) return { code: 'package.list-rows', params: { count: rows.length } };
  return strict && certificates > 0 ? { code: 'package.list-authorities', params: { count: certificates } } : null;
}

/** The folder that was named, or the commission's own where it has one. */
async function authoritiesOf(values: Values, election: Election): Promise<ReadAuthorities> {
  const own = join(need(values, 'commission'), 'document-authorities');
  const folder = values.text.authorities ?? (existsSync(own) ? own : null);
  return folder === null ? { certificates: [], leftOut: [] } : readAuthorities(folder, election.day.date);
}

async function index(values: Values, io: CommandIo): Promise<number> {
  const election = await configuration(need(values, 'election'), electionSchema);
  const commission = commissionOf(values);
  const lines = (await readFile(need(values, 'pins'), 'latin1')).split('\n').filter((line) => line !== '');
  const places = new Map(election.precincts.map((precinct, place) => [precinct.number, place]));
  const entries = lines.map((line, i) => {
    const [pin = '', precinct = ''] = line.trim().split(',');
    const place = places.get(precinct);
    if (!isPin(pin)) throw new Refused({ code: 'command.pin', params: { line: i + 1 } });
    if (place === undefined) {
      throw new Refused({ code: 'command.precinct-of-line', params: { line: i + 1, precinct } });
    }
    return { pin, precinct: place };
  });
  const key = Buffer.from(commission.secrets(election.id, election.mode).index, 'base64url');
  const built = buildCountryIndex(entries, key, entries.length, (done) => {
    if (done % 500_000 === 0) io.complain(`${done} PINs`);
  });
  await writeFile(need(values, 'out'), built.bytes, { mode: 0o600 });
  const answer = { count: built.count, duplicates: built.duplicates };
  io.out(values.flags.json ? JSON.stringify(answer) : `${built.count} PINs, ${built.duplicates} came twice`);
  return EXIT.done;
}

/** The package that a command names; close it afterwards. */
async function namedPackage(file: string | undefined, values: Values) {
  if (!file) throw new WrongUse('Which package?');
  return signedOf(file, values);
}

async function verifier(file: string | undefined, values: Values, io: CommandIo): Promise<number> {
  const out = need(values, 'out');
  const { signed, signer } = await namedPackage(file, values);
  await signed.close();
  await writeFile(out, verifierPage(signed.statement));
  for (const line of saySigner(signer)) io.out(line);
  io.out(`${out}: opens on any telephone, for the slips of station ${signed.manifest.station}`);
  return EXIT.done;
}

async function show(file: string | undefined, values: Values, io: CommandIo): Promise<number> {
  const { signed, signer } = await namedPackage(file, values);
  const whole = await signed.verifyParts();
  await signed.close();
  if (!whole.ok) throw new Refused(whole.error);
  const { manifest, sha256 } = signed;
  if (values.flags.json) {
    io.out(JSON.stringify({ sha256, ...manifest, trust: signer }));
    return EXIT.done;
  }
  for (const line of saySigner(signer)) io.out(line);
  io.out(`${manifest.election.names.ky} (${manifest.election.mode})`);
  io.out(`station ${manifest.station}, version ${manifest.version}, made ${manifest.created}`);
  for (const part of manifest.parts) io.out(`${part.name}: ${part.count} in ${part.bytes} bytes`);
  io.out(`for ${manifest.devices.length} devices; manifest ${sha256}`);
  return EXIT.done;
}

async function order(values: Values, io: CommandIo): Promise<number> {
  const [device, election, station] = [need(values, 'device'), need(values, 'election'), need(values, 'station')];
  const mode = need(values, 'mode');
  if (!modes.some((one) => one === mode)) throw new WrongUse(`--mode is one of ${modes.join(', ')}.`);
  const wish = { device, election, mode, station, number: need(values, 'number'), out: need(values, 'out') };
  return writeOrder(commissionOf(values), wish, io);
}

async function peopleOf(file: string, station: string, mode: Mode): Promise<readonly PersonEntry[]> {
  const people = await packagedPeople(await configuration(file, sourcePeopleSchema), station, mode);
  if (!people.ok) throw new Refused(people.error);
  return people.value;
}

async function readIndex(file: string, key: string): Promise<{ bytes: Uint8Array; count: number }> {
  const bytes = await readFile(file);
  const opened = openCountryIndex(bytes, Buffer.from(key, 'base64url'));
  if (!opened) throw new Refused({ code: 'command.no-index', params: { file: basename(file) } });
  return { bytes, count: opened.count };
}
