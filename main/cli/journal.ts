import { access, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Crypto } from '../../core/crypto/crypto.ts';
import type { DeviceFacts } from '../../core/journal/cdf.ts';
import { findingProblem } from '../../core/journal/finding.ts';
import { readTrust, type Trust, type TrustedCheckpoint, trustSchema } from '../../core/journal/trust.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { verifySlip } from '../../core/receipt/verify-slip.ts';
import { type ExportFormat, exportFormats, exportJournal } from '../journal/export.ts';
import type { Journal } from '../journal/journal.ts';
import { predecessorNews, verifyChain } from '../journal/verify-chain.ts';
import { type FileReport, verifyFile } from '../journal/verify-file.ts';
import type { RootPin, Signer } from '../package/trust.ts';
import { languages, problemText } from '../problem-words.ts';
import { storageProblem } from '../storage/failure.ts';
import { fileProblem } from '../storage/file-problem.ts';
import { isWrongUse, sayWrongUse } from './io.ts';
import { readPin, saySigner } from './root.ts';
import { saySlip } from './slip.ts';

/** What the command needs from outside. */
export interface JournalCommandIo {
  /** Writes one line of the answer. */
  readonly out: (line: string) => void;
  /** Writes one line about what went wrong. */
  readonly complain: (line: string) => void;
  readonly crypto: Crypto;
  /** Takes the trust list out of a signed election package. */
  readonly trustFromPackage: (
    file: string,
    pin: RootPin | null,
  ) => Promise<Result<{ readonly trust: Trust; readonly signer: Signer }, Problem>>;
  /** Opens the journal of a kiosk's state folder for reading. */
  readonly openState: (
    folder: string,
  ) => Promise<Result<{ readonly journal: Journal; readonly facts: DeviceFacts }, Problem>>;
}

export const JOURNAL_USAGE = `taanuu journal verify FILE --trust PACKAGE|TRUST.json [--root KEY | --words "WORD …" | --state FOLDER]
        [--checkpoint DEVICE:SEQ:HASH]… [--before FILE]… [--language ky|ru|en] [--json]
    checks an exported log (ndjson); the devices' keys come from the signed package (or a list made from it).
    Whose word the package is: --root (base64url or a file), --words (the eight of the root key) or --state (what this
    device took at its registration) pins the commission's key; without one the words are shown, for you to compare.
    --before: the log of a kiosk that this one goes on from, as it was copied or from its own disk: the two must meet.
    Looks too that every receipt had an identification before it, and names the remote stations whose listed voters were
    admitted at home (with --json each of them by pseudonym): nobody but both journals shows who voted twice.
    exit code 0: good; 1: not good, names the line; 2: could not look
taanuu journal slip CODE --package PACKAGE [--root KEY | --words "WORD …" | --state FOLDER] [--json]
    says what the QR code of a station’s slip proves; exit code 0: signed by a device of the package; 1: not good; 2: could not look
taanuu journal export --state FOLDER --format ${exportFormats.join('|')} --out FILE [--language ky|ru|en] [--json]
    writes the log of the kiosk whose state is in FOLDER; exit code 0: written, 2: not`;

/** Exit codes: the journal is good (or was exported) / it is not / the command itself was wrong or could not work. */
const EXIT = { good: 0, bad: 1, unusable: 2 } as const;

const options = {
  trust: { type: 'string' },
  package: { type: 'string' },
  root: { type: 'string' },
  words: { type: 'string' },
  checkpoint: { type: 'string', multiple: true },
  before: { type: 'string', multiple: true },
  state: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  language: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parse>['values'];
function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
}

/**
 * `taanuu journal …`: verifies an exported journal or exports one.
 * @param args what follows `journal` on the command line
 * @returns the exit code: 0 good, 1 the journal is not good, 2 wrong use or unreadable input
 */
export async function journalCommand(args: readonly string[], io: JournalCommandIo): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    if (!isWrongUse(error)) throw error;
    return wrongUse(io, sayWrongUse(error));
  }
  const { values, positionals } = parsed;
  const [verb, file, more] = positionals;
  if (values.language !== undefined && !languages.some((one) => one === values.language)) {
    return wrongUse(io, `--language is one of ${languages.join(', ')}.`);
  }
  const tooMany = verb === 'export' ? file : more;
  switch (verb) {
    case 'verify':
    case 'slip':
    case 'export':
      if (tooMany !== undefined) return wrongUse(io, `“${tooMany}” is one word too many.`);
      if (verb === 'export') return exportState(values, io);
      if (file === undefined) return wrongUse(io, verb === 'verify' ? 'Which file?' : 'Which code?');
      return verb === 'verify' ? verify(file, values, io) : slip(file, values, io);
    case undefined:
      return wrongUse(io, 'What is to be done: verify, slip or export?');
    default:
      return wrongUse(io, `There is no “journal ${verb}”.`);
  }
}

async function verify(file: string, values: Values, io: JournalCommandIo): Promise<number> {
  if (values.trust === undefined) return wrongUse(io, '--trust is missing.');
  const given: TrustedCheckpoint[] = [];
  for (const text of values.checkpoint ?? []) {
    const checkpoint = readCheckpoint(text);
    if (!checkpoint) return wrongUse(io, `--checkpoint is DEVICE:SEQ:HASH as slips print it, and not “${text}”.`);
    given.push(checkpoint);
  }
  if ([values.root, values.words, values.state].filter((pin) => pin !== undefined).length > 1) {
    return wrongUse(io, 'Only one of --root, --words and --state says which root key is the commission’s.');
  }
  const pin = await readPin(values);
  if (!pin.ok) return fail(pin.error, values, io);
  const missing = await notThere([file, values.trust, ...(values.before ?? [])]);
  if (missing) return fail(missing, values, io);
  const loaded = await loadTrust(values.trust, pin.value, io);
  if (!loaded.ok) return fail(loaded.error, values, io);
  const { trust: list, signer } = loaded.value;
  const trust = { ...list, checkpoints: [...(list.checkpoints ?? []), ...given] };
  const verified = await verifyFile(file, trust, io.crypto);
  if (!verified.ok) return fail(verified.error, values, io);
  const report = verified.value;
  const problem = report.finding
    ? findingProblem(report.finding)
    : (unidentifiedProblem(report) ?? sheetsProblem(report));
  const chain = await verifyChain(file, values.before ?? [], trust, io.crypto);
  if (!chain.ok) return fail(chain.error, values, io);
  const good = problem === null && chain.value.every((one) => one.problem === null);
  if (values.json) {
    io.out(JSON.stringify({ ...report, ok: good, problem, trust: signer, before: chain.value }));
    return good ? EXIT.good : EXIT.bad;
  }
  for (const line of signer
    ? saySigner(signer)
    : [`held against the list ${basename(values.trust)}, which nobody signed`]) {
    io.out(line);
  }
  if (problem) io.complain(say(problem, values.language));
  else for (const line of goodNews(report)) io.out(line);
  for (const { before, continued } of chain.value) io.out(predecessorNews(before, continued));
  for (const { problem: found } of chain.value) if (found) io.complain(say(found, values.language));
  return good ? EXIT.good : EXIT.bad;
}

async function slip(code: string, values: Values, io: JournalCommandIo): Promise<number> {
  if (values.package === undefined) return wrongUse(io, '--package is missing.');
  if ([values.root, values.words, values.state].filter((pin) => pin !== undefined).length > 1) {
    return wrongUse(io, 'Only one of --root, --words and --state says which root key is the commission’s.');
  }
  const pin = await readPin(values);
  if (!pin.ok) return fail(pin.error, values, io);
  const loaded = await io.trustFromPackage(values.package, pin.value);
  if (!loaded.ok) return fail(loaded.error, values, io);
  const { trust, signer } = loaded.value;
  const verdict = verifySlip(code, trust, io.crypto);
  if (values.json) io.out(JSON.stringify({ ...verdict, trust: signer }));
  else for (const line of [...saySigner(signer), ...saySlip(verdict)]) io.out(line);
  return verdict.ok ? EXIT.good : EXIT.bad;
}

/** The first of these files that is not where it was said to be: looked for by itself, it is told as it was typed. */
async function notThere(files: readonly string[]): Promise<Problem | null> {
  for (const file of files) {
    try {
      await access(file);
    } catch (error) {
      const problem = fileProblem(error);
      if (problem === null) throw error;
      return problem;
    }
  }
  return null;
}

/** The first thing that it says of a printed ballot and that cannot be. */
function sheetsProblem({ sheets: { faults } }: FileReport): Problem | null {
  const [first] = faults;
  if (!first) return null;
  return { code: 'journal.sheets', params: { seq: first.seq, fault: first.fault, count: faults.length } };
}

/** A journal that holds together can still tell of a receipt that nobody was identified for: that is no good one. */
function unidentifiedProblem({ identified }: FileReport): Problem | null {
  const [first] = identified.without;
  if (first === undefined) return null;
  const { receipt, seq } = first;
  return { code: 'journal.not-identified', params: { receipt, seq, count: identified.without.length } };
}

function goodNews(report: FileReport): readonly string[] {
  const { identity, head, events, from, to, ownCheckpoints, knownCheckpoints, identified, homecomings } = report;
  const { loaded, corrected, delivered, cancelled, open, blank } = report.sheets;
  const paper = loaded + corrected;
  return [
    `good: ${events} events, ${from ?? '-'} to ${to ?? '-'}`,
    `election ${identity?.election}, mode ${identity?.mode}, station ${identity?.station}, device ${identity?.device}, key ${identity?.key}`,
    `head ${head?.count} ${head?.last}`,
    `every receipt had an identification before it: ${identified.receipts - identified.elsewhere} of ${identified.receipts}`,
    ...(paper > 0 || delivered > 0
      ? [
          `ballots printed: paper ${paper} = delivered ${delivered} + cancelled ${cancelled} + open ${open} + blank ${blank}`,
        ]
      : []),
    ...(identified.elsewhere > 0
      ? [`receipts that rest on the journal which this one goes on from: ${identified.elsewhere}`]
      : []),
    ...homecomingNews(homecomings),
    knownCheckpoints.length > 0
      ? `checkpoints known from elsewhere that agree: ${knownCheckpoints.map(({ seq }) => seq).join(', ')}`
      : 'no checkpoint known from elsewhere was given: a device that was set back would not be noticed',
    `checkpoints that the journal itself made: ${ownCheckpoints}`,
  ];
}

/** Of each remote station, how many of its listed voters were admitted at home; `--json` names their pseudonyms. */
function homecomingNews(homecomings: FileReport['homecomings']): readonly string[] {
  const standing = homecomings.filter(({ state }) => state === 'confirmed' || state === 'reserved');
  return [...Map.groupBy(standing, ({ station }) => station ?? 'the list does not say which')].map(
    ([station, all]) =>
      `admitted at home although listed at remote station ${station}: ${all.length}; look for them in that station’s journal`,
  );
}

/** `DEVICE:SEQ:HASH`, as slips print it; undefined for anything else. */
function readCheckpoint(text: string): TrustedCheckpoint | undefined {
  const [, device, seq, hash] = /^(.+):(\d+):([0-9a-f]+)$/.exec(text) ?? [];
  const read = trustSchema.shape.checkpoints.safeParse([{ device, seq: Number(seq), hash }]);
  return read.success ? read.data?.[0] : undefined;
}

/** The trust list and who signed it; null for a list in JSON, which carries no signature. */
async function loadTrust(
  file: string,
  pin: RootPin | null,
  io: JournalCommandIo,
): Promise<Result<{ readonly trust: Trust; readonly signer: Signer | null }, Problem>> {
  const fromPackage = await io.trustFromPackage(file, pin);
  // A pinned key must have signed what is believed: with one, only a package will do.
  if (fromPackage.ok || fromPackage.error.code !== 'package.not-a-package' || pin) return fromPackage;
  try {
    const trust = readTrust(await readFile(file, 'utf8'));
    return trust
      ? ok({ trust, signer: null })
      : err({ code: 'journal.trust-unreadable', params: { file: basename(file) } });
  } catch (error) {
    const problem = storageProblem(error, file);
    if (problem) return err(problem);
    throw error;
  }
}

async function exportState(values: Values, io: JournalCommandIo): Promise<number> {
  const { state, out, format } = values;
  if (state === undefined) return wrongUse(io, '--state is missing.');
  if (out === undefined) return wrongUse(io, '--out is missing.');
  if (!isFormat(format)) return wrongUse(io, `--format is one of ${exportFormats.join(', ')}.`);
  const opened = await io.openState(state);
  if (!opened.ok) return fail(opened.error, values, io);
  const exported = await exportJournal({ ...opened.value, format, file: out });
  if (!exported.ok) return fail(exported.error, values, io);
  const files = exported.value.documentation ? [exported.value, exported.value.documentation] : [exported.value];
  if (values.json) io.out(JSON.stringify(exported.value));
  else
    for (const { file, sha256, lines, bytes } of files) io.out(`${sha256}  ${file}  (${lines} lines, ${bytes} bytes)`);
  return EXIT.good;
}

function isFormat(format: string | undefined): format is ExportFormat {
  return exportFormats.some((known) => known === format);
}

function wrongUse(io: JournalCommandIo, why: string): number {
  io.complain(why);
  io.complain(JOURNAL_USAGE);
  return EXIT.unusable;
}

async function fail(problem: Problem, values: Values, io: JournalCommandIo): Promise<number> {
  if (values.json) io.out(JSON.stringify({ ok: false, problem }));
  else io.complain(say(problem, values.language));
  return EXIT.unusable;
}

/** What happened and what to do, in the words of the error catalogue. */
function say(problem: Problem, language = 'en'): string {
  const known = languages.find((one) => one === language) ?? 'en';
  return `${problemText(problem, known, 'happened')}\n${problemText(problem, known, 'technician')}`;
}
