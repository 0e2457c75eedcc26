import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../../crypto/encoding.ts';
import { ballotSchema } from './ballot.ts';
import { type BatchHead, batchPath, linesOf, readBatchHead } from './batch.ts';
import { type CheckGround, checkBallot } from './check-ballot.ts';
import { isSigned, readFileOf, type VerifySignature } from './file.ts';
import type { Finding, Rule } from './finding.ts';
import { isSorted, type Manifest } from './manifest.ts';
import { merkleRoot } from './merkle.ts';
import { addBallot, type BallotSet } from './sets.ts';

/** What a board is held against, and what of it has been seen: over all batches nothing may occur twice. */
export interface BatchGround extends CheckGround {
  readonly of: Manifest;
  readonly verify: VerifySignature;
}

/** What was seen on a board so far. */
export interface Seen {
  readonly batches: Set<string>;
  readonly codes: Set<string>;
  readonly nonces: Set<string>;
  readonly randomness: Set<string>;
  readonly challenged: Set<string>;
  /** Sets of ballots whose proofs hold, by style. */
  readonly sets: Map<string, BallotSet>;
  proofs: number;
}

/** Nothing was seen yet. */
export function nothingSeen(): Seen {
  return {
    ...{ batches: new Set(), codes: new Set(), nonces: new Set(), randomness: new Set(), challenged: new Set() },
    ...{ sets: new Map(), proofs: 0 },
  };
}

/** Where something is wrong, and which rule. */
type Find = (rule: Rule, place?: string) => void;

/**
 * Checks a batch, and adds to the sets what of it holds.
 * @param file its path on the board
 * @param seen what the batches before it had; filled here
 * @returns its head, and everything that does not hold; empty: all of it does
 */
export function checkBatch(
  ground: BatchGround,
  file: string,
  bytes: Uint8Array,
  seen: Seen,
): { readonly head: BatchHead | undefined; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const find: Find = (rule, place = '') => void findings.push({ file, place, rule });
  const read = readBatchHead(bytes);
  if (read === undefined) {
    find('spelling', 'line 1');
    return { head: undefined, findings };
  }
  const { head, rest } = read;
  checkHead(ground, file, head, seen, find);
  if (toHex(sha256(rest)) !== head.sha256) find('sha256');

  const codes: Uint8Array[] = [];
  let count = 0;
  for (const line of linesOf(rest)) {
    count += 1;
    const code = checkLine(ground, head.station, line, `line ${count + 1}`, seen, find);
    if (code !== undefined) codes.push(code);
  }
  if (count !== head.ballots) find('ballots');
  const sorted = codes.map(toHex);
  if (!sorted.every((code, at) => at === 0 || (sorted[at - 1] ?? '') <= code)) find('order', 'ballots');
  // Without every ballot there is nothing to hold the root against.
  if (codes.length === count && toHex(merkleRoot(codes)) !== head.root) find('root');
  return { head, findings };
}

function checkHead(ground: BatchGround, file: string, head: BatchHead, seen: Seen, find: Find): void {
  if (batchPath(head) !== file) find('path');
  if (head.manifest !== toHex(ground.manifest)) find('manifest');
  const station = ground.of.stations.find(({ number }) => number === head.station);
  if (station === undefined) find('station');
  const isPanel = station?.panels.some(({ device, key }) => device === head.device && key === head.signature.key);
  if (!isPanel) find('panel');
  if (!isSigned(head, ground.verify)) find('signature');
  once(seen.batches, `${head.device} ${head.sitting}`, () => find('twice-batch'));

  const { cast, castAfterChallenge, abandoned } = head.sessions;
  if (cast + castAfterChallenge !== head.ballots) find('sessions');
  const opened = head.challenged.length;
  if (opened < castAfterChallenge || (opened > 0 && castAfterChallenge + abandoned === 0)) find('challenged');
  if (!isSorted(head.challenged)) find('order', 'challenged');
  for (const [at, code] of head.challenged.entries()) {
    once(seen.challenged, code, () => find('twice-challenged', `challenged/${at}`));
  }
}

/** One ballot: its code, if it holds. */
function checkLine(
  ground: BatchGround,
  station: string,
  line: Uint8Array,
  place: string,
  seen: Seen,
  find: Find,
): Uint8Array | undefined {
  const ballot = readFileOf(line, ballotSchema);
  if (ballot === undefined) return void find('spelling', place);
  const style = ground.of.styles.find(({ id }) => id === ballot.style);
  if (style === undefined) return void find('style', place);
  once(seen.nonces, ballot.nonce, () => find('twice-nonce', place));
  for (const { a } of ballot.parts.flatMap(({ positions }) => positions)) {
    once(seen.randomness, a, () => find('twice-a', place));
  }
  const checked = checkBallot(ground, station, style, ballot);
  if (!checked.ok) {
    const { rule, part, position } = checked.error;
    const inside = [part === null ? '' : `/parts/${part}`, position === null ? '' : `/positions/${position}`];
    return void find(`ballot-${rule}`, `${place}${inside.join('')}`);
  }
  once(seen.codes, toHex(checked.value.code), () => find('twice-code', place));
  seen.proofs += checked.value.proofs;
  addBallot(ground.group, seen.sets, style, checked.value);
  return checked.value.code;
}

function once(all: Set<string>, value: string, twice: () => void): void {
  if (all.has(value)) twice();
  all.add(value);
}

/** Codes that were both cast and challenged, in any batches: to be asked when all were checked. */
export function castAndChallenged({ codes, challenged }: Seen): readonly string[] {
  return [...challenged].filter((code) => codes.has(code));
}
