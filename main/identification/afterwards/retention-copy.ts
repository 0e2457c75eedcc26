import { execFile } from 'node:child_process';
import { createHash, createPublicKey } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { fromHex, toHex } from '../../../core/crypto/encoding.ts';
import { entryOf, eventTypes } from '../../../core/journal/catalogue.ts';
import { headSchema } from '../../../core/journal/head.ts';
import { type Trust, trustSchema } from '../../../core/journal/trust.ts';
import { fileName } from '../../../core/media/file-name.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { Journal } from '../../journal/journal.ts';
import { verifyChain } from '../../journal/verify-chain.ts';
import { verifyFile } from '../../journal/verify-file.ts';
import { storageProblem } from '../../storage/failure.ts';
import { syncFolder, writeWhole } from '../../storage/whole-file.ts';
import { trustOfForce } from '../copy/trust.ts';
import type { InForce } from '../kiosk.ts';
import type { PredecessorLine } from '../state/predecessor.ts';
import { type RetentionFacts, retentionPage } from './retention-page.ts';

/** A retention copy that lies on its medium and was verified there. */
export interface WrittenCopy {
  /** Name of its folder. */
  readonly folder: string;
  /** SHA-256 of its list of hashes, hex. */
  readonly sha256: string;
  readonly lines: number;
  readonly events: number;
  readonly head: string;
}

export interface CopyOptions {
  readonly journal: Journal;
  /** What was copied of the journals that this one goes on from: a file each. */
  readonly before: readonly PredecessorLine[];
  readonly force: InForce;
  readonly keys: DeviceKeys;
  /** Folder of the medium. */
  readonly target: string;
  readonly facts: Pick<RetentionFacts, 'serial' | 'words' | 'written' | 'keep'>;
}

const JOURNAL = 'journal.ndjson';
const BEFORE = 'journal-before-';
const SUMS = 'SHA256SUMS';

/**
 * Writes a copy that is read without this program: everything into a folder under another name, each file synced and
 * read back, then the folder takes its name, and then every hash, the chain and all signatures are checked from there.
 * A copy that is not whole never has the name of one.
 * @returns what `writeWhole` returns, or `afterwards.copy-bad` where the medium gives back something else
 */
export async function writeRetentionCopy(options: CopyOptions): Promise<Result<WrittenCopy, Problem>> {
  const { journal, target } = options;
  const { election, mode, station, device } = journal.identity;
  const { state, line } = journal.signedHead();
  const name = fileName(['taanuu-retention', election, mode, station, device, state.seq]);
  const part = join(target, `${name}.part`);
  try {
    await rm(part, { recursive: true, force: true });
    await mkdir(part);
    const written = await writeFiles(part, options, state, line);
    if (!written.ok) {
      await rm(part, { recursive: true, force: true }).catch(() => {});
      return written;
    }
    const whole = join(target, name);
    await rm(whole, { recursive: true, force: true });
    await rename(part, whole);
    await syncFolder(target);
    const bad = await verifyCopy(whole, trustOfCopy(options));
    if (!bad.ok) return bad;
    return ok({ folder: name, sha256: written.value, lines: state.seq + 1, events: state.seq, head: state.hash });
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => {});
    const problem = storageProblem(error, name);
    if (problem) return err(problem);
    throw error;
  }
}

async function writeFiles(
  folder: string,
  { journal, before, force, keys, facts }: CopyOptions,
  state: { readonly seq: number; readonly hash: string },
  headLine: string,
): Promise<Result<string, Problem>> {
  const { election, policy, precinct } = force;
  const page = retentionPage({
    ...facts,
    election: election.names,
    mode: election.mode,
    station: precinct.number,
    device: keys.device,
    events: state.seq,
    head: state.hash,
  });
  const contents: readonly (readonly [string, () => Iterable<string | Uint8Array>])[] = [
    [JOURNAL, () => linesOf(journal, state.seq, headLine)],
    ...[...Map.groupBy(before, ({ device }) => device)].map(
      ([device, lines]) => [`${BEFORE}${device}.ndjson`, () => lines.map(({ line }) => `${line}\n`)] as const,
    ),
    ['events.json', () => [json(documentation())]],
    ['election.json', () => [json(election)]],
    ['policy.json', () => [json(policy)]],
    ['trust.json', () => [json(trustOfCopy({ journal, before, force, keys }))]],
    ['device.pem', () => [pemOf(keys.signing.publicKey)]],
    ['head.sig', () => [fromHex(headSchema.parse(JSON.parse(headLine)).sig) ?? new Uint8Array()]],
    ['READ-ME.html', () => [page]],
  ];
  const sums: string[] = [];
  for (const [name, pieces] of contents) {
    const written = await writeWhole(join(folder, name), pieces());
    if (!written.ok) return written;
    sums.push(`${written.value.sha256}  ${name}\n`);
  }
  const list = Buffer.from(sums.join(''));
  const summed = await writeWhole(join(folder, SUMS), [list]);
  if (!summed.ok) return summed;
  const signed = await writeWhole(join(folder, `${SUMS}.sig`), [keys.signing.sign(list)]);
  if (!signed.ok) return signed;
  // It is for whoever finds it; file systems of sticks that know no modes say so, and nobody minds.
  for (const name of [...contents.map(([one]) => one), SUMS, `${SUMS}.sig`]) {
    await chmod(join(folder, name), 0o644).catch(() => {});
  }
  await chmod(folder, 0o755).catch(() => {});
  return ok(summed.value.sha256);
}

/**
 * Checks a copy where it lies: the list's signature, every file of it, chain and signatures of the journal and of those
 * that it goes on from.
 * @returns `afterwards.copy-bad` with the file that is not good, or a problem of the medium
 */
export async function verifyCopy(folder: string, trust: Trust): Promise<Result<null, Problem>> {
  const bad = (file: string) => err<Problem>({ code: 'afterwards.copy-bad', params: { file } });
  try {
    const list = await readFromMedium(join(folder, SUMS));
    const signature = await readFromMedium(join(folder, `${SUMS}.sig`));
    const key = fromHex(trust.devices[0]?.publicKey ?? '') ?? new Uint8Array();
    if (!nodeCrypto.ed25519Verify(signature, list, key)) return bad(SUMS);
    const before: string[] = [];
    for (const line of list.toString().split('\n').filter(Boolean)) {
      const [sum, file = ''] = line.split('  ');
      if ((await sumFromMedium(join(folder, file))) !== sum) return bad(file);
      if (file.startsWith(BEFORE)) before.push(join(folder, file));
    }
    const report = await verifyFile(join(folder, JOURNAL), trust, nodeCrypto);
    if (!report.ok) return report;
    if (!report.value.ok) return bad(JOURNAL);
    const chain = await verifyChain(join(folder, JOURNAL), before, trust, nodeCrypto);
    if (!chain.ok) return chain;
    const broken = chain.value.find(({ problem }) => problem !== null);
    return broken ? bad(broken.file) : ok(null);
  } catch (error) {
    const problem = storageProblem(error, folder);
    if (problem) return err(problem);
    throw error;
  }
}

/** The device that wrote it first: its key is the one of the list's signature. Then those that it goes on from. */
function trustOfCopy({ journal, before, force, keys }: Omit<CopyOptions, 'target' | 'facts'>): Trust {
  const { election, mode, station } = journal.identity;
  const gone = new Set(before.map(({ device }) => device));
  return trustSchema.parse({
    election,
    mode,
    devices: [
      {
        device: keys.device,
        key: keys.signing.key,
        algorithm: 'Ed25519',
        publicKey: toHex(keys.signing.publicKey),
        station,
      },
      ...trustOfForce(force).devices.filter(({ device }) => device !== keys.device && gone.has(device)),
    ],
  });
}

function* linesOf(journal: Journal, count: number, headLine: string): IterableIterator<string> {
  for (const line of journal.lines(1, count)) yield `${line}\n`;
  yield `${headLine}\n`;
}

/** What every type of event means, and the fields of its body as JSON Schema. */
export function documentation(): unknown {
  return {
    format: 'taanuu/events/1',
    events: eventTypes.map((type) => {
      const { description, severity, body } = entryOf(type);
      return { type, description, severity, body: z.toJSONSchema(body, { unrepresentable: 'any' }) };
    }),
  };
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

/** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) as PEM. */
function pemOf(publicKey: Uint8Array): string {
  const x = Buffer.from(publicKey).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString();
}

async function readFromMedium(file: string): Promise<Buffer> {
  await forgetCached(file);
  return readFile(file);
}

async function sumFromMedium(file: string): Promise<string> {
  await forgetCached(file);
  const hash = createHash('sha256');
  const handle = await open(file, 'r');
  for await (const chunk of handle.createReadStream()) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/**
 * Asks the system to read the file from the medium the next time (posix_fadvise DONTNEED, which Node does not have).
 * Where it cannot, the read comes from its memory: then it tells of the writing, not of the medium.
 */
async function forgetCached(file: string): Promise<void> {
  await promisify(execFile)('dd', [`if=${file}`, 'iflag=nocache', 'count=0', 'status=none']).catch(() => {});
}
