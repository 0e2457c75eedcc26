import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fromHex, toBase64url } from '../../../core/crypto/encoding.ts';
import type { JournalEvent } from '../../../core/journal/event.ts';
import { findingProblem } from '../../../core/journal/finding.ts';
import { checkResults, reportOf } from '../../../core/results/check-results.ts';
import { RESULTS_LIMITS, type ResultsFile } from '../../../core/results/results-file.ts';
import { found, type ResultsReport } from '../../../core/results/results-findings.ts';
import type { ResultsTrust } from '../../../core/results/results-trust.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { verifyFile } from '../../journal/verify-file.ts';
import type { Manifest } from '../../package/format.ts';
import { trustOf } from '../../package/trust.ts';
import { framed, type Given, need, WrongUse } from '../frame.ts';
import { type CommandIo, EXIT, Refused } from '../io.ts';
import { refuseFolder, signedOf } from '../named-file.ts';
import { saySigner } from '../root.ts';
import { sayReport } from './told.ts';

export const RESULTS_USAGE = `taanuu results check FILE… --trust PACKAGE [--root KEY | --words "WORD …" | --state FOLDER] [--log LOG]
        [--images FOLDER] [--json]
    what a station's results file (results-file-….taanuu-results) proves: that the ballot zone of that station sealed it and
    nobody changed it since, that nothing is missing, and whether its numbers agree with each other. Of a correction every
    version is shown. PACKAGE: the station's signed package; --root, --words, --state: as of “taanuu package show”.
    --log: the log of the station's kiosk (.ndjson): it names the key of the ballot zone beside it, where the package does
    not. --images: puts the images of signed pages there. --json: a line for each file
exit code 0: all in order; 1: one is not what the station's commission signed, or cannot be read; 2: wrong use;
3: genuine, but one is incomplete or does not balance`;

/** Genuine, and something in it is missing or does not agree. */
const NOT_IN_ORDER = 3;
/** Nothing longer is read. */
const FILE_MAX = RESULTS_LIMITS.whole;

const texts = ['trust', 'root', 'words', 'state', 'log', 'images'];

/**
 * `taanuu results …`: a results file in the hands of a territorial commission, or of an observer.
 * @param args what follows `results` on the command line
 * @returns exit code: 0 in order, 1 refused, 2 wrong use, 3 incomplete or unbalanced
 */
export async function resultsCommand(args: readonly string[], io: CommandIo): Promise<number> {
  return framed({ args, texts, flags: ['json'], usage: RESULTS_USAGE }, io, async (given) => {
    const [verb, ...files] = given.positionals;
    if (verb === undefined) throw new WrongUse('What is to be done: check?');
    if (verb !== 'check') throw new WrongUse(`There is no “results ${verb}”.`);
    if (files.length === 0) throw new WrongUse('Which file?');
    const { signed, signer } = await signedOf(need(given, 'trust'), given);
    await signed.close();
    for (const line of saySigner(signer)) io.complain(line);
    const trust = await trustIn(signed.manifest, given);
    const verdicts: ResultsReport['verdict'][] = [];
    for (const file of files) {
      const report = await checked(file, trust);
      verdicts.push(report.verdict);
      if (given.flags.json) io.out(JSON.stringify(told(file, report)));
      else for (const line of sayReport(basename(file), report, signed.manifest)) io.out(line);
      if (given.text.images !== undefined && report.file) await writeImages(report.file, given.text.images);
    }
    if (verdicts.includes('refused')) return EXIT.refused;
    return verdicts.every((verdict) => verdict === 'sound') ? EXIT.done : NOT_IN_ORDER;
  });
}

/** What the signed package says, with the keys of ballot zones that kiosks of the station know beside them. */
async function trustIn(manifest: Manifest, { text }: Pick<Given, 'text'>): Promise<ResultsTrust> {
  const { election, station, devices, policy } = manifest;
  const beside = text.log === undefined ? [] : await zonesIn(text.log, manifest);
  return { election, station, devices: [...devices, ...beside], policy: policy.results };
}

/** The ballot zones that a log names, once every line of it was verified. */
async function zonesIn(log: string, manifest: Manifest): Promise<ResultsTrust['devices']> {
  await refuseFolder(log);
  const zones: ResultsTrust['devices'][number][] = [];
  const trust = { ...trustOf(manifest), mode: manifest.election.mode };
  const verified = await verifyFile(log, trust, nodeCrypto, (event: JournalEvent) => {
    if (event.type !== 'ballot-zone.paired' || event.station !== manifest.station) return;
    const { device, key, signing } = event.body;
    zones.push({ device, key, signing: toBase64url(fromHex(signing) ?? new Uint8Array()), station: event.station });
  });
  if (!verified.ok) throw new Refused(verified.error);
  if (verified.value.finding) throw new Refused(findingProblem(verified.value.finding));
  return zones;
}

async function checked(file: string, trust: ResultsTrust): Promise<ResultsReport> {
  await refuseFolder(file);
  if ((await stat(file)).size > FILE_MAX) return reportOf(null, [found('too-large')]);
  return checkResults(await readFile(file), trust, nodeCrypto);
}

/** For a program: images by their hashes alone. */
function told(file: string, { verdict, corrected, findings, file: read }: ResultsReport) {
  return { file, verdict, corrected, sha256: read?.sha256 ?? null, findings, head: read?.head ?? null };
}

async function writeImages({ head, images }: ResultsFile, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { what, page, sha256 } of head.images) {
    const name = what.of === 'protocol' ? `${what.protocol}-version-${what.version}` : what.slip;
    const file = `${head.station}-${head.sitting}-${name}-page-${page}.png`.replaceAll(/[^A-Za-z0-9._-]/g, '_');
    await writeFile(join(folder, file), images.get(sha256) ?? new Uint8Array());
  }
}
