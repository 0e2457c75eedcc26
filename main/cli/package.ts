import { readFile, writeFile } from 'node:fs/promises';
import { electionSchema } from '../../core/election/election.ts';
import { modes } from '../../core/journal/event.ts';
import { isPin } from '../../core/person/pin.ts';
import { buildCountryIndex } from '../package/country-index.ts';
import { comesWhole } from '../package/difference/format.ts';
import { isDifference } from '../package/difference/read.ts';
import { commissionOf, framed, type Given, need, WrongUse } from './frame.ts';
import { type CommandIo, EXIT, Refused } from './io.ts';
import { configuration, differenceOf, signedOf } from './named-file.ts';
import { build } from './package-build.ts';
import { diff } from './package-diff.ts';
import { proof } from './package-proof.ts';
import { maker, sign } from './package-sign.ts';
import { saySigner } from './root.ts';
import { verifierPage } from './verifier-page.ts';
import { writeOrder } from './wipe-order.ts';

export const PACKAGE_USAGE = `taanuu package build --commission FOLDER --station N --version N --out FILE --from FOLDER
    or instead of --from: --election FILE --people FILE --voters FILE.csv|FILE.ndjson [--policy FILE] [--photos FOLDER] [--templates FOLDER] [--images FOLDER]
        [--index FILE] [--authorities FOLDER] [--hub FILE.pem --hub-servers HOST:PORT,…]; with both: [--report FILE] [--strict]
        [--differences FOLDER]
    builds a station's signed package. --from: a folder in which all of it lies under the names that docs/election-package.md
    has (election.json, people.json, voters.csv …); what was left out goes to --report (JSON lines): whole rows, and photos and fingers
    of voters who are taken without them ("taken":true). --authorities: certificates of the authorities (CSCA) whose
    documents' chips are believed, .cer, .der or .pem; without it those in FOLDER/document-authorities of the commission,
    if there are any. --hub: the hub's certificate (hub.pem of taanuu hub config), and where its servers are. --strict makes no package if a whole row or a certificate was left out
    --differences: beside the package, what leads to it from each of the five versions before; a kiosk that has that one needs
    no more (STATION-vVERSION-vVERSION.taanuu-difference)
taanuu package index --commission FOLDER --election FILE --pins FILE.csv --out FILE
    builds the country index from lines "PIN,precinct"
taanuu package show FILE [--root KEY | --words "WORD …" | --state FOLDER] [--json]
    checks signature and hashes, and says what is in it; of a difference too. --root (base64url or a file), --words (the eight of the root
    key) or --state (what this device took at its registration) pins the commission's key; without one the words are
    shown, for you to compare
taanuu package diff BEFORE FILE [--root KEY | --words "WORD …" | --state FOLDER] [--language ky|ru|en] [--json]
taanuu package diff FILE --commission FOLDER [--language ky|ru|en] [--json]
    what a package says otherwise than another one, field by field in words; or than the version before it, which the
    commission remembers: then people and list too. Signed ones and such as wait for their signature
taanuu package proof FILE --out PROOF.pdf [--commission FOLDER] [--sheet] [--language ky|ru|en]
    everything that stands in a package, on A4: stations, ballots, slips, rules in words, acts and help, what has changed
    (with --commission), and the sheet that people sign by hand; --sheet: that sheet alone
taanuu package verifier FILE --out PAGE.html [--root KEY | --words "WORD …" | --state FOLDER]
    writes the observers' page: opened on any telephone, without a network, it checks the QR code of this station's slips
taanuu package maker FOLDER --commission FOLDER --election FILE
    writes into FOLDER what a machine needs that makes packages of this election and does not have the root key: the
    commission's console. Written again it has the devices that were registered since
taanuu package sign FILE… --commission FOLDER --names NAME,… --out FOLDER
    signs what such a machine has made (.taanuu-unsigned). Each name is typed from its signed sheet, at least 16 digits;
    without --names it only says what would be signed. What leads to a package from versions before and lies beside it
    (.taanuu-difference-unsigned) becomes a .taanuu-difference beside the signed one
taanuu package wipe-order --commission FOLDER --device ID --election ID --mode MODE --station N --number TEXT --out FILE
    writes the commission's signed order to empty one device of one election; --number is the commission's own of it
exit code 0: done; 1: refused; 2: wrong use`;

const texts = [
  'commission',
  'from',
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
  'differences',
  'report',
  'pins',
  'device',
  'mode',
  'number',
  'names',
  'language',
  'root',
  'words',
  'state',
];

type Values = Given<'strict' | 'json' | 'sheet'>;

/**
 * `taanuu package …`: the commission's tool.
 * @param args what follows `package` on the command line
 * @returns exit code: 0 done, 1 refused, 2 wrong use
 */
export async function packageCommand(args: readonly string[], io: CommandIo): Promise<number> {
  return framed({ args, texts, flags: ['strict', 'json', 'sheet'], usage: PACKAGE_USAGE }, io, async (given) => {
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
      case 'diff':
        return diff(given.positionals.slice(1), given, io);
      case 'proof':
        return proof(file, given, io);
      case 'maker':
        return maker(file, given, io);
      case 'sign':
        return sign(given.positionals.slice(1), given, io);
      case 'wipe-order':
        return order(given, io);
      default:
        throw new WrongUse(
          command === undefined
            ? 'What is to be done: build, index, show, diff, proof, maker, sign, verifier or wipe-order?'
            : `There is no “package ${command}”.`,
        );
    }
  });
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
  if (file && (await isDifference(file))) return showDifference(file, values, io);
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

async function showDifference(file: string, values: Values, io: CommandIo): Promise<number> {
  const { difference, signer } = await differenceOf(file, values);
  const whole = await difference.verifyWhole();
  await difference.close();
  if (!whole.ok) throw new Refused(whole.error);
  const { manifest, sha256, description } = difference;
  const { base, script, same } = description;
  if (values.flags.json) {
    io.out(JSON.stringify({ difference: description, sha256, ...manifest, trust: signer }));
    return EXIT.done;
  }
  for (const line of saySigner(signer)) io.out(line);
  io.out(`${manifest.election.names.ky} (${manifest.election.mode})`);
  io.out(`a difference: leads station ${manifest.station} from version ${base.version} to ${manifest.version}`);
  io.out(`from manifest ${base.package}`);
  io.out(`register: ${script.records} records come, ${script.kept} stay, in ${script.bytes} bytes`);
  for (const { name, count, bytes } of manifest.parts.filter((part) => comesWhole(description, part.name))) {
    io.out(`${name}: ${count} in ${bytes} bytes`);
  }
  for (const name of same) io.out(`${name}: as it was`);
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
