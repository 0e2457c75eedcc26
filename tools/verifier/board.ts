import { type Batches, checkBatches } from './batches.ts';
import { type Bytes, same, toHex } from './bytes.ts';
import { filesOf } from './files.ts';
import { Findings } from './findings.ts';
import { groupOf } from './groups.ts';
import type { Json } from './json.ts';
import { checkTrustees, type Manifest, readManifest } from './manifest.ts';
import { checkList, jsonOf } from './read-file.ts';
import type { Finding } from './rules.ts';
import { checkSets, type SetSaid } from './sets.ts';
import * as is from './shape.ts';
import { signerOf } from './signed.ts';

/** How a board is to be checked. */
export interface Options {
  /** The commission's key, as it stands on paper; null: not known, and said so. */
  readonly key: Bytes | null;
  /** Workers beside each other; 0: everything in this one. */
  readonly workers: number;
  /** By the second library, which shares nothing with the first. */
  readonly slow: boolean;
  /** Off only where it is tried whether proofs refuse by themselves: then hashes of files and signatures are not looked at. */
  readonly signatures: boolean;
  /** Codes of voters that are looked for: 26 characters of base32, or 64 hex digits in lower case. */
  readonly codes: readonly string[];
  /** Told now and then how many ballots are checked. */
  readonly progress: (ballots: number) => void;
}

/** What a verifier found, and what it did. */
export interface Report {
  /** Of very many only the first are kept. */
  readonly findings: readonly Finding[];
  /** How many there are. */
  readonly count: number;
  /** Null where there is no manifest that can be read: then nothing else was checked. */
  readonly manifest: Manifest | null;
  /** By which key the manifest is signed, hex. */
  readonly signer: string | null;
  readonly files: number;
  /** Proofs computed: of trustees, ballots and shares. */
  readonly proofs: number;
  readonly batches: Omit<Batches, 'sums' | 'hashes'> | null;
  /** Of each style with ballots what the board says of it. */
  readonly sets: readonly SetSaid[];
}

const boardShape = is.object({
  format: is.oneOf('taanuu/board/1'),
  manifest: is.hex(32),
  files: is.sorted(is.object({ path: is.prose, sha256: is.hex(32) }), ({ path }) => path),
  signature: is.signature,
});

/**
 * Checks a board: all of docs/verification.md.
 * @param folder where board.json lies
 * @throws what the file system says of a folder that cannot be listed
 */
export async function verifyBoard(folder: string, options: Options): Promise<Report> {
  const group = await groupOf(options.slow);
  const findings = new Findings();
  const files = filesOf(folder);
  const present = new Set(files);
  const value = async (file: string): Promise<Json | null> => {
    if (present.has(file)) return await jsonOf(folder, file, findings);
    findings.find(file, '', 'file-missing');
    return null;
  };

  const manifestJson = await value('manifest.json');
  const manifest =
    manifestJson === null ? null : findings.read('manifest.json', '', () => readManifest(manifestJson, group));
  if (manifestJson === null || manifest === null) return stopped(findings, files.length);

  const signer = is.signature((manifestJson as Readonly<Record<string, Json>>).signature!, 'signature').key;
  const checkSigned = (file: string, json: Json): void => {
    if (!options.signatures) return;
    const by = signerOf(json as Readonly<Record<string, Json>>);
    if (by === null) findings.find(file, 'signature', 'signature');
    else if (!same(by, options.key ?? signer)) findings.find(file, 'signature', 'signer', toHex(by));
  };
  checkSigned('manifest.json', manifestJson);

  const boardJson = await value('board.json');
  const board = boardJson === null ? null : findings.read('board.json', '', () => boardShape(boardJson, ''));
  if (boardJson !== null && board !== null) {
    checkSigned('board.json', boardJson);
    if (!same(board.manifest, manifest.hash)) findings.find('board.json', 'manifest', 'manifest-other');
  }

  const trustees = checkTrustees(manifest, group);
  for (const finding of trustees.findings) findings.add(finding);

  const inside = (name: string): readonly string[] => files.filter((file) => file.startsWith(`${name}/`));
  const { sums, hashes, ...batches } = await checkBatches(inside('batches'), {
    ...options,
    folder,
    manifest,
    manifestJson,
    group,
    findings,
  });

  const read = (name: string) =>
    Promise.all(inside(name).map(async (file) => ({ file, json: await jsonOf(folder, file, findings) })));
  const [results, withheld] = [await read('results'), await read('withheld')];
  const sets = checkSets({ manifest, sums, results, withheld, shareKeys: trustees.shareKeys, group, findings });
  // Last, for batches have been hashed when they were read.
  if (board !== null) await checkList(folder, board.files, present, options.signatures ? hashes : null, findings);

  return {
    findings: findings.kept,
    count: findings.count,
    manifest,
    signer: toHex(signer),
    files: files.length,
    proofs: trustees.proofs + batches.proofs + sets.proofs,
    batches,
    sets: sets.said,
  };
}

const stopped = (findings: Findings, files: number): Report => ({
  findings: findings.kept,
  count: findings.count,
  manifest: null,
  signer: null,
  files,
  proofs: 0,
  batches: null,
  sets: [],
});
