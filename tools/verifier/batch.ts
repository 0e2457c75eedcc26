import { join } from 'node:path';
import { type Bytes, order, same, toHex } from './bytes.ts';
import { linesOf, Sha256, splitLines } from './files.ts';
import type { Findings } from './findings.ts';
import { type Json, readJson } from './json.ts';
import type { Lines, LinesChecked } from './lines.ts';
import type { Manifest } from './manifest.ts';
import { hashOf } from './read-file.ts';
import * as is from './shape.ts';
import { signerOf } from './signed.ts';
import { Tree } from './tree.ts';

/** The first line of a batch. */
export interface Head {
  readonly manifest: Bytes;
  readonly station: string;
  readonly device: string;
  readonly sitting: string;
  readonly sessions: { readonly cast: number; readonly castAfterChallenge: number; readonly abandoned: number };
  readonly ballots: number;
  readonly challenged: readonly Bytes[];
  readonly root: Bytes;
  readonly sha256: Bytes;
}

const headShape = is.object({
  format: is.oneOf('taanuu/batch/1'),
  manifest: is.hex(32),
  station: is.stationNumber,
  device: is.id,
  sitting: is.id,
  sessions: is.object({ cast: is.whole(), castAfterChallenge: is.whole(), abandoned: is.whole() }),
  ballots: is.whole(),
  challenged: is.sorted(is.hex(32), toHex),
  root: is.hex(32),
  sha256: is.hex(32),
  signature: is.signature,
});

/** Stands for the code of a line that is no ballot (lines.ts). */
const NO_CODE = new Uint8Array(32);

/** About so many bytes of ballots are one piece of work: some 30 ballots of 21 options. */
const PIECE = 256 * 1024;

/** What is needed to look at a batch, and what is told of it. */
export interface BatchWork {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly signatures: boolean;
  readonly findings: Findings;
  /** Gives lines to be checked; resolves when there is room for more. */
  readonly give: (lines: Lines) => Promise<{ readonly answer: Promise<LinesChecked> }>;
  /** Told of every piece in order of the file. */
  readonly checked: (piece: LinesChecked, first: number) => void;
}

/**
 * Checks one batch, reading it once and by pieces.
 * @param file its path in the board's folder
 * @returns its head, where it has one, and the SHA-256 of the whole file in hex
 */
export async function checkBatch(
  file: string,
  work: BatchWork,
): Promise<{ readonly head: Head | null; readonly sha256: string }> {
  const whole = new Sha256();
  const body = new Sha256();
  const tree = new Tree();
  const pieces: { readonly first: number; readonly answer: Promise<LinesChecked> }[] = [];
  let head: Head | null = null;
  let last: Bytes | null = null;
  let counted = 0;
  let unread = 0;
  let next = 1;

  const take = async (most: number): Promise<void> => {
    while (pieces.length > most) {
      const { first, answer } = pieces.shift()!;
      const piece = await answer;
      for (const finding of piece.findings) work.findings.add(finding);
      counted += piece.lines;
      for (let at = 0; at < piece.lines; at++) {
        const code = piece.codes.slice(32 * at, 32 * at + 32);
        tree.add(code);
        if (same(code, NO_CODE)) {
          unread++;
          continue;
        }
        if (last !== null && order(last, code) > 0) work.findings.find(file, `line ${first + at}`, 'batch-order');
        last = code;
      }
      work.checked(piece, first);
    }
  };

  for await (const { lines } of linesOf(join(work.folder, file), PIECE, (bytes) => whole.add(bytes))) {
    let rest = lines;
    if (next === 1) {
      const end = rest.indexOf(10);
      head = readHead(end === -1 ? rest : rest.subarray(0, end), file, work);
      if (head === null) return { head, sha256: await hashOf(join(work.folder, file)) };
      rest = end === -1 ? new Uint8Array() : rest.slice(end + 1);
      next = 2;
    }
    if (rest.length === 0 || head === null) continue;
    body.add(rest);
    const first = next;
    next += splitLines(rest).lines.length;
    pieces.push({ first, ...(await work.give({ file, station: head.station, first, bytes: rest })) });
    // As many as workers may hold, and some: then the oldest must be done.
    await take(64);
  }
  await take(0);
  if (head === null) {
    work.findings.find(file, '', 'shape', 'empty');
    return { head, sha256: whole.hex() };
  }
  if (counted !== head.ballots) work.findings.find(file, 'ballots', 'batch-ballots', `${head.ballots}; ${counted}`);
  if (body.hex() !== toHex(head.sha256)) work.findings.find(file, 'sha256', 'batch-hash');
  // Without a line that is no ballot the root cannot be known; that line is a finding already.
  if (unread === 0 && !same(tree.root(), head.root)) work.findings.find(file, 'root', 'batch-root');
  return { head, sha256: whole.hex() };
}

function readHead(line: Uint8Array, file: string, { manifest, findings, signatures }: BatchWork): Head | null {
  const json = readJson(line);
  if ('why' in json) {
    findings.find(file, 'line 1', 'spelling', json.why);
    return null;
  }
  const head = findings.read(file, 'line 1', () => headShape(json.value, ''));
  if (head === null) return null;
  const { station, device, sitting, sessions, challenged } = head;
  const find = findings.find.bind(findings, file);
  if (!same(head.manifest, manifest.hash)) find('manifest', 'manifest-other', toHex(head.manifest));
  if (file !== `batches/${station}-${device}-${sitting}.ndjson`)
    find('', 'batch-name', `${station}-${device}-${sitting}`);
  const key = manifest.stations.get(station)?.get(device);
  if (key === undefined) find('device', 'batch-panel', `${station}, ${device}`);
  else if (signatures) {
    const signer = signerOf(json.value as Readonly<Record<string, Json>>);
    if (signer === null) find('signature', 'signature');
    else if (!same(signer, key)) find('signature', 'signer', toHex(signer));
  }
  const { cast, castAfterChallenge, abandoned } = sessions;
  if (cast + castAfterChallenge !== head.ballots)
    find('sessions', 'batch-sessions', `${cast} + ${castAfterChallenge} ≠ ${head.ballots}`);
  if (challenged.length < castAfterChallenge || (castAfterChallenge + abandoned === 0 && challenged.length > 0))
    find('challenged', 'batch-challenged', String(challenged.length));
  return head;
}

/**
 * Reads the ballots of a batch again, for what seemed to occur twice.
 * @param see given each line with its number
 */
export async function readAgain(
  folder: string,
  file: string,
  see: (line: Uint8Array, number: number) => void,
): Promise<void> {
  let number = 0;
  for await (const { lines } of linesOf(join(folder, file), PIECE, () => {})) {
    for (const line of splitLines(lines).lines) {
      number++;
      if (number > 1) see(line, number);
    }
  }
}
